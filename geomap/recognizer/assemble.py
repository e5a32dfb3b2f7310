"""Tagged words into mentions: spans by rule, roles by contrast, and one memory a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from geomap.languages.en.demonyms import is_adjective
from geomap.languages.en.names import COUNTRIES
from geomap.languages.en.not_places import NAMED_AFTER_PLACES, is_no_place
from geomap.languages.en.things import GENERIC_ALONE
from geomap.recognizer.abroad import OpinionAbroad
from geomap.recognizer.found import Found
from geomap.recognizer.memory import addresses, certain, compounds, repetitions
from geomap.recognizer.opinion import SecondOpinion
from geomap.recognizer.runs import Run, runs_of
from geomap.recognizer.spans import PARTY, extend, kind_of, parts, trim
from geomap.recognizer.tagging import Entity, Tagged, decode
from geomap.types import Label, Mention, Role

__all__ = ["Opinions", "Section", "assemble"]

SURE = 0.6
"""A name found with this mean probability is looked for in the rest of the document."""
LIKELY = 0.6
"""Names of one word that are less sure are dropped, unless a country is called so. On a fifth of
the worldwide corpus, which nothing is trained on, that gained 0.4 of exact F1 when it was chosen
and 0.2 with the base weights of geomap-ner-3."""

LIKELY_UNCASED = 0.3
"""The same in scripts without capitals, where the network is less sure of names. On the held-out
part of ANERcorp it gained 2.1 of overlap F1; with capitals it gained nothing on eight corpora."""


SAMPLE = 2_000
"""Characters that tell whether a script has capitals."""


class Section(NamedTuple):
    """A tagged piece of a text, where it begins, and whether it is in another language."""

    tagged: Tagged
    offset: int = 0
    abroad: bool = False


class Opinions(NamedTuple):
    """Whom to ask about names in English, and about those in other languages."""

    english: SecondOpinion | None = None
    abroad: OpinionAbroad | None = None


class _Seen(NamedTuple):
    """What the network saw in the sections of a kind, which stand at ``spans``."""

    spans: list[tuple[int, int]]
    flat: list[Entity]
    geo: list[Entity]
    runs: list[Run]


class _Rules(NamedTuple):
    """``likely``: how sure a name of one word has to be; ``english``: the text is in English."""

    likely: float
    english: bool


def assemble(
    text: str,
    sections: Sequence[Section],
    flat_tags: Sequence[str],
    geo_tags: Sequence[str],
    opinions: Opinions = Opinions(),  # noqa: B008 (nothing can change it)
) -> tuple[Mention, ...]:
    """Return the mentions of a text whose sections were tagged."""
    english, abroad = (
        _seen(text, [s for s in sections if s.abroad is kind], flat_tags, geo_tags, asked)
        for kind, asked in ((False, opinions.english), (True, opinions.abroad))
    )
    flat = english.flat + abroad.flat
    flat += [Entity(*m.span(), "ORG", 1.0) for m in NAMED_AFTER_PLACES.finditer(text)]
    # "D-Iowa City" is a party and a seat, no organisation that a town is named in
    flat = [entity for entity in flat if not PARTY.match(text, entity.start, entity.end)]
    others = _Others([entity for entity in flat if entity.label in {"ORG", "PER", "MISC"}])
    found = _in_english(text, english, others, opinions.english, abroad.spans)
    found += _abroad(text, abroad, others, opinions.abroad)
    found = _completed(text, sorted(found, key=lambda item: item.start), others)
    found = _apart(_outside(list(addresses(text)), found))
    return tuple(_mention(text, item, others) for item in found)


def _seen(
    text: str,
    sections: Sequence[Section],
    flat_tags: Sequence[str],
    geo_tags: Sequence[str],
    asked: SecondOpinion | OpinionAbroad | None,
) -> _Seen:
    """Return what the network saw; the runs only if somebody is asked about them."""
    seen = _Seen([], [], [], [])
    for (words, logits), offset, abroad in sections:
        if not words:
            continue
        if offset:
            words = [w._replace(start=w.start + offset, end=w.end + offset) for w in words]
        seen.spans.append((words[0].start, words[-1].end))
        seen.flat.extend(decode(words, logits[:, : len(flat_tags)], flat_tags))
        seen.geo.extend(decode(words, logits[:, len(flat_tags) :], geo_tags))
        if asked is not None:
            seen.runs.extend(runs_of(text, (words, logits), flat_tags, geo_tags, abroad=abroad))
    return seen


def _in_english(
    text: str,
    seen: _Seen,
    others: _Others,
    opinion: SecondOpinion | None,
    elsewhere: list[tuple[int, int]],
) -> list[Found]:
    if not seen.spans:
        return []
    found = _found(text, seen, others, _Rules(LIKELY, english=True))
    found = _outside(elsewhere, _certain(text, found))
    return found if opinion is None else opinion.revised(text, found, seen.runs)


def _abroad(text: str, seen: _Seen, others: _Others, opinion: OpinionAbroad | None) -> list[Found]:
    """Names in other languages: the rules for English words would be wrong there."""
    likely = _likely(text) if opinion is None else 0.0
    found = _found(text, seen, others, _Rules(likely, english=False))
    return found if opinion is None else opinion.revised(text, found, seen.runs)


def _found(text: str, seen: _Seen, others: _Others, rules: _Rules) -> list[Found]:
    """Return the names that the network saw in sections of a kind."""
    joined = _joined(text, seen.geo)
    return [span for entity in joined for span in _spans(text, entity, others, rules)]


def _likely(text: str) -> float:
    """How sure a name has to be abroad, by whether the letters of the beginning have a case."""
    letters = [sign for sign in text[:SAMPLE] if sign.isalpha()]
    cased = sum(letter.islower() or letter.isupper() for letter in letters)
    return LIKELY if 2 * cased >= len(letters) else LIKELY_UNCASED


def _apart(found: list[Found]) -> list[Found]:
    """Where two overlap, the one that begins first, then the longer."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _outside(spans: list[tuple[int, int]], found: list[Found]) -> list[Found]:
    """Those that touch none of the spans, which follow one another in text order."""
    if not spans:
        return found
    starts = [start for start, _ in spans]

    def free(item: Found) -> bool:
        at = bisect_right(starts, item.end - 1) - 1
        return at < 0 or spans[at][1] <= item.start

    return [item for item in found if free(item)]


