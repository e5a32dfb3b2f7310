"""Buildings and streets that no gazetteer lists, put beside the towns that the text names.

"Police were called to Northumberland Avenue": no list of the world's streets is small enough to
bundle, but a reporter who names a street or a hall names the town as well. The towns that stand
nearest in the text become candidates (match "nearby"); the ranker decides whether one of them is
meant, and the map shows it as uncertain, as an area, and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from geomap.geodesy import distance_km
from geomap.kinds import LOOSE_NAMES, OWN_NAMES, TOWNS_NEARBY
from geomap.resolver.candidates.stated import STATED_QUALITY
from geomap.resolver.clues.cues import cue_of
from geomap.resolver.context import EVIDENCE
from geomap.types import Candidate, Label, Match, Mention

__all__ = ["add_nearby_towns", "is_site"]

Answers = Sequence[tuple[Candidate, ...]]

_SITE_CUES = frozenset({"facility", "street"})
_OF = re.compile(
    r"(?:(?:National|Royal|State|Supreme|High|Grand) )?(?:Museum|University|Embassy|Church|"
    r"Hospital|College|Institute|School|Academy|Court|House|Temple|Palace|Ministry|Cathedral|Hotel|Gallery|"
    r"Corner|Consulate|Monastery) of \w"
)
_ROAD = re.compile(
    r"(?:\d{1,5}|[ABMN][ -]?\d{1,4}|I-\d{1,3}|[A-Z]{2}[- ]\d{1,3}|"
    r"\d{1,3}(?:st|nd|rd|th)(?: (?:and|&) .+)?|"
    r"(?:Interstate|Highway|Hwy|Route|Rte|Road|State Route|State Road|US|U\.S\.) ?\d{1,4}\w?)"
)
_STREET_AND_SIDE = re.compile(
    r".*\b(?:St|Ave|Avenue|Street|Rd|Road|Blvd)\.? (?:North|South|East|West|[NSEW]\.?[EW]?\.?)"
)
_WEAK = LOOSE_NAMES | {Match.TRANSLITERATED}
# Characters before and behind a site in which its town is looked for, and how many towns, senses
# of one town and candidates are offered. By hand: the ranker decides among what is offered.
_BEFORE, _AFTER = 1200, 500
_SENSES = 4
_MOST_NAMES = 3
_MOST = 8
# How good a stand-in is: 120 characters are about a sentence, 400 a paragraph. By hand; never above
# 0.5, so that a place of the name itself comes first.
_CLOSENESS = ((120, 0.5), (400, 0.45))
_FAR = 0.4
# A name without a word for what it is names a village or a site less surely.
_UNNAMED_KIND = 0.8
_SHORTEST = 3
_NO_SITES = EVIDENCE | {Label.NORP}
_SMALL_CUES = frozenset({"", "city", "facility", "street"})
# A text is plainly about a town if of the towns that it names, two or more, so many lie so near.
_ENOUGH = 2
_MOSTLY = 0.75
_AROUND_KM = 100.0
# Else a name has only the towns of its own phrase.
_BESIDE = 60
_AT = re.compile(r"[^.;:!?\n]*\b(?:in|at|near|inside|outside|around)\b[^.;:!?\n]*|['’]s\s+")


def is_site(name: str) -> bool:
    """Tell whether a name, by its own words, is that of a building, a site or a street.

    >>> [is_site(name) for name in ("Nenagh Town Hall", "M25", "Museum of Iraq", "42nd St. West")]
    [True, True, True, True]
    >>> [is_site(name) for name in ("Mosul", "Hall", "Hall County")]
    [False, False, False]
    """
    plain = name.strip(" .,'’")
    words = plain.replace(".", "").casefold().split()
    if not words:
        return False
    if len(words) > 1 and cue_of(plain, "", "")[0] in _SITE_CUES:
        return True
    patterns = (_ROAD, _STREET_AND_SIDE)
    return bool(_OF.match(plain)) or any(pattern.fullmatch(plain) for pattern in patterns)


def add_nearby_towns(
    text: str,
    mentions: Sequence[Mention],
    answers: Answers,
    home: tuple[Candidate, ...] = (),
) -> list[tuple[Candidate, ...]]:
    """Return the answers with the towns around unknown sites added; mentions are in text order.

    Args:
        text: The document's.
        mentions: All names of the text.
        answers: What each may mean.
        home: Where the publisher sits; it stands in where the text names no town.
    """
    found = list(answers)
    towns = [
        index
        for index, (mention, answer) in enumerate(zip(mentions, answers, strict=True))
        if _is_town(answer) and not is_site(mention.text)
    ]
    plainly = _about_one_town(mentions, answers, towns, home)
    for index, (mention, answer) in enumerate(zip(mentions, answers, strict=True)):
        if _is_known(answer):
            continue
        if is_site(mention.text):
            found[index] = answer + _borrowed(index, mentions, answers, towns, home, 1.0)
        elif _is_small(mention, answer):
            beside = [t for t in towns if plainly or _in_one_phrase(text, mention, mentions[t])]
            own = home if plainly else ()
            found[index] = answer + _borrowed(index, mentions, answers, beside, own, _UNNAMED_KIND)
    return found


def _in_one_phrase(text: str, site: Mention, town: Mention) -> bool:
    """Tell whether the words put a name at a town: "the Martinez, Cannes", "at Cannes's Martinez".

    "Dallas and Toomevara" are two of a kind.
    """
    first, last = (site, town) if site.start < town.start else (town, site)
    if last.start - first.end > _BESIDE:
        return False
    gap = text[first.end : last.start]
    return bool(_AT.fullmatch(gap)) or (first is site and gap.strip() in (",", "("))


def _about_one_town(
    mentions: Sequence[Mention], answers: Answers, towns: Sequence[int], home: Sequence[Candidate]
) -> bool:
    """Tell whether a text is plainly about one town and its surroundings.

    Most of the towns that it names lie around the one it names most often.
    """
    named = Counter(mentions[town].text.casefold() for town in towns)
    if not named:
        return bool(home)
    first = named.most_common(1)[0][0]
    middle = next(answers[i][0].place for i in towns if mentions[i].text.casefold() == first)
    around = sum(
        distance_km(
            middle.latitude, middle.longitude, answers[town][0].place.latitude,
            answers[town][0].place.longitude,
        ) < _AROUND_KM
        for town in towns
    )  # fmt: skip
    return len(towns) >= _ENOUGH and around >= _MOSTLY * len(towns)


def _is_small(mention: Mention, answer: tuple[Candidate, ...]) -> bool:
    """Tell whether an unknown name may be that of a village or a site whose words do not say so.

    The recognizer took it for a place; the gazetteer knows every town, so it is smaller than one.
    Rivers, valleys and states are not.
    """
    marked = mention.label not in _NO_SITES
    name = mention.text.strip()
    plain = name[:1].isupper() and len(name) > _SHORTEST and (not answer or " " in name)
    return marked and plain and cue_of(name, "", "")[0] in _SMALL_CUES


def _is_town(answer: tuple[Candidate, ...]) -> bool:
    if not answer or answer[0].match not in OWN_NAMES or answer[0].quality < 0.9:
        return False
    return any(c.place.kind in TOWNS_NEARBY for c in answer[:3])


def _is_known(answer: tuple[Candidate, ...]) -> bool:
    """Tell whether a place of the whole name is known, or the text itself says where it is."""
    return any(c.match not in _WEAK or c.quality <= STATED_QUALITY for c in answer)


def _borrowed(
    index: int,
    mentions: Sequence[Mention],
    answers: Answers,
    towns: Sequence[int],
    home: tuple[Candidate, ...],
    scale: float,
) -> tuple[Candidate, ...]:
    site = mentions[index]
    taken: dict[tuple[float, float], Candidate] = {}
    names: set[str] = set()
    for gap, town in sorted(_gaps(site, mentions, towns)):
        name = mentions[town].text.casefold()
        if name in names:
            continue
        names.add(name)
        closeness = next((good for reach, good in _CLOSENESS if gap < reach), _FAR)
        _take(taken, answers[town], mentions[town].text, site.text, scale * closeness)
        if len(names) == _MOST_NAMES:
            break
    if home and len(names) < _MOST_NAMES:
        _take(taken, home[:1], home[0].matched_name, site.text, scale * _FAR)
    return tuple(taken.values())[:_MOST]


def _gaps(
    site: Mention, mentions: Sequence[Mention], towns: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield (characters between, index) of the towns in reach; what stands before is likelier."""
    for town in towns:
        other = mentions[town]
        if other.end <= site.start and site.start - other.end <= _BEFORE:
            yield site.start - other.end, town
        elif other.start >= site.end and other.start - site.end <= _AFTER:
            yield 2 * (other.start - site.end), town


def _take(
    taken: dict[tuple[float, float], Candidate],
    answer: tuple[Candidate, ...],
    town: str,
    site: str,
    quality: float,
) -> None:
    usable = [c for c in answer if c.place.kind in TOWNS_NEARBY and c.match in OWN_NAMES]
    for candidate in usable[:_SENSES]:
        place = candidate.place
        taken.setdefault(
            (place.latitude, place.longitude),
            Candidate(place, town, match=Match.NEARBY, quality=quality, modifier=site),
        )
