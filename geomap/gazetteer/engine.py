"""Answers what a name may mean, from one or several layers of places."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from geomap.gazetteer import schema
from geomap.gazetteer.compare import holds, same_name, same_place
from geomap.gazetteer.forms import Form, airport_city, forms, variants, within
from geomap.gazetteer.inflection import inflects, stems
from geomap.gazetteer.normalize import normalize_name, transliteration_key
from geomap.gazetteer.store import Found
from geomap.geodesy import distance_km
from geomap.kinds import TOWNS
from geomap.types import Bounds, Candidate, Kind, Match, Place

__all__ = ["Layer", "LayeredGazetteer"]

AIRPORT_KM = 45.0
AIRPORT_TOWN = 4.5
"""Powers of ten of inhabitants of a town that has an airport outside it."""
# The weights below were set by hand, not fitted. Their cases: tests/gazetteer/test_bundle.py.
# The ranker was trained on candidates with these qualities: who changes one trains it again.
OWN_NAME = 2.0
"""Powers of ten of inhabitants by which a place's own name counts more. What comes first: below 1.8
Casablanca for White House, from 2.4 on a German village for Lemberg, at 4 villages for Londres.
"""
INFLECTED = 0.88
"""Below 0.9, from which on a name is known as it stands and no form of it is looked for."""
_QUALITY = (1.0, 0.98, 0.9, 0.97, 0.97, 0.97, 0.97, 0.97, 0.93, 0.9)
"""One for each of ``schema.NAME_KINDS``, in its order: main, abbreviation, demonym, old, english,
foreign, code, alternate, short, inflected.

