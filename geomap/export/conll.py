"""CoNLL-2003 columns (token, -X-, _, IOB2 tag), as Label Studio, flair and others read them.

Tokens are cut at the edges of names, so that no name is widened. A document begins with
``-DOCSTART-``; a sentence ends with an empty line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from geomap.escaping import encodable
from geomap.export.formats import Options
from geomap.passages import sentences
from geomap.types import ParsedDocument

__all__ = ["DOCUMENT_START", "write_mentions"]

DOCUMENT_START = "-DOCSTART- -X- O O"
_TOKEN = re.compile(r"\w+|[^\w\s]")


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write the documents as they come."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        for parsed in results:
            stream.write(f"{DOCUMENT_START}\n\n")
            for line in _lines(parsed):
                stream.write(encodable(line) + "\n")


def _lines(parsed: ParsedDocument) -> Iterator[str]:
    text = parsed.document.text
    names = {t.mention.start: (t.mention.end, str(t.mention.label)) for t in parsed.toponyms}
    edges = sorted({edge for start, (end, _) in names.items() for edge in (start, end)})
    starts = sorted(names)
    begun: set[int] = set()
    for first, last in sentences(text):
        for start, end in _tokens(text, first, last, edges):
            before = bisect_right(starts, start)
            name = starts[before - 1] if before else -1
            tag = "O"
            if name >= 0 and start < names[name][0]:
                tag = f"{'I' if name in begun else 'B'}-{names[name][1]}"
                begun.add(name)
            yield f"{text[start:end]} -X- _ {tag}"
        yield ""


def _tokens(text: str, first: int, last: int, edges: list[int]) -> Iterator[tuple[int, int]]:
    for match in _TOKEN.finditer(text, first, last):
        cuts = edges[bisect_right(edges, match.start()) : bisect_left(edges, match.end())]
        parts = [match.start(), *cuts, match.end()]
        yield from pairwise(parts)
