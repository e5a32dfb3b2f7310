"""The bundled networks: one for English, one for many languages, each loaded when it is needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from geomap.errors import RecognizerError
from geomap.recognizer.languages import limits_of, trained_on_english
from geomap.recognizer.network import Network
from geomap.recognizer.parts import Part, is_foreign, parts_of
from geomap.types import Document

__all__ = ["ENGLISH_MODEL", "MULTILINGUAL_MODEL", "Networks"]

_FOLDER = Path(__file__).parent / "model"
ENGLISH_MODEL = _FOLDER / "geomap-ner.onnx"
MULTILINGUAL_MODEL = _FOLDER / "geomap-ner-multi.onnx"


class Networks:
    """The networks of a recognizer.

    Args:
        model: A model file that reads every language; None for the bundled ones.
        language: Of every text; None to detect it.

    Raises:
        RecognizerError: The file is missing, or is no model of geomap's.
    """

    def __init__(self, model: Path | None = None, language: str | None = None) -> None:
        self._language = language
        self._path = model or ENGLISH_MODEL
        self._chooses = model is None and MULTILINGUAL_MODEL.is_file()
        if not self._path.is_file():
            raise RecognizerError(f"{self._path}: the model is missing; reinstall geomap")
        if model is not None:
            self._english  # noqa: B018 (a file of the user's is tried at once)

    @cached_property
    def _english(self) -> Network:
        return Network(self._path)

    @cached_property
    def _multilingual(self) -> Network:
        return Network(MULTILINGUAL_MODEL)

    def of(self, multilingual: bool) -> Network:
        """Return the network for English, or the one for other languages if there is one."""
        return self._multilingual if multilingual and self._chooses else self._english

    @property
    def tags(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The flat and the geographic tags, which are the same for both networks."""
        loaded = self.__dict__.get("_multilingual") or self._english
        return loaded.flat_tags, loaded.geo_tags

    def limits_in(self, language: str | None) -> str | None:
        """Return what is known of the quality in a language; None where there is nothing to say."""
        return limits_of(language) if self._chooses else trained_on_english(language)

    def parts(self, document: Document) -> list[Part]:
        """Return the parts of a document that one network reads each."""
        if not self._chooses:
            return [Part(0, len(document.text), False)]
        if self._language:
            return [Part(0, len(document.text), is_foreign(self._language))]
        return parts_of(document.text, document.language)
