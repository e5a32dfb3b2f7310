"""What a name does in its sentence, by rules.

Only the label is decided here: whether adjectives, organisations and governments are drawn is
the map's choice.
"""

from __future__ import annotations

import re

from geomap.kinds import WHOLE_SITES
from geomap.languages.en.organisations import AFTER_A_PLACE, OF_A_PLACE
from geomap.languages.en.speech import BEFORE_A_VERB, VERBS
from geomap.types import Candidate, Kind, Label, Match, Mention, Role

__all__ = ["role_of"]

_ORGANISATION = re.compile(
    rf"[ \t]+(?:(?:[A-Z][\w.&-]+|of|and|for|the)[ \t]+){{0,3}}?(?:{AFTER_A_PLACE})\b"
)
_OF = re.compile(rf"\b(?:{OF_A_PLACE})\s+(?:of|in|at)\s+(?:the\s+)?$")
_SPEAKS = re.compile(rf"[ \t]+(?:{'|'.join(BEFORE_A_VERB)}|[ \t])*[ \t]*(?:{'|'.join(VERBS)})\b")
_AWAY = re.compile(r"\b(?:in|at|from|near|of|to|inside|outside|around|across)\s+(?:the\s+)?$", re.I)


def role_of(
    text: str,
    mention: Mention,
    best: Candidate | None,
    dateline: tuple[int, int] | None,
    *,
    language: str | None = None,
) -> Role:
    """Return the role of a mention.

    Args:
        text: The document's text.
        mention: Its ``role`` is the recognizer's hint and is kept.
        best: What it was taken to mean, if anything.
        dateline: Span of the dateline's place, if there is one.
        language: The text's: the adjectives that the gazetteer knows are English, and "Tunisian" is
            a case of Tunisia in Finnish.

    >>> [str(role_of(text, Mention(0, 5, "Texas"), None, None))
    ...  for text in ("Texas Department of Health", "Texas said")]
    ['organisation', 'subject']
    >>> str(role_of("the University of Texas", Mention(18, 23, "Texas"), None, None))
    'organisation'
    >>> from geomap.types import Place
    >>> iran = Candidate(Place("geonames:130758", "Iran", 32.0, 53.0, kind=Kind.COUNTRY), "Iran")
    >>> [str(role_of(text, Mention(3, 7, "Iran"), iran, None))
    ...  for text in ("So Iran has warned", "In Iran has warned")]
    ['government', 'subject']
    >>> iranian = Candidate(iran.place, "Iranin", match=Match.ADJECTIVE)
    >>> [str(role_of("Iranin", Mention(0, 6, "Iranin"), iranian, None, language=code))
    ...  for code in ("en", "fi")]
    ['adjective', 'subject']
    """
    if mention.role is not None:
        return mention.role
    english = language in (None, "en")
    if mention.label == Label.NORP or (best and best.match == Match.ADJECTIVE and english):
        return Role.ADJECTIVE
    if dateline and dateline[0] <= mention.start < dateline[1]:
        return Role.DATELINE
    before, after = text[max(0, mention.start - 40) : mention.start], text[mention.end :][:60]
    whole_site = best is not None and best.place.kind in WHOLE_SITES
    if not whole_site and (_ORGANISATION.match(after) or _OF.search(before)):
        return Role.ORGANISATION
    if best is not None and _governs(best) and _SPEAKS.match(after) and not _AWAY.search(before):
        return Role.GOVERNMENT
    return Role.SUBJECT


def _governs(candidate: Candidate) -> bool:
    place = candidate.place
    return place.kind == Kind.COUNTRY or (place.feature or "").endswith("PPLC")
