"""Results in memory take every form."""

from __future__ import annotations

from pathlib import Path

import pytest

import geomap
from geomap.errors import OutputExists
from tests.fakes import BAGHDAD, parsed

RESULTS = geomap.Results(
    [parsed("Baghdad and Atlantis.", ("Baghdad", BAGHDAD), ("Atlantis", None))]
)


def test_they_can_be_walked_again_and_again() -> None:
    assert len(RESULTS) == len(list(RESULTS)) == len(list(RESULTS)) == 1
    assert RESULTS[0].document.id == "doc"


def test_data_frames_keep_unplaced_names() -> None:
    frame = RESULTS.to_dataframe()
    assert list(frame["place_id"].fillna("")) == [BAGHDAD.id, ""]
    places = RESULTS.to_geodataframe("place")
    assert places.crs == "EPSG:4326"


@pytest.mark.parametrize("name", ["map.html", "places.geojson", "places.csv", "results.jsonl"])
def test_saving_chooses_the_form_by_the_ending(tmp_path: Path, name: str) -> None:
    path = RESULTS.save(tmp_path / name)
    assert "Baghdad" in path.read_text(encoding="utf-8")
    with pytest.raises(OutputExists):
        RESULTS.save(path)


def test_every_public_name_leads_somewhere() -> None:
    for name in geomap.__all__:
        assert getattr(geomap, name) is not None
