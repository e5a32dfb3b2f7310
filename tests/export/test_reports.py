"""KML, Web Annotations, Markdown and Word, read by programs that are not ours."""

from __future__ import annotations

import json
import re
import time
import zipfile
from pathlib import Path

import docx
import fastkml
import fastkml.validator
import pypdfium2
import pytest
from anchorpoint import TextPositionSelector, TextQuoteSelector
from lxml import etree, html
from markdown_it import MarkdownIt
from pyld import jsonld

from geomap.aggregate import aggregate
from geomap.errors import OutputError
from geomap.escaping import for_xml
from geomap.export import export
from geomap.types import ParsedDocument
from tests import fakes
from tests.export.samples import far, hostile, place, result, seed_results

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.mark.parametrize("results", [seed_results, hostile, far, list])
def test_kml_follows_the_schema(tmp_path: Path, results: object) -> None:
    path = export(results(), tmp_path / "places.kml")  # type: ignore[operator]
    assert fastkml.validator.validate(file_to_validate=path)


def test_kml_as_a_reader_sees_it(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "places.kml", title="Iraq")
    document = fastkml.KML.parse(path).features[0]
    folders = {folder.name: folder.features for folder in document.features}
    assert document.name == "Iraq" and set(folders) == {"Places", "Areas", "Names not placed"}
    names = {placemark.name for placemark in folders["Places"]}
    assert {"Baghdad", "Tehran", "Al Bāghūz Fawqānī (uncertain)"} <= names
    assert "Iraq" in {placemark.name for placemark in folders["Areas"]}
    assert b"href" not in path.read_bytes()


def test_kml_descriptions_are_text_not_markup(tmp_path: Path) -> None:
    root = etree.parse(export(hostile(), tmp_path / "evil.kml"))
    for description in root.iter(f"{KML}description"):
        shown = html.fragment_fromstring(description.text or "", create_parent=True)
        assert {element.tag for element in shown.iter()} <= {"div", "p", "b", "blockquote", "br"}
        assert not any(element.attrib for element in shown.iter())
        assert "$[" not in (description.text or "")


# The terms that geomap writes, as https://www.w3.org/TR/annotation-vocab/ defines them.
OA, DC, RDF = (
    "http://www.w3.org/ns/oa#",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
_TERMS = (
    "Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector",
    "identifying", "commenting", "linking", "tagging",
)  # fmt: skip
CONTEXT = {
    "@context": {
        "id": "@id",
        "type": "@type",
        "oa": OA,
        **{
            name: {"@id": f"oa:{key}", "@type": kind}
            for name, key, kind in (
                ("body", "hasBody", "@id"),
                ("target", "hasTarget", "@id"),
                ("source", "hasSource", "@id"),
                ("selector", "hasSelector", "@id"),
                ("motivation", "motivatedBy", "@vocab"),
                ("purpose", "hasPurpose", "@vocab"),
                ("start", "start", "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"),
                ("end", "end", "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"),
            )
        },
        **{name: f"oa:{name}" for name in ("exact", "prefix", "suffix")},
        **{name: f"oa:{name}" for name in _TERMS},
        "value": RDF + "value",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "generator": "https://www.w3.org/ns/activitystreams#generator",
        "name": "http://xmlns.com/foaf/0.1/name",
        "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "Software": "https://www.w3.org/ns/activitystreams#Application",
    }
}


def loader(url: str, options: object = None) -> dict[str, object]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}