def _joined(text: str, entities: Iterable[Entity]) -> Iterator[Entity]:
    """Mend "Strait of" + "Hormuz", and words that were cut in two."""
    last: Entity | None = None
    for entity in entities:
        if last is not None and entity.label == last.label:
            between = text[last.end : entity.start]
            open_end = text[last.start : last.end].endswith((" of", " de", " del", " la"))
            if between == "" or (open_end and between == " "):
                last = Entity(last.start, entity.end, last.label, min(last.sure, entity.sure))
                continue
        if last is not None:
            yield last
        last = entity
    if last is not None:
        yield last


def _spans(text: str, entity: Entity, others: _Others, rules: _Rules) -> list[Found]:
    """One tagged run: trimmed, split at commas, and with words like "airport" taken in."""
    found = []
    for start, end in parts(text, entity.start, entity.end):
        start, end = trim(text, start, end)
        adjective = entity.label == "ADJ" or (rules.english and is_adjective(text[start:end]))
        if not adjective and start < end:
            start, end = trim(text, *extend(text, start, end))
        name = text[start:end].strip(".").lower()
        if entity.sure < rules.likely and " " not in name and text[start:end] not in COUNTRIES:
            continue
        if is_no_place(name) or name in GENERIC_ALONE or not any(map(str.isalpha, name)):
            continue
        if not others.contradict(start, end, entity.sure):
            found.append(Found(start, end, adjective, entity.sure))
    return found


class _Others:
    """Names of people, organisations and works, to be asked what covers a span."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        # of names that begin together the longest comes last, where the look-up finds it
        self._entities = sorted(entities)
        self._starts = [entity.start for entity in self._entities]

    def covering(self, start: int, end: int) -> Entity | None:
        """Return a name that the span lies within."""
        at = bisect_right(self._starts, start) - 1
        for entity in reversed(self._entities[max(0, at - 1) : at + 1]):
            if entity.end >= end:
                return entity
        return None

    def contradict(self, start: int, end: int, sure: float) -> bool:
        """Whether the network is surer that the span is (part of) a person's name."""
        around = self.covering(start, end)
        return around is not None and around.label == "PER" and around.sure > sure


def _certain(text: str, found: list[Found]) -> list[Found]:
    """Put names known whole in place of their parts; longer findings stay."""
    starts = [item.start for item in found]
    replaced: set[int] = set()
    added: dict[tuple[int, int], Found] = {}
    for start, end in certain(text):
        first = bisect_right(starts, start) - 1
        first += first < 0 or found[first].end <= start
        last = bisect_right(starts, end - 1)
        if all(start <= item.start and item.end <= end for item in found[first:last]):
            replaced.update(range(first, last))
            added[start, end] = Found(start, end, False, 1.0)
    kept = [item for number, item in enumerate(found) if number not in replaced]
    return sorted([*kept, *added.values()], key=lambda item: item.start)


def _completed(text: str, found: list[Found], others: _Others) -> list[Found]:
    """Add other occurrences of the names found, and countries in compounds.

    Not inside names and words, and not where the network saw a person or an organisation.
    """
    known: dict[str, float] = {}
    for item in found:
        if not item.adjective:
            name = text[item.start : item.end]
            # a name of several words is no chance hit
            sure = max(item.sure, SURE) if " " in name else item.sure
            known[name] = max(sure, known.get(name, 0.0))
    in_capitals = {name.upper(): sure for name, sure in known.items()}
    taken = sorted((item.start, item.end) for item in found)
    starts = [start for start, _ in taken]
    added: dict[tuple[int, int], Found] = {}
    for start, end in (*repetitions(text, known, SURE), *compounds(text)):
        at = bisect_right(starts, end - 1) - 1
        if at >= 0 and taken[at][1] > start:
            continue
        if others.covering(start, end) is None:
            name = text[start:end]
            sure = known.get(name, in_capitals.get(name, 1.0))
            added[start, end] = Found(start, end, False, sure)
    return sorted([*found, *added.values()], key=lambda item: item.start)


def _mention(text: str, item: Found, others: _Others) -> Mention:
    name = text[item.start : item.end]
    sure = round(item.sure, 3)
    if item.adjective:
        return Mention(item.start, item.end, name, Label.NORP, Role.ADJECTIVE, sure)
    role = None
    around = others.covering(item.start, item.end)
    if around is not None and trim(text, around.start, around.end) != (item.start, item.end):
        role = Role.ORGANISATION
    return Mention(item.start, item.end, name, kind_of(name), role, sure)
