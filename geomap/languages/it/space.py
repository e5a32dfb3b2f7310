"""Italian words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_OF = r"(?:della\s+|dello\s+|dell['’]\s?|del\s+|dei\s+|degli\s+|delle\s+|di\s+|d['’]\s?)"
_FROM = r"(?:dalla\s+|dall['’]\s?|dal\s+|da\s+)"
_TOWN = r"(?:(?:città|capitale|cittadina|località|porto)\s+(?:di\s+|del\s+))?"

SPACE = Space(
    directions=directions_of(
        "nord", "nord-est nordest", "est", "sud-est sudest", "sud", "sud-ovest sudovest", "ovest",
        "nord-ovest nordovest",
    ),
    units={
        "km": 1.0, "chilometro": 1.0, "chilometri": 1.0, "metri": 0.001, "miglia": 1.609344,
        "miglio": 1.609344,
    },
    to_name=_OF + _TOWN,
    distances=(r"{N}\s?{U}\s+(?:più\s+)?a\s+{D}\s+{T}", r"{N}\s?{U}\s+" + _FROM + _TOWN),
    towards=(r"a\s+{D}\s+{T}",),
    parts=(r"(?:nel|il|del|dal|al|l['’]|nell['’]|dell['’])\s?(?:estremo\s+)?{D}\s+" + _OF,),
    near=(
        r"(?:vicino|in\s+prossimità|intorno)\s+(?:a\s+|alla\s+città\s+di\s+|di\s+)",
        r"(?:nei\s+(?:pressi|dintorni)|alle\s+porte|alla\s+periferia|fuori)\s+{T}",
    ),
    classes={
        "admin2": words_of("provincia distretto contea"),
        "admin1": words_of("governatorato oblast regione stato repubblica cantone"),
        "city": words_of(
            "città capitale cittadina villaggio comune paese frazione quartiere località"
        ),
        "river": words_of("fiume"),
        "lake": words_of("lago"),
        "island": words_of("isola isole"),
        "airport": words_of("aeroporto"),
        "mountains": words_of("monte"),
    },
    of=("di", "del", "della", "dell’", "dell'", "dello", "dei", "degli", "delle"),
    inside=("in", "nel", "nella", "nell’", "nell'", "nei", "negli", "nelle"),
)  # fmt: skip
