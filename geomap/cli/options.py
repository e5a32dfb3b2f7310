"""Options shared by commands, each defined once, in groups that a command takes whole."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from geomap.types import Detail

__all__ = [
    "DetailOption",
    "Drawing",
    "Online",
    "Parsing",
    "Paths",
    "Reading",
    "Writing",
    "with_options",
]

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS...", help="Files, folders, URLs (with --fetch), '-' for standard input."
    ),
]

DetailOption = Annotated[
    Detail,
    typer.Option(
        help="full: every candidate with its evidence; reasons: the runners-up; brief: neither."
    ),
]


@dataclass(frozen=True)
class Reading:
    """How documents are read."""

    include: Annotated[
        list[str] | None, typer.Option(help="Only files of folders that match, e.g. '*.pdf'.")
    ] = None
    exclude: Annotated[
        list[str] | None, typer.Option(help="Not the files of folders that match.")
    ] = None
    text_column: Annotated[str | None, typer.Option(help="Tables: the column of the text.")] = None
    id_column: Annotated[str | None, typer.Option(help="Tables: the column of the id.")] = None
    title_column: Annotated[str | None, typer.Option(help="Tables: the column of the title.")] = (
        None
    )
    date_column: Annotated[str | None, typer.Option(help="Tables: the column of the date.")] = None
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text and tables, e.g. cp1252; else found.")
    ] = None
    date: Annotated[
        str | None, typer.Option(help="Date of every document, e.g. 2020-01-07; wins.")
    ] = None
    max_bytes: Annotated[int | None, typer.Option(help="Refuse larger files (bytes).", min=1)] = (
        None
    )
    max_pages: Annotated[int | None, typer.Option(help="Refuse PDFs with more.", min=1)] = None
    timeout: Annotated[
        float | None, typer.Option(help="Seconds that reading one document may take.", min=0.1)
    ] = None
    fetch: Annotated[
        bool,
        typer.Option("--fetch", help="Read the addresses (http, https) among PATHS."),
    ] = False
    fetch_private: Annotated[
        bool,
        typer.Option(
            "--fetch-private",
            help="As --fetch, also from this machine's own network (intranet pages).",
        ),
    ] = False
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", help="Processes that read, find and place names.", min=1),
    ] = 1


@dataclass(frozen=True)
class Parsing:
    """How names are found and placed."""

    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="Another spaCy pipeline: an installed name or a path."),
    ] = None
    gazetteer: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer",
            "-g",
            envvar="GEOMAP_GAZETTEER",
            help="A gazetteer made by `geomap gazetteer build`, layered over the bundled one.",
        ),
    ] = None
    extra: Annotated[
        list[Path] | None,
        typer.Option(help="Your own places, CSV or GeoJSON; they win."),
    ] = None
    corrections: Annotated[
        list[Path] | None,
        typer.Option(
            help="Decisions that win: a CSV (name,place,document,start), or a map that was saved "
            "with its corrections; repeat for more (docs/corrections)."
        ),
    ] = None
    country: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES", help="Prefer places of these countries: ISO codes, e.g. IQ or IQ,SY."
        ),
    ] = None
    near: Annotated[
        str | None, typer.Option(metavar="LAT,LON", help="Prefer places near this point.")
    ] = None
    bbox: Annotated[
        str | None,
        typer.Option(metavar="S,W,N,E", help="Prefer places in this box (degrees)."),
    ] = None
    outlet: Annotated[
        str | None,
        typer.Option(help="Home of the newspaper, e.g. 'Lexington, Kentucky'."),
    ] = None
    min_score: Annotated[
        float,
        typer.Option(help="Leave names below this confidence unplaced.", min=0.0, max=1.0),
    ] = 0.0
    coordinates: Annotated[
        bool,
        typer.Option(
            "--coordinates/--no-coordinates",
            help="Read positions in numbers and codes (degrees, MGRS, UTM, Plus Codes, map links).",
        ),
    ] = True
    language: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="Language of every document, e.g. de; else it is detected."
        ),
    ] = None
    threads: Annotated[int | None, typer.Option(help="Threads of the recognizer.", min=1)] = None


@dataclass(frozen=True)
class Online:
    """What may leave the machine: nothing, unless asked for."""

    geocode: Annotated[
        bool,
        typer.Option(
            "--geocode",
            help="Ask a geocoder for names the gazetteer does not know; only the bare name is "
            "sent.",
        ),
    ] = False
    online: Annotated[
        bool,
        typer.Option(
            "--online", help="The old name of --fetch and --geocode together; goes in 0.2."
        ),
    ] = False
    geocoder: Annotated[
        str,
        typer.Option(help="nominatim, photon, pelias, geonames, opencage or another of geopy's."),
    ] = "nominatim"
    geocoder_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Your own server; lifts the cap of 100 names.")
    ] = None
    geocoder_option: Annotated[
        list[str] | None,
        typer.Option(metavar="K=V", help="For geopy's class; also interval and timeout (seconds)."),
    ] = None
    contact: Annotated[
        str | None,
        typer.Option(
            envvar="GEOMAP_CONTACT", help="E-mail or URL for the User-Agent; services ask for it."
        ),
    ] = None
    ask_below: Annotated[
        float,
        typer.Option(
            help="Also ask for names placed with less confidence than this.", min=0.0, max=1.0
        ),
    ] = 0.0
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="With --geocode: print which names would be sent; stop."),
    ] = False


@dataclass(frozen=True)
class Drawing:
    """What outputs show and how; each form takes what it knows."""

    by: Annotated[
        str | None,
        typer.Option(
            help="A row or feature a 'place' or a 'mention'; reports: a chapter a 'place' or a "
            "'document'."
        ),
    ] = None
    title: Annotated[str | None, typer.Option(help="Title of maps and reports.")] = None
    roles: Annotated[
        str | None,
        typer.Option(
            help="By place: which mentions count: subject,dateline,government (default), also "
            "organisation and adjective; or 'all'."
        ),
    ] = None
    borders: Annotated[
        str, typer.Option(help="Pages, pictures: country borders: show or none.")
    ] = "show"
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|URL",
            help="Pages: tiles over the base map: osm, opentopomap, usgs or a URL; readers' "
            "browsers will ask that server.",
        ),
    ] = None
    tiles_attribution: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="With a URL: the credit that the tiles' owner asks for."
        ),
    ] = None
    max_passages: Annotated[
        int | None,
        typer.Option(
            help="Passages a place quotes; default: 20 in reports and KML, all that fit in pages.",
            min=1,
        ),
    ] = None
    csv_raw: Annotated[
        bool, typer.Option(help="Leave CSV cells that a spreadsheet runs as formulas.")
    ] = False
    points: Annotated[
        bool, typer.Option(help="GeoJSON, KML: points for countries and vague places too.")
    ] = False
    width: Annotated[
        float, typer.Option(help="Pictures: width in millimetres.", min=40, max=2000)
    ] = 180.0
    height: Annotated[
        float | None,
        typer.Option(help="Pictures: height of the map in millimetres.", min=20, max=2000),
    ] = None
    ratio: Annotated[
        str | None,
        typer.Option(metavar="W:H", help="Pictures: shape of the map, e.g. 16:9; or --height."),
    ] = None
    dpi: Annotated[int, typer.Option(help="PNG: dots per inch.", min=36, max=1200)] = 200
    extent: Annotated[
        str | None,
        typer.Option(metavar="S,W,N,E", help="Pages, pictures: the box to show (degrees)."),
    ] = None
    standfirst: Annotated[
        str | None, typer.Option(help="Pictures: a sentence under the title.")
    ] = None
    credit: Annotated[str | None, typer.Option(help="Pictures: a line at the end.")] = None
    scheme: Annotated[
        str, typer.Option(help="Pictures: colour, blue, grey (print in black) or dark.")
    ] = "colour"
    hide: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE", help="Pictures: leave a place out, by name or id; repeat."),
    ] = None
    label: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLACE=WORDS", help="Pictures: what to call a place, by name or id; repeat."
        ),
    ] = None
    embed: Annotated[
        bool,
        typer.Option(
            help="With -o map.html: also map.embed.html (frame), map.static.html and map.png "
            "(for places that strip frames)."
        ),
    ] = False
    address: Annotated[
        str | None, typer.Option(help="Embed code: where map.html will be published.")
    ] = None
    auto_height: Annotated[
        bool, typer.Option(help="Embed code: a script that fits the frame's height.")
    ] = False
    detail: Annotated[
        Detail,
        typer.Option(
            help="JSON Lines, results.parquet: full: candidates with their evidence; reasons: "
            "the runners-up; brief: neither."
        ),
    ] = Detail.REASONS


@dataclass(frozen=True)
class Writing:
    """How outputs are written."""

    force: Annotated[bool, typer.Option("--force", help="Replace outputs that exist.")] = False


def with_options(*groups: type[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of dataclasses; it receives one instance of each, by name.

    A parameter annotated with a group is replaced by the group's fields in the signature
    that typer reads.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters
        takers = {
            name: parameter.annotation
            for name, parameter in own.items()
            if parameter.annotation in groups
        }
        parameters = [own[name] for name in own if name not in takers]
        for group in takers.values():
            parameters.extend(_parameters(group))

        @functools.wraps(command)
        def run(**given: Any) -> None:
            for name, group in takers.items():
                values = {field.name: given.pop(field.name) for field in fields(group)}
                given[name] = group(**values)
            command(**given)

        signature = inspect.Signature(
            [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]
        )
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        del run.__wrapped__
        return run

    return decorate


def _parameters(group: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]
