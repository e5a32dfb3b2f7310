"""The formats by file name, and what they are asked to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from geomap.corrections import Corrections
from geomap.errors import GeomapError, MissingExtra, OutputError
from geomap.extras import lacking
from geomap.render.choices import Borders, check_choices
from geomap.types import Bounds, Detail

__all__ = [
    "FORMATS",
    "By",
    "Format",
    "Options",
    "Output",
    "format_of",
    "outputs_of",
    "wants_picture",
    "write_function",
]

By = Literal["place", "mention", "document"]
SCHEME_NAMES = ("colour", "blue", "grey", "dark")


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may be asked for; each takes what its format knows.

    Args:
        title: Of pages, pictures, reports, KML.
        borders: Pages and pictures: "none" draws coasts only and names no country.
        max_passages: Pages, reports, KML: passages that a place quotes, the rest are counted; None
            for all that fit in a page, and for 20 elsewhere.
        view: Pages and pictures: the box to show instead of the places that matter.
        raw: CSV: leave cells that a spreadsheet program would run as formulas.
        points: GeoJSON and KML: a point for every place, countries and vague places too.
        width, height: Pictures: size in millimetres; None chooses the height by the extent.
        ratio: Pictures: width of the map by its height, where no height is given.
        dpi: PNG: dots per inch.
        standfirst, credit: Pictures: lines under the title, and at the end.
        scheme: Pictures: colours: "colour", "blue", "grey" (print in black) or "dark".
        hide: Pictures: places to leave out, by name or id.
        labels: Pictures: what to call places, by name or id.
        locator: Pictures: whether a map of a small part of the Earth shows where that is.
        picture: Reports: whether to put the map in; None when matplotlib is installed.
        picture_name: Forms that show a picture beside them: its file, set by ``export``.
        tiles, tiles_attribution, texts, language, embed, options, created, corrections: Pages: as
            for ``geomap.render_map``.
        address: Embed code: where the page will be published; by default beside it.
        auto_height: Embed code: bring a script that fits the frame's height.
        alone: Embed code: the map without the list beside it; set by a name that ends in
            ".alone.embed.html".
        detail: JSON Lines and Parquet of results: what they hold of other candidates.

    Raises:
        GeomapError: A value that no format can use.
    """

    title: str | None = None
    borders: Borders = "show"
    max_passages: int | None = None
    view: Bounds | None = None
    raw: bool = False
    points: bool = False
    width: float = 180.0
    height: float | None = None
    ratio: float | None = None
    dpi: int = 200
    standfirst: str | None = None
    credit: str | None = None
    scheme: str = "colour"
    hide: Collection[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    locator: bool = True
    picture: bool | None = None
    picture_name: str | None = None
    tiles: str | None = None
    tiles_attribution: str | None = None
    texts: bool | None = None
    language: str = "en"
    embed: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    created: str | None = None
    corrections: Corrections | None = None
    address: str | None = None
    auto_height: bool = False
    alone: bool = False
    detail: Detail = Detail.REASONS

    def __post_init__(self) -> None:
        check_choices(
            self.borders, self.max_passages, self.tiles, self.language, self.tiles_attribution
        )
        if self.scheme not in SCHEME_NAMES:
            known = ", ".join(SCHEME_NAMES)
            raise GeomapError(f"scheme is {self.scheme!r}; choose one of {known}")
        if self.ratio is not None and not 0.2 <= self.ratio <= 5:
            raise GeomapError(f"ratio is {self.ratio}; give one between 0.2 and 5, e.g. 1.5")

    @property
    def quotations(self) -> int:
        """How many passages of a place a report or a balloon quotes."""
        return 20 if self.max_passages is None else self.max_passages


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``by`` lists what a row or feature may be, the default first.

    ``rows`` says whether it has rows or features at all; ``candidates`` whether it shows what
    else a name could have meant; ``picture`` whether a picture lies beside it; ``writer`` is
    the function of ``module``, where it is not ``write_places`` or ``write_mentions``.
    """

    name: str
    suffix: str
    by: tuple[By, ...]
    module: str
    extra: str | None = None
    text: bool = True
    rows: bool = True
    candidates: bool = False
    picture: bool = False
    writer: str | None = None


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
    Format("JSON Lines, gzip", ".jsonl.gz", ("mention",), "jsonl", text=False),
    Format("JSON Lines, Zstandard", ".jsonl.zst", ("mention",), "jsonl", "corpora", text=False),
    Format("results, Parquet", ".results.parquet", ("mention",), "jsonl", "corpora", text=False),
    Format("Web Annotation", ".jsonld", ("mention",), "annotations"),
    Format("Schema.org", ".schema.jsonld", ("mention",), "schema_org"),
    Format("Linked Places", ".lpf.json", ("place",), "linked_places"),
    Format("Label Studio", ".labelstudio.json", ("mention",), "label_studio"),
    Format("CoNLL", ".conll", ("mention",), "conll"),
    Format("brat", ".brat.zip", ("mention",), "brat", text=False),
    Format("DocBin", ".spacy", ("mention",), "docbin", text=False),
    Format("TEI", ".tei.xml", ("mention",), "tei"),
    Format("FollowTheMoney", ".ftm.json", ("mention",), "follow_the_money"),
    Format("Elasticsearch", ".bulk.ndjson", ("mention",), "elasticsearch"),
    Format("Markdown", ".md", ("place", "document"), "markdown", picture=True),
    Format("Word", ".docx", ("place", "document"), "word", "report", text=False),
    Format("PDF report", ".report.pdf", ("place", "document"), "paper", "report", text=False),
    Format("page", ".html", ("place",), "html", rows=False, candidates=True, writer="write_page"),
    Format(
        "fragment",
        ".fragment.html",
        ("place",),
        "html",
        rows=False,
        candidates=True,
        writer="write_fragment",
    ),
    Format("embed code", ".embed.html", ("place",), "html", rows=False, writer="write_frame"),
    Format(
        "picture and table",
        ".static.html",
        ("place",),
        "html",
        rows=False,
        picture=True,
        writer="write_static",
    ),
)
_LONGEST_FIRST = sorted(FORMATS, key=lambda known: -len(known.suffix))


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write."""

    path: Path
    form: Format
    by: By
    options: Options


def format_of(path: str | Path) -> Format:
    """Return the format whose ending the file name has; the longest ending wins.

    Raises:
        OutputError: The ending is of no format; the message lists those that are.
    """
    name = Path(path).name.lower()
    name = f"{name}l" if name.endswith(".htm") else name
    name = f"places.{name}" if name == "report.pdf" else name
    for known in _LONGEST_FIRST:
        if name.endswith(known.suffix) and name != known.suffix:
            return known
    endings = ", ".join(known.suffix for known in FORMATS)
    ending = Path(path).suffix.lower() or "nothing"
    raise OutputError(f"{path}: no format ends in {ending!r}; use one of {endings}")


def outputs_of(path: str | Path, options: Options, by: By | None = None) -> list[Output]:
    """Return what writing to ``path`` makes: the picture beside it, if it shows one, and it.

    Raises:
        OutputError: No such format, or not of that shape.
        MissingExtra: The format needs a package that is not installed.
    """
    target, form = Path(path), format_of(path)
    shape = by if by is not None and form.rows else form.by[0]
    write_function(form, shape)
    stem = target.stem[: len(target.stem) - form.suffix.rindex(".")]
    alone = stem.endswith(".alone") and form.suffix == ".embed.html"
    page = f"{stem.removesuffix('.alone') if alone else stem}.html"
    options = replace(options, address=options.address or page, alone=options.alone or alone)
    outputs = []
    if form.picture and wants_picture(options):
        picture = target.with_name(f"{stem}.png")
        outputs = outputs_of(picture, options)
        options = replace(options, picture_name=picture.name)
    return [*outputs, Output(target, form, shape, options)]


def write_function(form: Format, by: By) -> Callable[..., None]:
    """Return the function (results, target, options) that writes the format.

    Raises:
        MissingExtra: The format needs a package that is not installed.
        OutputError: The format has no such shape.
    """
    if by not in form.by:
        raise OutputError(f"{form.name} is written by {form.by[0]} only; leave out --by {by}")
    try:
        module = import_module(f"geomap.export.{form.module}")
    except ImportError as error:
        if form.extra is None:
            raise
        raise MissingExtra(f"{form.name} {lacking(error)}") from error
    function: Callable[..., None] = getattr(module, form.writer or f"write_{by}s")
    return function


def wants_picture(options: Options) -> bool:
    """Whether a report gets a picture: when asked for, or when it can be drawn."""
    if options.picture is None:
        return find_spec("matplotlib") is not None
    return options.picture
