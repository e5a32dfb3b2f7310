"""Made-up results of a given size, for measuring the page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from geomap.aggregate import Aggregate, PlaceEntry, Quotation
from geomap.types import (
    Bounds,
    Candidate,
    Document,
    Kind,
    Mention,
    ParsedDocument,
    Passage,
    Place,
    Status,
    Toponym,
)

WORDS = """
the report said that officials near the river had met before noon and that no road to the north
was open while families waited for news of the convoy which had left at dawn with medicine and
water for the villages on the far bank
""".split()  # noqa: SIM905
CENTRES = ((33.3, 44.4), (50.4, 30.5), (15.5, 32.5), (19.4, -99.1), (48.8, 2.3), (1.3, 103.8))


def places(count: int, seed: int = 1) -> list[Place]:
    """Return cities round a few centres; one in twenty is a country or a region."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        latitude, longitude = CENTRES[number % len(CENTRES) if count > 100 else 0]
        latitude += chance.gauss(0, 6 if count > 100 else 3)
        longitude += chance.gauss(0, 9 if count > 100 else 4)
        region = number % 20 == 19
        found.append(
            Place(
                f"geonames:{100_000 + number}", f"Place {number}", round(latitude, 4),
                round((longitude + 180) % 360 - 180, 4), "IQ", "Province", None,
                Kind.REGION if region else Kind.CITY,
                bounds=Bounds(latitude - 1, longitude - 1, latitude + 1, longitude + 1),
                country_name="Iraq",
            )
        )  # fmt: skip
    return found


def results(passages: int, place_count: int, document_count: int) -> Iterator[ParsedDocument]:
    """Yield documents of about ``passages / document_count`` sentences, one name in each."""
    chance = random.Random(2)
    known = places(place_count)
    weights = [1 / (rank + 1) ** 0.7 for rank in range(place_count)]
    each = max(1, passages // document_count)
    made = 0
    for number in range(document_count):
        wanted = min(each, passages - made) if number < document_count - 1 else passages - made
        chosen = chance.choices(known, weights, k=wanted)
        if number * each < place_count:
            chosen[: len(known[number * each : (number + 1) * each])] = known[
                number * each : (number + 1) * each
            ]
        made += wanted
        yield _document(number, chosen, chance)


def _document(number: int, chosen: list[Place], chance: random.Random) -> ParsedDocument:
    parts, toponyms, at = [], [], 0
    for place in chosen:
        words = chance.choices(WORDS, k=48)
        words[20] = f"in {place.name}"
        sentence = f"{' '.join(words).capitalize()} {number}. "
        start = at + sentence.lower().index(place.name.lower())
        sentence = sentence.replace(place.name.lower(), place.name)
        parts.append(sentence)
        mention = Mention(start, start + len(place.name), place.name)
        toponyms.append(
            Toponym(
                mention, place, 0.9, "The only place of that name.", (Candidate(place, place.name),)
            )
        )
        at += len(sentence)
    document = Document(
        f"d{number}", "".join(parts), title=f"Report {number}", language="en",
        date=f"{2019 + number % 5}-{1 + number % 12:02}-{1 + number % 28:02}",
    )  # fmt: skip
    return ParsedDocument(document, tuple(toponyms), recognizer="made up", gazetteer="made up")


def gather(made: Iterator[ParsedDocument]) -> Aggregate:
    """Aggregate with one passage a sentence, without the time that splitting sentences takes."""
    documents: list[Document] = []
    entries: dict[str, Any] = {}
    for index, parsed in enumerate(made):
        documents.append(parsed.document)
        text = parsed.document.text
        for toponym in parsed.toponyms:
            mention = toponym.mention
            start = text.rfind(". ", 0, mention.start) + 2 if mention.start > 200 else 0
            start = 0 if start == 1 else start
            end = text.index(". ", mention.end) + 1
            mark = (mention.start, mention.end)
            passage = Passage(parsed.document.id, start, end, text[start:end], (mark,))
            place = toponym.place
            assert place is not None
            entries.setdefault(place.id, (place, []))[1].append(
                Quotation(index, passage, (mark,), (toponym,))
            )
    listed = [
        PlaceEntry(
            place, tuple(found), len(found), len({q.document for q in found}), Status.PLACED, 0.9
        )
        for place, found in entries.values()
    ]
    listed.sort(key=lambda entry: (-entry.mentions, entry.place.id))
    return Aggregate(
        tuple(documents), tuple(listed), (), recognizers=("made up",), gazetteers=("made up",)
    )
