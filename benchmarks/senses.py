"""Names that a sane reader reads in one way: capitals, large cities, and "City, State".

    python benchmarks/senses.py [--show]

The names come from the bundled gazetteer, the sentences from here; none of them trains the
weights. A name is right if it is drawn within 161 km of the place asked for. *Sure and wrong* is
one that is drawn elsewhere at 65 % or more.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from geomap.gazetteer import BUNDLE
from geomap.gazetteer.kinds import KIND_CODES
from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.pipeline import Geoparser
from geomap.types import Document, Kind, ParsedDocument

SURE = 0.65
SENTENCES = (
    "Police in {} arrested two men on Tuesday.",
    "Officials in {} said on Wednesday that schools would reopen.",
    "The minister flew to {} for talks.",
    "{} was calm on Sunday after a week of protests.",
    "A conference on water opened in {}.",
)
FORMS = {
    "City, State": "A fire broke out in {city}, {state}, on Monday.",
    "City, ST": "12 Example Street, {city}, {code}",
    "City ST": "12 Example Street, {city} {code}",
    "City ST 12345": "Contact: 12 Example Street, {city} {code} 12345",
    "flew to City ST": "She flew to {city} {code} on Tuesday.",
    "City (ST)": "The company has a plant in {city} ({code}).",
}
_PLACES = (
    "SELECT p.name, p.lat / 1e5, p.lon / 1e5, coalesce(a.code1, ''), coalesce(u.name, '')"
    " FROM place p LEFT JOIN admin a ON a.id = p.admin1 LEFT JOIN place u ON u.id = a.id"
    " WHERE {} ORDER BY p.id"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A text, the name in it, and where it lies; several bearers of one name all count."""

    what: str
    text: str
    name: str
    points: tuple[tuple[float, float], ...]


def questions() -> Iterator[Question]:
    with sqlite3.connect(f"{BUNDLE.resolve().as_uri()}?mode=ro", uri=True) as base:
        meta = dict(base.execute("SELECT key, value FROM meta"))
        capital = json.loads(meta["features"]).index("P.PPLC")
        states = [code for code, _ in json.loads(meta["countries"])].index("US")
        city = f"p.kind = {KIND_CODES[Kind.CITY]}"
        yield from _bare("capital", base.execute(_PLACES.format(f"p.feature = {capital}")))
        million = f"{city} AND p.population >= 1000000"
        yield from _bare("city over a million", base.execute(_PLACES.format(million)))
        american = f"{city} AND p.population >= 40000 AND p.country = {states}"
        for name, lat, lon, code, state in base.execute(_PLACES.format(american)):
            for what, form in FORMS.items():
                text = form.format(city=name, state=state, code=code)
                yield Question(what, text, name, ((lat, lon),))


def _bare(what: str, places: Iterator[tuple[str, float, float, str, str]]) -> Iterator[Question]:
    points = defaultdict(list)
    for name, lat, lon, _, _ in places:
        points[name].append((lat, lon))
    for name, known in points.items():
        for sentence in SENTENCES:
            yield Question(what, sentence.format(name), name, tuple(known))


def judge(question: Question, parsed: ParsedDocument) -> tuple[str, str]:
    """Return a verdict and what was said: right, wrong, sure and wrong, unplaced, not marked."""
    start = question.text.index(question.name)
    end = start + len(question.name)
    told, verdict = "", "not marked"
    for toponym in parsed.toponyms:
        mention, place = toponym.mention, toponym.place
        if mention.end <= start or mention.start >= end:
            continue
        if place is None:
            told, verdict = str(toponym.status), "unplaced"
            continue
        told = f"{place.name}, {place.admin1}, {place.country} ({place.kind}) {toponym.score:.2f}"
        km = min(distance_km(place.latitude, place.longitude, *at) for at in question.points)
        if km <= SAME_PLACE_KM:
            return "right", told
        verdict = "sure and wrong" if toponym.score >= SURE else "wrong"
    return verdict, told


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", action="store_true", help="every question that is not right")
    given = options.parse_args()
    asked = list(questions())
    documents = [Document(str(number), entry.text) for number, entry in enumerate(asked)]
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for question, parsed in zip(asked, Geoparser().pipe(documents), strict=True):
        verdict, told = judge(question, parsed)
        counts[question.what][verdict] += 1
        if given.show and verdict != "right":
            print(f"{question.what}\t{verdict}\t{question.text}\t{told}")
    for what, verdicts in counts.items():
        total = sum(verdicts.values())
        parts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
        print(f"{what}: {100 * verdicts['right'] / total:.1f} % of {total}: {parts}")


if __name__ == "__main__":
    main()
