"""Texts made up for training: what they hold, and what is kept from them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from training.recognizer import reports
from training.recognizer.people import PEOPLE
from training.recognizer.regions import REGIONS, withheld

sys.path.append(str(Path(ROOT) / "benchmarks"))

from town_names import FAMILY, companies, people
from towns import SENTENCES

TEMPLATES = (
    *reports.FRAMES,
    *reports.PLACED,
    *reports.HEADS,
    *reports.POSTS,
    *reports.CAPTIONS,
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_of_the_benchmark_is_made_for_training(sentence: str) -> None:
    measured = sentence.format("Xtown")
    for template in TEMPLATES:
        pattern = "".join(
            ".+" if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{\w+\})", template)
        )
        assert not re.fullmatch(pattern, measured), template


def test_people_of_the_benchmark_have_other_names() -> None:
    for region, family in FAMILY.items():
        assert not set(family.split()) & set(PEOPLE[region][1])


def test_a_hundred_people_and_companies_of_each_region() -> None:
    for names in (people(), companies()):
        assert set(names) == set(REGIONS) == set(PEOPLE)
        assert {len(set(found)) for found in names.values()} == {100}


def test_regions_share_no_country_and_a_quarter_of_names_is_withheld() -> None:
    codes = [code for region in REGIONS.values() for code in region]
    assert len(codes) == len(set(codes))
    assert withheld("Khan Yunis") == withheld("khan yunis")
    assert 180 < sum(withheld(f"name {number}") for number in range(1000)) < 320
