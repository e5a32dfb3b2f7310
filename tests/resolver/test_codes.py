from __future__ import annotations

import pytest

from geomap.resolver.clues.codes import find_codes
from geomap.types import Mention


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("a plant in Wilmington (DE).", "Wilmington", "DE"),
        ("from Athens GA to Rome", "Athens", "GA"),
        ("from Arlington, (VA).", "Arlington", "VA"),
        ("9TH ST., ST. LOUIS 2, MO.", "ST. LOUIS", "MO"),
        ("Portland, OR and Heidelberg", "Portland", "OR"),
        ("GARY, IN 46401", "GARY", "IN"),
        ("FIRES IN PARIS OR LONDON", "PARIS", None),
        ("FIRES IN PARIS, OR LONDON", "PARIS", None),
        ("in Paris. IN London", "Paris", None),
        ("a man from Rome, MAINLY", "Rome", None),
    ],
)
def test_codes_behind_a_name(text: str, name: str, code: str | None) -> None:
    start = text.index(name)
    mention = Mention(start, start + len(name), name)
    found = [text[a:b] for a, b in find_codes(text, [mention])]
    assert found == ([code] if code else [])
