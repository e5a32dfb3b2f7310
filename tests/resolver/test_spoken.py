from __future__ import annotations

import pytest

from geomap.resolver.candidates.spoken import spoken_in
from geomap.types import Candidate, Document, NameKind, Place

VIENNA = Candidate(
    Place("geonames:2761369", "Vienna", 48.2, 16.4),
    "Wien",
    name_kind=NameKind.FOREIGN,
    languages=("de", "sv"),
)


@pytest.mark.parametrize(
    ("language", "text", "name", "foreign"),
    [
        ("en", "The trains to Wien were late and the police said so.", "Wien", True),
        ("de", "In Wien blieb es ruhig.", "Wien", False),
        ("fr", "Des heurts ont éclaté à Wien.", "Wien", True),
        (None, "The trains to Wien were late and the police said so.", "Wien", True),
        (None, "Wien blieb gestern trotz großer Demonstrationen ruhig.", "Wien", False),
        ("en", "The sign says Вена and the police said so.", "Вена", False),
    ],
)
def test_a_name_is_foreign_where_the_text_is_in_another_language(
    language: str | None, text: str, name: str, foreign: bool
) -> None:
    (found,) = spoken_in(Document("d", text, language=language), name, (VIENNA,))
    assert (found.name_kind is NameKind.FOREIGN) == foreign
