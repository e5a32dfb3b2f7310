"""geomap: where does this text happen, and can I trust that?

    >>> import geomap
    >>> parser = geomap.Geoparser()
    >>> parsed = parser.parse("The convoy left Mosul for Irbil.")

Everything here is loaded when first used, so that ``import geomap`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from geomap._version import __version__

if TYPE_CHECKING:
    from geomap.contract import from_record as from_dict
    from geomap.contract import to_record as to_dict
    from geomap.documents import read_documents
    from geomap.errors import GeomapError
    from geomap.evaluation import evaluate
    from geomap.export.dataframes import parse_column
    from geomap.gazetteer import open_gazetteer
    from geomap.pipeline import Geoparser
    from geomap.recognizer import load_recognizer
    from geomap.render.maps import render_map
    from geomap.results import Results
    from geomap.stored import read_results, write_results
    from geomap.types import (
        Candidate,
        Document,
        Mention,
        ParsedDocument,
        Passage,
        Place,
        Toponym,
    )

__all__ = [  # noqa: RUF022
    "__version__",
    "Candidate",
    "Document",
    "GeomapError",
    "Geoparser",
    "Mention",
    "ParsedDocument",
    "Passage",
    "Place",
    "Results",
    "Toponym",
    "evaluate",
    "from_dict",
    "load_recognizer",
    "open_gazetteer",
    "parse_column",
    "read_documents",
    "read_results",
    "render_map",
    "to_dict",
    "write_results",
]

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
    "from_dict": "geomap.contract:from_record",
    "load_recognizer": "geomap.recognizer",
    "open_gazetteer": "geomap.gazetteer",
    "parse_column": "geomap.export.dataframes",
    "read_documents": "geomap.documents",
    "read_results": "geomap.stored",
    "render_map": "geomap.render",
    "to_dict": "geomap.contract:to_record",
    "write_results": "geomap.stored",
}

if not TYPE_CHECKING:  # else every name would exist for type checkers, as Any

    def __getattr__(name: str) -> object:
        if name not in _EXPORTS:
            raise AttributeError(f"module 'geomap' has no attribute {name!r}")
        module, _, other = _EXPORTS[name].partition(":")
        return getattr(import_module(module), other or name)


def __dir__() -> list[str]:
    return sorted(__all__)