Answers are sorted by quality to one decimal: only demonyms, short and inflected names come after
the others. Smaller differences reach the ranker alone.
"""
_FETCHED = 300


class Layer(Protocol):
    """A set of places; ``geomap.gazetteer.store.Store`` is one."""

    @property
    def name(self) -> str: ...

    @property
    def wins(self) -> bool:
        """Whether its places come before equally good ones of other layers."""
        ...

    def lookup(self, norm: str) -> list[tuple[int, int]]: ...

    def find(self, norm: str, limit: int) -> list[Found]: ...

    def find_spelling(self, key: str, limit: int) -> list[Found]: ...

    def airports(self, box: Bounds) -> list[Found]: ...

    def towns_near(
        self, latitude: float, longitude: float, limit: int
    ) -> list[tuple[float, Place]]:
        """Return (chord of the unit sphere, town), the nearest first."""
        ...

    def place(self, place_id: str) -> Place | None: ...

    def by_code(self, code: str) -> Place | None: ...

    def country(self, code: str) -> Place | None: ...

    def admin1(self, country: str, code: str) -> Place | None: ...


class LayeredGazetteer:
    """One gazetteer over layers; earlier layers win where two know the same place."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        self._winning = frozenset(number for number, layer in enumerate(self.layers) if layer.wins)
        self._answers = functools.lru_cache(maxsize=8192)(self._answer)

    def __reduce__(self) -> tuple[type[LayeredGazetteer], tuple[tuple[Layer, ...]]]:
        """Be pickled as the layers, without the answers that are kept."""
        return LayeredGazetteer, (self.layers,)

    @property
    def name(self) -> str:
        return " + ".join(layer.name for layer in self.layers)

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        """Return what the name may mean, by quality (to one decimal), then by prominence.

        Args:
            name: As it stands in the text.
            limit: At most so many.
        """
        return self._answers(name)[:limit]

    def lookup(self, name: str) -> list[tuple[int, int]]:
        """Return (row number, index of ``schema.NAME_KINDS``) of the name as it stands."""
        norm = normalize_name(name)
        if len(self.layers) == 1:
            return self.layers[0].lookup(norm)
        return [found for layer in self.layers for found in layer.lookup(norm)]

    def place(self, place_id: str) -> Place | None:
        """Return the place of that id, or None."""
        return self._first(layer.place(place_id) for layer in self.layers)

    def by_code(self, code: str) -> Place | None:
        """Return the place of an IATA, ICAO or ISO 3166-2 code or a UN p-code, all in capitals."""
        return self._first(layer.by_code(code) for layer in self.layers)

    def country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""
        return self._first(layer.country(code) for layer in self.layers)

    def admin1(self, country: str, code: str) -> Place | None:
        """Return the admin1 unit of a GeoNames code ("US", "CA"), or None."""
        return self._first(layer.admin1(country, code) for layer in self.layers)

    def towns_near(self, latitude: float, longitude: float, *, limit: int = 8) -> tuple[Place, ...]:
        """Return the nearest towns, the nearest first."""
        found = [
            pair for layer in self.layers for pair in layer.towns_near(latitude, longitude, limit)
        ]
        found.sort(key=lambda pair: pair[0])
        return tuple(place for _, place in found[:limit])

    @staticmethod
    def _first(places: Iterable[Place | None]) -> Place | None:
        return next((place for place in places if place is not None), None)

    def _answer(self, name: str) -> tuple[Candidate, ...]:
        norm = normalize_name(name)
        if not norm:
            return ()
        best = _Best()
        self._direct(best, name, norm)
        city = airport_city(norm)
        if city:
            self._airports(best, city)
        if not best.good:
            self._inflected(best, name, norm)
            if not best:
                self._spelling(best, norm, 0.75, None)
            self._weaker(best, name, norm)
        if not best:
            for form in within(norm):
                self._form(best, form, Match.WITHIN)
                if best:
                    break
        return best.sorted(self._winning, len(self.layers))

    def _find(self, norm: str) -> list[tuple[int, Found]]:
        return [
            (number, found)
            for number, layer in enumerate(self.layers)
            for found in layer.find(norm, _FETCHED)
        ]

    def _direct(self, best: _Best, name: str, norm: str) -> None:
        found = self._find(norm)
        for other in variants(norm):
            found += [
                (number, item if item.kind >= schema.OLD else item._replace(kind=schema.ALTERNATE))
                for number, item in self._find(other)
            ]
        letters = [char for char in name if char.isalpha()]
        upper = len(letters) <= 6 and all(char.isupper() for char in letters)
        short = upper and any(item.kind == schema.ABBREVIATION for _, item in found)
        tiny = upper and len(letters) <= 3
        for number, item in found:
            if item.kind == schema.CODE and not upper:
                continue
            quality = _QUALITY[item.kind]
            if item.kind == schema.ABBREVIATION:
                dotted = "." in name or len(letters) > 3
                quality = quality if upper or (dotted and name[:1].isupper()) else 0.45
            elif not item.place.name.isupper() and (
                short or (tiny and item.kind == schema.EXACT and item.place.kind == Kind.CITY)
            ):
                quality = 0.65
            best.add(number, item, name, schema.MATCHES[item.kind], quality, None)

    def _weaker(self, best: _Best, name: str, norm: str) -> None:
        for form in forms(name, norm):
            if best.quality >= form.quality:
                break
            self._form(best, form, Match.STRIPPED)

    def _inflected(self, best: _Best, name: str, norm: str) -> None:
        """Forms with an ending or a prefix of another language, of well-known places only."""
        if name[0].islower():
            return
        for stem in stems(name, norm):
            for number, item in self._find(stem.norm):
                if inflects(stem, item):
                    form = item._replace(kind=schema.INFLECTED)
                    best.add(number, form, stem.norm, Match.ALTERNATE, INFLECTED, stem.ending)

    def _form(self, best: _Best, form: Form, match: Match) -> None:
        found = self._find(form.norm) or [
            item for other in variants(form.norm) for item in self._find(other)
        ]
        holders = self._find(normalize_name(form.inside)) if form.inside else []
        for number, item in found:
            if match == Match.WITHIN and item.kind in (schema.ABBREVIATION, schema.ADJECTIVE):
                continue
            quality = form.quality * _QUALITY[item.kind]
            if form.kinds and item.place.kind not in form.kinds:
                quality -= 0.15
            if form.inside and not any(holds(holder.place, item.place) for _, holder in holders):
                quality -= 0.3
            best.add(number, item, form.norm, match, quality, form.modifier)
        if form.kinds and Kind.ADMIN1 in form.kinds:
            self._units_of(best, form, found)
        if not found:
            quality = 0.75 * form.quality
            self._spelling(best, form.norm, quality, form.modifier, within=match == Match.WITHIN)

    def _units_of(self, best: _Best, form: Form, found: list[tuple[int, Found]]) -> None:
        """Add the unit that bears the name of the city: "Deir Ezzor province"."""
        for number, item in found[:5]:
            place = item.place
            if place.kind != Kind.CITY or not place.country or not place.admin1_code:
                continue
            unit = self.admin1(place.country, place.admin1_code)
            if unit is not None and same_name(unit.name, place.name):
                held = item._replace(kind=schema.ALTERNATE, place=unit)
                best.add(number, held, form.norm, Match.STRIPPED, form.quality, form.modifier)

    def _spelling(
        self, best: _Best, norm: str, quality: float, modifier: str | None, within: bool = False
    ) -> None:
        key = transliteration_key(norm)
        if not key or within:
            return
        for number, layer in enumerate(self.layers):
            for item in layer.find_spelling(key, 50):
                best.add(number, item, norm, Match.TRANSLITERATED, quality, modifier)

    def _airports(self, best: _Best, city: str) -> None:
        """Return the airports within 45 km of any city of that name.

        Those near a small town, or one that bears the name among others, must bear it themselves.
        """
        towns = [item for _, item in self._find(city)]
        if not towns:
            spelled = transliteration_key(city)
            towns = [
                item
                for layer in self.layers
                for item in (layer.find_spelling(spelled, 10) if spelled else [])
            ]
        towns = [item for item in towns if item.place.kind in TOWNS]
        for town in sorted(towns, key=lambda item: -item.prominence)[:8]:
            self._airports_near(best, city, town)

    def _airports_near(self, best: _Best, city: str, town: Found) -> None:
        lat, lon = town.place.latitude, town.place.longitude
        high = AIRPORT_KM / 111.2
        wide = high / max(0.05, math.cos(math.radians(lat)))
        box = Bounds(lat - high, lon - wide, lat + high, lon + wide)
        names = (city, normalize_name(town.place.name))
        for number, layer in enumerate(self.layers):
            for item in layer.airports(box):
                km = distance_km(lat, lon, item.place.latitude, item.place.longitude)
                own = any(name in normalize_name(item.place.name) for name in names)
                if km <= AIRPORT_KM and (own or _serves(town)):
                    named = 0.1 * same_name(city, item.place.name)
                    quality = 0.72 + named - 0.002 * km
                    weight = item.prominence + town.prominence / 2
                    best.add(
                        number,
                        item._replace(prominence=weight),
                        city,
                        Match.AIRPORT,
                        quality,
                        None,
                    )


