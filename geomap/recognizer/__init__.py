"""Finding names: the bundled recognizer, and any spaCy pipeline the user has.

Importing this package loads nothing heavy; numpy and onnxruntime are imported by
``load_recognizer``, spaCy only for a pipeline of the user's or for the component.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.recognizer.language import detect_language
from geomap.seams import Gazetteer, Recognizer

if TYPE_CHECKING:
    from geomap.recognizer.adapter import SpacyRecognizer
    from geomap.recognizer.bundled import GeomapRecognizer

__all__ = [
    "GeomapRecognizer",
    "Recognizer",
    "SpacyRecognizer",
    "detect_language",
    "load_recognizer",
]


def load_recognizer(
    model: str | Path | None = None,
    threads: int | None = None,
    gazetteer: Gazetteer | None = None,
    language: str | None = None,
) -> Recognizer:
    """Load a recognizer; nothing is ever downloaded.

    Args:
        model: None for the bundled one; otherwise the name of an installed spaCy pipeline
            ("en_core_web_trf"), the folder of one, or a model file (.onnx) that
            ``training/recognizer`` made.
        threads: For the bundled network; None for as many as there are processors, at most 8.
        gazetteer: The bundled recognizer asks it about names that it is in doubt about, as the
            whole path does; None for the network and its rules alone.
        language: For the bundled ones: the language of every text; None to detect it.

    Raises:
        RecognizerNotFound: No such pipeline is installed.
        RecognizerError: It cannot be loaded.
    """
    if model is None or str(model).endswith(".onnx"):
        from geomap.recognizer.bundled import GeomapRecognizer

        return GeomapRecognizer(Path(model) if model else None, threads, gazetteer, language)
    from geomap.recognizer.adapter import load_spacy

    return load_spacy(model)


def __getattr__(name: str) -> Any:
    if name == "SpacyRecognizer":
        from geomap.recognizer.adapter import SpacyRecognizer

        return SpacyRecognizer
    if name == "GeomapRecognizer":
        from geomap.recognizer.bundled import GeomapRecognizer

        return GeomapRecognizer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
