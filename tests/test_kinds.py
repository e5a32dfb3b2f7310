"""What readers are told a place is: the countries of the United Kingdom are no provinces."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import geomap
from geomap.aggregate import aggregate
from geomap.render.payload import PayloadOptions, payload
from geomap.render.strings import strings
from geomap.results import Results
from geomap.types import Place
from geomap.wording import whereabouts
from tests.fakes import parsed

PAGE = Path(geomap.__file__).parent / "render" / "page"
COUNTRY = "country of the United Kingdom"
SCOTLAND = Place(
    "geonames:2638360", "Scotland", 56.0, -4.0, "GB", "Scotland", kind="admin1",
    country_name="United Kingdom", admin1_code="SCT",
)  # fmt: skip
NINEVEH = Place(
    "geonames:99033", "Nineveh", 36.0, 42.5, "IQ", "Nineveh", kind="admin1", country_name="Iraq"
)
RESULT = parsed("From Scotland to Nineveh.", ("Scotland", SCOTLAND), ("Nineveh", NINEVEH))


def test_reports_name_the_kind() -> None:
    assert whereabouts(SCOTLAND) == COUNTRY
    assert whereabouts(NINEVEH) == "province or state, Iraq"


def test_the_page_names_the_kind_with_and_without_scripts(tmp_path: Path) -> None:
    page = Results([RESULT]).save(tmp_path / "map.html").read_text(encoding="utf-8")
    assert f'<span class="meta" dir="auto">{COUNTRY}</span>' in page
    assert '<span class="meta" dir="auto">province or state · Iraq</span>' in page
    places = payload(aggregate([RESULT]), PayloadOptions())["places"]
    node = shutil.which("node")
    assert node, "Node.js is needed to test the page's scripts"
    script = (
        f"import {{ placeWords, useStrings }} from {json.dumps((PAGE / 'text.mjs').as_uri())};"
        f"useStrings({json.dumps(strings())}, 'en');"
        f"console.log(JSON.stringify({json.dumps(places)}.map(placeWords)));"
    )
    told = subprocess.run(
        [node, "--input-type=module", "-e", script],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(told.stdout) == ["province or state · Iraq", COUNTRY]
