"""Results made by hand: the two articles, hostile text, vague and far places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from geomap.types import (
    Area,
    Bounds,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Role,
    Status,
    Toponym,
)
from tests.page.results import seed_results

__all__ = ["HOSTILE", "far", "hostile", "many", "place", "result", "seed_results"]

HOSTILE = (
    "=HYPERLINK(1)",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\uff1dcmd",
    "\tTab",
    "{{ 7*7 }}",
    "{% raw %}",
    "${alert(1)} $[name]",
    "`tick`",
    "C:\\users\\new",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- x",
    "]]> &amp; &lt;",
    "a|b|c",
    "**bold** _it_ [a](javascript:alert(1)) ![x](y)",
    "# head",
    "1. item",
    "> quoted",
    "$x^2$ \\frac{",
    "nul\x00bell\x07",
    "line\u2028sep\u2029end",
    "\u202eevil\u202c",
    "lone \ud800 half",
    "\"quoted\", 'single'",
    "بغداد",
    "Łódź — Việt Nam 東京",
)


def place(
    number: int, name: str, latitude: float, longitude: float, kind: str = "city",
    country: str | None = None, bounds: tuple[float, float, float, float] | None = None,
) -> Place:  # fmt: skip
    box = Bounds(*bounds) if bounds else None
    return Place(
        f"geonames:{number}", name, latitude, longitude, country, kind=kind, bounds=box,
        country_name=country,
    )  # fmt: skip


def result(
    text: str,
    places: Mapping[str, Place | None],
    *,
    key: str = "d",
    title: str | None = None,
    areas: Mapping[str, Area] | None = None,
) -> ParsedDocument:
    """Return a document whose names are found by searching for them."""
    names = re.compile("|".join(map(re.escape, sorted(places, key=len, reverse=True))))
    toponyms = []
    for found in names.finditer(text):
        known = places[found[0]]
        toponyms.append(
            Toponym(
                Mention(found.start(), found.end(), found[0]),
                known,
                0.9 if known else 0.0,
                f"a reason for {found[0]}",
                status=Status.PLACED if known else Status.NO_CANDIDATE,
                role=Role.SUBJECT,
                area=(areas or {}).get(found[0]),
            )
        )
    return ParsedDocument(
        Document(key, text, title=title, sha256="0" * 64), tuple(toponyms), gazetteer="test"
    )


def hostile() -> list[ParsedDocument]:
    """Each hostile string as name, place's name, title, id and surrounding text."""
    return [
        result(
            f"{evil} They went to {evil} and {evil}x.\nThen\r\nhome, {evil}",
            {evil: place(index, evil, index, index) if index % 3 else None},
            key=evil,
            title=evil,
        )
        for index, evil in enumerate(HOSTILE, 1)
    ]


def far() -> list[ParsedDocument]:
    """Places on both sides of the antimeridian, and vague ones."""
    return [
        result(
            "From Suva to Apia; near Taveuni, between Suva and Apia, all over the east of Fiji.",
            {
                "Suva": place(1, "Suva", -18.14, 178.44, country="FJ"),
                "Apia": place(2, "Apia", -13.83, -171.77, country="WS"),
                "near Taveuni": place(3, "Taveuni", -16.85, -179.95, "island", "FJ"),
                "between Suva and Apia": place(4, "between", -16, -177, "region"),
                "the east of Fiji": place(5, "east of Fiji", -17, 179.5, "region", "FJ"),
            },
            areas={
                "near Taveuni": Area("circle", ((-16.85, -179.95),), 60.0, "near Taveuni"),
                "between Suva and Apia": Area(
                    "line", ((-18.14, 178.44), (-13.83, -171.77)), 100.0, "between the two"
                ),
                "the east of Fiji": Area("box", ((-19, 179), (-15, -179)), 150.0, "in the east"),
            },
        )
    ]


def many(documents: int, mentions: int = 20) -> Iterator[ParsedDocument]:
    """Yield long results one by one, as from a file."""
    cities = {
        f"Town{number}": place(number, f"Town{number}", number % 80, number) for number in range(50)
    }
    for index in range(documents):
        names = [f"Town{(index + number) % 50}" for number in range(mentions)]
        text = " ".join(f"In {name} nothing much happened on day {index}." for name in names)
        yield result(text, {name: cities[name] for name in names}, key=f"d{index}")
