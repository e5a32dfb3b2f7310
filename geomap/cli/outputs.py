"""Every output that -o names: checked before anything is read, then written in one go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import typer

from geomap.cli.idle import refuse_idle
from geomap.cli.options import Drawing
from geomap.cli.written import Tally, tell_written
from geomap.errors import OutputError
from geomap.types import Bounds, Detail, Role

if TYPE_CHECKING:
    from geomap.corrections import Corrections
    from geomap.export import By, Options, Output
    from geomap.types import ParsedDocument

__all__ = ["Outputs", "is_page_of_ours", "keep_inputs", "provenance_options", "roles_from"]

_PIECE = 1 << 20
_HEAD = 65_536
_GENERATOR = b'<meta name="generator" content="geomap'
_NOT_PUBLISHED = frozenset({"jobs", "threads", "timeout", "contact", "dry_run"})


class Outputs:
    """The files of one call, and standard output for "-".

    Args:
        names: What -o names.
        inputs: Files that are read in this call, which no output may replace.
        form: The ending that "-" stands for.
        provenance: What the page says the results were made with.

    Raises:
        OutputError: An output exists, has no known ending, is named twice or is an input, or an
            option was typed that changes none of them.
        GeomapError: An option that cannot be used.
        MissingExtra: A format needs a package that is not installed.
    """

    def __init__(
        self,
        names: Iterable[str],
        drawing: Drawing,
        *,
        inputs: Iterable[str] = (),
        form: str | None = None,
        force: bool = False,
        provenance: dict[str, Any] | None = None,
    ) -> None:
        self._roles = roles_from(drawing.roles)
        self._force = force
        self._by = _shape(drawing.by)
        self._options = _options(drawing, provenance or {})
        named = [Path(name) for name in names if name != "-"]
        self._outputs = self._planned(named, embed=drawing.embed)
        self._piped = [self._to_standard_output(form) for name in names if name == "-"]
        if len(self._piped) > 1:
            raise OutputError("-o - would be written twice; name other outputs")
        refuse_idle([*self._outputs, *self._piped])
        self._check(list(inputs))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that will be written."""
        return tuple(output.path for output in self._outputs)

    @property
    def evidence(self) -> bool:
        """Whether an output says why candidates are likely."""
        return any(
            output.form.module == "jsonl" and output.options.detail is Detail.FULL
            for output in (*self._outputs, *self._piped)
        )

    def write(
        self,
        results: Iterable[ParsedDocument],
        corrections: Corrections | None = None,
        *,
        failed: Callable[[], int],
        as_json: bool,
    ) -> None:
        """Write all and say so; results that can be walked only once wait on disk where needed.

        Args:
            corrections: What is applied to the results on the way; pages carry it.
            failed: How many documents were left out, asked at the end.
            as_json: Say it in JSON, on standard output.
        """
        from geomap.export import write_outputs
        from geomap.files import scratch, write_all

        with scratch(self.files[0] if self.files else None) as folder:
            piped = [replace(output, path=folder / output.path.name) for output in self._piped]
            outputs = [
                replace(output, options=replace(output.options, corrections=corrections))
                for output in (*self._outputs, *piped)
            ]
            by_mention = sum(output.by == "mention" for output in outputs)
            passes = by_mention + any(output.by == "place" for output in outputs)
            if passes > 1 and isinstance(results, Iterator):
                results = _Spooled(results, folder / "results.jsonl")
            tally = Tally(results)
            drawn = write_outputs(outputs, tally, roles=self._roles, force=self._force)
            for output in piped:
                with open(output.path, "rb") as stream:
                    while piece := stream.read(_PIECE):
                        write_all(sys.stdout.buffer, piece)
                sys.stdout.buffer.flush()
        places = len(drawn.places) if drawn is not None else None
        tell_written(self.files, tally, places, failed=failed(), as_json=as_json)

    def _planned(self, named: list[Path], *, embed: bool) -> list[Output]:
        """Return an output a file: what stands beside two outputs, or is named, is made once."""
        from geomap.export import outputs_of

        for path in named:
            if [_same(other) for other in named].count(_same(path)) > 1:
                raise OutputError(f"{path} would be written twice; name other outputs")
        if embed:
            named = [*named, *_embed_code(named)]
        files: dict[str, Output] = {}
        for path in named:
            for output in outputs_of(path, self._options, self._by):
                files.setdefault(_same(output.path), output)
        return list(files.values())

    def _to_standard_output(self, form: str | None) -> Output:
        from geomap.export import outputs_of

        if form is None:
            raise OutputError("-o - needs a format; add for example --format geojson")
        options = replace(self._options, picture=False)
        return outputs_of(f"output.{form.lstrip('.')}", options, self._by)[-1]

    def _check(self, inputs: list[str]) -> None:
        from geomap.files import check_output

        for path in self.files:
            check_output(path, force=self._force)
            keep_inputs(path, inputs)


@dataclass
class _Spooled:
    """Results that are read once and then lie on disk, to be walked again and again."""

    results: Iterator[ParsedDocument]
    path: Path

    def __iter__(self) -> Iterator[ParsedDocument]:
        from geomap.jsonl import read_results, write_results

        if not self.path.exists():
            write_results(self.results, self.path)
        return read_results(self.path)


