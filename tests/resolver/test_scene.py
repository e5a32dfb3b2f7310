"""How a text is read around its names: links, senses, cues, datelines, context."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from geomap.gazetteer import open_gazetteer
from geomap.resolver.candidates.gather import gather
from geomap.resolver.candidates.lookups import Lookups
from geomap.resolver.candidates.unmarked import find_names, parts_of
from geomap.resolver.clues import outlets
from geomap.resolver.clues.cues import cue_of, dateline, read_cues
from geomap.resolver.clues.links import find_links, find_lists, weighed
from geomap.resolver.clues.outlets import domain_of, home_of, spelled_in
from geomap.resolver.context import Context
from geomap.resolver.scoring.features import FEATURES, build
from geomap.resolver.scoring.scene import Scene, lay_out
from geomap.resolver.scoring.table import Encoder, name_key
from geomap.types import Document, Mention
from geomap.vocabulary import Kind
from tests.resolver.gazetteers import SmallGazetteer

HOMES = {Kind.CITY, Kind.COUNTRY, Kind.TERRITORY}


def mentions(text: str, *names: str) -> list[Mention]:
    found = [
        Mention(match.start(), match.end(), name)
        for name in names
        for match in re.finditer(re.escape(name), text)
    ]
    return sorted(found, key=lambda mention: mention.start)


def scene(text: str, *names: str, url: str | None = None) -> Scene:
    document = Document("d", text, url=url)
    found = mentions(text, *names)
    candidates, context = gather(document, found, Lookups(SmallGazetteer()))
    return lay_out(document, found, candidates, context=context, encoder=Encoder())


@pytest.mark.parametrize(
    ("text", "names", "child", "parent"),
    [
        ("Paris, Texas, is small", ("Paris", "Texas"), "Paris", "Texas"),
        ("Paris (Texas) is small", ("Paris", "Texas"), "Paris", "Texas"),
        ("Paris in Texas is small", ("Paris", "Texas"), "Paris", "Texas"),
        ("Paris, a town in Texas", ("Paris", "Texas"), "Paris", "Texas"),
        ("Texas's Paris is small", ("Texas", "Paris"), "Paris", "Texas"),
        ("Texas town of Paris", ("Texas", "Paris"), "Paris", "Texas"),
    ],
)
def test_the_text_puts_one_name_inside_another(
    text: str, names: tuple[str, str], child: str, parent: str
) -> None:
    found = mentions(text, *names)
    links = find_links(text, found)
    assert (child, parent) in [(found[a].text, found[b].text) for a, b, *_ in links]


def test_no_link_across_sentences() -> None:
    text = "He left Paris. Texas was far."
    assert find_links(text, mentions(text, "Paris", "Texas")) == []


def test_a_chain_leads_to_the_widest() -> None:
    text = "Paris, Dallas, Texas"
    found = mentions(text, "Paris", "Dallas", "Texas")
    links = {(found[a].text, found[b].text) for a, b, *_ in find_links(text, found)}
    assert ("Paris", "Texas") in links


def test_lists_are_neighbours() -> None:
    text = "Georgia, Texas and Idaho"
    assert find_lists(text, mentions(text, "Georgia", "Texas", "Idaho")) == [(0, 1), (1, 2)]


def test_one_sense_a_document_unless_the_text_says_otherwise() -> None:
    text = "Paris, Texas. Paris, France. Paris again. And Dallas. Dallas."
    found = scene(text, "Paris", "Texas", "France", "Dallas")
    senses = [
        int(found.name_of[index])
        for index, mention in enumerate(found.mentions)
        if mention.text == "Paris"
    ]
    assert senses[0] != senses[1] == senses[2]
    dallas = [int(found.name_of[i]) for i, m in enumerate(found.mentions) if m.text == "Dallas"]
    assert len(set(dallas)) == 1


@pytest.mark.parametrize(
    ("name", "before", "after", "cue"),
    [
        ("Clark County", "", "", "admin2"),
        ("Tigris", "", " river was", "river"),
        ("Baghdad", "", " International Airport", ""),
        ("Baghdad", "", " airport", "airport"),
        ("Dallas", "the city of ", "", "city"),
        ("Memphis Street", "", "", "street"),
        ("Lake Superior", "", "", "lake"),
        ("Paris", "in ", " was", ""),
    ],
)
def test_cue_words(name: str, before: str, after: str, cue: str) -> None:
    assert cue_of(name, before, after)[0] == cue


def test_surroundings_of_a_surname() -> None:
    text = "Mr. Paris met George Paris Hilton"
    assert read_cues(text, 4, 9).person
    cues = read_cues(text, 21, 26)
    assert cues.before_capital and cues.after_capital


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SPRINGFIELD, Ill. (AP) - Officials say", "SPRINGFIELD, Ill."),
        ("BAGHDAD — Rockets fell", "BAGHDAD"),
        ("A headline\nMosul, Iraq (Reuters) – Troops", "Mosul, Iraq"),
        ("The mayor - a friend - spoke", None),
    ],
)
def test_datelines(text: str, place: str | None) -> None:
    span = dateline(text)
    assert (text[slice(*span)] if span else None) == place


def test_names_outside_the_mentions_are_evidence_only() -> None:
    text = "The town of Paris is in Texas. Old Lamar Georgia smiled."
    found = find_names(text, mentions(text, "Paris"), Lookups(SmallGazetteer()))
    assert [(mention.text, mention.label) for mention, _ in found] == [
        ("Texas", "CONTEXT"),
        ("Georgia", "CONTEXT"),
    ]
    assert all(text[m.start : m.end] == m.text for m, _ in found)


def test_parts_of_longer_names() -> None:
    assert "Nenagh" in list(parts_of("Nenagh Town Hall"))
    assert list(parts_of("Memphis Street")) == []
    assert list(parts_of("Lake Vermont")) == []


@pytest.mark.parametrize(
    ("host", "home"),
    [
        ("www.courant.com", "Hartford, Connecticut"),
        ("news.postbulletin.com", "Rochester, Minnesota"),
        ("www.faz.net", "Frankfurt am Main, Germany"),
        ("www1.folha.uol.com.br", "São Paulo, Brazil"),
        ("example.org", None),
    ],
)
def test_homes_of_outlets(host: str, home: str | None) -> None:
    assert home_of(host) == home


def test_every_home_is_known_to_the_gazetteer() -> None:
    lookups = Lookups(open_gazetteer())
    with (Path(outlets.__file__).with_name("outlets.csv")).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["domain"] for row in rows}) == len(rows)
    kinds = {row["home"]: [c.place.kind for c in lookups.with_parent(row["home"])] for row in rows}
    assert [home for home, found in kinds.items() if not set(found[:1]) & HOMES] == []


def test_a_domain_may_spell_its_home() -> None:
    assert spelled_in("theparisnews") == "paris"
    assert spelled_in("bbc") == ""
    assert domain_of("www.cambridge-news.co.uk") == ("cambridge-news", "uk")


def test_the_home_of_an_outlet_lies_in_its_state() -> None:
    candidates = Lookups(SmallGazetteer()).with_parent("Lewiston, Idaho")
    assert [candidate.place.admin1 for candidate in candidates] == ["Idaho"]


def test_features_are_finite_for_any_document() -> None:
    for text, names in (
        ("", ()),
        ("Atlantis", ("Atlantis",)),
        ("Paris", ("Paris",)),
        ("Paris, Texas " * 50, ("Paris", "Texas")),
    ):
        found = scene(text, *names)
        matrix = build(found, Encoder()).matrix
        assert matrix.shape == (len(found.group), len(FEATURES))
        assert np.isfinite(matrix).all()


def test_keys_join_spellings() -> None:
    assert name_key("U.S.") == name_key("US".replace("US", "U.S"))
    assert name_key("The Hague's") == name_key("the hague")


def test_an_empty_context_is_allowed() -> None:
    text = "Paris"
    found = mentions(text, "Paris")
    candidates = [SmallGazetteer().candidates("Paris")]
    laid = lay_out(Document("d", text), found, candidates, context=Context(), encoder=Encoder())
    assert len(laid.names) == 1


def test_an_enumeration_is_no_containment() -> None:
    text = "Baghdad, Beirut, Dallas and Paris"
    found = mentions(text, "Baghdad", "Beirut", "Dallas", "Paris")
    answers = [SmallGazetteer().candidates(mention.text) for mention in found]
    links = weighed(find_links(text, found), answers)
    assert links and max(link.strength for link in links) < 0.3


def test_towns_with_their_states_stay_contained_in_an_enumeration() -> None:
    text = "Paris, Texas, Dallas, Texas, and Beirut"
    spans = [(0, 5), (7, 12), (14, 20), (22, 27), (33, 39)]
    found = [Mention(a, b, text[a:b]) for a, b in spans]
    answers = [SmallGazetteer().candidates(mention.text) for mention in found]
    strong = {
        (link.child, link.parent)
        for link in weighed(find_links(text, found), answers)
        if link.strength == 1.0
    }
    assert strong == {(0, 1), (2, 3)}


def test_the_first_belief_holds_against_namesakes() -> None:
    laid = scene("The ministers met in Paris, France.", "Paris", "France")
    features = build(laid, Encoder())
    part = dict(features.fixed)["belief"]
    paris = laid.names[0].rows
    best = int(features.belief[paris].argmax())
    assert laid.candidate(paris.start + best).place.country == "FR"
    assert part[paris].max() == part[paris][best] == 0.0 > -0.1 > part[paris].min()