def _serves(town: Found) -> bool:
    """Tell whether an airport may be called after a town whose name it does not bear."""
    return town.kind in (schema.EXACT, schema.ENGLISH) and town.prominence >= AIRPORT_TOWN


class _Best:
    """The best way each place was found."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, float, int, Candidate]] = {}
        self.quality = 0.0

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def good(self) -> bool:
        return self.quality >= 0.9

    def add(
        self, layer: int, item: Found, name: str, match: Match, quality: float, modifier: str | None
    ) -> None:
        place = item.place
        known = self._found.get(place.id)
        if known is not None and (known[0] >= quality or known[2] < layer):
            return
        quality = round(quality, 3)
        self.quality = max(self.quality, quality)
        matched = place.name if normalize_name(place.name) == normalize_name(name) else name
        candidate = Candidate(
            place=place,
            matched_name=matched,
            match=match,
            quality=quality,
            modifier=modifier,
            name_kind=schema.NAME_KINDS[item.kind],
            languages=item.languages,
            names=item.names,
            scripts=item.scripts,
        )
        self._found[place.id] = (quality, item.prominence, layer, candidate)

    def sorted(self, winning: frozenset[int], layers: int) -> tuple[Candidate, ...]:
        """Best tier first (quality to one decimal), the user's own places before others.

        Then by prominence, where a place's own name counts for ``OWN_NAME`` powers of ten: the
        White House is not Casablanca, but Bombay is Mumbai before a village in New Zealand.
        """
        found = list(self._found.values())
        if layers > 1:
            found = [known for known in found if not self._again(known)]
        found.sort(
            key=lambda known: (
                -round(known[0], 1),
                known[2] not in winning,
                -known[1] - OWN_NAME * (known[3].match in (Match.EXACT, Match.ABBREVIATION)),
                known[3].place.id,
            )
        )
        return tuple(known[3] for known in found)

    def _again(self, known: tuple[float, float, int, Candidate]) -> bool:
        """Whether an earlier layer has the same place under another id."""
        place, layer = known[3].place, known[2]
        return any(
            other[2] < layer and same_place(other[3].place, place) for other in self._found.values()
        )
