"""Positions of every notation, from random points: written into a sentence and read again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.coordinates import find_coordinates
from geomap.geodesy import distance_km
from tests.coordinates.notations import NOTATIONS, SENTENCES, Written

ROUNDING_M = 1.0


def off_by(text: str, latitude: float, longitude: float) -> float | None:
    """Return how far (metres) the nearest reading's first or second point lies, or None."""
    points = [point for reading in find_coordinates(text) for point in reading.points]
    if len(find_coordinates(text)) != 1 or not points:
        return None
    return min(1000 * distance_km(*point, latitude, longitude) for point in points)


def allowed(written: Written) -> float:
    """Return the diagonal of the square that the last digits leave open."""
    return written.error_m * 1.4143 + ROUNDING_M


@pytest.mark.parametrize("name", NOTATIONS)
def test_each_notation_is_read_within_its_precision(name: str) -> None:
    points = random.Random(name)
    for sentence in SENTENCES:
        latitude, longitude = points.uniform(-79.4, 79.4), points.uniform(-179.4, 179.4)
        written = NOTATIONS[name](latitude, longitude)
        text = sentence.format(written.text)
        off = off_by(text, latitude, longitude)
        assert off is not None, text
        assert off <= allowed(written), (text, off)


@settings(max_examples=400, deadline=None)
@given(
    name=st.sampled_from(sorted(NOTATIONS)),
    sentence=st.sampled_from(SENTENCES),
    latitude=st.floats(-79.5, 79.5).filter(lambda value: abs(value) > 0.2),
    longitude=st.floats(-179.5, 179.5).filter(lambda value: abs(value) > 0.2),
    space=st.sampled_from([" ", "\xa0", "\u2009", "  "]),
)
def test_any_notation_sentence_and_space(
    name: str, sentence: str, latitude: float, longitude: float, space: str
) -> None:
    written = NOTATIONS[name](latitude, longitude)
    text = sentence.format(written.text.replace(" ", space))
    off = off_by(text, latitude, longitude)
    assert off is not None, text
    assert off <= allowed(written), (text, off)


def test_there_are_enough_notations() -> None:
    assert len(NOTATIONS) * len(SENTENCES) >= 300


@given(st.text(alphabet="0123456789.,°'′\" -NSEW()+/:", max_size=60))
def test_spans_are_in_order_and_points_on_earth(text: str) -> None:
    end = 0
    for reading in find_coordinates(text):
        assert end <= reading.start < reading.end <= len(text)
        end = reading.end
        assert bool(reading.points) != bool(reading.problem or reading.short)
        for latitude, longitude in reading.points:
            assert -90 <= latitude <= 90
            assert -180 <= longitude <= 180
