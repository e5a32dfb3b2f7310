"""The recognizer that comes with geomap."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import RecognizerError
from geomap.recognizer import GeomapRecognizer, Recognizer, load_recognizer
from geomap.recognizer.bundled import CHUNK_DOCUMENTS
from geomap.types import Document, Mention, Role

DATA = Path(__file__).parent.parent / "data" / "recognizer"
NEVER = (
    "ISIS", "IS", "Quds", "Quds Force", "Trump", "Soleimani", "Kataib Hezbollah", "Anadolu",
    "Anadolu Agency", "BBC", "NATO", "Peshmerga", "AFP", "al-Naba", "Popular Mobilisation",
    "Popular Mobilization Forces", "PMF", "Islamic State", "al-Muhandis", "Grand Ayatollah",
)  # fmt: skip


def find(recognizer: GeomapRecognizer, text: str) -> tuple[Mention, ...]:
    (mentions,) = recognizer.recognize([Document("one", text)])
    return mentions


def names(recognizer: GeomapRecognizer, text: str) -> list[str]:
    return [mention.text for mention in find(recognizer, text)]


def test_it_is_a_recognizer(recognizer: GeomapRecognizer) -> None:
    assert isinstance(recognizer, Recognizer)
    assert recognizer.name.startswith("geomap-ner")


@pytest.mark.parametrize("name", json.loads((DATA / "seeds.json").read_text("utf-8")))
def test_seeds(recognizer: GeomapRecognizer, seeds: Path, name: str) -> None:
    """At least 95 % of the literal names with the right span, none of the false ones."""
    labels = json.loads((DATA / "seeds.json").read_text("utf-8"))[name]
    text = (seeds / name).read_text(encoding="utf-8")
    mentions = find(recognizer, text)
    found = {(mention.start, mention.end) for mention in mentions}
    wanted = {(label["start"], label["end"]) for label in labels}
    missed = [text[start:end] for start, end in sorted(wanted - found)]
    assert len(missed) <= 0.05 * len(wanted), missed
    assert not [m for m in mentions if m.text in NEVER]


def test_names_in_seeds_that_are_no_literal_places_have_a_role(
    recognizer: GeomapRecognizer, seeds: Path
) -> None:
    text = (seeds / "dailymail-isis-welcome-death-of-soleimani.txt").read_text(encoding="utf-8")
    roles = {(m.text, m.role) for m in find(recognizer, text)}
    assert ("Iraqi", Role.ADJECTIVE) in roles
    assert ("Levant", None) not in roles


def test_long_documents_keep_their_offsets(recognizer: GeomapRecognizer) -> None:
    line = "Floods hit Mosul in northern Iraq on Monday, officials in Baghdad said.\n"
    text = line * 900  # longer than a section
    mentions = find(recognizer, text)
    assert {m.text for m in mentions} == {"Mosul", "Iraq", "Baghdad"}
    assert len(mentions) == 2700
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: m.start)


def test_documents_stream_in_order(recognizer: GeomapRecognizer) -> None:
    read: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(3 * CHUNK_DOCUMENTS):
            read.append(number)
            yield Document(str(number), "He went to Oslo." if number % 2 else "")

    answers = recognizer.recognize(documents())
    first = next(answers)
    assert first == ()
    assert len(read) <= 2 * CHUNK_DOCUMENTS + 1  # one group waits, one is read
    rest = list(answers)
    assert len(rest) == 3 * CHUNK_DOCUMENTS - 1
    assert [len(mentions) for mentions in (first, *rest)] == [0, 1] * (3 * CHUNK_DOCUMENTS // 2)


def many() -> Iterator[Document]:
    for number in range(2 * CHUNK_DOCUMENTS + 3):
        yield Document(str(number), f"He left Oslo for Lyon.{' On foot.' * (number % 7)}")


def test_groups_come_back_whole_and_in_order_from_several_threads() -> None:
    alone, together = load_recognizer(threads=1), load_recognizer(threads=3)
    answers = list(alone.recognize(many()))
    assert [[m.text for m in mentions] for mentions in answers] == [["Oslo", "Lyon"]] * len(answers)
    assert list(together.recognize(many())) == answers


def test_one_thread_reads_no_further_than_it_must() -> None:
    documents = many()
    next(load_recognizer(threads=1).recognize(documents))
    assert sum(1 for _ in documents) >= CHUNK_DOCUMENTS + 2


def test_answers_left_unread_leave_no_threads() -> None:
    before = set(threading.enumerate())
    answers = load_recognizer(threads=3).recognize(many())
    next(answers)
    assert set(threading.enumerate()) > before
    answers.close()  # type: ignore[attr-defined]
    assert set(threading.enumerate()) == before


def test_a_reader_that_fails_is_heard() -> None:
    def broken() -> Iterator[Document]:
        yield from many()
        raise OSError("the disk is gone")

    before = set(threading.enumerate())
    with pytest.raises(OSError, match="the disk is gone"):
        list(load_recognizer(threads=3).recognize(broken()))
    assert set(threading.enumerate()) == before


def test_no_documents(recognizer: GeomapRecognizer) -> None:
    assert list(recognizer.recognize([])) == []


def test_company_does_not_change_an_answer(recognizer: GeomapRecognizer, seeds: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    texts += ["Rain in Paris, Texas.", "", "OSLO (Reuters) - Norway votes."]
    together = list(recognizer.recognize(Document(str(n), t) for n, t in enumerate(texts)))
    assert together == [find(recognizer, text) for text in texts]


def test_threads_agree(recognizer: GeomapRecognizer, seeds: Path) -> None:
    text = (seeds / "bbc-soleimani-good-news-for-is.txt").read_text(encoding="utf-8")
    wanted = find(recognizer, text)
    assert find(load_recognizer(threads=2), text) == wanted  # type: ignore[arg-type]
    answers: list[tuple[Mention, ...]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(find(recognizer, text))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [wanted] * 3


PIECES = st.sampled_from(
    ["Baghdad", " in ", "BASRA, IRAQ ", "e\u0301", "🇺🇸", "👩‍👩‍👧", "\r\n", "\x00", " שלום ",
     " العراق ", "दिल्ली",
     "日本", "\u202e", "\ud800", "2017AFP", " U.S.-led", "'s ", "\u2028", "((((", "____",
     "New York, N.Y.", " the ", "\n\n", "Iraqi ", "İzmir", "’", ". "]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=15).map("".join))
def test_offsets_are_exact_for_any_text(recognizer: GeomapRecognizer, text: str) -> None:
    end = 0
    for mention in find(recognizer, text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip() == mention.text != ""
        assert mention.start >= end
        end = mention.end


@pytest.mark.parametrize("text", ["(" * 8_000, "a" * 40_000, "\u0301" * 8_000, "A." * 4_000])
def test_hostile_runs_take_no_quadratic_time(recognizer: GeomapRecognizer, text: str) -> None:
    assert len(find(recognizer, text)) < len(text)


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RecognizerError, match="missing; reinstall geomap"):
        load_recognizer(tmp_path / "none.onnx")


def test_a_broken_model_is_one_clear_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"not a model")
    with pytest.raises(RecognizerError, match="not a model of geomap's recognizer"):
        load_recognizer(broken)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ["spacy", "onnxruntime", "numpy", "py3langid", "torch"]
    code = f"import sys, geomap.recognizer; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_bundled_recognizer_needs_neither_spacy_nor_a_model_hub() -> None:
    code = (
        "import sys, geomap.recognizer as r; r.load_recognizer(threads=1);"
        "print([n for n in ('spacy', 'tokenizers', 'huggingface_hub') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
