"""Spanish words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_OF = r"(?:de\s+la\s+|de\s+los\s+|de\s+las\s+|del\s+|de\s+)"
_TOWN = r"(?:(?:ciudad|capital|localidad|población|villa|puerto)\s+(?:de\s+|del\s+))?"

SPACE = Space(
    directions=directions_of(
        "norte", "noreste nordeste", "este oriente", "sureste sudeste", "sur",
        "suroeste sudoeste", "oeste occidente", "noroeste",
    ),
    units={
        "km": 1.0, "kilómetro": 1.0, "kilómetros": 1.0, "metros": 0.001, "milla": 1.609344,
        "millas": 1.609344,
    },
    to_name=_OF + _TOWN,
    distances=(r"{N}\s?{U}\s+(?:más\s+)?al\s+{D}\s+{T}", r"{N}\s?{U}\s+{T}"),
    towards=(r"al\s+{D}\s+{T}",),
    parts=(r"(?:en\s+el|el|del|hacia\s+el|desde\s+el)\s+(?:extremo\s+)?{D}\s+" + _OF,),
    near=(
        r"(?:cerca|en\s+las\s+(?:afueras|inmediaciones|cercanías|proximidades)|"
        r"en\s+los\s+alrededores|no\s+lejos)\s+{T}",
        r"junto\s+a\s+(?:la\s+ciudad\s+de\s+)?",
    ),
    classes={
        "admin1": words_of(
            "provincia gobernación óblast región estado república comunidad departamento"
        ),
        "admin2": words_of("distrito condado comarca partido"),
        "city": words_of("ciudad capital localidad municipio pueblo aldea barrio"),
        "river": words_of("río"),
        "lake": words_of("lago"),
        "island": words_of("isla islas"),
        "airport": words_of("aeropuerto"),
        "mountains": words_of("monte volcán"),
    },
    of=("de", "del", "de la", "de los", "de las"),
    inside=("en", "en el", "en la", "en los", "en las"),
)  # fmt: skip
