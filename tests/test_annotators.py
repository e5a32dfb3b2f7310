"""Annotators' formats: out, as the tool reads them; back, with what a person changed there."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
from lxml import etree
from spacy.tokens import DocBin
from typer.testing import CliRunner

import geomap
from geomap.annotators import decisions_of, gold_of, read_marked
from geomap.cli import build_app
from geomap.corrections import load_corrections
from geomap.errors import FormatError
from geomap.escaping import for_xml
from geomap.evaluation import read_annotated
from geomap.export import export
from geomap.types import Document, ParsedDocument
from tests.export.samples import hostile
from tests.fakes import BAGHDAD, IRAQ, MOSUL, PARIS, PARIS_TEXAS, FakeGazetteer, parsed

TEXT = (
    "😀 The convoy left Mosul\nfor Paris. Atlantis, near Baghdad,\n\nis in Iraq. Mosul\r\n again."
)
FORMS = ("labelstudio.json", "conll", "brat.zip", "spacy", "tei.xml", "jsonld")


def results() -> list[ParsedDocument]:
    first = parsed(
        TEXT, ("Mosul", MOSUL), ("Paris", PARIS_TEXAS), ("Atlantis", None), ("Baghdad", BAGHDAD),
        ("Iraq", IRAQ), ("Mosul", MOSUL),
    )  # fmt: skip
    second = parsed("Rain <in> & Paris.", ("Paris", PARIS), id="second/ä&")
    return [first, second, parsed("Nothing here.", id="third")]


def annotated(folder: Path, form: str) -> Path:
    path = folder / f"a.{form}"
    export(results(), path, force=True)
    if form == "labelstudio.json":  # somebody accepts the predictions as they are
        tasks = json.loads(path.read_text("utf-8"))
        for task in tasks:
            task["annotations"] = [{"result": task["predictions"][0]["result"]}]
        path.write_text(json.dumps(tasks), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", FORMS)
def test_what_nobody_changed_is_no_decision(form: str, tmp_path: Path) -> None:
    documents = list(read_marked(annotated(tmp_path, form), results()))
    assert [d.parsed.document.id for d in documents][:2] == ["doc", "second/ä&"]
    assert list(decisions_of(documents)) == []


@pytest.mark.parametrize("form", FORMS)
def test_gold_has_every_name_with_its_place(form: str, tmp_path: Path) -> None:
    gold = list(gold_of(read_marked(annotated(tmp_path, form), results()), FakeGazetteer()))
    for line in gold:
        for name in line["toponyms"]:
            assert line["text"][name["start"] : name["end"]] == name["text"]
    told = [(name["text"], name["geonameid"]) for name in gold[0]["toponyms"]]
    assert told == [
        ("Mosul", 99072), ("Paris", 4717560), ("Atlantis", None), ("Baghdad", 98182),
        ("Iraq", 99237), ("Mosul", 99072),
    ]  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in gold), encoding="utf-8")
    report = geomap.evaluate(path, draws=0, parse=lambda _: iter(results()))
    assert report.to_dict()["metrics"]["exact_f1"] == 1
    assert len(list(read_annotated(path, gold=True))) == len(gold)


def in_studio(path: Path) -> None:
    tasks = json.loads(path.read_text("utf-8"))
    regions = tasks[0]["annotations"][0]["result"]
    for part in regions:
        if part["from_name"] == "place" and part["value"]["text"] == [PARIS_TEXAS.id]:
            part["value"]["text"] = [PARIS.id]
    gone = {part["id"] for part in regions if part["value"].get("text") == "Atlantis"}
    tasks[0]["annotations"][0]["result"] = [part for part in regions if part["id"] not in gone]
    path.write_text(json.dumps(tasks), encoding="utf-8")


def in_brat(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    lines = files["00001.ann"].replace(PARIS_TEXAS.id, PARIS.id)
    files["00001.ann"] = re.sub(r"T\d+\t[^\n]*Atlantis\n", "", lines)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def in_tei(path: Path) -> None:
    text = path.read_text("utf-8").replace("/4717560/", "/2988507/")
    path.write_text(re.sub(r"<placeName[^>]*>Atlantis</placeName>", "Atlantis", text), "utf-8")


def in_web(path: Path) -> None:
    page = json.loads(path.read_text("utf-8").replace("/4717560/", "/2988507/"))
    page["items"] = [
        item for item in page["items"] if item["target"]["selector"][0]["exact"] != "Atlantis"
    ]
    path.write_text(json.dumps(page), encoding="utf-8")


def in_spacy(path: Path) -> None:
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))
    for ent in docs[0].ents:
        if ent.kb_id_ == PARIS_TEXAS.id:
            for token in ent:
                token.ent_kb_id_ = PARIS.id
    docs[0].ents = [ent for ent in docs[0].ents if ent.text != "Atlantis"]
    DocBin(store_user_data=True, docs=docs).to_disk(path)


EDITS: dict[str, Callable[[Path], None]] = {
    "labelstudio.json": in_studio, "brat.zip": in_brat, "tei.xml": in_tei, "jsonld": in_web,
    "spacy": in_spacy,
}  # fmt: skip


@pytest.mark.parametrize("form", EDITS)
def test_what_was_changed_becomes_corrections_that_work(form: str, tmp_path: Path) -> None:
    path = annotated(tmp_path, form)
    EDITS[form](path)
    saved = tmp_path / "results.jsonl"
    geomap.write_results(results(), saved)
    table = tmp_path / "corrections.csv"
    words = ["annotations", saved, path, "-o", table, "--who", "Ada"]
    done = CliRunner().invoke(build_app(), [*map(str, words)])
    assert done.exit_code == 0, done.output
    assert f"wrote {table}: 2 decisions" in done.stderr
    corrections = load_corrections([table], FakeGazetteer())
    first, *_ = corrections.apply(iter(results()))
    told = {t.mention.text: t.place for t in first.toponyms}
    assert told["Paris"] == PARIS
    assert told["Atlantis"] is None
    assert [t.review.who for t in first.toponyms if t.review] == ["Ada", "Ada"]


def test_names_that_were_missed_come_back_from_columns(tmp_path: Path) -> None:
    path = annotated(tmp_path, "conll")
    lines = path.read_text("utf-8").replace("convoy -X- _ O", "convoy -X- _ B-LOC")
    path.write_text(lines.replace("Atlantis -X- _ B-GPE", "Atlantis -X- _ O"), encoding="utf-8")
    decisions = list(decisions_of(read_marked(path, results())))
    told = [(decision.quote.exact, decision.verdict.value) for decision in decisions]
    assert told == [("convoy", "missed"), ("Atlantis", "not a place")]


def test_offsets_in_utf_16_are_understood(tmp_path: Path) -> None:
    """As browsers count: the face at the beginning is two units."""
    path = annotated(tmp_path, "labelstudio.json")
    tasks = json.loads(path.read_text("utf-8"))
    for part in tasks[0]["annotations"][0]["result"]:
        part["value"] = {**part["value"], "start": part["value"]["start"] + 1}
        part["value"]["end"] += 1
        if part["from_name"] != "label":
            part["value"].pop("end")
    path.write_text(json.dumps(tasks), encoding="utf-8")
    assert list(decisions_of(read_marked(path, results()))) == []


def test_files_about_other_texts_are_refused(tmp_path: Path) -> None:
    other = [parsed("Something else.", id="other")]
    for form in FORMS:
        with pytest.raises(FormatError):
            list(read_marked(annotated(tmp_path, form), other))
        damaged = tmp_path / f"damaged.{form}"
        damaged.write_bytes(b"\x00{]")
        with pytest.raises(FormatError):
            list(read_marked(damaged, results()))
    with pytest.raises(FormatError, match="annotations end in"):
        list(read_marked(tmp_path / "a.txt", results()))
    tei = annotated(tmp_path, "tei.xml")
    tei.write_text(tei.read_text("utf-8").replace("convoy", "column"), encoding="utf-8")
    with pytest.raises(FormatError, match="only placeName may be"):
        list(read_marked(tei, results()))


def _can_be_written(one: ParsedDocument, form: str) -> bool:
    """XML has no controls, and UTF-8 no lone surrogates."""
    text = one.document.text + one.document.id
    return "\ud800" not in text and (form != "tei.xml" or for_xml(text) == text)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_come_back(form: str, tmp_path: Path) -> None:
    given = [one for one in hostile() if one.toponyms and _can_be_written(one, form)]
    path = tmp_path / f"a.{form}"
    export(given, path)
    if form == "labelstudio.json":
        tasks = json.loads(path.read_text("utf-8"))
        for task in tasks:
            task["annotations"] = task["predictions"]
        path.write_text(json.dumps(tasks), encoding="utf-8")
    assert [d.verdict for d in decisions_of(read_marked(path, given))] == []


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", encoding="utf-8")
    path = annotated(tmp_path, "tei.xml")
    body = path.read_text("utf-8").partition("\n")[2].replace("Rain", "&x;")
    path.write_text(f'<!DOCTYPE t [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n{body}', "utf-8")
    with pytest.raises(FormatError) as told:
        list(read_marked(path, results()))
    assert "s3cret" not in str(told.value)


def written(tmp_path: Path, form: str) -> Any:
    path = tmp_path / f"a.{form}"
    export(results(), path)
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines] if form in LINES else json.loads("".join(lines))


LINES = ("ftm.json", "bulk.ndjson")


def test_documents_for_elasticsearch(tmp_path: Path) -> None:
    action, source, *rest = written(tmp_path, "bulk.ndjson")
    assert action == {"index": {"_id": "doc"}}
    assert source["content"] == TEXT
    assert source["places"][0]["location"] == {"lat": MOSUL.latitude, "lon": MOSUL.longitude}
    iraq = next(place for place in source["places"] if place["name"] == "Iraq")
    assert "location" not in iraq  # an area: a point would be a false precision
    assert len(rest) == 4


def test_entities_for_aleph(tmp_path: Path) -> None:
    """The names of the schemata and properties are those of followthemoney 4."""
    known = {
        "Address": {"name", "full", "state", "country", "latitude", "longitude", "sourceUrl",
                    "wikidataId"},
        "PlainText": {
            "fileName", "title", "date", "sourceUrl", "bodyText", "detectedCountry",
            "locationMentioned", "addressEntity",
        },
    }  # fmt: skip
    entities = written(tmp_path, "ftm.json")
    ids = {entity["id"] for entity in entities}
    for entity in entities:
        assert set(entity["properties"]) <= known[entity["schema"]]
        assert all(isinstance(v, str) for values in entity["properties"].values() for v in values)
        assert set(entity["properties"].get("addressEntity", ())) <= ids
    (first, *_) = [entity for entity in entities if entity["schema"] == "PlainText"]
    assert first["properties"]["detectedCountry"] == ["iq", "us"]
    assert len([e for e in entities if e["properties"].get("name") == ["Mosul"]]) == 1


def test_linked_places(tmp_path: Path) -> None:
    page = written(tmp_path, "lpf.json")
    assert page["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    for feature in page["features"]:
        assert feature["@id"].startswith("https://sws.geonames.org/")
        assert {"title", "ccodes"} <= set(feature["properties"])
        assert feature["names"][0]["toponym"]
        assert feature["geometry"]["type"]


def test_schema_org(tmp_path: Path) -> None:
    page = written(tmp_path, "schema.jsonld")
    first = page["@graph"][0]
    assert first["@type"] == "CreativeWork"
    kinds = {place["name"]: (place["@type"], place.get("geo", {})) for place in first["mentions"]}
    assert kinds["Mosul"] == (
        "City",
        {"@type": "GeoCoordinates", "latitude": MOSUL.latitude, "longitude": MOSUL.longitude},
    )
    assert kinds["Iraq"][0] == "Country"
    assert kinds["Iraq"][1]["@type"] == "GeoShape"


def test_tei_keeps_every_character(tmp_path: Path) -> None:
    path = annotated(tmp_path, "tei.xml")
    space = {"t": "http://www.tei-c.org/ns/1.0"}
    tree = etree.parse(str(path))
    texts = ["".join(ab.itertext()) for ab in tree.iterfind(".//t:ab", space)]
    assert texts == [one.document.text for one in results()]
    places = [name.get("ref") for name in tree.iterfind(".//t:placeName", space)]
    assert places[:2] == ["https://sws.geonames.org/99072/", "https://sws.geonames.org/4717560/"]


def test_columns_are_those_of_conll(tmp_path: Path) -> None:
    rows = annotated(tmp_path, "conll").read_text("utf-8").splitlines()
    assert rows.count("-DOCSTART- -X- O O") == 3
    assert all(len(row.split(" ")) == 4 for row in rows if row)
    assert "Mosul -X- _ B-GPE" in rows


def test_a_docbin_trains_and_shows_its_places(tmp_path: Path) -> None:
    import geomap.spacy  # noqa: F401

    docs = DocBin().from_disk(annotated(tmp_path, "spacy")).get_docs(spacy.blank("xx").vocab)
    first = copy.copy(next(iter(docs)))
    assert (first.ents[0].text, first.ents[0].kb_id_) == ("Mosul", MOSUL.id)
    assert first.ents[0]._.place == MOSUL
    assert Document("x", "y").text == "y"
