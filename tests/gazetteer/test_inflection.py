"""Inflected names of well-known places, in the grammar of their language."""

from __future__ import annotations

import pytest

from geomap.gazetteer import LayeredGazetteer
from geomap.gazetteer.inflection import stems
from geomap.gazetteer.normalize import normalize_name

FORMS = {
    "ru": "Киеве UA, Багдада IQ, России RU, Германии DE, Афинах GR, Великобритании GB",
    "uk": "Києва UA, Харкові UA, Україні UA, Великої Британії GB, Варшаві PL",
    "pl": "Warszawie PL, Krakowie PL, Wielkiej Brytanii GB, Rosji RU, Niemczech DE, Bagdadzie IQ",
    "cs": "Praze CZ, Brně CZ, Spojených státech US, Velké Británii GB, Ruska RU",
    "hr": "Zagrebu HR, Hrvatskoj HR, Beogradom RS",
    "de": "Deutschlands DE, Bagdads IQ",
    "tr": "Musul'da IQ, Bağdat’ta IQ, Türkiye'nin TR, ABD'nin US",
    "fi": "Helsingissä FI, Suomessa FI, Tampereella FI, Lontoossa GB, Kreikasta GR",
    "hu": "Budapesten HU, Magyarországon HU, Londonban GB, Észak-Irakban IQ",
    "ro": "României RO, Bucureștiului RO, Londrei GB",
    "ar": "وبغداد IQ, بالموصل IQ, لسوريا SY, للعراق IQ",
    "he": "בירושלים IL, לבגדד IQ",
    "el": "Αθήνας GR, Ελλάδας GR",
}
CASES = [
    (language, *form.rsplit(" ", 1)) for language, row in FORMS.items() for form in row.split(", ")
]


@pytest.mark.parametrize(("language", "form", "country"), CASES)
def test_an_inflected_form_of_a_well_known_name_is_found(
    bundle: LayeredGazetteer, language: str, form: str, country: str
) -> None:
    first = bundle.candidates(form)[0]
    assert first.place.country == country
    if first.name_kind == "inflected":
        assert first.quality < 0.9
        assert first.modifier


@pytest.mark.parametrize(
    ("name", "country", "side"),
    [
        ("Nordirak", "IQ", "nord"),
        ("Ostukraine", "UA", "ost"),
        ("Noord-Syrië", "SY", "noord"),
        ("Pohjois-Syyriassa", "SY", "pohjois ssa"),
    ],
)
def test_a_side_written_together_with_a_land_is_no_part_of_its_name(
    bundle: LayeredGazetteer, name: str, country: str, side: str
) -> None:
    first = bundle.candidates(name)[0]
    assert (first.place.country, first.modifier) == (country, side)


@pytest.mark.parametrize("name", ["Nordkorea", "Südafrika", "Westafrika", "Norddorf", "Westpark"])
def test_what_begins_with_a_side_may_be_a_name(bundle: LayeredGazetteer, name: str) -> None:
    assert all(c.name_kind != "inflected" for c in bundle.candidates(name))


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Provinz Herat", "AF", "admin1"),
        ("provincia de Herat", "AF", "admin1"),
        ("gouvernorat d'Idlib", "SY", "admin1"),
        ("Republik Baschkortostan", "RU", "admin1"),
        ("obwód lwowski", "UA", "admin1"),
        ("Van ilinde", "TR", "admin1"),
        ("ciudad de Mosul", "IQ", "city"),
        ("город Мосул", "IQ", "city"),
    ],
)
def test_the_class_of_a_place_stands_beside_its_name_in_other_languages_as_well(
    bundle: LayeredGazetteer, name: str, country: str, kind: str
) -> None:
    first = bundle.candidates(name)[0]
    assert (first.place.country, first.place.kind) == (country, kind)


@pytest.mark.parametrize(
    "name", ["Markets", "Oktober", "Ansprechen", "Zamanla", "Вопросов", "Smiths"]
)
def test_a_stem_that_no_one_knows_makes_no_place(bundle: LayeredGazetteer, name: str) -> None:
    assert all(c.name_kind != "inflected" for c in bundle.candidates(name))


def test_an_exact_name_is_never_read_as_a_form(bundle: LayeredGazetteer) -> None:
    for name in ("Paris", "Texas", "Minsk", "Wales", "Киев"):
        assert all(c.name_kind != "inflected" for c in bundle.candidates(name)), name


def test_a_stem_comes_before_a_spelling(bundle: LayeredGazetteer) -> None:
    answers = bundle.candidates("Киева")
    assert answers[0].place.country == "UA"
    assert all(c.match != "transliterated" for c in answers)


def test_stems_are_few_and_none_comes_twice() -> None:
    found = [
        stem.norm for stem in stems("Соединённых Штатах", normalize_name("Соединённых Штатах"))
    ]
    assert "соединенные штаты" in found
    assert len(found) == len(set(found)) < 96
