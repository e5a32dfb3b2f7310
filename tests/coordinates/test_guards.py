"""Numbers that are no position, and positions that need a word or a place beside them."""

from __future__ import annotations

import random
import time

import pytest

from geomap.coordinates import Notation, find_coordinates

NOT_POSITIONS = {
    "date": "Signed on 17 DEC 24 and again on 12 MAR 2024 at the embassy.",
    "date in figures": "From 2024-03-12, 2024-03-15 to 12.03.2024, 15.03.2024 all was quiet.",
    "times": "Trains leave at 33:15 and 44:14; the race took 1:23:45.6.",
    "episode": "Watch S20 E33 and S20E34 of the show.",
    "shares": "They hold 34.450, 40.950 per cent of the votes.",
    "prices": "It closed at $34.450, $40.950 a share.",
    "list": "The values were 12.500, 33.700, 41.200 and 44.100.",
    "score": "Gymnasts had a score of 34.500, 36.200 in the trial.",
    "few decimals": "The index rose 12.5, 33.7 points.",
    "phone": "Call +964 770 123 4567 or 030/1234-5678.",
    "version": "Upgrade from 3.11.7, 3.12.1 to 3.14.0.",
    "address": "The server 192.168.10.20, 10.0.0.1 answered.",
    "section": "See section 12.3.4, 12.3.5 and § 45.2.",
    "geometry": "The roof has angles of 45° and 30°.",
    "temperature": "It was 34.5° C, 40.2° C in the shade.",
    "parallel": "They crossed the 38° N line and the 17th parallel.",
    "thousands": "Districts with 1,896 2,688\n\nWest and Tortugas",
    "measures": "A field of 34.450 m, 40.950 m.",
    "vitamins": "Take 12 E 34 S and B12 daily.",
    "plus": "The ratio 2345+67 and the grade A+ do not matter.",
    "part number": "Order 12ABC345 or 38SMB1 from stock.",
    "confidence interval": "The odds ratio was 1.234 (95% CI 1.123, 1.456).",
    "football": "Leeds won 3-2 N and lost 2-1 E.",
}

POSITIONS = {
    "ordinary": ("33°15′N 44°14′E", (33.25, 44.2333)),
    "range": ("34°10′–34°20′ N, 118°30′–118°40′ E", (34.25, 118.5833)),
    "russian": ("55° 45′ с. ш. 37° 37′ в. д.", (55.75, 37.6167)),
    "spanish": ("Latitud 4.6097 Norte, longitud 74.0817 Oeste", (4.6097, -74.0817)),
    "french": ("48° 51′ 24″ Nord, 2° 21′ 07″ Est", (48.8567, 2.3519)),
    "german": ("52° 31′ 12″ Nord, 13° 24′ 18″ Ost", (52.52, 13.405)),
    "longitude first": ("lon/lat: 44.1234, 33.1234", (33.1234, 44.1234)),
    "longitude by its letter": ("118.2437° W, 34.0522° N", (34.0522, -118.2437)),
    "longitude too large for a latitude": ("coordinates 151.2093, -33.8688", (-33.8688, 151.2093)),
    "minus": ("position −33.8688, 151.2093", (-33.8688, 151.2093)),
    "yandex": ("https://yandex.ru/maps/?ll=37.62%2C55.75&z=12", (55.75, 37.62)),
    "geohash": ("https://geohash.org/u4pruydqqvj", (57.64911, 10.40744)),
}


@pytest.mark.parametrize("kind", NOT_POSITIONS)
def test_numbers_that_are_no_position(kind: str) -> None:
    assert find_coordinates(NOT_POSITIONS[kind]) == ()


@pytest.mark.parametrize("kind", POSITIONS)
def test_positions(kind: str) -> None:
    text, (latitude, longitude) = POSITIONS[kind]
    (reading,) = find_coordinates(f"It lies at {text} in the hills.")
    assert reading.points[0] == pytest.approx((latitude, longitude), abs=2e-4)


def test_o_may_be_east_or_west() -> None:
    (reading,) = find_coordinates("48° 51′ N, 2° 21′ O")
    assert [round(longitude, 2) for _, longitude in reading.points] == [2.35, -2.35]


def test_the_order_of_bare_numbers_is_open() -> None:
    (reading,) = find_coordinates("Satellite images show the camp at 34.4500, 40.9500.")
    assert reading.notation is Notation.PAIR
    assert reading.points == ((34.45, 40.95), (40.95, 34.45))


def test_bare_numbers_without_a_word_need_a_place() -> None:
    (reading,) = find_coordinates("The convoy stopped; 34.4500, 40.9500 burned.")
    assert reading.needs_place


@pytest.mark.parametrize(
    "text",
    ["GPS 0.0000, 0.0000", "0°N 0°E", "coordinates 95.1234, 200.1234", "91° N, 181° W",
     "UTM zone 60X 999999 E 9999999 N"],
)  # fmt: skip
def test_impossible_positions_say_why(text: str) -> None:
    (reading,) = find_coordinates(text)
    assert reading.points == ()
    assert reading.problem


def test_words_of_what3words_are_detected_only() -> None:
    (reading,) = find_coordinates("Meet at ///filled.count.soap tonight")
    assert (reading.points, reading.notation) == ((), Notation.WHAT3WORDS)
    assert "not public" in (reading.problem or "")


def test_a_range_has_bounds() -> None:
    (reading,) = find_coordinates("between 34°–35° S, 40°–41° W")
    assert reading.bounds == (-35.0, -41.0, -34.0, -40.0)


def test_a_band_s_may_be_a_half() -> None:
    (reading,) = find_coordinates("UTM zone 38S 445000 E 3688000 N")
    assert [round(latitude) for latitude, _ in reading.points] == [33, -57]


@pytest.mark.parametrize(
    "make",
    [
        lambda r: "".join(r.choice("0123456789.°'\" ,-") for _ in range(1_000_000)),
        lambda r: "1234567890" * 100_000,
        lambda r: "-+" * 500_000,
        lambda r: "°" * 1_000_000,
        lambda r: "http://" + "a" * 1_000_000,
        lambda r: "1°2°" * 250_000,
    ],
    ids=["mixed", "digits", "signs", "degree signs", "address", "degrees"],
)
def test_a_megabyte_of_signs_takes_no_time(make: object) -> None:
    text = make(random.Random(1))  # type: ignore[operator]
    before = time.process_time()
    find_coordinates(text)
    # About 0.3 s on an idle core; processor time grows when two threads share one.
    assert time.process_time() - before < 3.0
