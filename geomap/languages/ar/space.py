"""Arabic words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_TOWN = r"(?:(?:مدينة|بلدة|قرية|العاصمة|محافظة)\s+)?"

SPACE = Space(
    directions=directions_of(
        "شمال شمالي", "شمال_شرق شمال_شرقي شمالي_شرقي", "شرق شرقي",
        "جنوب_شرق جنوب_شرقي جنوبي_شرقي", "جنوب جنوبي", "جنوب_غرب جنوب_غربي جنوبي_غربي",
        "غرب غربي", "شمال_غرب شمال_غربي شمالي_غربي",
    ),
    units={
        "كم": 1.0, "كلم": 1.0, "كيلومتر": 1.0, "كيلومترا": 1.0, "كيلومتراً": 1.0, "كيلومترات": 1.0,
        "متر": 0.001, "مترا": 0.001, "ميل": 1.609344, "ميلا": 1.609344, "أميال": 1.609344,
    },
    to_name=r"(?:من\s+)?" + _TOWN,
    distances=(
        r"{N}\s?{U}\s+(?:إلى\s+ال|الى\s+ال)?{D}\s+{T}",
        r"{N}\s?{U}\s+(?:من|عن)\s+" + _TOWN,
    ),
    towards=(r"(?:إلى\s+ال|الى\s+ال)?{D}\s+{T}",),
    parts=(r"{D}\s+",),
    near=(
        r"(?:قرب|بالقرب\s+من|على\s+مقربة\s+من|في\s+محيط|محيط|في\s+ضواحي|ضواحي|على\s+مشارف|"
        r"على\s+أطراف)\s+" + _TOWN,
    ),
    classes={
        "admin1": words_of("محافظة ولاية إقليم مقاطعة جمهورية إمارة دولة منطقة"),
        "admin2": words_of("قضاء مديرية ناحية"),
        "city": words_of("مدينة بلدة قرية العاصمة حي مخيم ضاحية"),
        "river": words_of("نهر"),
        "lake": words_of("بحيرة"),
        "island": words_of("جزيرة جزر"),
        "airport": words_of("مطار"),
        "mountains": words_of("جبل"),
    },
    of=(),
    inside=("في", "شمالي", "جنوبي", "شرقي", "غربي", "شمال", "جنوب", "شرق", "غرب"),
)  # fmt: skip
