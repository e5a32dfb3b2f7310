"""French words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_OF = r"(?:de\s+la\s+|de\s+l['’]\s?|du\s+|des\s+|de\s+|d['’]\s?)"
_TOWN = r"(?:(?:ville|capitale|localité|cité|village|port)\s+(?:de\s+|d['’]\s?|du\s+))?"

SPACE = Space(
    directions=directions_of(
        "nord", "nord-est", "est", "sud-est", "sud", "sud-ouest", "ouest", "nord-ouest"
    ),
    units={
        "km": 1.0, "kilomètre": 1.0, "kilomètres": 1.0, "mètres": 0.001, "m": 0.001,
        "mille": 1.609344, "milles": 1.609344,
    },
    to_name=_OF + _TOWN,
    distances=(
        r"{N}\s?{U}\s+(?:environ\s+)?(?:au|à\s+l['’]\s?|plus\s+au)\s?\s*{D}\s+{T}",
        r"{N}\s?{U}\s+(?:environ\s+)?{T}",
    ),
    towards=(r"(?:au|à\s+l['’])\s?{D}\s+{T}",),
    parts=(r"(?:dans\s+le|dans\s+l['’]|le|du|l['’])\s?{D}\s+" + _OF,),
    near=(
        r"(?:près|proche|à\s+proximité|non\s+loin|aux\s+(?:environs|abords|alentours|portes)|"
        r"en\s+(?:périphérie|banlieue|dehors)|dans\s+les\s+environs)\s+{T}",
    ),
    classes={
        "admin1": words_of("province gouvernorat oblast région wilaya préfecture état république"),
        "admin2": words_of("département district canton"),
        "city": words_of("ville capitale village commune localité bourg quartier banlieue"),
        "river": words_of("fleuve rivière"),
        "lake": words_of("lac"),
        "island": words_of("île îles"),
        "airport": words_of("aéroport"),
        "mountains": words_of("mont"),
    },
    of=("de", "du", "de la", "de l’", "de l'", "des", "d’", "d'"),
    inside=("en", "au", "aux", "dans le", "dans la", "dans l’", "dans l'", "dans les", "à"),
)  # fmt: skip
