"""What `geomap export` does with each output; results are read again for each."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from geomap.cli.results import ResultLines
from geomap.errors import DocumentNotFound, ExitCode, OutputError
from geomap.types import Role

if TYPE_CHECKING:
    from geomap.aggregate import Aggregate
    from geomap.export import By
    from geomap.types import ParsedDocument

__all__ = ["Exporter", "Wanted"]

_PAGES = (".html", ".htm")
_FRAGMENT = ".fragment.html"


@dataclass(frozen=True)
class Wanted:
    """The options of one call; ``options`` are those of ``geomap.export.Options``."""

    by: By | None
    roles: frozenset[Role]
    force: bool = False
    form: str | None = None
    embed: bool = False
    address: str | None = None
    auto_height: bool = False
    options: dict[str, Any] = field(default_factory=dict)


class Exporter:
    """Reads results as often as outputs need them; standard input waits on disk."""

    def __init__(self, source: str, wanted: Wanted) -> None:
        self._stack = ExitStack()
        self._wanted = wanted
        self._source = source
        self._name = "standard input" if source == "-" else source
        self._lines = ResultLines()
        self._gathered: Aggregate | None = None

    def __enter__(self) -> Exporter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def exit_code(self) -> ExitCode:
        return self._lines.exit_code

    def check(self, outputs: list[Path]) -> None:
        """Refuse before anything is written.

        Raises:
            OutputError: An output exists, has no known ending or is named twice.
            DocumentNotFound: The results are not there.
        """
        from geomap.files import check_output

        files = [file for path in outputs for file in self._files(path)]
        for file in files:
            if files.count(file) > 1:
                raise OutputError(f"{file} would be written twice; name other outputs")
            check_output(file, force=self._wanted.force)
        if self._wanted.embed and not any(_is_page(path) for path in outputs):
            raise OutputError("--embed needs a page to show; add -o map.html")
        if self._source == "-":
            self._source = str(self._spool())
        elif not Path(self._source).is_file():
            raise DocumentNotFound(f"{self._source} does not exist; check the path")

    def _files(self, path: Path) -> list[Path]:
        from geomap.export import Options, outputs_of

        if str(path) == "-":
            if self._wanted.form is None:
                raise OutputError("-o - needs a format; add for example --format geojson")
            return []
        if path.name.lower().endswith(_FRAGMENT):
            return [path]
        if _is_page(path):
            return [path, *self._companions(path)] if self._wanted.embed else [path]
        return outputs_of(path, Options(**self._wanted.options))

    def _spool(self) -> Path:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="geomap-"))
        target = Path(folder) / "results.jsonl"
        with open(target, "wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        return target

    def write(self, path: Path) -> None:
        """Write one output, and with --embed what goes with a page."""
        from geomap.export import export

        if str(path) == "-":
            self._to_standard_output()
        elif path.name.lower().endswith(_FRAGMENT):
            self._write_fragment(path)
        elif _is_page(path):
            self._write_page(path)
        else:
            wanted = self._wanted
            export(
                self._results,
                path,
                by=wanted.by,
                roles=wanted.roles,
                force=wanted.force,
                **wanted.options,
            )

    def _results(self) -> Iterator[ParsedDocument]:
        return self._lines.read(self._source, self._name)

    def _aggregate(self) -> Aggregate:
        from geomap.aggregate import aggregate

        if self._gathered is None:
            self._gathered = aggregate(self._results(), roles=self._wanted.roles)
        return self._gathered

    def _to_standard_output(self) -> None:
        from geomap.export import export

        wanted = self._wanted
        with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
            path = Path(folder) / f"output.{(wanted.form or '').lstrip('.')}"
            options = {"picture": False, **wanted.options}
            export(self._results, path, by=wanted.by, roles=wanted.roles, **options)
            with open(path, "rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()

    def _page(self) -> Any:
        from geomap.render import render_map

        options = self._wanted.options
        return render_map(
            self._aggregate(),
            title=options["title"],
            borders="show" if options["borders"] else "none",
            max_passages=options["max_passages"],
        )

    def _write_page(self, path: Path) -> None:
        from geomap.files import atomic_path

        page = self._page()
        with atomic_path(path, force=self._wanted.force) as temporary:
            page.save(str(temporary))
        if self._wanted.embed:
            self._write_companions(path)

    def _companions(self, path: Path) -> list[Path]:
        endings = (".embed.html", ".static.html", ".png")
        return [path.with_name(path.stem + ending) for ending in endings]

    def _write_companions(self, path: Path) -> None:
        from geomap.export import export
        from geomap.export.embed import embed_code, static_code
        from geomap.files import write_atomic

        wanted, gathered = self._wanted, self._aggregate()
        framed, static, picture = self._companions(path)
        address = wanted.address or path.name
        title = wanted.options["title"]
        code = embed_code(gathered, address, title=title, auto_height=wanted.auto_height)
        write_atomic(framed, code, force=wanted.force)
        export(gathered, picture, force=wanted.force, **wanted.options)
        beside = address.rpartition("/")[0] + "/" if "/" in address else ""
        plain = static_code(gathered, beside + picture.name, address)
        write_atomic(static, plain, force=wanted.force)

    def _write_fragment(self, path: Path) -> None:
        from geomap.export.embed import fragment
        from geomap.files import write_atomic

        page = self._page().get_root().render()
        code = fragment(page, self._aggregate(), title=self._wanted.options["title"])
        write_atomic(path, code, force=self._wanted.force)


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in _PAGES and not path.name.lower().endswith(_FRAGMENT)
