"""German words about where places lie."""

from __future__ import annotations

from geomap.languages.space import Space, directions_of
from geomap.languages.words import words_of

__all__ = ["SPACE"]


def _forms(noun: str, adjective: str) -> str:
    """Return a direction as a noun and as an adjective in its cases."""
    endings = ("", "e", "en", "er", "em", "es")
    return " ".join([noun, f"{noun}en", *(adjective + ending for ending in endings)])


SPACE = Space(
    directions=directions_of(
        _forms("nord", "nördlich"), _forms("nordost", "nordöstlich"), _forms("ost", "östlich"),
        _forms("südost", "südöstlich"), _forms("süd", "südlich"),
        _forms("südwest", "südwestlich"), _forms("west", "westlich"),
        _forms("nordwest", "nordwestlich"),
    ),
    units={
        "km": 1.0, "kilometer": 1.0, "kilometern": 1.0, "meter": 0.001, "metern": 0.001,
        "meile": 1.609344, "meilen": 1.609344,
    },
    to_name=r"(?:von|vor|der|des|vom)\s+(?:(?:der\s+)?(?:Stadt|Hauptstadt|Ortschaft|Gemeinde)\s+)?",
    distances=(
        r"{N}\s?{U}\s+{D}\s+{T}",
        r"{N}\s?{U}\s+(?:entfernt\s+|außerhalb\s+)?(?:von|vor)\s+",
    ),
    towards=(r"(?<!im )(?<!Im ){D}\s+{T}",),
    parts=(
        r"(?:im|aus dem|in den|den|der)\s+(?:äußersten\s+)?{D}\s+(?:von\s+|des\s+|der\s+)?",
        r"{D}[- ]?",
    ),
    near=(
        r"(?:nahe|unweit)\s+(?:von\s+|der\s+(?:Stadt\s+)?|des\s+)?",
        r"in\s+der\s+(?:Nähe|Umgebung)\s+(?:von\s+|der\s+(?:Stadt\s+)?)",
        r"(?:am Rande?|außerhalb)\s+(?:von\s+|der\s+Stadt\s+)",
    ),
    classes={
        "admin1": words_of(
            "provinz gouvernement oblast bundesstaat bundesland kanton republik region"
        ),
        "admin2": words_of("landkreis bezirk distrikt kreis"),
        "city": words_of(
            "stadt hauptstadt hafenstadt kleinstadt großstadt grenzstadt dorf ort ortschaft "
            "gemeinde stadtteil vorort"
        ),
        "river": words_of("fluss"),
        "island": words_of("insel inseln"),
        "airport": words_of("flughafen"),
        "lake": words_of("stausee"),
        "mountains": words_of("berg"),
    },
    of=(),
    inside=("in", "im", "in der", "in den", "im Norden", "im Süden", "im Osten", "im Westen"),
    joined=("nordost", "nordwest", "südost", "südwest", "nord", "süd", "ost", "west"),
)  # fmt: skip
