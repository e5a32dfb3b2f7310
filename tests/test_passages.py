"""Sentences and passages: whole, verbatim, once."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents.sentences import LONGEST_SENTENCE, paragraphs
from geomap.passages import find_passages, sentences, text_fragment
from geomap.types import Document, Mention, ParsedDocument, Passage, Span, Toponym


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def passages(text: str, *names: str, **document: object) -> tuple[Passage, ...]:
    """Return the passages of every occurrence of the names."""
    found: list[tuple[int, int]] = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            found.append((at, at + len(name)))
            at = text.find(name, at + 1)
    toponyms = tuple(
        Toponym(Mention(start, end, text[start:end]), None) for start, end in sorted(found)
    )
    return find_passages(ParsedDocument(Document("d", text, **document), toponyms))


def quotes(text: str, *names: str) -> list[str]:
    return [passage.quote for passage in dict.fromkeys(passages(text, *names))]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Karim met Mr. Smith, Sen. Rubio and Lt. Col. Weiss in Mosul.",
        "He flew from Washington, D.C. to St. Louis, Mo. and on to Mt. Sinai.",
        "J. R. R. Tolkien and George W. Bush met in Ft. Worth.",
        "The U.S. Army and the U.K. government left on Jan. 5 at 5 p.m. local time.",
        "See No. 10, Fig. 3 and pp. 4–7 of vol. 2, e.g. the map of Calif. coast.",
        "It rose by 3.5 per cent to 1.200.000 people.",
        "Acme Inc. said Co. workers etc. were safe.",
        "“Stop!” he said in Mosul.",
        "Yahoo! and others left Irbil.",
        "Am 3. Oktober fuhr Dr. Weiß nach Köln.",
        "Read more at DailyMail.co.uk",
        "1. Mosul",
    ],
)
def test_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "It fell.| Then it rose.",
        "He lives in the U.S.| The others do not.",
        "“It fell.”| The army left.",
        "(It fell.)| The army left.",
        "“It fell.| Then it rose,” he said.",
        "It fell...| The army left.",
        "Did it fall?!| Yes.",
        "They left at 5 p.m.| In the evening they came back.",
        "It was World War I.| The end came later.",
        "東京です。|大阪です。",
        "وصل الرئيس إلى الموصل.| ثم غادر.",
        "क्या हुआ।| वह चला गया।",
        "They left the city.|The convoy went on.",
        "He said no.| Mosul fell.",
    ],
)
def test_several_sentences(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    assert split(text.replace("|", "")) == expected


def test_each_line_of_an_article_is_a_paragraph() -> None:
    text = "A headline without a stop\nThe first caption_AFP\r\nIt fell.\u2028The end"
    expected = ["A headline without a stop", "The first caption_AFP", "It fell.", "The end"]
    assert split(text) == expected


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The convoy left the city of Mosul on Friday morning and went by the\n"
        "old road to Irbil, where it was seen in the afternoon by several of\n"
        "the people who live there. It came back in the evening of the same\n"
        "day.\n\nDear Sir,\nthis is a list of places that nobody has ever heard about or\n"
        "wanted to visit in the last years of the war, says the old man, the\n"
        "mayor.\n- Mosul\n- Irbil\n"
    )
    first = text[: text.index(" It came")]
    assert split(text)[0] == first
    assert [text[start:end] for start, end in paragraphs(text)][-2:] == ["- Mosul", "- Irbil"]
    assert len(paragraphs(text)) == 5


def test_seeds_have_no_sentence_across_lines(seeds: Path) -> None:
    for path in seeds.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for piece in split(text):
            assert "\n" not in piece
        assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_repeated_captions_of_the_seed_are_one_passage(seeds: Path) -> None:
    text = (seeds / "dailymail-isis-welcome-death-of-soleimani.txt").read_text(encoding="utf-8")
    found = passages(text, "Tehran", "Baghdad airport", "Ahvaz", "Basra", "Middle East", "Baghouz")
    by_name = {text[start:end]: passage for passage in found for start, end in passage.marks}
    assert by_name["Baghdad airport"].count == 3
    assert by_name["Baghdad airport"].quote.startswith(
        "Soleimani (left), the architect of Tehran's"
    )
    assert by_name["Basra"].count == by_name["Middle East"].count == by_name["Baghouz"].count == 2
    assert by_name["Ahvaz"].count == 2
    assert len({id(passage) for passage in found}) == 5


def test_names_of_one_sentence_share_it() -> None:
    text = "Before that. From Mosul to Irbil and back to Mosul it went on all day. After that."
    found = passages(text, "Mosul", "Irbil")
    assert len(found) == 3
    assert len({id(passage) for passage in found}) == 1
    assert found[0].quote == "From Mosul to Irbil and back to Mosul it went on all day."
    assert [text[start:end] for start, end in found[0].marks] == ["Mosul", "Irbil", "Mosul"]


def test_pronouns_and_short_sentences_bring_their_neighbour() -> None:
    long = "The governor of the province left his residence in the morning."
    assert quotes(f"{long} He went to Mosul by car and met others.", "Mosul") == [
        f"{long} He went to Mosul by car and met others."
    ]
    assert quotes(f"{long} In Mosul, too.", "Mosul") == [f"{long} In Mosul, too."]
    assert quotes(f"In Mosul, too. {long}", "Mosul") == [f"In Mosul, too. {long}"]
    assert quotes(f"{long}\n\nIn Mosul, too.\n\n{long}", "Mosul") == ["In Mosul, too."]


def test_overlapping_passages_become_one() -> None:
    text = (
        "The governor of Basra left his residence in the morning. He went to Mosul by car and met "
        "others. They went to Irbil together in the evening of that day."
    )
    assert quotes(text, "Basra", "Mosul", "Irbil") == [text]
    many = "The governor of Basra left the town in the morning of the day. " + (
        "He went on to Mosul by car and met others there before long. " * 30
    )
    found = dict.fromkeys(passages(many, "Basra", "Mosul"))
    assert max(len(passage.quote) for passage in found) <= 600


def test_a_name_is_never_cut() -> None:
    text = "They met in the town. Saint. Louis is what it is called by nobody at all, they said."
    (passage,) = passages(text, "town. Saint. Louis")
    assert "town. Saint. Louis" in passage.quote


def test_very_long_sentences_are_cut_around_the_name() -> None:
    text = "word " * 50_000 + "Mosul " + "word " * 50_000
    (passage,) = passages(text, "Mosul")
    assert len(passage.quote) <= LONGEST_SENTENCE
    assert "Mosul" in passage.quote


def test_near_identical_passages() -> None:
    caption = "A truck of the convoy on the road to {}, near the {}old’s house{}"
    text = "\n".join(
        [
            caption.format("Mosul", "", "_AFP"),
            caption.format("Mosul", "", " AFP").replace("’", "'"),
            caption.format("Mosul", "", "").replace(" ", "  ").upper(),
            caption.format("Irbil", "", ""),
        ]
    )
    found = dict.fromkeys(passages(text, "Mosul", "MOSUL", "Irbil"))
    assert [passage.count for passage in found] == [3, 1]
    assert next(iter(found)).quote == caption.format("Mosul", "", "_AFP")


def test_numbers_make_passages_differ() -> None:
    text = "They killed 25 people in Mosul today.\nThey killed 26 people in Mosul today."
    assert [passage.count for passage in dict.fromkeys(passages(text, "Mosul"))] == [1, 1]


def test_copies_without_a_name_are_counted() -> None:
    text = "They went to Mosul today together.\nThey went to Mosul today together."
    (toponym,) = (Toponym(Mention(13, 18, "Mosul"), None),)
    (passage,) = find_passages(ParsedDocument(Document("d", text), (toponym,)))
    assert passage.count == 2


def test_positions() -> None:
    text = (
        "From Mosul it went to Irbil in the evening of the day it left.\n\nBasra stayed calm then."
    )
    page = (Span(0, 30, "page", "p. 3", "page=3"), Span(31, 99, "page", "p. 4", "page=4"))
    part = Span(0, len(text), "part", "report")
    first, _, third = passages(text, "Mosul", "Irbil", "Basra", spans=(*page, part))
    assert (first.where, first.anchor) == ("report, p. 3–4", "page=3")
    assert (third.where, third.anchor) == ("report, p. 4", "page=4")


def test_web_pages_get_text_fragments() -> None:
    text = "From Mosul, it – the so-called convoy – went on & on: to Irbil, 100% sure."
    (passage,) = passages(text, "Mosul", url="https://example.org/a")
    start, end = "From%20Mosul%2C%20it%20%E2%80%93%20the", "on%3A%20to%20Irbil%2C%20100%25%20sure."
    assert passage.anchor == f":~:text={start},{end}"
    assert text_fragment("To so-called Irbil, now") == ":~:text=To%20so%2Dcalled%20Irbil%2C%20now"
    assert passages(text, "Mosul", source="a.txt")[0].anchor is None
    assert passages(text, "Mosul", source="a.html")[0].anchor == passage.anchor


HOSTILE = {
    "words in one line": "word " * 400_000,
    "sentences in one line": "It fell in Mosul. " * 20_000,
    "stops": "." * 500_000,
    "stops and spaces": ". " * 100_000,
    "quotes": '."' * 100_000,
    "brackets": ". (" * 60_000,
    "open brackets": "a. " + "(" * 500_000,
    "initials": "A. " * 60_000,
    "lines": "a\n" * 60_000,
    "blank": "\n" * 500_000,
    "one word": "x" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    text = HOSTILE[name]
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 30  # under a second; slow machines differ much


def test_many_names_in_a_megabyte() -> None:
    text = "From Mosul it went to Irbil, they said in the evening of the same old day. " * 13_500
    started = time.process_time()
    found = passages(text, "Mosul", "Irbil")
    assert time.process_time() - started < 30
    assert len(found) == 27_000
    assert found[0].count == 13_500


PIECES = st.sampled_from(
    [
        *'Aaé. !?\n\r\t"”’()…。-•|,;1',
        "\r\n",
        "\n\n",
        "Mr. ",
        "U.S. ",
        "He ",
        "Mosul",
        "\u2028",
        "\0",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=120).map("".join))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_sentences_cover_everything_in_order(text: str) -> None:
    found = sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@settings(max_examples=80, deadline=None)
@given(TEXTS, st.data())
def test_passages_are_verbatim_and_hold_their_names(text: str, data: st.DataObject) -> None:
    size = len(text)
    pairs = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda p: p[0] < p[1])
    names = sorted(data.draw(st.lists(pairs, max_size=8))) if size else []
    mentions = [Mention(start, end, text[start:end]) for start, end in names]
    toponyms = tuple(Toponym(mention, None) for mention in mentions)
    found = find_passages(ParsedDocument(Document("d", text), toponyms))
    assert len(found) == len(toponyms)
    for passage in found:
        assert passage.quote == text[passage.start : passage.end]
        assert passage.count >= 1
        assert all(passage.start <= a < b <= passage.end for a, b in passage.marks)
    covered = {mark for passage in found for mark in passage.marks}
    for mention, passage in zip(mentions, found, strict=True):
        same = (mention.start, mention.end) in covered
        assert same or passage.count > 1


def test_of_near_identical_passages_the_one_with_the_most_names_is_quoted() -> None:
    text = "The casket came from Ahvaz to Tehran.\n\nThe casket came from Ahvaz to Tehran."
    last = text.rindex("Ahvaz")
    spans = [(text.index("Tehran"), 6), (last, 5), (text.rindex("Tehran"), 6)]
    mentions = [Mention(at, at + size, text[at : at + size]) for at, size in spans]
    toponyms = tuple(Toponym(mention, None, 0.0, "made up") for mention in mentions)
    passages = find_passages(ParsedDocument(Document("d", text), toponyms))
    assert {passage.count for passage in passages} == {2}
    for mention, passage in zip(mentions, passages, strict=True):
        marked = [text[a:b] for a, b in passage.marks]
        assert mention.text in marked
