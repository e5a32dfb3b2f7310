"""The static picture: no overlaps, readable, described, and honest about what it leaves out."""

from __future__ import annotations

import io
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from geomap.aggregate import Aggregate, aggregate
from geomap.basemap import first_view, spot
from geomap.export import Options, export
from geomap.export.geometry import cut
from geomap.export.picture.draw import draw
from geomap.export.picture.frame import frame_of, nice_length
from geomap.export.picture.ground import draw_scale, seamless
from geomap.export.picture.labels import SMALLEST, Box, Room, around, group
from geomap.export.picture.places import CHIEF, draw_places
from geomap.export.picture.sheet import COLOURS, SCHEMES, Sheet, one_line
from geomap.types import Bounds, ParsedDocument
from tests.export.samples import far, hostile, place, result, seed_results
from tests.page.results import world_results

SVG = "{http://www.w3.org/2000/svg}"


def gathered() -> Aggregate:
    return aggregate(seed_results())


def test_svg_is_described_and_asks_for_nothing() -> None:
    made = draw(gathered(), "svg", Options(title='Iraq <after> "Soleimani"'))
    root = etree.fromstring(made)
    ids = root.get("aria-labelledby").split()
    named = {element.get("id"): element.text for element in root if element.get("id") in ids}
    assert root.get("role") == "img"
    assert named["title"] == 'Iraq <after> "Soleimani"'
    assert named["desc"].startswith("Map of 21 places named 109 times in 2 documents")
    links = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")]
    assert all(link.startswith("#") for link in links)
    assert not list(root.iter(f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject"))


def test_without_borders_there_are_none_in_the_inset_either() -> None:
    text = "Mosul again."
    gathered = aggregate([result(text, {"Mosul": place(1, "Mosul", 36.3, 43.1)})])
    with_borders = draw(gathered, "svg", Options()).decode("utf-8")
    assert COLOURS["border"] in with_borders
    without = draw(gathered, "svg", Options(borders="none")).decode("utf-8")
    assert COLOURS["border"] not in without and COLOURS["contested"] not in without


def test_png_has_the_size_that_was_asked_for() -> None:
    made = Image.open(
        io.BytesIO(draw(gathered_once(), "png", Options(width=100, height=40, dpi=60)))
    )
    assert made.width == pytest.approx(100 / 25.4 * 60, abs=1)
    assert 40 / 25.4 * 60 < made.height < 90 / 25.4 * 60
    assert made.info["Title"] == "Places named in 2 documents"


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_same_results_give_the_same_bytes(kind: str) -> None:
    options = Options(width=60, dpi=40, locator=False)
    one = aggregate([result("Bogotá", {"Bogotá": place(1, "Bogotá", 4.61, -74.08)})])
    assert draw(one, kind, options) == draw(one, kind, options)


def test_no_name_covers_another_or_a_symbol() -> None:
    results = gathered()
    frame = frame_of(first_view(spot(e.place, e.mentions, e.area) for e in results.places), 500)
    room = Watched(frame.width, frame.height)
    shown = draw_places(Sheet(frame.width, frame.height), frame, room, results.places)
    assert len(room.taken) > 15
    for one, other in itertools.combinations(room.taken, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart
    missing = {e.place.name for e in shown.outside}
    assert missing == {"United States", "Germany", "United Kingdom", "Denmark"}
    assert shown.kinds == {"point", "uncertain", "several", "area", "vague"}


class Watched(Room):
    """Remembers every box."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(width, height)
        self.taken: list[Box] = []

    def take(self, box: Box) -> None:
        self.taken.append(box)
        super().take(box)


def test_the_scale_stands_where_no_symbol_does() -> None:
    """Symbols take the corners one after the other; the bar gives way."""
    frame = frame_of(Bounds(30.0, 40.0, 36.0, 50.0), 300.0)
    south, west, north, east = frame.bounds
    names = {"x": place(9, "x", 33.0, 45.0)}
    seen = []
    for name, corner in {"a": (south, west), "b": (south, east), "c": (north, west)}.items():
        room = Watched(frame.width, frame.height)
        entries = aggregate([result("x a b c", names)]).places
        draw_scale(Sheet(300, frame.height), frame, room, entries)
        (box,) = room.taken
        seen.append((box[0] > frame.width / 2, box[1] > frame.height / 2))
        names[name] = place(len(names), name, *corner)
    assert seen == [(False, False), (True, False), (False, True)]


def test_texts_are_as_wide_as_measured() -> None:
    for text in ("Baghdad بغداد", "Al Bāghūz Fawqānī", "WiWiWi"):
        sheet = Sheet(100, 12)
        width, _ = sheet.measure(text, 8.0, bold=True)
        sheet.text(5, 6, text, 8.0, bold=True, align="left")
        made = sheet.save("png", dpi=360, title="", description="")
        picture = Image.open(io.BytesIO(made)).convert("L").point(lambda grey: 255 - grey)
        left, _, right, _ = picture.getbbox() or (0, 0, 0, 0)
        assert (right - left) / 5 == pytest.approx(width, rel=0.06)


def test_arabic_is_shaped_and_runs_from_right_to_left() -> None:
    def ink(text: str) -> float:
        return Sheet(10, 10).measure(text, 20)[0]

    letters = "بغداد"
    assert ink(letters) < 0.9 * sum(ink(letter) for letter in letters)


def test_mathematics_and_control_characters_are_text() -> None:
    made = draw(aggregate(hostile()[20:22]), "png", Options(width=60, dpi=50))
    assert Image.open(io.BytesIO(made)).width > 0
    assert one_line("a\nb\x00c\u2028d") == "a b\ufffdc d"


def test_letters_without_a_font_are_told() -> None:
    unknown = result("In \U0001f5fa it", {"\U0001f5fa": place(1, "\U00013000\U00013001", 1, 1)})
    with pytest.warns(UserWarning, match="no font shows"):
        draw(aggregate([unknown]), "png", Options(width=50, dpi=40))


def test_the_pacific_is_one_piece() -> None:
    places = aggregate(far()).places
    frame = frame_of(first_view(spot(e.place, e.mentions, e.area) for e in places), 400)
    inside = [frame.near(e.place.latitude, e.place.longitude) for e in places]
    assert all(frame.contains(position) for position in inside)
    assert frame.bounds.east - frame.bounds.west < 40
    assert frame.near(-18.14, 178.44)[0] < frame.near(-13.83, -171.77)[0]


def test_a_map_of_nothing_is_the_world(tmp_path: Path) -> None:
    path = export([result("nothing", {"x": None})], tmp_path / "m.svg", width=60)
    assert b"Map of" not in path.read_bytes() and b"<path" in path.read_bytes()


@settings(max_examples=40)
@given(
    st.floats(-78, 60), st.floats(-180, 180), st.floats(0.01, 18), st.floats(0.01, 340),
    st.floats(100, 900),
)  # fmt: skip
def test_frames_hold_their_view(
    south: float, west: float, high: float, wide: float, width: float
) -> None:
    view = Bounds(south, west, south + high, west + wide)
    frame = frame_of(view, width)
    for latitude in (view.south, view.north):
        for longitude in (view.west, view.east):
            x, y = frame.at(latitude, longitude)
            assert -0.6 <= y <= frame.height + 0.6
            assert -0.6 <= x <= width + 0.6
    assert 0.5 * width < frame.height < 0.8 * width


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300), st.integers(1, 500)), max_size=40))
def test_grouping_keeps_every_place_and_mention(spots: list[tuple[float, float, int]]) -> None:
    entry = gathered_once().places[0]
    made = group([(x, y, _with(entry, mentions)) for x, y, mentions in spots])
    assert sum(len(one.members) for one in made) == len(spots)
    assert sum(one.mentions for one in made) == sum(mentions for _, _, mentions in spots)


def _with(entry: object, mentions: int) -> object:
    from dataclasses import replace

    return replace(entry, mentions=mentions)  # type: ignore[type-var]


_ONCE: list[Aggregate] = []


def gathered_once() -> Aggregate:
    if not _ONCE:
        _ONCE.append(gathered())
    return _ONCE[0]


@given(st.floats(0.001, 40_000))
def test_scale_bars_have_round_lengths(longest: float) -> None:
    found = nice_length(longest)
    assert found <= longest * 1.000001 < found * 2.6
    digit = found / 10 ** math.floor(math.log10(found) + 1e-9)
    assert min(abs(digit - step) for step in (1, 2, 5)) < 1e-6


@given(st.floats(-179, 179), st.floats(1, 170))
def test_cutting_keeps_the_area(west: float, wide: float) -> None:
    pieces = cut([(west, 0.0), (west + wide, 0.0), (west + wide, 10.0), (west, 10.0)])
    assert all(-180 <= x <= 180 for piece in pieces for x, _ in piece)
    widths = [max(x for x, _ in piece) - min(x for x, _ in piece) for piece in pieces]
    assert sum(widths) == pytest.approx(wide, abs=1e-6)


def test_the_cut_along_the_antimeridian_is_no_coast() -> None:
    ring = [(0.0, 170.0), (0.0, 180.0), (10.0, 180.0), (10.0, 170.0)]
    drawn = list(seamless(ring))
    assert all(
        not (abs(a[1]) == 180 and abs(b[1]) == 180)
        for line in drawn
        for a, b in itertools.pairwise(line)
    )
    assert sum(len(line) - 1 for line in drawn) == 3


def test_labels_try_eight_places() -> None:
    room = Room(100, 100)
    found = {room.place(around(50, 50, 8, 30, 6)) for _ in range(9)}
    assert None in found and len(found) >= 5


@pytest.mark.parametrize("width", [89.0, 180.0])
def test_the_places_that_matter_most_have_their_names(width: float) -> None:
    """At the width of a column, too: a name without room is joined to its symbol by a line."""
    for results in (seed_results(), world_results(), crowded()):
        places = aggregate(results).places
        view = first_view(spot(e.place, e.mentions, e.area) for e in places)
        frame = frame_of(view, width / 25.4 * 72)
        shown = draw_places(
            Sheet(frame.width, frame.height), frame, Room(frame.width, frame.height), places
        )
        chief = sorted(places, key=lambda entry: -entry.mentions)[:CHIEF]
        spots = [
            (*frame.near(e.place.latitude, e.place.longitude), e)
            for e in places
            if not e.place.is_area and not e.area
        ]
        made = group([s for s in spots if frame.contains(s[:2])], shown.largest)
        covered = {m.place.id for g in made for m in g.members[1:]}
        nameless = [e.place.name for e in shown.unnamed if e.place.id not in covered]
        assert not {e.place.name for e in chief} & set(nameless)


def crowded() -> list[ParsedDocument]:
    """Twelve towns with long names within a few kilometres."""
    names = {
        f"Saint-Remy-en-Bouzemont {i}": place(
            i, f"Saint-Remy-en-Bouzemont {i}", 48 + i % 4 / 25, 4 + i // 4 / 25
        )
        for i in range(12)
    }
    return [result(" ".join(f"{name} {name}" for name in names), names)]


def test_text_of_an_svg_is_text() -> None:
    root = etree.fromstring(draw(gathered(), "svg", Options(title="Where it was")))
    words = ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
    assert {"Where it was", "Baghdad", "Tehran", "IRAQ"} <= set(words)
    named = [g.get("id") for g in root.iter(f"{SVG}g") if (g.get("id") or "").startswith("halo-")]
    assert len(named) == len(set(named)) > 10
    assert "paint-order:stroke" in etree.tostring(root).decode()


def test_a_place_can_be_hidden_and_renamed() -> None:
    made = draw(
        gathered(), "svg", Options(hide=("Tehran",), labels={"Baghdad": "The capital"})
    ).decode()
    assert "The capital" in made and ">Baghdad<" not in made
    assert ">Tehran<" not in made


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read_in_every_scheme(scheme: str) -> None:
    """WCAG asks for a contrast of 4.5 for small text."""
    colours = SCHEMES[scheme]
    for ink, ground in (
        ("ink", "paper"), ("soft-ink", "paper"), ("on-accent", "accent"), ("accent", "halo"),
        ("country-ink", "land"), ("area", "halo"),
    ):  # fmt: skip
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, after WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_circles_are_by_area_and_do_not_cover_each_other() -> None:
    places = aggregate(world_results()).places
    frame = frame_of(first_view(spot(e.place, e.mentions, e.area) for e in places), 500)
    made = group([(*frame.near(e.place.latitude, e.place.longitude), e) for e in places])
    for one, other in itertools.combinations(made, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) > 0.85 * (one.radius + other.radius)
    large = [g for g in made if g.radius > SMALLEST]
    assert len(large) > 2
    assert len({round(g.radius**2 / g.mentions, 3) for g in large}) == 1
