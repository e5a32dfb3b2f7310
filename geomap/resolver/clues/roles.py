"""What a name does in its sentence, by rules.

Only the label is decided here: whether adjectives, organisations and governments are drawn is
the map's choice.
"""

from __future__ import annotations

import re

from geomap.kinds import WHOLE_SITES
from geomap.types import Candidate, Kind, Label, Match, Mention, Role

__all__ = ["role_of"]

_ORGANISATION = re.compile(
    r"[ \t]+(?:(?:[A-Z][\w.&-]+|of|and|for|the)[ \t]+){0,3}?"
    r"(?:Univers\w+|College|Police|Council|Department|Ministry|Times|Post|Gazette|Herald|Tribune|"
    r"Journal|Chronicle|News|Bank|Airlines|Airways|FC|United|City F\.?C|Club|League|Association|"
    r"Institute|Agency|Committee|Commission|Corporation|Corp|Inc|Ltd|Company|Group|Foundation|"
    r"Society|Union|Church|School|Sheriff|Court|Authority|Embassy|embassy|Consulate|consulate|"
    r"Army|Navy|Marines|Air Force|Parliament|Senate|Congress|Infantry|Cavalry|Regiment)\b"
)
_OF = re.compile(
    r"\b(?:University|Universities|College|Bank|Bishop|Archbishop|Diocese|Institute|Museum|"
    r"Church|Church of|Republican Party|Council|Ministry|Embassy|Kingdom Hall|Duke|Duchess|Earl|"
    r"Prince|Princess|Lord|Royal Borough)\s+(?:of|in|at)\s+(?:the\s+)?$"
)
_SPEAKS = re.compile(
    r"[ \t]+(?:has|have|had|will|would|could|may|might|must|also|now|later|reportedly|again|"
    r"immediately|quickly|repeatedly|firmly|strongly|itself|[ \t])*[ \t]*"
    r"(?:said|says|say|warned|warns|accused|accuses|denied|denies|announced|urged|called|"
    r"condemned|claimed|claims|insisted|insists|vowed|threatened|threatens|demanded|demands|"
    r"imposed|signed|agreed|rejected|blamed|blames|hopes|wants|fears|believes|refused|refuses|"
    r"pledged|expects|considers|backed|backs|responded|sought|seeks|supports|supported|invaded|"
    r"bombed|withdrew|retaliated|sanctioned|recognised|recognized|promised|argued|argues)\b"
)
_AWAY = re.compile(r"\b(?:in|at|from|near|of|to|inside|outside|around|across)\s+(?:the\s+)?$", re.I)


def role_of(
    text: str, mention: Mention, best: Candidate | None, dateline: tuple[int, int] | None
) -> Role:
    """Return the role of a mention.

    Args:
        text: The document's text.
        mention: Its ``role`` is the recognizer's hint and is kept.
        best: What it was taken to mean, if anything.
        dateline: Span of the dateline's place, if there is one.
    """
    if mention.role is not None:
        return mention.role
    if mention.label == Label.NORP or (best is not None and best.match == Match.ADJECTIVE):
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
