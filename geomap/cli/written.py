"""What a command says when it has written its files, and showing a page to the user."""

from __future__ import annotations

import json
import os
import webbrowser
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from geomap.cli.streams import say
from geomap.cli.talk import tell
from geomap.errors import OutputError
from geomap.wording import counted

if TYPE_CHECKING:
    from geomap.types import ParsedDocument

__all__ = ["AsJson", "Counts", "Open", "Tally", "page_to_open", "show", "tell_kept", "tell_written"]

Open = Annotated[bool, typer.Option("--open", help="Open the page in a browser when it is there.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print what was written as one JSON object, for programs.")
]


class Counts(Protocol):
    """How many documents were read, and how many names found and placed in them."""

    @property
    def documents(self) -> int: ...
    @property
    def names(self) -> int: ...
    @property
    def placed(self) -> int: ...


@dataclass
class Tally:
    """Counts results on their way; walking them again counts anew."""

    results: Iterable[ParsedDocument]
    documents: int = field(default=0, init=False)
    names: int = field(default=0, init=False)
    placed: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[ParsedDocument]:
        self.documents = self.names = self.placed = 0
        for parsed in self.results:
            self.documents += 1
            self.names += len(parsed.toponyms)
            self.placed += len(parsed.placed)
            yield parsed


def tell_written(
    files: Iterable[Path], tally: Tally, places: int | None, *, failed: int = 0, as_json: bool
) -> None:
    """Say which files were written and what is in them.

    Args:
        places: How many places are drawn, if places were drawn.
        failed: How many documents could not be read.
    """
    named = list(files)
    if as_json:
        _print_summary(tally, failed, places, [str(path) for path in named])
        return
    for path in named:
        if _is_page(path) and places is not None:
            held = f"{counted(places, 'place')}, {counted(tally.documents, 'document')}"
            tell(f"wrote {path}: {held}; open it in a browser")
        else:
            tell(f"wrote {path}")


def tell_kept(output: str, counts: Counts, *, failed: int, as_json: bool) -> None:
    """Say which file or folder of results was written and what is in it.

    Args:
        output: As the user named it.
        failed: How many documents could not be read.
    """
    if as_json:
        _print_summary(counts, failed, None, [output])
        return
    documents, names = counted(counts.documents, "document"), counted(counts.names, "name")
    tell(f"wrote {output}: {documents}, {names}")


def _print_summary(counts: Counts, failed: int, places: int | None, outputs: list[str]) -> None:
    summary = {
        "documents": counts.documents,
        "names": counts.names,
        "placed": counts.placed,
        "failed": failed,
        "places": places,
        "outputs": outputs,
    }
    typer.echo(json.dumps(summary, ensure_ascii=False))


def page_to_open(files: Iterable[Path]) -> Path:
    """Return the page among the outputs.

    Raises:
        OutputError: There is none.
    """
    for path in files:
        if _is_page(path):
            return path
    raise OutputError("--open needs a page to show; add -o map.html")


def show(page: Path) -> None:
    """Open a page in the user's browser, or say how to."""
    address = page.resolve().as_uri()
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        browser = None
    # A browser that would take over the terminal cannot draw the map.
    in_terminal = type(browser) is webbrowser.GenericBrowser and "BROWSER" not in os.environ
    if browser is None or in_terminal or not browser.open(address):
        say(f"no browser was found; open {page} yourself")


def _is_page(path: Path) -> bool:
    parts = path.name.lower().split(".")
    embedded = len(parts) > 2 and parts[-2] in ("embed", "static", "fragment")
    return parts[-1] in ("html", "htm") and not embedded