def test_annotations_mean_what_the_vocabulary_says(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "a.jsonld")
    page = json.loads(path.read_text("utf-8"))
    expanded = jsonld.expand(page, {"documentLoader": loader})
    items = expanded[0]["https://www.w3.org/ns/activitystreams#items"][0]["@list"]
    toponyms = [(p, t) for p in seed_results() for t in p.toponyms]
    assert len(items) == len(toponyms)
    assert len({item["@id"] for item in items}) == len(items)
    for item, (parsed, toponym) in zip(items, toponyms, strict=True):
        assert item["@type"] == [OA + "Annotation"]
        target = item[OA + "hasTarget"][0]
        assert target[OA + "hasSource"][0]["@id"] == parsed.document.url
        kinds = {selector["@type"][0] for selector in target[OA + "hasSelector"]}
        assert kinds == {OA + "TextQuoteSelector", OA + "TextPositionSelector"}
        sources = [
            body[OA + "hasSource"][0]["@id"]
            for body in item[OA + "hasBody"]
            if OA + "hasSource" in body
        ]
        if toponym.place is None:
            assert sources == []
        elif toponym.place.geonameid:
            assert sources[0] == f"https://sws.geonames.org/{toponym.place.geonameid}/"
            assert sources[1].startswith(f"geo:{toponym.place.latitude:.6f},")


def test_selectors_find_their_text_again(tmp_path: Path) -> None:
    texts = {parsed.document.url: parsed.document.text for parsed in seed_results()}
    page = json.loads(export(seed_results(), tmp_path / "a.jsonld").read_text("utf-8"))
    elsewhere = 0
    for item in page["items"]:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        found = TextPositionSelector(start=position["start"], end=position["end"])
        assert text[found.start : found.end] == quote["exact"]
        keys = ("exact", "prefix", "suffix")
        by_quote = TextQuoteSelector(**{key: quote[key] for key in keys}).as_position(text)
        assert text[by_quote.start : by_quote.end] == quote["exact"]
        elsewhere += by_quote.start != found.start
    # One caption stands three times with the same surroundings; only the position tells which.
    assert elsewhere <= 1


def rendered(path: Path) -> html.HtmlElement:
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    return html.fragment_fromstring(markdown.render(path.read_text("utf-8")), create_parent=True)


def squeezed(text: str) -> str:
    return " ".join(for_xml(text).split())


