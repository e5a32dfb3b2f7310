"""Ask the page's filters, and compare with the results, mention by mention.

    python benchmarks/page_answers.py RESULTS.jsonl [MAP.html]

For every document alone, with each month and with each kind of place; for every month and kind;
for certain and doubtful mentions: the page must name the same places with the same numbers of
mentions as the results do. Prints how many questions were asked, and how many answers differ.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ASK = """(questions) => {
  let wrong = [];
  for (const [filter, expected] of questions) {
    const { document, kind, status, ...dates } = filter;
    const answer = geomap.answer({ documents: document ? [+document] : [], kinds: kind ? [kind] : [], statuses: status ? [status] : [], ...dates });
    const same = answer.length === Object.keys(expected).length && answer.every(([id, n]) => expected[id] === n);
    if (!same) wrong.push([filter, answer.length, Object.keys(expected).length]);
  }
  return wrong;
}"""  # noqa: E501


def mentions(path: Path) -> list[tuple[str, int, str, str, str]]:
    """Return (place, document's number, month, kind, status) of each mention shown on the map."""
    from geomap import read_results
    from geomap.aggregate import DEFAULT_ROLES
    from geomap.wording import kind_key

    return [
        (t.place.id, number, (parsed.document.date or "")[:7], kind_key(t.place), t.status.value)
        for number, parsed in enumerate(read_results(path))
        for t in parsed.toponyms
        if t.place is not None and t.role in DEFAULT_ROLES
    ]


def questions(said: list[tuple[str, int, str, str, str]]) -> list[tuple[dict[str, str], Any]]:
    """Return filters with the answers that the results give: {place: mentions}."""
    asked: dict[tuple[tuple[str, str], ...], Counter[str]] = {}
    months = sorted({month for _, _, month, _, _ in said if month})
    for number in {number for _, number, _, _, _ in said}:
        for turn in range(2 if months else 0):
            month = months[(number + turn) % len(months)]
            asked[_key(document=str(number), start=month)] = Counter()
    for place, number, month, kind, status in said:
        document = str(number)
        for key in (
            _key(), _key(document=document), _key(document=document, kind=kind),
            _key(document=document, status=status), _key(kind=kind), _key(status=status),
            *([_key(start=month), _key(start=month, kind=kind), _key(start=month, status=status),
               _key(document=document, start=month),
               _key(document=document, start=month, kind=kind)] if month else ()),
        ):  # fmt: skip
            asked.setdefault(key, Counter())[place] += 1
    return [(dict(key), dict(found)) for key, found in asked.items()]


def _key(start: str = "", **parts: str) -> tuple[tuple[str, str], ...]:
    if start:
        parts |= {"from": start, "to": start}
    return tuple(sorted(parts.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("page", type=Path, nargs="?")
    arguments = parser.parse_args()
    from benchmarks.page_browser import chromium, opened
    from geomap import read_results, render_map

    path = arguments.page or Path(tempfile.mkdtemp()) / "map.html"
    if arguments.page is None:
        render_map(read_results(arguments.results)).save(path)
    said = mentions(arguments.results)
    asked = questions(said)
    wrong: list[Any] = []
    with chromium() as browser, opened(browser, path, (1280, 800)) as page:
        for at in range(0, len(asked), 2000):
            wrong += page.evaluate(ASK, asked[at : at + 2000])
    measured = {"mentions": len(said), "asked": len(asked), "wrong": len(wrong)}
    print(json.dumps({**measured, "examples": wrong[:5]}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
