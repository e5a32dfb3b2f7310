"""geomap: where does this text happen, and can I trust that?

    >>> import geomap
    >>> parser = geomap.Geoparser()
    >>> parsed = parser.parse("The convoy left Mosul for Irbil.")

Everything here is loaded when first used, so that ``import geomap`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geomap._version import __version__

_EXPORTS = {
    "Candidate": "geomap.types",
    "Document": "geomap.types",
    "GeomapError": "geomap.errors",
    "Geoparser": "geomap.pipeline",
    "Mention": "geomap.types",
    "ParsedDocument": "geomap.types",
    "Passage": "geomap.types",
    "Place": "geomap.types",
    "Results": "geomap.results",
    "Toponym": "geomap.types",
    "evaluate": "geomap.evaluation",
    "load_recognizer": "geomap.recognizer",
    "open_gazetteer": "geomap.gazetteer",
    "read_documents": "geomap.documents",
    "read_results": "geomap.jsonl",
    "render_map": "geomap.render",
    "write_results": "geomap.jsonl",
}

__all__ = ["__version__", *sorted(_EXPORTS)]


def __getattr__(name: str) -> Any:
    if name not in _EXPORTS:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    return getattr(import_module(_EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
