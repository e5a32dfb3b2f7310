"""What the resolver decides, with the weights that ship, over a small gazetteer."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.errors import FormatError
from geomap.resolver import (
    Bias,
    DistanceRanker,
    FameRanker,
    HierarchyRanker,
    LearnedRanker,
    PopulationRanker,
    Resolver,
    load_ranker,
)
from geomap.resolver.reasons.evidence import WORDS
from geomap.resolver.reasons.explain import explain, to_data
from geomap.resolver.scoring.features import FEATURES
from geomap.seams import Ranker
from geomap.types import Bounds, Document, Mention, ParsedDocument, Role, Status, Toponym
from tests.fakes import FirstRanker
from tests.resolver.gazetteers import SmallGazetteer
from tests.resolver.test_scene import mentions

RANKER = load_ranker()


def resolve(
    text: str, *names: str, bias: Bias | None = None, url: str | None = None
) -> ParsedDocument:
    resolver = Resolver(SmallGazetteer(), RANKER, bias=bias)
    return resolver.resolve(Document("d", text, url=url), mentions(text, *names))


def one(text: str, *names: str, bias: Bias | None = None, url: str | None = None) -> Toponym:
    return resolve(text, *names, bias=bias, url=url).toponyms[0]


def test_contributions_add_up_to_the_score() -> None:
    bias = Bias(countries=("US",), near=(33.0, -96.0), bbox=Bounds(25, -107, 37, -93))
    parsed = resolve(
        "Paris, Texas. Georgia. Dallas.", "Paris", "Texas", "Georgia", "Dallas", bias=bias
    )
    candidates = [c for toponym in parsed.toponyms for c in toponym.candidates]
    assert len(candidates) > 4
    for candidate in candidates:
        assert sum(e.contribution for e in candidate.evidence) == pytest.approx(candidate.score)
        assert candidate.probability is not None and 0 <= candidate.probability <= 1


def test_every_feature_has_words() -> None:
    assert set(FEATURES) <= set(WORDS)


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The mayor of Paris, Texas, met them.", ("Paris", "Texas"), "test:2"),
        ("Paris is the capital of France.", ("Paris", "France"), "test:1"),
        (
            "Troops left Tripoli, near Beirut, in Lebanon.",
            ("Tripoli", "Beirut", "Lebanon"),
            "test:12",
        ),
        ("Tripoli and Benghazi, in Libya, were calm.", ("Tripoli", "Benghazi", "Libya"), "test:11"),
        ("Georgia sent envoys from Tbilisi.", ("Georgia", "Tbilisi"), "test:7"),
    ],
)
def test_the_text_decides(text: str, names: tuple[str, ...], expected: str) -> None:
    toponym = one(text, *names)
    assert toponym.place is not None and toponym.place.id == expected


def test_an_unknown_name_is_told_and_not_placed() -> None:
    toponym = one("They sought Atlantis.", "Atlantis")
    assert (toponym.place, toponym.status) == (None, Status.NO_CANDIDATE)
    assert toponym.reason == "The gazetteer knows no place called Atlantis."


def test_an_organisation_is_no_place() -> None:
    toponym = one("Fighters of ISIS left Baghdad.", "ISIS", "Baghdad")
    assert (toponym.place, toponym.status) == (None, Status.NOT_A_PLACE)


def test_reasons_quote_the_text_and_name_the_rival() -> None:
    reason = one("The mayor of Paris, Texas, met them.", "Paris", "Texas").reason
    assert reason.startswith("Chosen over Paris, France: the text says “Paris, Texas”")
    assert reason.endswith(".")


def test_reasons_count_other_places() -> None:
    toponym = one("Tripoli, Benghazi. Both are calm.", "Tripoli", "Benghazi")
    assert "another place of the text lies in Libya" in toponym.reason


@pytest.mark.parametrize(
    "bias",
    [
        Bias(countries=("US",)),
        Bias(near=(46.7, -117.0)),
        Bias(bbox=Bounds(42, -118, 49, -111)),
        Bias(outlet="Lewiston, Idaho"),
    ],
)
def test_a_bias_turns_an_open_question(bias: Bias) -> None:
    text = "The fire in Moscow burned for hours."
    open_question = one(text, "Moscow")
    assert open_question.place is not None and open_question.place.country == "RU"
    asked = one(text, "Moscow", bias=bias)
    assert asked.candidates[0].place.country == "US"
    assert "you asked" in asked.reason or "the publisher's home is Lewiston" in asked.reason
    assert any(e.feature.startswith(("bias", "home")) for e in asked.candidates[0].evidence)


def test_a_bias_does_not_overrule_the_text() -> None:
    toponym = one("Paris, Texas, is quiet.", "Paris", "Texas", bias=Bias(countries=("FR",)))
    assert toponym.candidates[0].place.admin1 == "Texas"


@pytest.mark.parametrize(
    ("text", "names", "role"),
    [
        ("BAGHDAD, Iraq (AP) - Rockets fell.", ("BAGHDAD", "Iraq"), Role.DATELINE),
        ("Iraqi forces left.", ("Iraqi",), Role.ADJECTIVE),
        ("Baghdad warned its neighbours.", ("Baghdad",), Role.SUBJECT),
        ("Iraq has warned its neighbours.", ("Iraq",), Role.GOVERNMENT),
        ("He studied at Texas Tech University.", ("Texas",), Role.ORGANISATION),
        ("He studied at the University of Texas.", ("Texas",), Role.ORGANISATION),
        ("They met in Texas.", ("Texas",), Role.SUBJECT),
    ],
)
def test_roles(text: str, names: tuple[str, ...], role: Role) -> None:
    assert one(text, *names).role is role


def test_a_hint_of_the_recognizer_is_kept() -> None:
    mention = Mention(0, 5, "Texas", role=Role.ORGANISATION)
    parsed = Resolver(SmallGazetteer(), RANKER).resolve(Document("d", "Texas won."), [mention])
    assert parsed.toponyms[0].role is Role.ORGANISATION


def test_a_site_with_a_town_in_its_name_is_uncertain_and_says_so() -> None:
    toponym = one("They met at Nenagh Town Hall.", "Nenagh Town Hall")
    assert toponym.status is not Status.PLACED
    if toponym.place is not None:
        assert "does not know Nenagh Town Hall" in toponym.reason


@pytest.mark.parametrize(
    "ranker", [PopulationRanker(), FameRanker(), HierarchyRanker(), DistanceRanker()]
)
def test_the_ladder_ranks_without_weights(ranker: Ranker) -> None:
    assert isinstance(ranker, Ranker)
    text = "Paris, Texas"
    parsed = Resolver(SmallGazetteer(), ranker).resolve(
        Document("d", text), mentions(text, "Paris", "Texas")
    )
    expected = "test:1" if ranker.name in ("population", "fame") else "test:2"
    assert parsed.toponyms[0].place is not None and parsed.toponyms[0].place.id == expected
    for candidate in parsed.toponyms[0].candidates:
        assert sum(e.contribution for e in candidate.evidence) == pytest.approx(candidate.score)


def test_any_ranker_can_be_given() -> None:
    parsed = Resolver(SmallGazetteer(), FirstRanker()).resolve(
        Document("d", "Paris"), [Mention(0, 5, "Paris")]
    )
    assert parsed.toponyms[0].reason == "the only one"


def test_order_and_number_of_mentions_are_kept() -> None:
    text = "Dallas, Atlantis, Dallas, Paris"
    parsed = resolve(text, "Dallas", "Atlantis", "Paris")
    assert [t.mention.text for t in parsed.toponyms] == ["Dallas", "Atlantis", "Dallas", "Paris"]
    assert resolve("Nothing here.").toponyms == ()


def test_the_same_document_gives_the_same_answer_whatever_came_before() -> None:
    text, names = "Paris, Texas, and Georgia.", ("Paris", "Texas", "Georgia")
    first = resolve(text, *names)
    resolve("Tripoli, Lebanon. Moscow.", "Tripoli", "Lebanon", "Moscow")
    assert resolve(text, *names) == first
    fresh = Resolver(SmallGazetteer(), load_ranker())
    assert fresh.resolve(first.document, mentions(text, *names)) == first


def test_explanations_hold_every_candidate() -> None:
    parsed = resolve("Paris, Texas", "Paris", "Texas")
    lines = list(explain(parsed))
    assert lines[0] == "1. [Paris], Texas"
    assert any("Texas" in line and "%" in line for line in lines[1:])
    data = to_data(parsed, mention=2)
    assert [entry["text"] for entry in data] == ["Texas"]
    candidate = data[0]["candidates"][0]
    assert sum(part["contribution"] for part in candidate["evidence"]) == pytest.approx(
        candidate["score"]
    )


def test_foreign_weights_are_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "ranker.npz"
    broken.write_bytes(b"not an archive")
    with pytest.raises(FormatError, match=r"ranker\.npz: not a ranker"):
        load_ranker(broken)
    np.savez(broken, features=np.array(["one"]))
    with pytest.raises(FormatError, match="other features"):
        load_ranker(broken)
    assert isinstance(RANKER, LearnedRanker)
