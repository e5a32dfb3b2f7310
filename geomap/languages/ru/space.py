"""Russian words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]

_NOUN = ("у", "е", "")
_COMPARED = "нее"
_ADJECTIVE = ("ый", "ого", "ому", "ом", "ая", "ой", "ую", "ое", "ым")


def _forms(noun: str, adjective: str) -> str:
    """Return a direction as a noun, a comparative ("южнее") and an adjective, in their cases."""
    return " ".join(
        [noun + case for case in _NOUN]
        + [f"{adjective}н{case}" for case in _ADJECTIVE]
        + [adjective + _COMPARED]
    )


SPACE = Space(
    directions=directions_of(
        _forms("север", "север"), _forms("северо-восток", "северо-восточ"),
        _forms("восток", "восточ"), _forms("юго-восток", "юго-восточ"), _forms("юг", "юж"),
        _forms("юго-запад", "юго-запад"), _forms("запад", "запад"),
        _forms("северо-запад", "северо-запад"),
    ),
    units={
        "км": 1.0, "километр": 1.0, "километра": 1.0, "километров": 1.0, "километре": 1.0,
        "километрах": 1.0, "метрах": 0.001, "метров": 0.001, "миль": 1.609344, "милях": 1.609344,
    },
    to_name=r"(?:от\s+)?(?:(?:города|столицы|села|посёлка|поселка|деревни)\s+)?",
    distances=(r"{N}\s?{U}\s+(?:к\s+|на\s+)?{D}\s+{T}", r"{N}\s?{U}\s+от\s+(?:города\s+)?"),
    towards=(r"(?:к\s+)?{D}\s+от\s+(?:города\s+)?", r"{D}(?<=нее)\s+(?:города\s+)?"),
    parts=(r"(?:на\s+|с\s+)?{D}(?<!нее)\s+",),
    near=(
        r"(?:под|близ|вблизи|возле|около|рядом\s+с|недалеко\s+от|неподалёку\s+от|"
        r"неподалеку\s+от|в\s+окрестностях|в\s+пригороде|в\s+районе)\s+(?:города\s+|городом\s+)?",
    ),
    classes={
        "admin1": words_of(
            "провинция провинции провинцию мухафаза мухафазе республика республики республике "
            "штат штата штате"
        ),
        "admin2": words_of("район"),
        "city": words_of(
            "города город городе городом городу село селе села деревня деревне деревни "
            "посёлок посёлке поселке столица столице столицы"
        ),
        "river": words_of("река реки реке"),
        "lake": words_of("озеро озера озере"),
        "island": words_of("остров острова острове"),
        "airport": words_of("аэропорт аэропорта аэропорту"),
        "mountains": words_of("гора"),
    },
    of=(),
    inside=("в", "во", "на", "на севере", "на юге", "на востоке", "на западе"),
)  # fmt: skip
