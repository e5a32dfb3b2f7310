# ruff: noqa: E501
"""Results made by hand, so that the page can be tested without recognizer and gazetteer."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from geomap.types import (
    Area,
    Bounds,
    Candidate,
    Check,
    Document,
    Mention,
    ParsedDocument,
    Place,
    Role,
    Status,
    Toponym,
)

SEEDS = Path(__file__).parents[2] / "seeds"


def _place(
    number: int, name: str, lat: float, lon: float, country: str, country_name: str,
    kind: str = "city", admin1: str | None = None, bounds: tuple[float, ...] | None = None,
) -> Place:  # fmt: skip
    return Place(
        f"geonames:{number}", name, lat, lon, country, admin1, kind=kind,
        bounds=Bounds(*bounds) if bounds else None, country_name=country_name,
    )  # fmt: skip


IRAQ = _place(
    99237, "Iraq", 33.0, 44.0, "IQ", "Iraq", "country", bounds=(29.06, 38.79, 37.38, 48.57)
)
PLACES: dict[str, Place] = {
    "Baghdad": _place(98182, "Baghdad", 33.34, 44.40, "IQ", "Iraq", admin1="Baghdad"),
    "Basra": _place(99532, "Basra", 30.51, 47.78, "IQ", "Iraq", admin1="Basra"),
    "Mosul": _place(99072, "Mosul", 36.34, 43.12, "IQ", "Iraq", admin1="Nineveh"),
    "Irbil": _place(95446, "Erbil", 36.19, 44.01, "IQ", "Iraq", admin1="Kurdistan"),
    "Baghouz": _place(174509, "Al Bāghūz Fawqānī", 34.45, 40.95, "SY", "Syria", admin1="Deir Ezzor"),
    "Tehran": _place(112931, "Tehran", 35.69, 51.42, "IR", "Iran", admin1="Tehran"),
    "Baghdad airport": _place(6940886, "Baghdad International Airport", 33.26, 44.23, "IQ", "Iraq", "airport"),
    "Ahvaz": _place(6300035, "Ahvaz International Airport", 31.34, 48.76, "IR", "Iran", "airport"),
    "Tal Afar": _place(448149, "Tal Afar", 36.28, 42.40, "IQ", "Iraq", admin1="Nineveh"),
    "Deir Ezzor": _place(170792, "Deir ez-Zor", 35.0, 40.5, "SY", "Syria", "admin1", bounds=(33.6, 38.9, 36.4, 41.9)),
    "Jordan": _place(248816, "Jordan", 31.0, 36.0, "JO", "Jordan", "country", bounds=(29.19, 34.96, 33.37, 39.3)),
    "Kuwait": _place(285570, "Kuwait", 29.5, 47.75, "KW", "Kuwait", "country", bounds=(28.53, 46.55, 30.1, 48.42)),
    "Iraq": IRAQ,
    "Iran": _place(130758, "Iran", 32.0, 53.0, "IR", "Iran", "country", bounds=(25.06, 44.05, 39.78, 63.32)),
    "Syria": _place(163843, "Syria", 35.0, 38.0, "SY", "Syria", "country", bounds=(32.31, 35.73, 37.32, 42.38)),
    "Germany": _place(2921044, "Germany", 51.5, 10.5, "DE", "Germany", "country", bounds=(47.27, 5.87, 55.06, 15.04)),
    "Denmark": _place(2623032, "Denmark", 56.0, 10.0, "DK", "Denmark", "country", bounds=(54.56, 8.07, 57.75, 15.2)),
    "UK": _place(2635167, "United Kingdom", 54.76, -2.7, "GB", "United Kingdom", "country", bounds=(49.9, -8.62, 59.36, 1.76)),
    "US": _place(6252001, "United States", 39.76, -98.5, "US", "United States", "country", bounds=(24.54, -124.73, 49.38, -66.95)),
    "America": _place(6252001, "United States", 39.76, -98.5, "US", "United States", "country", bounds=(24.54, -124.73, 49.38, -66.95)),
    "Middle East": Place("geomap:middle-east", "Middle East", 29.3, 42.5, kind="region", bounds=Bounds(12.1, 24.7, 42.1, 63.3)),
}  # fmt: skip
BASRA_NEBRASKA = _place(5063805, "Basra", 42.1, -98.2, "US", "United States", admin1="Nebraska")
UNKNOWN = {"Quds Force": "An armed force, not a place.", "al-Naba": "Not in the gazetteer."}
NORTHERN = Area("box", ((34.6, 41.2), (37.3, 46.3)), 150.0, "somewhere in the north of Iraq")


def seed_results() -> list[ParsedDocument]:
    """The two articles, their names found by a regular expression."""
    return [_article(path) for path in sorted(SEEDS.glob("*.txt"))]


def _article(path: Path) -> ParsedDocument:
    text = path.read_text(encoding="utf-8")
    names = sorted([*PLACES, *UNKNOWN, "northern Iraq"], key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    toponyms = tuple(_toponym(found) for found in pattern.finditer(text))
    document = Document(
        path.stem, text, title=text.partition("\n")[0].strip(), source=path.name,
        date="2020-01-10" if "bbc" in path.name else "2020-01-11", language="en", sha256="0" * 64,
        url="https://news.example/" + path.stem,
    )  # fmt: skip
    start = text.index("Baghdad")
    check = Check(
        start,
        start + 7,
        "X in Y",
        (0,),
        713.0,
        "Says Ahvaz airport is in Tehran; it is 713 km away.",
    )
    return ParsedDocument(
        document, toponyms, (check,) if "bbc" in path.name else (),
        recognizer="test 1.0 (sha256 abc)", gazetteer="test 2026-11 (sha256 def)",
    )  # fmt: skip


def _toponym(found: re.Match[str]) -> Toponym:
    name = found[0]
    mention = Mention(found.start(), found.end(), name)
    if name in UNKNOWN:
        return Toponym(mention, None, 0.0, UNKNOWN[name], status=Status.NO_CANDIDATE)
    if name == "northern Iraq":
        vague = replace(IRAQ, id="geomap:vague-1", name="northern Iraq", kind="region")
        return Toponym(mention, vague, 0.8, "A part of Iraq.", area=NORTHERN)
    place = PLACES[name]
    candidates = [Candidate(place, name, probability=0.93)]
    if name == "Basra":
        candidates.append(Candidate(BASRA_NEBRASKA, name, probability=0.02))
    uncertain = name == "Baghouz"
    return Toponym(
        mention, place, 0.55 if uncertain else 0.93,
        "The best known place of that name, and near the others of this text.",
        tuple(candidates), Status.UNCERTAIN if uncertain else Status.PLACED, Role.SUBJECT,
    )  # fmt: skip


WORLD = (
    ("Anchorage", 61.22, -149.9, "US", 3), ("Honolulu", 21.31, -157.86, "US", 2),
    ("Vancouver", 49.25, -123.12, "CA", 4), ("Los Angeles", 34.05, -118.24, "US", 9),
    ("Toronto", 43.7, -79.42, "CA", 6), ("New York", 40.71, -74.01, "US", 50),
    ("Lima", -12.04, -77.03, "PE", 5), ("Ushuaia", -54.8, -68.3, "AR", 2),
    ("Dakar", 14.69, -17.44, "SN", 3), ("London", 51.51, -0.13, "GB", 63),
    ("Cape Town", -33.92, 18.42, "ZA", 7), ("Tromso", 69.65, 18.96, "NO", 2),
    ("Nairobi", -1.28, 36.82, "KE", 12), ("Delhi", 28.65, 77.23, "IN", 30),
    ("Beijing", 39.91, 116.4, "CN", 22), ("Tokyo", 35.69, 139.69, "JP", 11),
    ("Sydney", -33.87, 151.21, "AU", 8), ("Apia", -13.83, -171.77, "WS", 1),
    ("Anadyr", 64.73, 177.51, "RU", 2), ("Wellington", -41.29, 174.78, "NZ", 4),
)  # fmt: skip
"""Invented reports from all over the world: name, latitude, longitude, country, mentions."""


def world_results(reports: int = 24) -> list[ParsedDocument]:
    """Return reports, one a month, that name places on all continents; some are doubtful."""
    texts: list[list[tuple[str, Toponym]]] = [[] for _ in range(reports)]
    for number, (name, lat, lon, country, mentions) in enumerate(WORLD):
        place = _place(900_000 + number, name, lat, lon, country, country)
        for turn in range(mentions):
            doubtful = turn % 7 == 3
            found = Toponym(
                Mention(0, 0, name), place, 0.31 if doubtful else 0.97, f"Report {turn} says so.",
                status=Status.UNCERTAIN if doubtful else Status.PLACED,
            )  # fmt: skip
            texts[(number * 5 + turn * 7) % reports].append((name, found))
    return [_report(number, said) for number, said in enumerate(texts)]


def _report(number: int, said: list[tuple[str, Toponym]]) -> ParsedDocument:
    text, toponyms = "", []
    for turn, (name, found) in enumerate(said):
        start = len(text) + len("From ")
        text += f"From {name} came word number {number}-{turn} of the long winter. "
        mention = Mention(start, start + len(name), name)
        toponyms.append(replace(found, mention=mention))
    date = f"{2019 + number // 12}-{1 + number % 12:02}-15"
    document = Document(f"r{number}", text, title=f"Report {number}", date=date, language="en")
    return ParsedDocument(document, tuple(toponyms), recognizer="test", gazetteer="test")