def _embed_code(named: list[Path]) -> list[Path]:
    """Return the files of --embed beside each page."""
    from geomap.export import format_of

    pages = [path for path in named if format_of(path).suffix == ".html"]
    if not pages:
        raise OutputError("--embed needs a page to show; add -o map.html")
    endings = (".embed.html", ".alone.embed.html", ".static.html")
    return [page.with_suffix(ending) for page in pages for ending in endings]


def _same(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _shape(by: str | None) -> By | None:
    if by not in (None, "place", "mention", "document"):
        raise typer.BadParameter(f"--by {by!r} is neither place nor mention nor document")
    return by  # type: ignore[return-value]


def _options(drawing: Drawing, provenance: dict[str, Any]) -> Options:
    from geomap.export import Options

    if drawing.borders not in ("show", "none"):
        raise typer.BadParameter(f"--borders {drawing.borders!r} is neither show nor none")
    return Options(
        title=drawing.title,
        borders=drawing.borders,  # type: ignore[arg-type]
        tiles=drawing.tiles,
        tiles_attribution=drawing.tiles_attribution,
        max_passages=drawing.max_passages,
        raw=drawing.csv_raw,
        points=drawing.points,
        width=drawing.width,
        height=drawing.height,
        ratio=_ratio(drawing.ratio),
        dpi=drawing.dpi,
        view=_extent(drawing.extent),
        standfirst=drawing.standfirst,
        credit=drawing.credit,
        scheme=drawing.scheme,
        hide=tuple(drawing.hide or ()),
        labels=_labels(drawing.label or []),
        address=drawing.address,
        detail=drawing.detail,
        auto_height=drawing.auto_height,
        options=provenance,
    )


def _ratio(text: str | None) -> float | None:
    """Return width by height of "16:9" or "1.5"."""
    if text is None:
        return None
    wide, colon, high = text.partition(":")
    try:
        return float(wide) / float(high if colon else 1)
    except (ValueError, ZeroDivisionError):
        raise typer.BadParameter(f"--ratio {text!r}: give width and height, e.g. 16:9") from None


def _extent(text: str | None) -> Bounds | None:
    """Return the box of "S,W,N,E"; east of west where it crosses the antimeridian."""
    if text is None:
        return None
    try:
        south, west, north, east = map(float, text.split(","))
    except ValueError:
        south, west, north, east = 1.0, 0.0, 0.0, 0.0
    east += 360 if east <= west else 0
    if not (-85 <= south < north <= 85 and -180 <= west <= 180 and east - west <= 360):
        raise typer.BadParameter(f"--extent {text!r}: give S,W,N,E in degrees, e.g. 29,38,38,49")
    return Bounds(south, west, north, east)


def _labels(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        place, equals, words = pair.partition("=")
        if not (place and equals and words):
            raise typer.BadParameter(f"--label {pair!r}: give PLACE=WORDS, e.g. Basrah=Basra")
        found[place] = words
    return found


def keep_inputs(output: Path, inputs: Iterable[str]) -> None:
    """Refuse to write over a file that is read.

    Raises:
        OutputError: The output is one of them.
    """
    if not output.exists():
        return
    for path in inputs:
        if os.path.isfile(path) and os.path.samefile(path, output):
            raise OutputError(f"{output} is one of the documents; choose another -o")
        if os.path.isdir(path) and _lies_in(output, path) and not is_page_of_ours(output):
            raise OutputError(
                f"{output} lies in {path}, which is read, and may be a document; choose another -o"
            )


def _lies_in(path: Path, folder: str) -> bool:
    """Whether a file lies below a folder and is of a kind that is read there."""
    from geomap.documents.options import ReadOptions
    from geomap.documents.walk import uninteresting

    below = os.path.realpath(path), os.path.realpath(folder)
    inside = os.path.commonpath(below) == below[1]
    return inside and not uninteresting(path.name, ReadOptions())


def is_page_of_ours(path: Path) -> bool:
    """Whether a file is what an earlier run wrote: a page or results."""
    from geomap.stored import is_results

    with open(path, "rb") as stream:
        head = stream.read(_HEAD)
    return _GENERATOR in head or is_results(path)


def roles_from(text: str | None) -> frozenset[Role]:
    """Return the roles named by "subject,dateline", "all" or nothing (the default)."""
    from geomap.aggregate import DEFAULT_ROLES

    if text is None:
        return DEFAULT_ROLES
    if text.strip() == "all":
        return frozenset(Role)
    named = [part.strip() for part in text.split(",")]
    known = [role.value for role in Role]
    for name in named:
        if name not in known:
            raise typer.BadParameter(
                f"no role {name!r}; known are {', '.join(known)}, or all", param_hint="--roles"
            )
    return frozenset(Role(name) for name in named)


def provenance_options(*groups: Any, **single: Any) -> dict[str, Any]:
    """Return what the user chose other than the defaults: the page's provenance says it.

    Maps are passed on: no folder, no key and no password of the user may stand in them.
    """
    chosen = {name: value for name, value in single.items() if value is not None}
    for group in groups:
        for field in fields(group):
            value = getattr(group, field.name)
            if value != field.default and field.name not in _NOT_PUBLISHED:
                values = value if isinstance(value, list) else [value]
                chosen[field.name] = ", ".join(_publishable(field.name, each) for each in values)
    return {f"--{name.replace('_', '-')}": value for name, value in chosen.items()}


def _publishable(name: str, value: object) -> str:
    if name == "geocoder_option":
        return str(value).partition("=")[0]
    if name == "geocoder_url":
        return urlsplit(str(value)).netloc.rpartition("@")[2]
    return value.name if isinstance(value, Path) else str(value)
