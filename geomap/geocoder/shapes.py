"""What each service answers, turned into candidates.

Shapes: Nominatim's search output (nominatim.org, jsonv2 and json), Photon's GeoJSON, Pelias'
GeoJSON, GeoNames' searchJSON, OpenCage's results. Coordinates are taken from the raw answer
and checked: geopy turns a missing one into 0, 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from geomap.contract.places import check_place
from geomap.types import Bounds, Candidate, Kind, Match, Place

__all__ = ["OSM_ATTRIBUTION", "READERS", "to_candidates"]

OSM_ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)"
_GEONAMES_ATTRIBUTION = "GeoNames (CC BY 4.0)"

_KINDS = {
    "country": Kind.COUNTRY,
    "state": Kind.ADMIN1,
    "region": Kind.ADMIN1,
    "province": Kind.ADMIN1,
    "macroregion": Kind.ADMIN1,
    "county": Kind.ADMIN2,
    "district": Kind.ADMIN2,
    "state_district": Kind.ADMIN2,
    "city": Kind.CITY,
    "town": Kind.CITY,
    "village": Kind.CITY,
    "hamlet": Kind.CITY,
    "locality": Kind.CITY,
    "localadmin": Kind.CITY,
    "municipality": Kind.CITY,
    "isolated_dwelling": Kind.CITY,
    "suburb": Kind.NEIGHBOURHOOD,
    "neighbourhood": Kind.NEIGHBOURHOOD,
    "borough": Kind.NEIGHBOURHOOD,
    "quarter": Kind.NEIGHBOURHOOD,
    "island": Kind.ISLAND,
    "archipelago": Kind.ISLANDS,
    "sea": Kind.SEA,
    "ocean": Kind.OCEAN,
    "river": Kind.RIVER,
    "stream": Kind.RIVER,
    "lake": Kind.LAKE,
    "water": Kind.LAKE,
    "peak": Kind.MOUNTAIN,
    "volcano": Kind.MOUNTAIN,
    "mountain_range": Kind.MOUNTAINS,
    "desert": Kind.DESERT,
    "aerodrome": Kind.AIRPORT,
    "airport": Kind.AIRPORT,
    "military": Kind.BASE,
    "street": Kind.ROAD,
    "road": Kind.ROAD,
    "highway": Kind.ROAD,
    "house": Kind.BUILDING,
    "building": Kind.BUILDING,
    "venue": Kind.FACILITY,
    "address": Kind.BUILDING,
}


def to_candidates(provider: str, name: str, answers: list[dict[str, Any]]) -> tuple[Candidate, ...]:
    """Return the usable answers as candidates, best first; unusable ones are left out."""
    read = READERS.get(provider, _generic)
    found = []
    for rank, answer in enumerate(answers):
        place = _checked(read, answer)
        if place is not None:
            quality = 0.9 if place.name.casefold() == name.casefold() else 0.7
            found.append(
                Candidate(place, place.name, match=Match.ONLINE, quality=quality / (1 + 0.1 * rank))
            )
    return tuple(found)


def _checked(read: Callable[[dict[str, Any]], Place], answer: dict[str, Any]) -> Place | None:
    try:
        return check_place(read(answer))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return None


def _kind(*words: Any) -> Kind:
    known = (word for word in words if isinstance(word, str) and word in _KINDS)
    return next((_KINDS[word] for word in known), Kind.OTHER)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _upper(value: Any) -> str | None:
    return value.upper() if isinstance(value, str) and len(value) == 2 else None


def _bounds(values: Any, order: str) -> Bounds | None:
    """``order`` names the sides of ``values`` by letters, e.g. "SNWE"."""
    try:
        sides = dict(zip(order, (float(value) for value in values), strict=True))
    except (TypeError, ValueError, OverflowError):
        return None
    bounds = Bounds(sides["S"], sides["W"], sides["N"], sides["E"])
    usable = all(map(math.isfinite, bounds)) and -90 <= bounds.south <= bounds.north <= 90
    return bounds if usable and abs(bounds.west) <= 180 and abs(bounds.east) <= 180 else None


def _nominatim(answer: dict[str, Any]) -> Place:
    address = answer.get("address") or {}
    number = f"{answer['osm_type']}/{answer['osm_id']}" if answer.get("osm_id") else None
    return Place(
        id=f"osm:{number}" if number else f"nominatim:{answer['place_id']}",
        name=_text(answer.get("name")) or answer["display_name"].split(",")[0].strip(),
        latitude=float(answer["lat"]),
        longitude=float(answer["lon"]),
        country=_upper(address.get("country_code")),
        country_name=_text(address.get("country")),
        admin1=_text(address.get("state")),
        admin2=_text(address.get("county")),
        kind=_kind(
            answer.get("addresstype"),
            answer.get("type"),
            answer.get("class"),
            answer.get("category"),
        ),
        bounds=_bounds(answer.get("boundingbox"), "SNWE"),
        attribution=OSM_ATTRIBUTION,
    )


def _photon(answer: dict[str, Any]) -> Place:
    properties = answer["properties"]
    longitude, latitude = answer["geometry"]["coordinates"][:2]
    types = {"N": "node", "W": "way", "R": "relation"}
    return Place(
        id=f"osm:{types[properties['osm_type']]}/{properties['osm_id']}",
        name=properties["name"],
        latitude=float(latitude),
        longitude=float(longitude),
        country=_upper(properties.get("countrycode")),
        country_name=_text(properties.get("country")),
        admin1=_text(properties.get("state")),
        admin2=_text(properties.get("county")),
        kind=_kind(properties.get("osm_value"), properties.get("type"), properties.get("osm_key")),
        bounds=_bounds(properties.get("extent"), "WNES"),
        attribution=OSM_ATTRIBUTION,
    )


def _pelias(answer: dict[str, Any]) -> Place:
    properties = answer["properties"]
    longitude, latitude = answer["geometry"]["coordinates"][:2]
    return Place(
        id=f"pelias:{properties['gid']}",
        name=properties["name"],
        latitude=float(latitude),
        longitude=float(longitude),
        country=_upper(properties.get("country_code")),
        country_name=_text(properties.get("country")),
        admin1=_text(properties.get("region")),
        admin2=_text(properties.get("county")),
        kind=_kind(properties.get("layer")),
        bounds=_bounds(answer.get("bbox"), "WSEN"),
        attribution=f"Pelias ({properties.get('source', 'unknown source')}); {OSM_ATTRIBUTION}",
    )


def _geonames(answer: dict[str, Any]) -> Place:
    feature = f"{answer.get('fcl', '')}.{answer.get('fcode', '')}"
    kinds = {"PCL": Kind.COUNTRY, "ADM1": Kind.ADMIN1, "ADM2": Kind.ADMIN2}
    code = str(answer.get("fcode") or "")
    by_class = {
        "P": Kind.CITY,
        "H": Kind.LAKE,
        "T": Kind.MOUNTAIN,
        "S": Kind.FACILITY,
        "A": Kind.ADMIN,
    }
    return Place(
        id=f"geonames:{int(answer['geonameId'])}",
        name=answer["name"],
        latitude=float(answer["lat"]),
        longitude=float(answer["lng"]),
        country=_upper(answer.get("countryCode")),
        country_name=_text(answer.get("countryName")),
        admin1=_text(answer.get("adminName1")),
        kind=next(
            (kind for start, kind in kinds.items() if code.startswith(start)),
            by_class.get(str(answer.get("fcl")), Kind.OTHER),
        ),
        feature=feature if len(feature) > 2 else None,
        population=int(answer["population"]) if answer.get("population") else None,
        attribution=_GEONAMES_ATTRIBUTION,
    )


def _opencage(answer: dict[str, Any]) -> Place:
    components = answer.get("components") or {}
    box = answer.get("bounds") or {}
    corners = [
        box.get("southwest", {}).get("lat"),
        box.get("southwest", {}).get("lng"),
        box.get("northeast", {}).get("lat"),
        box.get("northeast", {}).get("lng"),
    ]
    name = answer["formatted"].split(",")[0].strip()
    latitude, longitude = float(answer["geometry"]["lat"]), float(answer["geometry"]["lng"])
    return Place(
        id=f"opencage:{latitude:.5f},{longitude:.5f}",
        name=name,
        latitude=latitude,
        longitude=longitude,
        country=_upper(components.get("country_code")),
        country_name=_text(components.get("country")),
        admin1=_text(components.get("state")),
        admin2=_text(components.get("county")),
        kind=_kind(components.get("_type")),
        bounds=_bounds(corners, "SWNE"),
        attribution=f"OpenCage; {OSM_ATTRIBUTION}",
    )


def _generic(answer: dict[str, Any]) -> Place:
    """Any other geopy service: what geopy itself read, without the null island."""
    latitude, longitude = float(answer["latitude"]), float(answer["longitude"])
    if latitude == 0.0 and longitude == 0.0:
        raise ValueError("geopy gives 0, 0 for a missing position")
    return Place(
        id=f"{answer['provider']}:{latitude:.5f},{longitude:.5f}",
        name=answer["address"].split(",")[0].strip(),
        latitude=latitude,
        longitude=longitude,
        kind=Kind.OTHER,
        attribution=answer["provider"],
    )


READERS: dict[str, Callable[[dict[str, Any]], Place]] = {
    "nominatim": _nominatim,
    "photon": _photon,
    "pelias": _pelias,
    "geonames": _geonames,
    "opencage": _opencage,
}