def test_markdown_quotes_verbatim(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    page = rendered(export(seed_results(), path, picture=False, max_passages=99))
    quotes = {squeezed(p.text_content()) for p in page.xpath("//blockquote/p[1]")}
    gathered = aggregate(seed_results())
    expected = {
        squeezed(quotation.passage.quote)
        for entry in (*gathered.places, *gathered.unplaced)
        for quotation in entry.quotations
    }
    assert quotes == expected
    assert len(page.xpath("//tbody/tr")) == len(gathered.places)
    marks = {mark.text_content() for mark in page.xpath("//mark")}
    assert {"Baghdad", "US", "northern Iraq"} <= marks


def test_hostile_markdown_is_only_text(tmp_path: Path) -> None:
    page = rendered(export(hostile(), tmp_path / "evil.md", picture=False))
    allowed = {
        "div", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "mark",
        "strong", "em", "ul", "li", "br",
    }  # fmt: skip
    assert {element.tag for element in page.iter()} <= allowed
    quotes = [squeezed(p.text_content()) for p in page.xpath("//blockquote/p[1]")]
    gathered = aggregate(hostile())
    for entry in (*gathered.places, *gathered.unplaced):
        for quotation in entry.quotations:
            assert squeezed(quotation.passage.quote) in quotes
    headings = {squeezed(h.text_content()) for h in page.xpath("//h2")}
    assert {squeezed(entry.place.name) for entry in gathered.places} <= headings


def test_markdown_braces_are_no_template(tmp_path: Path) -> None:
    text = export(hostile(), tmp_path / "evil.md", picture=False).read_text("utf-8")
    assert "{{" not in text and "{%" not in text


def test_word_report(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "report.docx", title="Iraq", dpi=50, width=100)
    document = docx.Document(str(path))
    gathered = aggregate(seed_results())
    assert document.core_properties.title == "Iraq"
    assert len(document.tables[0].rows) == len(gathered.places) + 1
    assert len(document.inline_shapes) == 1
    words = document.inline_shapes[0]._inline.docPr.get("descr")
    assert words.startswith("Map of 21 places")
    quotes = {p.text for p in document.paragraphs if p.style.name == "Quote"}
    for entry in (*gathered.places, *gathered.unplaced):
        for quotation in entry.quotations[:20]:
            assert quotation.passage.quote in quotes
    highlighted = {r.text for p in document.paragraphs for r in p.runs if r.font.highlight_color}
    assert {"Baghdad", "US"} <= highlighted
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def test_word_marks_right_to_left_quotations(tmp_path: Path) -> None:
    document = docx.Document(str(export(hostile(), tmp_path / "r.docx", picture=False)))
    arabic = [p for p in document.paragraphs if p.text.startswith("بغداد They")]
    assert arabic and all(p._p.pPr.find(docx.oxml.ns.qn("w:bidi")) is not None for p in arabic)
    assert all(run.font.rtl for p in arabic for run in p.runs)


def test_reports_say_how_much_they_leave_out(tmp_path: Path) -> None:
    path = export(seed_results(), tmp_path / "r.md", picture=False, max_passages=1)
    assert "more in the data" in path.read_text("utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".gpkg"])
def test_the_same_bytes_at_the_same_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    results = [fakes.parsed("In Baghdad.", ("Baghdad", fakes.BAGHDAD))]
    one, two = tmp_path / f"1{suffix}", tmp_path / f"2{suffix}"
    export(results, one)
    time.sleep(2.1)  # the clock of a ZIP has steps of two seconds
    export(results, two)
    assert one.read_bytes() == two.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(OutputError, match="SOURCE_DATE_EPOCH is 'soon'"):
        export(results, tmp_path / f"3{suffix}")


@pytest.mark.parametrize("ending", [".md", ".docx", ".report.pdf"])
def test_a_report_by_document_quotes_each_passage_once(tmp_path: Path, ending: str) -> None:
    """All names of a passage are marked, and its source is a number, not a path."""
    results = seed_results()
    words = words_of(export(results, tmp_path / f"report{ending}", by="document"))
    for number, parsed in enumerate(results, 1):
        assert f"[{number}]" in words
        assert (parsed.document.title or "") in words
        assert "bbc.txt" not in words.split("Documents")[0]
    passage = "Almost immediately the US-led coalition fighting IS suspended operations in Iraq."
    assert words.count(passage) == 1
    by_place = words_of(export(results, tmp_path / f"places{ending}"))
    assert by_place.count(passage) >= 2


def words_of(path: Path) -> str:
    """Return the text of a report, with single spaces and without Markdown's marks."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    elif path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    else:
        text = re.sub(r"</?mark>|\\", "", path.read_text("utf-8"))
    return " ".join(text.replace("\ufffe", "").split())


def many(documents: int = 200) -> list[ParsedDocument]:
    """Return documents that name fifteen of 600 places each, in long sentences."""
    made = []
    for number in range(documents):
        names = {
            f"Town {n}": place(n, f"Town {n}", n % 80 - 40, n % 340 - 170)
            for n in range(number * 3, number * 3 + 15)
        }
        text = " ".join(f"On that day the people of {name} met {'again ' * 20}." for name in names)
        made.append(result(text, names))
    return made


def test_a_report_on_two_hundred_documents_has_at_most_forty_pages(tmp_path: Path) -> None:
    path = export(many(), tmp_path / "report.pdf", picture=False)
    pages = pypdfium2.PdfDocument(path)
    assert 20 < len(pages) <= 40
    words = words_of(path)
    assert re.search(r"and \d+ places more in the data", words)
    assert re.search(r"and [\d,]+ passages? more in the data", words)


def test_no_row_of_words_table_is_torn(tmp_path: Path) -> None:
    document = docx.Document(str(export(seed_results(), tmp_path / "report.docx")))
    (table,) = document.tables
    for row in table.rows:
        assert row._tr.xpath("./w:trPr/w:cantSplit")
    widths = [cell.width.cm for cell in table.rows[1].cells]
    assert min(widths) > 1.5 and sum(widths) < 17


def test_a_report_in_pdf_is_the_same_twice_and_says_what_it_is(tmp_path: Path) -> None:
    one, two = (export(far(), tmp_path / f"{n}.report.pdf", picture=False) for n in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert pypdfium2.PdfDocument(one).get_metadata_dict()["Title"].startswith("Places in")
