"""Which network reads which part of a text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geomap.recognizer.parts import parts_of

ENGLISH = (
    "Officials said that the floods had hit three towns in the north of the country, and that "
    "they were sending tents and food to the people who had lost their homes.\n"
)
GERMAN = (
    "Nach den Überschwemmungen im Norden des Landes haben die Behörden Zelte und Lebensmittel "
    "in drei Städte geschickt, in denen viele Menschen ihre Häuser verloren haben.\n"
)
ARABIC = (
    "قال مسؤولون إن الفيضانات ضربت ثلاث مدن في شمال البلاد "
    "وإنهم يرسلون الخيام والغذاء إلى السكان.\n"
)


def read(text: str, language: str | None = None) -> list[tuple[str, bool]]:
    return [(text[p.start : p.end], p.multilingual) for p in parts_of(text, language)]


@pytest.mark.parametrize(("text", "foreign"), [(ENGLISH, False), (GERMAN, True), (ARABIC, True)])
def test_a_text_in_one_language_is_one_part(text: str, foreign: bool) -> None:
    assert read(text) == [(text, foreign)]
    assert read(text * 3) == [(text * 3, foreign)]


def test_mixed_texts_are_cut_between_paragraphs() -> None:
    assert read(ENGLISH + GERMAN + ENGLISH) == [(ENGLISH, False), (GERMAN, True), (ENGLISH, False)]
    assert read(ENGLISH + ARABIC) == [(ENGLISH, False), (ARABIC, True)]
    assert read(GERMAN * 3 + ENGLISH) == [(GERMAN * 3, True), (ENGLISH, False)]


def test_short_paragraphs_go_with_their_document() -> None:
    assert read(GERMAN + "Mosul\n" + GERMAN) == [(GERMAN + "Mosul\n" + GERMAN, True)]
    assert read(ENGLISH + "Köln und Bonn\n") == [(ENGLISH + "Köln und Bonn\n", False)]


def test_short_texts_go_by_their_script_and_by_what_their_file_says() -> None:
    assert read("بيروت الآن") == [("بيروت الآن", True)]
    assert read("Hochwasser in Köln") == [("Hochwasser in Köln", False)]
    assert read("Hochwasser in Köln", "de-AT") == [("Hochwasser in Köln", True)]


def test_a_file_that_is_wrong_about_its_language_is_not_believed() -> None:
    assert read(ENGLISH, "de") == [(ENGLISH, False)]
    assert read(GERMAN, "en") == [(GERMAN, True)]


def test_parts_cover_the_text() -> None:
    text = f"\n\n{ENGLISH}\n\n{ARABIC}\n{GERMAN}x"
    parts = parts_of(text, None)
    assert parts[0].start == 0
    assert parts[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert parts_of("", None) == [(0, 0, False)]
