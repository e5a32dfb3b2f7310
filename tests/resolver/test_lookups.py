"""What the gazetteer is asked, and how often; the senses of a name."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.gazetteer import open_gazetteer
from geomap.resolver.candidates.gather import gather
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.context import Context
from geomap.resolver.scoring.scene import Scene, lay_out
from geomap.resolver.scoring.support import contained, expand, softmax
from geomap.resolver.scoring.table import Encoder
from geomap.types import Candidate, Document, Label, Match, Mention, Place
from tests.resolver.gazetteers import SmallGazetteer


class Counted(SmallGazetteer):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def candidates(self, name: str, *, limit: int = 100) -> tuple[Candidate, ...]:
        self.asked.append(name)
        return super().candidates(name, limit=limit)


def scene_of(text: str, *names: str) -> Scene:
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        mentions.append(Mention(at, at + len(name), name))
        at += len(name)
    document = Document("d", text)
    candidates, context = gather(document, mentions, Lookups(SmallGazetteer()))
    return lay_out(document, mentions, candidates, context=context, encoder=Encoder())


def test_a_hashtag_is_several_words_and_an_emoji_is_none() -> None:
    lookup = Lookups(open_gazetteer())
    assert lookup("SanFrancisco") == lookup("San Francisco")
    assert lookup("McAllen")[0].place.name == "McAllen"
    assert lookup("Ukraine\ufe0f") == lookup("Ukraine")


def test_a_name_is_asked_once_and_its_answer_is_the_same_object() -> None:
    gazetteer = Counted()
    lookup = Lookups(gazetteer)
    assert lookup("Paris") is lookup("Paris")
    assert lookup.with_parent("Paris, Texas") is lookup.with_parent("Paris, Texas")
    assert gazetteer.asked.count("Paris") == 1


def test_the_answer_kept_longest_goes_first() -> None:
    gazetteer = Counted()
    lookup = Lookups(gazetteer, keep=2)
    for name in ("Paris", "Dallas", "Baghdad", "Baghdad", "Paris"):
        lookup(name)
    assert gazetteer.asked == ["Paris", "Dallas", "Baghdad", "Paris"]


def test_the_three_questions_do_not_mix() -> None:
    lookup = Lookups(SmallGazetteer())
    assert lookup("Nenagh Town Hall") == ()
    (part,) = lookup.part_of("Nenagh Town Hall")
    assert (part.match, part.quality, part.modifier) == (Match.WITHIN, 0.5, "Town Hall")
    assert lookup("Nenagh Town Hall") == ()


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("Paris, Texas", ["TX"]),
        ("Paris", ["11", "TX", "TN"]),
        ("Paris, Nowhere", ["11", "TX", "TN"]),
    ],
)
def test_the_second_part_holds_the_first_if_it_can(name: str, states: list[str]) -> None:
    answer = Lookups(SmallGazetteer()).with_parent(name)
    assert [candidate.place.admin1_code for candidate in answer] == states


def test_a_country_does_not_stand_for_a_building_named_after_it() -> None:
    assert Lookups(SmallGazetteer()).part_of("Lebanon Bank Tower") == ()


def test_spellings_share_a_name_and_a_stated_parent_splits_it() -> None:
    one = scene_of("PARIS and Paris are here.", "PARIS", "Paris")
    assert [len(name.mentions) for name in one.names if name.real] == [2]
    two = scene_of("Paris, Texas, is not Paris, France. Paris is old.",
                   "Paris", "Texas", "Paris", "France", "Paris")  # fmt: skip
    senses = [int(two.name_of[position]) for position in two.order]
    assert senses[0] != senses[2], "two parents, two senses"
    assert senses[4] == senses[2], "the sense stated last"
    assert two.key[senses[0]] == two.key[senses[2]], "one spelling"


def test_a_scene_finds_the_candidate_of_each_row() -> None:
    scene = scene_of("From Paris to Baghdad.", "Paris", "Baghdad")
    for name in scene.names:
        for row in range(name.start, name.stop):
            place = scene.candidate(row).place
            assert scene.names[int(scene.group[row])] is name
            assert place.name.casefold() == name.key
    assert scene.points.shape == (len(scene.group), 3)
    assert np.allclose((scene.points**2).sum(axis=1), 1.0)


def test_pairs_of_names_become_pairs_of_rows() -> None:
    scene = scene_of("Paris, Texas", "Paris", "Texas")
    rows, others, weights = expand(scene, scene.links)
    paris, texas = (scene.names[int(scene.name_of[position])] for position in scene.order)
    assert len(rows) == len(others) == len(weights) == len(paris.picked) * len(texas.picked)
    assert set(rows) == set(range(paris.start, paris.stop))
    held = {scene.candidate(int(row)).place.admin1 for row in rows[contained(scene, rows, others)]}
    assert held == {"Texas"}


def test_nothing_competes_with_no_place_unless_asked() -> None:
    scores, group = np.array([0.0, 0.0, 3.0]), np.array([0, 0, 1])
    assert softmax(scores, group, 2).tolist() == [0.5, 0.5, 1.0]
    assert softmax(scores, group, 2, none=True)[:2] == pytest.approx([1 / 3, 1 / 3])
    assert softmax(np.zeros(0), np.zeros(0, dtype=np.int64), 0).tolist() == []


def test_names_of_the_context_are_evidence_only() -> None:
    place = Place("test:1", "Chile", -30.0, -71.0, "CL", kind="country")  # type: ignore[arg-type]
    context = Context((Mention(9, 14, "Chile", Label.CONTEXT),), ((Candidate(place, "Chile"),),))
    scene = lay_out(Document("d", "a town in Chile"), (), (), context=context, encoder=Encoder())
    (name,) = scene.names
    assert (name.real, scene.weight.tolist(), scene.cues) == (False, [0.5], (None,))
