"""Names with characters that nobody sees in and around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.recognizer import GeomapRecognizer
from geomap.recognizer.shadow import Shadow
from geomap.types import Document, Mention

UNSEEN = ["\x07", "\x1b[31m", "\xad", "\u200b", "\u2060", "\ufeff", "\u202a", "\u2069", "\x9b"]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_names_are_found_whatever_stands_in_them(recognizer: GeomapRecognizer, unseen: str) -> None:
    text = f"The convoy left Mo{unseen}sul for {unseen}Irbil{unseen} on Friday."
    (mentions,) = recognizer.recognize([Document("a", text)])
    assert [mention.text for mention in mentions] == [f"Mo{unseen}sul", "Irbil"]
    assert all(text[one.start : one.end] == one.text for one in mentions)


@given(st.lists(st.sampled_from(["a", "b", " ", *UNSEEN])).map("".join))
def test_the_way_back_is_exact(text: str) -> None:
    shadow = Shadow(Document("a", text))
    seen = shadow.document.text
    assert not any(unseen in seen for unseen in UNSEEN)
    for start in range(len(seen)):
        (mention,) = shadow.back((Mention(start, start + 1, seen[start]),))
        assert mention.text == seen[start] == text[mention.start : mention.end]
