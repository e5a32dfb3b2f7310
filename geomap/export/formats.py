"""The formats by file name, and what they are asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from geomap.errors import MissingExtra, OutputError

__all__ = [
    "FORMATS",
    "By",
    "Format",
    "Options",
    "format_of",
    "picture_beside",
    "wants_picture",
    "write_function",
]

By = Literal["place", "mention"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may be asked for.

    Args:
        title: For formats that have one: pictures, reports, KML.
        raw: CSV: leave cells that a spreadsheet program would run as formulas.
        points: GeoJSON and KML: a point for every place, countries and vague places too.
        max_passages: Reports and KML: quotations a place; the rest are counted.
        width, height: Pictures: size in millimetres; None chooses the height by the extent.
        dpi: PNG: dots per inch.
        borders: Pictures: whether to draw and name countries, or coasts only.
        locator: Pictures: whether a map of a small part of the Earth shows where that is.
        picture: Reports: whether to put the map in; None when matplotlib is installed.
        picture_name: Markdown: the file in which the picture is saved, set by ``export``.
    """

    title: str | None = None
    raw: bool = False
    points: bool = False
    max_passages: int = 20
    width: float = 180.0
    height: float | None = None
    dpi: int = 200
    borders: bool = True
    locator: bool = True
    picture: bool | None = None
    picture_name: str | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``by`` lists what a row or feature may be, the default first."""

    name: str
    suffix: str
    by: tuple[By, ...]
    module: str
    extra: str | None = None
    text: bool = True


FORMATS = (
    Format("GeoJSON", ".geojson", ("place", "mention"), "geojson"),
    Format("CSV", ".csv", ("place", "mention"), "csv"),
    Format("KML", ".kml", ("place",), "kml"),
    Format("GeoPackage", ".gpkg", ("place", "mention"), "geopackage", "geo", text=False),
    Format("GeoParquet", ".parquet", ("place", "mention"), "geoparquet", "geo", text=False),
    Format("SVG", ".svg", ("place",), "picture.draw", "report"),
    Format("PNG", ".png", ("place",), "picture.draw", "report", text=False),
    Format("PDF", ".pdf", ("place",), "picture.draw", "report", text=False),
    Format("JSON Lines", ".jsonl", ("mention",), "jsonl"),
    Format("Web Annotation", ".jsonld", ("mention",), "annotations"),
    Format("Markdown", ".md", ("place",), "markdown"),
    Format("Word", ".docx", ("place",), "word", "report", text=False),
)


def format_of(path: str | Path) -> Format:
    """Return the format that the file name's ending stands for.

    Raises:
        OutputError: The ending is of no format; the message lists those that are.
    """
    suffix = Path(path).suffix.lower()
    for known in FORMATS:
        if known.suffix == suffix:
            return known
    endings = ", ".join(known.suffix for known in FORMATS)
    raise OutputError(f"{path}: no format ends in {suffix or 'nothing'!r}; use one of {endings}")


def write_function(known: Format, by: By) -> Callable[..., None]:
    """Return the function (results, target, options) that writes the format.

    Raises:
        MissingExtra: The format needs a package that is not installed.
        OutputError: The format has no such shape.
    """
    if by not in known.by:
        raise OutputError(f"{known.name} is written by {known.by[0]} only; leave out --by {by}")
    try:
        module = import_module(f"geomap.export.{known.module}")
    except ImportError as error:
        if known.extra is None:
            raise
        raise MissingExtra(
            f"{known.name} needs the package {error.name}; "
            f"install it with: pip install 'geomap[{known.extra}]'"
        ) from error
    function: Callable[..., None] = getattr(module, f"write_{by}s")
    return function


def picture_beside(path: str | Path, options: Options) -> Path | None:
    """Return the file of the picture that a Markdown report shows, if it shall have one."""
    if format_of(path).suffix != ".md" or not wants_picture(options):
        return None
    return Path(path).with_suffix(".png")


def wants_picture(options: Options) -> bool:
    """Whether a report gets a picture: when asked for, or when it can be drawn."""
    if options.picture is None:
        return find_spec("matplotlib") is not None
    return options.picture
