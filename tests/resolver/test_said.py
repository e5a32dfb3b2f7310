"""Phrases in front of a name, in each language that is read."""

from __future__ import annotations

import pytest

from geomap.languages.space import LANGUAGES_WITH_SPACE, space_of
from geomap.resolver.statements.said import (
    distance_said,
    joined_direction,
    near_said,
    part_said,
    towards_said,
)

DISTANCES = [
    ("de", "ein Lager 50 Kilometer südlich von ", 50, 180),
    ("de", "rund 1.200 km nordöstlich der Stadt ", 1200, 45),
    ("de", "etwa 30 Kilometer von ", 30, None),
    ("fr", "un camp à 50 kilomètres au sud de ", 50, 180),
    ("fr", "à 12,5 km au nord-est de la ville d’", 12.5, 45),
    ("fr", "à 40 km à l’ouest de ", 40, 270),
    ("fr", "à 30 kilomètres de ", 30, None),
    ("es", "un campo a 50 kilómetros al sur de ", 50, 180),
    ("es", "a unos 15 km al noreste de la ciudad de ", 15, 45),
    ("es", "a 30 kilómetros de ", 30, None),
    ("it", "un campo a 50 chilometri a sud di ", 50, 180),
    ("it", "20 km a nord-ovest della città di ", 20, 315),
    ("it", "a 30 chilometri da ", 30, None),
    ("pt", "um campo a 50 quilômetros ao sul de ", 50, 180),
    ("pt", "a 20 quilómetros a noroeste da cidade de ", 20, 315),
    ("pt", "a 30 km de ", 30, None),
    ("ru", "лагерь в 50 километрах к югу от ", 50, 180),
    ("ru", "в 20 км северо-западнее ", 20, 315),
    ("ru", "в 30 километрах от города ", 30, None),
    ("ar", "مخيم على بعد 50 كيلومترا جنوب ", 50, 180),
    ("ar", "على بعد 20 كم إلى الشمال من ", 20, 0),
    ("ar", "على مسافة ٣٠ كيلومترا من مدينة ", 30, None),
]
TOWARDS = [
    ("de", "ein Dorf nördlich von ", 0),
    ("fr", "un village au nord d’", 0),
    ("es", "un pueblo al este de ", 90),
    ("it", "un villaggio a ovest di ", 270),
    ("pt", "uma aldeia ao sul de ", 180),
    ("ru", "деревня к востоку от ", 90),
    ("ru", "деревня южнее ", 180),
    ("ar", "قرية شمال شرق ", 45),
]
PARTS = [
    ("de", "im Norden des ", 0),
    ("de", "im nördlichen ", 0),
    ("de", "in Nord", 0),
    ("fr", "dans le nord de l’", 0),
    ("fr", "dans l’est de la ", 90),
    ("es", "en el norte de ", 0),
    ("it", "nel sud della ", 180),
    ("it", "nell’ovest dell’", 270),
    ("pt", "no nordeste da ", 45),
    ("ru", "на юге ", 180),
    ("ru", "в северной ", 0),
    ("ar", "في شمال غربي ", 315),
]
NEAR = [
    ("de", "in der Nähe von "),
    ("de", "unweit der Stadt "),
    ("fr", "près de "),
    ("fr", "aux environs d’"),
    ("es", "cerca de la ciudad de "),
    ("es", "en las afueras de "),
    ("it", "nei pressi di "),
    ("it", "vicino a "),
    ("pt", "perto da cidade de "),
    ("ru", "недалеко от "),
    ("ru", "в окрестностях города "),
    ("ar", "بالقرب من مدينة "),
]


@pytest.mark.parametrize(("language", "before", "km", "bearing"), DISTANCES)
def test_a_distance(language: str, before: str, km: float, bearing: int | None) -> None:
    said = distance_said(before, language)
    assert said is not None
    assert (said.km, said.bearing) == (km, bearing)
    assert before[-said.length :].strip()[0].isdigit()


@pytest.mark.parametrize(("language", "before", "bearing"), TOWARDS)
def test_a_direction_from_a_place(language: str, before: str, bearing: int) -> None:
    said = towards_said(before, language)
    assert said is not None
    assert said.bearing == bearing


@pytest.mark.parametrize(("language", "before", "bearing"), PARTS)
def test_a_part_of_a_place(language: str, before: str, bearing: int) -> None:
    said = part_said(before, language)
    assert said is not None
    assert said.bearing == bearing
    assert part_said(before, None) is None


@pytest.mark.parametrize(("language", "before"), NEAR)
def test_near_a_place(language: str, before: str) -> None:
    assert near_said(before, language) is not None


@pytest.mark.parametrize(
    ("language", "before"),
    [
        ("de", "im Jahr 2019 von "),
        ("fr", "dans la ville de "),
        ("es", "el presidente de "),
        ("it", "il governo di "),
        ("pt", "o presidente da "),
        ("ru", "президент "),
        ("ar", "رئيس "),
    ],
)
def test_other_words_say_nothing(language: str, before: str) -> None:
    assert distance_said(before, language) is None
    assert towards_said(before, language) is None
    assert part_said(before, language) is None
    assert near_said(before, language) is None


def test_a_direction_written_together_with_a_name() -> None:
    assert joined_direction("Nordostsyrien", "de") == len("nordost")
    assert joined_direction("Ostsee", "de") == 0
    assert joined_direction("Nordirak", "fr") == 0


@pytest.mark.parametrize("language", LANGUAGES_WITH_SPACE)
def test_each_language_names_the_eight_directions(language: str) -> None:
    space = space_of(language)
    assert space is not None
    assert set(space.directions.values()) == set(range(0, 360, 45))
    assert {"admin1", "admin2", "city", "river", "lake", "island"} <= set(space.classes)
