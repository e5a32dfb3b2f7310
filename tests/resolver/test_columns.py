"""The header of a table says what its cells name, and the row what lies in what."""

from __future__ import annotations

import pytest

from geomap.languages.columns import COLUMNS
from geomap.resolver import Resolver, load_ranker
from geomap.resolver.clues.columns import Columns, column_class
from geomap.types import Document, Kind, Span
from tests.resolver.gazetteers import SmallGazetteer
from tests.resolver.test_scene import mentions


def table(header: str, *rows: str) -> Document:
    text, spans = "", []
    for row in rows:
        start = len(text) + 2
        for name, cell in zip(header.split(","), row.split(","), strict=True):
            text += "\n\n" if len(text) + 2 == start else " | "
            spans.append(Span(len(text), len(text) + len(cell), "cell", name))
            text += cell
        spans.append(Span(start, len(text), "row"))
    return Document("table", text, spans=tuple(spans))


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Country", "country"), ("país", "country"), ("Country/Region", "country"),
        ("admin1Name", "admin1"), ("Bundesland", "admin1"), ("COUNTY", "admin2"),
        ("city_name", "city"), ("Ort", "city"), ("name", None), ("cases", None), ("", None),
    ],
)  # fmt: skip
def test_headers_tell_what_a_column_names(header: str, meant: str | None) -> None:
    assert column_class(header) == meant


def test_no_header_word_has_two_meanings() -> None:
    words = [word for known in COLUMNS.values() for word in known]
    assert len(words) == len(set(words))


def test_a_town_lies_in_the_state_of_its_row() -> None:
    document = table("Country,State,City", "United States,Texas,Paris", "France,,Paris")
    names = mentions(document.text, "Texas", "Paris", "France")
    links = Columns(document).links(names)
    assert [(names[a].text, names[b].text) for a, b, *_ in links] == [
        ("Paris", "Texas"),
        ("Paris", "France"),
    ]


def test_text_without_a_table_has_no_columns() -> None:
    document = Document("d", "Paris, Texas")
    names = mentions(document.text, "Paris", "Texas")
    assert Columns(document).of(names[0]) is None and Columns(document).links(names) == []


def test_the_columns_decide() -> None:
    document = table(
        "Country,State,City",
        "United States,Idaho,Lewiston",
        "United States,Texas,Paris",
        "France,,Paris",
        "Georgia,,Tbilisi",
        "United States,Georgia,Atlanta",
    )
    names = mentions(
        document.text, "Idaho", "Lewiston", "Texas", "Paris", "France", "Georgia", "Tbilisi",
        "Atlanta",
    )  # fmt: skip
    parsed = Resolver(SmallGazetteer(), load_ranker()).resolve(document, names)
    placed = [(t.mention.text, t.place.admin1, t.place.kind) for t in parsed.toponyms if t.place]
    assert placed == [
        ("Idaho", "Idaho", Kind.ADMIN1),
        ("Lewiston", "Idaho", Kind.CITY),
        ("Texas", "Texas", Kind.ADMIN1),
        ("Paris", "Texas", Kind.CITY),
        ("France", None, Kind.COUNTRY),
        ("Paris", "Île-de-France", Kind.CITY),
        ("Georgia", None, Kind.COUNTRY),
        ("Tbilisi", "Tbilisi", Kind.CITY),
        ("Georgia", "Georgia", Kind.ADMIN1),
        ("Atlanta", "Georgia", Kind.CITY),
    ]
