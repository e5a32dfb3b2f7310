"""Portuguese words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_OF = r"(?:do\s+|da\s+|dos\s+|das\s+|de\s+)"
_TOWN = r"(?:(?:cidade|capital|vila|localidade|porto)\s+(?:de\s+|do\s+|da\s+))?"

SPACE = Space(
    directions=directions_of(
        "norte", "nordeste", "leste este", "sudeste", "sul", "sudoeste", "oeste", "noroeste"
    ),
    units={
        "km": 1.0, "quilómetro": 1.0, "quilómetros": 1.0, "quilômetro": 1.0, "quilômetros": 1.0,
        "metros": 0.001, "milhas": 1.609344,
    },
    to_name=_OF + _TOWN,
    distances=(r"{N}\s?{U}\s+(?:mais\s+)?(?:ao|a)\s+{D}\s+{T}", r"{N}\s?{U}\s+{T}"),
    towards=(r"(?:ao|a)\s+{D}\s+{T}",),
    parts=(r"(?:no|o|do|ao|para\s+o)\s+(?:extremo\s+)?{D}\s+" + _OF,),
    near=(
        r"(?:perto|nos\s+arredores|nas\s+(?:imediações|proximidades)|não\s+longe)\s+{T}",
        r"próximo\s+(?:a\s+|ao\s+|à\s+|de\s+)(?:cidade\s+de\s+)?",
    ),
    classes={
        "admin1": words_of(
            "província governadoria oblast região estado república departamento distrito"
        ),
        "admin2": words_of("condado concelho"),
        "city": words_of("cidade capital vila aldeia município bairro localidade freguesia"),
        "river": words_of("rio"),
        "lake": words_of("lago"),
        "island": words_of("ilha ilhas"),
        "airport": words_of("aeroporto"),
        "mountains": words_of("monte"),
    },
    of=("de", "do", "da", "dos", "das"),
    inside=("em", "no", "na", "nos", "nas"),
)  # fmt: skip
