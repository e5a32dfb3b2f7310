"""A small gazetteer for the resolver's tests: ambiguous names and what holds them."""

from __future__ import annotations

from geomap.resolver.scoring.table import name_key
from geomap.types import Bounds, Candidate, Place


def _place(row: str) -> Place:
    number, name, at, country, admin1, kind, people = (part.strip() for part in row.split("|"))
    latitude, longitude = map(float, at.split(","))
    code, _, unit = admin1.partition("=")
    names = {"US": "United States", "FR": "France", "GE": "Georgia", "LB": "Lebanon"}
    names |= {"LY": "Libya", "IQ": "Iraq", "RU": "Russia", "CA": "Canada"}
    feature = {"country": "A.PCLI", "admin1": "A.ADM1", "admin2": "A.ADM2"}.get(kind, "P.PPL")
    return Place(
        f"test:{number}",
        name,
        latitude,
        longitude,
        country or None,
        unit or None,
        None,
        kind,
        feature,
        int(people) if people else None,
        country_name=names.get(country),
        admin1_code=code or None,
    )


_ROWS = """
1 | Paris | 48.85, 2.35 | FR | 11=Île-de-France | city | 2138551
2 | Paris | 33.66, -95.56 | US | TX=Texas | city | 24782
3 | Paris | 36.30, -88.33 | US | TN=Tennessee | city | 10100
4 | Texas | 31.25, -99.25 | US | TX=Texas | admin1 |
5 | France | 46.0, 2.0 | FR | | country | 64979548
6 | Dallas | 32.78, -96.81 | US | TX=Texas | city | 1300092
7 | Georgia | 42.0, 43.5 | GE | | country | 3731000
8 | Georgia | 32.75, -83.5 | US | GA=Georgia | admin1 |
9 | Tbilisi | 41.69, 44.83 | GE | TB=Tbilisi | city | 1049498
10 | Atlanta | 33.75, -84.39 | US | GA=Georgia | city | 463878
11 | Tripoli | 32.89, 13.19 | LY | TR=Tripoli | city | 1150989
12 | Tripoli | 34.44, 35.84 | LB | AS=North | city | 229398
13 | Lebanon | 33.83, 35.83 | LB | | country | 6848925
14 | Beirut | 33.89, 35.50 | LB | BA=Beirut | city | 1916100
15 | Benghazi | 32.11, 20.07 | LY | BA=Benghazi | city | 650629
16 | Libya | 28.0, 17.0 | LY | | country | 6678567
17 | Moscow | 55.75, 37.62 | RU | 48=Moscow | city | 10381222
18 | Moscow | 46.73, -117.0 | US | ID=Idaho | city | 25060
19 | Idaho | 44.5, -114.25 | US | ID=Idaho | admin1 |
20 | Iraq | 33.0, 44.0 | IQ | | country | 38433600
21 | Baghdad | 33.34, 44.40 | IQ | 07=Baghdad | city | 7216000
22 | Nenagh | 52.86, -8.20 | IE | M=Munster | city | 8439
23 | Lewiston | 46.42, -117.02 | US | ID=Idaho | city | 32820
24 | Lewiston | 44.10, -70.21 | US | ME=Maine | city | 36221
"""
PLACES = tuple(_place(row) for row in _ROWS.strip().splitlines())
IRAQ_BOX = Bounds(29.06, 38.79, 37.38, 48.57)


class SmallGazetteer:
    """Knows ``PLACES`` by name, the adjective "Iraqi" and "northern X"."""

    name = "small gazetteer"

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        if name == "Iraqi":
            found = [Candidate(p, name, match="adjective", quality=0.9) for p in _named("Iraq")]
        elif name.startswith("northern "):
            rest = name.removeprefix("northern ")
            found = [
                Candidate(p, rest, match="stripped", quality=0.8, modifier="northern")
                for p in _named(rest)
            ]
        else:
            found = [Candidate(place, place.name) for place in _named(name)]
        return tuple(found[:limit])

    def place(self, place_id: str) -> Place | None:
        return next((place for place in PLACES if place.id == place_id), None)


def _named(name: str) -> list[Place]:
    key = name_key(name)
    found = [place for place in PLACES if name_key(place.name) == key]
    return sorted(found, key=lambda place: -(place.population or 10**6))
