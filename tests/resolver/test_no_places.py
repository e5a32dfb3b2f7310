from __future__ import annotations

import pytest

from geomap.resolver.clues.no_places import why_no_place
from geomap.types import Mention


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Saint Helena and the Falkland Islands", "the", False),
        ("THE BODY WAS FOUND NEAR THE RIVER, POLICE SAID.", "RIVER", False),
        ("debris fell to Earth.", "Earth", False),
        ("a fire in Earth, Texas", "Earth", True),
        ("Rain is expected in the East and the South", "East", False),
        ("He pulled the cork. Cork is wet.", "cork", False),
        ("Firms from China sell fine china.", "china", False),
        ("Tags: australia. Australia is large.", "australia", True),
        ("a bus to china", "china", True),
        ("shelling reported in lysychansk", "lysychansk", True),
        ("Shelter, WASH and health remain the main needs.", "WASH", False),
        ("A MAN FROM SEATTLE, WASH AND A WOMAN", "WASH", True),
        ("fighters of ISIL", "ISIL", False),
        ("Tools You Can Use. Join Us", "Us", False),
        ("talks with the US", "US", True),
    ],
)
def test_names_that_stand_for_no_place(text: str, name: str, place: bool) -> None:
    start = text.index(name)
    assert (why_no_place(text, Mention(start, start + len(name), name)) is None) == place
