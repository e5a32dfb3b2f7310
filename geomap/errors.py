"""Everything geomap raises.

GeomapError
 ├── DocumentError (ValueError)
 │    ├── DocumentNotFound (FileNotFoundError)
 │    ├── UnreadableDocument          broken, encrypted, empty or too large
 │    └── MissingReader (ImportError) an extra is not installed
 ├── RecognizerError (RuntimeError)
 │    └── RecognizerNotFound (LookupError)
 ├── GazetteerError (RuntimeError)
 │    ├── GazetteerNotFound (FileNotFoundError)
 │    └── GazetteerInvalid (ValueError)
 ├── GeocoderError (RuntimeError)
 │    ├── GeocoderUnavailable (ConnectionError)
 │    └── OnlineForbidden (PermissionError)
 ├── OutputError (OSError)
 │    └── OutputExists (FileExistsError)
 ├── InputError (TypeError)            what was given to a parser is no text
 ├── FormatError (ValueError)          a file of ours that cannot be understood
 └── MissingExtra (ImportError)        an optional dependency is not installed

Each message ends with what to do.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "DocumentError",
    "DocumentNotFound",
    "ExitCode",
    "FormatError",
    "GazetteerError",
    "GazetteerInvalid",
    "GazetteerNotFound",
    "GeocoderError",
    "GeocoderUnavailable",
    "GeomapError",
    "InputError",
    "MissingExtra",
    "MissingReader",
    "OnlineForbidden",
    "OutputError",
    "OutputExists",
    "RecognizerError",
    "RecognizerNotFound",
    "UnreadableDocument",
]


class ExitCode(IntEnum):
    """What the command line tells the shell."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    SOME_FAILED = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class GeomapError(Exception):
    """The root: catch this to catch everything geomap raises on purpose."""


class DocumentError(GeomapError, ValueError):
    """A document cannot be used."""


class DocumentNotFound(DocumentError, FileNotFoundError):
    """The path the user named does not exist."""


class UnreadableDocument(DocumentError):
    """A document is broken, encrypted, empty, too large or of no known format."""


class MissingReader(DocumentError, ImportError):
    """The format needs an extra that is not installed."""


class RecognizerError(GeomapError, RuntimeError):
    """The recognizer cannot be used."""


class RecognizerNotFound(RecognizerError, LookupError):
    """No spaCy pipeline of that name or path."""


class GazetteerError(GeomapError, RuntimeError):
    """The gazetteer cannot be used."""


class GazetteerNotFound(GazetteerError, FileNotFoundError):
    """No gazetteer at that path."""


class GazetteerInvalid(GazetteerError, ValueError):
    """A gazetteer is truncated, foreign or of another schema."""


class GeocoderError(GeomapError, RuntimeError):
    """A geocoder answered with something that cannot be used."""


class GeocoderUnavailable(GeocoderError, ConnectionError):
    """A geocoder could not be reached or refused to answer: not the same as no such place."""


class OnlineForbidden(GeocoderError, PermissionError):
    """Something would have left the machine without permission."""


class OutputError(GeomapError, OSError):
    """An output cannot be written."""


class OutputExists(OutputError, FileExistsError):
    """The output is already there and --force was not given."""


class InputError(GeomapError, TypeError):
    """Something was given to a parser that is neither a text nor a document."""


class FormatError(GeomapError, ValueError):
    """A JSON Lines, corrections or extra-places file cannot be understood."""


class MissingExtra(GeomapError, ImportError):
    """An optional dependency is not installed."""
