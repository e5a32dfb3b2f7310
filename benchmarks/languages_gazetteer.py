"""How many places the gazetteer knows by their names in each language; rows for docs/languages.md.

    python benchmarks/languages_gazetteer.py [--translations FOLDER] > coverage.jsonl

Countries and capitals: CLDR's names, which the gazetteer was made from, so less than all is a
fault. Units: the first-level units of ISO 3166-2 that have a name of their own in the language,
by the translations of iso-codes in the package pycountry (LGPL-2.1; unpack its wheel and give the
folder), which the gazetteer was not made from. Forms: 45 names in cases of fifteen languages,
written here. Right: the best answer is the country (Antarctica: the continent); a place within
60 km of the capital, or the country where it has the capital's name (Tunis); the unit, or a place
in its country within 161 km of it.
"""

from __future__ import annotations

import argparse
import gettext
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

from geomap.gazetteer import LayeredGazetteer, open_gazetteer
from geomap.geodesy import SAME_PLACE_KM, distance_km
from geomap.recognizer.languages import PROMISED
from geomap.types import Place
from geomap.vocabulary import Kind

CAPITAL_KM = 60.0
ANTARCTICA = "AQ"
LOCALES = {"no": "nb"}
TRANSLATIONS = {"no": "nb_NO"}
FORMS = {
    "de": "Deutschlands DE, Bagdads IQ, Syriens SY, Nordirak IQ",
    "ru": "Киеве UA, Багдада IQ, Германии DE, Китае CN",
    "uk": "Києва UA, Харкові UA, Великої Британії GB",
    "pl": "Londynie GB, Warszawie PL, Wielkiej Brytanii GB, Bagdadzie IQ",
    "cs": "Praze CZ, Velké Británii GB, Spojených státech US",
    "hr": "Zagrebu HR, Njemačkoj DE, Beogradom RS",
    "sr": "Београду RS, Немачкој DE",
    "tr": "Musul'da IQ, Bağdat'ta IQ, Türkiye'nin TR, ABD'nin US",
    "fi": "Helsingissä FI, Venäjän RU, Lontoossa GB, Kreikasta GR",
    "hu": "Budapesten HU, Londonban GB, Németországba DE, Bagdadból IQ",
    "ro": "României RO, Bucureștiului RO, Londrei GB",
    "ar": "وبغداد IQ, بالموصل IQ, لسوريا SY",
    "sv": "Sveriges SE, Stockholms SE",
    "da": "Danmarks DK",
    "no": "Norges NO",
}


def is_right(gazetteer: LayeredGazetteer, name: str, country: str) -> bool:
    found = gazetteer.candidates(name, limit=1)
    if found and country == ANTARCTICA:
        return found[0].place.kind == Kind.CONTINENT
    return bool(found) and found[0].place.country == country


def countries(gazetteer: LayeredGazetteer, language: str) -> Iterator[bool]:
    names = Locale(LOCALES.get(language, language)).territories
    for code, name in names.items():
        if len(code) == 2 and code.isalpha() and gazetteer.country(code) is not None:
            yield is_right(gazetteer, name, code)


def capitals(gazetteer: LayeredGazetteer, language: str) -> Iterator[bool]:
    """Yield of the capitals that name a time zone and have a name of their own in the language."""
    zones = Locale(LOCALES.get(language, language)).time_zones
    territories = get_global("zone_territories")
    for zone, names in zones.items():
        name = names.get("city")
        place = capital(gazetteer, zone.rpartition("/")[2].replace("_", " "), territories.get(zone))
        if name and place:
            yield is_capital(gazetteer, name, place)


def is_capital(gazetteer: LayeredGazetteer, name: str, place: Place) -> bool:
    found = [candidate.place for candidate in gazetteer.candidates(name, limit=3)]
    if found and found[0].kind == Kind.COUNTRY and found[0].country == place.country:
        return any(near(other, place, CAPITAL_KM) for other in found[1:])
    return bool(found) and near(found[0], place, CAPITAL_KM)


def capital(gazetteer: LayeredGazetteer, name: str, country: str | None) -> Place | None:
    """Return the capital of a country if the zone's city is it."""
    for candidate in gazetteer.candidates(name, limit=5):
        place = candidate.place
        if place.country == country and (place.feature or "").endswith("PPLC"):
            return place
    return None


def near(one: Place, two: Place, km: float) -> bool:
    return distance_km(one.latitude, one.longitude, two.latitude, two.longitude) <= km


def units(gazetteer: LayeredGazetteer, language: str, folder: Path) -> Iterator[bool]:
    """Yield of the units whose translation differs from the name that ISO gives."""
    path = folder / "locales" / TRANSLATIONS.get(language, language) / "LC_MESSAGES"
    if not (path / "iso3166-2.mo").is_file():
        return
    with (path / "iso3166-2.mo").open("rb") as stream:
        translated = gettext.GNUTranslations(stream).gettext
    listed = json.loads((folder / "databases" / "iso3166-2.json").read_text(encoding="utf-8"))
    for unit in listed["3166-2"]:
        name, place = translated(unit["name"]), gazetteer.by_code(unit["code"])
        if not unit.get("parent") and place is not None and name != unit["name"]:
            yield any(
                candidate.place.id == place.id
                or (candidate.place.country == place.country
                    and near(candidate.place, place, SAME_PLACE_KM))
                for candidate in gazetteer.candidates(name, limit=1)
            )  # fmt: skip


def forms(gazetteer: LayeredGazetteer, language: str) -> Iterator[bool]:
    for form in filter(None, FORMS.get(language, "").split(", ")):
        name, _, country = form.rpartition(" ")
        yield is_right(gazetteer, name, country)


def share(found: Iterator[bool]) -> dict[str, Any]:
    answers = list(found)
    percent = round(100 * sum(answers) / len(answers), 1) if answers else None
    return {"names": len(answers), "right": sum(answers), "percent": percent}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--translations", type=Path, help="the package pycountry, unpacked")
    given = parser.parse_args()
    gazetteer = open_gazetteer()
    for language in PROMISED:
        row: dict[str, Any] = {
            "language": language,
            "countries": share(countries(gazetteer, language)),
            "capitals": share(capitals(gazetteer, language)),
            "forms": share(forms(gazetteer, language)),
        }
        if given.translations:
            row["units"] = share(units(gazetteer, language, given.translations))
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
