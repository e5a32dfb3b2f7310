"""The pipeline with fakes behind every seam."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import open_gazetteer
from geomap.pipeline import Geoparser
from geomap.resolver import Bias
from geomap.types import Document, Mention, Status
from tests.fakes import BAGHDAD, FakeGazetteer, FakeRecognizer, FirstRanker


def geoparser(recognizer: FakeRecognizer | None = None) -> Geoparser:
    return Geoparser(recognizer or FakeRecognizer(), FakeGazetteer(), ranker=FirstRanker())


def test_a_text_is_parsed() -> None:
    result = geoparser().parse("The convoy left Mosul for Atlantis.")
    assert [toponym.mention.text for toponym in result.toponyms] == ["Mosul", "Atlantis"]
    assert [toponym.place and toponym.place.name for toponym in result.toponyms] == ["Mosul", None]
    assert result.unplaced[0].status is Status.NO_CANDIDATE
    assert (result.recognizer, result.gazetteer) == (
        "fake recognizer + coordinates 1",
        "fake gazetteer",
    )


def test_given_mentions_are_resolved_and_the_recognizer_is_not_asked() -> None:
    recognizer = FakeRecognizer()
    document = Document("a", "Baghdad and Mosul", mentions=(Mention(0, 7, "Baghdad"),))
    result = geoparser(recognizer).parse(document)
    assert [toponym.place for toponym in result.toponyms] == [BAGHDAD]
    assert recognizer.asked == []
    assert result.recognizer == "given mentions"


def test_an_outlet_without_a_known_home_is_told() -> None:
    def warnings(outlet: str) -> tuple[str, ...]:
        bias = Bias(outlet=outlet)
        parser = Geoparser(FakeRecognizer(), FakeGazetteer(), ranker=FirstRanker(), bias=bias)
        return parser.parse("Baghdad and Mosul").warnings

    assert warnings("Mosul") == warnings("Mosul, Iraq") == ()
    for unknown in ("Atlantis, Iraq", "The Daily Planet", "atlantisnews.example"):
        (told,) = warnings(unknown)
        assert f"the home of the outlet {unknown!r} is not known" in told


def test_a_parser_travels_to_another_process(tmp_path: Path) -> None:
    """What was loaded stays behind; what was given comes along, and files are opened anew."""
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nXqzvwkbad,33.5,44.5\n", encoding="utf-8")
    text = "The convoy left Mosul for Xqzvwkbad and Paris."
    for gazetteer in (None, open_gazetteer(extra=[own])):
        parser = Geoparser(gazetteer=gazetteer, bias=Bias(countries=("IQ",)))
        before = parser.parse(text)
        sent = pickle.dumps(parser)
        assert len(sent) < 10_000
        copy: Geoparser = pickle.loads(sent)
        assert copy.gazetteer is not parser.gazetteer
        assert copy.parse(text) == before
        assert {toponym.mention.text for toponym in before.placed} >= {"Mosul", "Paris"}


def test_given_and_unread_documents_keep_their_order() -> None:
    documents = [
        Document(str(number), "Baghdad", mentions=() if number % 3 else None)
        for number in range(700)
    ]
    results = list(geoparser().pipe(documents))
    assert [result.document.id for result in results] == [document.id for document in documents]
    assert [len(result.toponyms) for result in results[:4]] == [1, 0, 0, 1]


def test_documents_are_streamed() -> None:
    taken = 0

    def documents() -> Iterator[Document]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield Document(str(number), "Baghdad")

    next(geoparser().pipe(documents()))
    assert taken < 1000


@given(st.text(st.characters(codec=None)))
def test_every_mention_is_verbatim(text: str) -> None:
    text = f"{text} Mosul {text}"
    result = geoparser().parse(text)
    for toponym in result.toponyms:
        mention = toponym.mention
        assert result.document.text[mention.start : mention.end] == mention.text
