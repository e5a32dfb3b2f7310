"""A quotation is found again in a changed text, or not at all: never at another name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.corrections import Quote
from geomap.corrections.anchor import find_quote

TEXT = (
    "Floods hit the south on Monday.\n"
    "The mayor of Springfield said that the water was rising. Roads to Springfield were closed.\n"
    "In New York nobody noticed. A fair in Paris went on, and Paris Hilton came.\n"
)


def quote(name: str, nth: int = 1) -> tuple[Quote, int]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(name, start + 1)
    end = start + len(name)
    return Quote(name, TEXT[max(0, start - 32) : start], TEXT[end : end + 32]), start


EDITS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "a headline in front": lambda text: "UPDATE: heavy rain.\n\n" + text,
    "the first sentence gone": lambda text: text.partition("\n")[2],
    "other line breaks": lambda text: text.replace(" ", "\n"),
    "a word near by": lambda text: text.replace("said that the", "told us the"),
    "a word in the name's sentence": lambda text: text.replace("Roads to", "All roads to"),
    "another of the name in front": lambda text: "Springfield, Paris, New York: rain.\n" + text,
    "the end cut off": lambda text: text[: text.index(" A fair")],
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("nth", [1, 2])
def test_the_same_mention_is_found_after_an_edit(edit: str, nth: int) -> None:
    told, start = quote("Springfield", nth)
    text = EDITS[edit](TEXT)
    places = [at for at in range(len(text)) if text.startswith("Springfield", at)]
    expected = places[nth - 1 + (len(places) == 3)]
    assert find_quote(told, start, text) == (expected, expected + len("Springfield"))


def test_a_name_over_a_line_break_is_found() -> None:
    told, start = quote("New York")
    text = "Rain. " + TEXT.replace("New York", "New\n York")
    found = find_quote(told, start, text)
    assert found is not None
    assert text[slice(*found)] == "New\n York"


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("The mayor of Springfield said that the water was rising. ", ""),
        TEXT.replace("The mayor of Springfield", "The mayor of Shelbyville"),
        TEXT.replace("Springfield", "Springfields"),
        "Springfield. " + TEXT.partition("\n")[0],
        "",
        TEXT[:31] + 2 * TEXT[31:],
    ],
    ids=[
        "sentence gone",
        "name replaced",
        "longer word",
        "elsewhere only",
        "empty",
        "text doubled",
    ],
)
def test_a_decision_is_not_moved_to_another_mention(text: str) -> None:
    told, start = quote("Springfield")
    where = find_quote(told, start + 1, text)
    assert where is None


def test_a_doubled_text_keeps_the_mention_that_stands_where_it_stood() -> None:
    told, start = quote("Springfield")
    assert find_quote(told, start, 2 * TEXT) == (start, start + len("Springfield"))


def test_without_words_around_only_the_offset_counts() -> None:
    assert find_quote(Quote("Paris"), 4, "... Paris and Paris") == (4, 9)
    assert find_quote(Quote("paris"), 4, "... PARIS") == (4, 9)
    assert find_quote(Quote("Paris"), 4, ".... Paris") is None
