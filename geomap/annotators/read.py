"""From an annotator's file to marked names, in the offsets of the texts that were exported."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from geomap.errors import FormatError
from geomap.export.annotations import source_address
from geomap.types import ParsedDocument

__all__ = ["Marked", "MarkedDocument", "read_marked"]

_LARGEST = 500_000_000
_ADDRESSES = (
    ("geonames", re.compile(r"https?://(?:sws|www)\.geonames\.org/(\d{1,12})(?:/.*)?")),
    ("osm", re.compile(r"https?://www\.openstreetmap\.org/((?:node|way|relation)/\d{1,15})")),
    ("wikidata", re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d{1,12})")),
)
_OWN_ADDRESS = "urn:geomap:place:"


class Marked(NamedTuple):
    """A name that an annotator left or marked; ``place`` is an id, None where none is given.

    ``says_place`` tells whether the format can say which place is meant.
    """

    start: int
    end: int
    label: str
    place: str | None = None
    says_place: bool = True


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document as geomap saw it, and all names that the annotator accepts in it."""

    parsed: ParsedDocument
    names: tuple[Marked, ...]


def read_marked(path: str | Path, results: Iterable[ParsedDocument]) -> Iterator[MarkedDocument]:
    """Yield the annotated documents; those that the file does not have are left out.

    Args:
        path: Ends in .json (Label Studio), .conll, .zip (brat), .spacy, .xml (TEI) or .jsonld.
        results: What was exported; in memory.

    Raises:
        FormatError: The file cannot be understood, or is about other texts.
    """
    file = Path(path)
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise FormatError(f"{file}: annotations end in {', '.join(_READERS)}; export them so")
    try:
        if file.stat().st_size > _LARGEST:
            raise FormatError(f"{file} is larger than {_LARGEST:,} bytes; split it")
        yield from reader(file, _Texts(results, file))
    except FormatError:
        raise
    except Exception as error:  # readers of others raise whatever a damaged file leads to
        problem = f"{type(error).__name__}: {error}"
        raise FormatError(f"{file} cannot be read ({problem}); export it again") from error


class _Texts:
    """The results by id, by number and by text."""

    def __init__(self, results: Iterable[ParsedDocument], file: Path) -> None:
        self.all = list(results)
        self.file = file
        self._by_id = {parsed.document.id: parsed for parsed in self.all}
        self._by_text = {parsed.document.text: parsed for parsed in self.all}

    def of(self, name: object = None, text: str | None = None) -> ParsedDocument:
        found = self._by_id.get(str(name)) if name is not None else None
        if found is None and text is not None:
            found = self._by_text.get(text)
        if found is None:
            raise FormatError(
                f"{self.file} is about {name or 'a text'!r}, which is not in the results; give the "
                "results that were exported"
            )
        return found

    def numbered(self, number: int) -> ParsedDocument:
        if number >= len(self.all):
            raise FormatError(
                f"{self.file} has more documents than the results; give the right ones"
            )
        return self.all[number]


def _label_studio(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    tasks = json.loads(file.read_text(encoding="utf-8"))
    for task in tasks:
        parsed = texts.of(task["data"].get("id"), task["data"]["text"])
        rounds = task.get("annotations") or task.get("completions") or []
        if not rounds:
            continue  # nobody has looked at it
        regions: dict[str, dict[str, Any]] = {}
        for part in rounds[-1]["result"]:
            regions.setdefault(part["id"], {})[part["from_name"]] = part["value"]
        names = []
        for region in regions.values():
            if "label" not in region:
                continue
            start, end = _span(region["label"], parsed.document.text, file)
            place = (region.get("place", {}).get("text") or [""])[0].strip()
            names.append(Marked(start, end, region["label"]["labels"][0], _place_id(place)))
        yield MarkedDocument(parsed, _sorted(names))


def _span(value: dict[str, Any], text: str, file: Path) -> tuple[int, int]:
    """Return the offsets in code points; some versions count UTF-16 units, as browsers do."""
    start, end = int(value["start"]), int(value["end"])
    given = value.get("text")
    if given is None or text[start:end] == given:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: 2 * start].decode("utf-16-le", "surrogatepass"))
    last = first + len(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))
    if text[first:last] != given:
        raise FormatError(f"{file}: {given!r:.60} does not stand at {start}-{end} of its text")
    return first, last


def _conll(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    number = -1
    rows: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if parts and parts[0] == "-DOCSTART-":
            if number >= 0:
                yield _from_columns(texts.numbered(number), rows, file)
            number, rows = number + 1, []
        elif parts:
            rows.append((parts[0], parts[-1]))
    if rows or number >= 0:
        yield _from_columns(texts.numbered(max(number, 0)), rows, file)


def _from_columns(
    parsed: ParsedDocument, rows: Sequence[tuple[str, str]], file: Path
) -> MarkedDocument:
    """Find the tokens in the text again, one after the other."""
    text, position = parsed.document.text, 0
    names: list[Marked] = []
    before = "O"
    for token, tag in rows:
        start = text.find(token, position)
        if start < 0:
            raise FormatError(
                f"{file}: the token {token!r:.60} is not where it should be in "
                f"{parsed.document.id!r}; the columns must be of the same texts, in their order"
            )
        position = start + len(token)
        kind, _, label = tag.partition("-")
        if kind in ("I", "E", "L") and before in (f"B-{label}", f"I-{label}"):
            names[-1] = names[-1]._replace(end=position)
        elif kind != "O":
            names.append(Marked(start, position, label, None, says_place=False))
        before = tag
    return MarkedDocument(parsed, _sorted(names))


def _brat(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    with zipfile.ZipFile(file) as archive:
        stems = sorted(
            name.removesuffix(".ann") for name in archive.namelist() if name.endswith(".ann")
        )
        for stem in stems:
            text = _member(archive, f"{stem}.txt")
            yield MarkedDocument(
                texts.of(text=text) if text else texts.of(stem),
                _sorted(_standoff(_member(archive, f"{stem}.ann"))),
            )


def _member(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(f"{name} is too large")
    return data.decode("utf-8")


def _standoff(lines: str) -> Iterator[Marked]:
    names: dict[str, Marked] = {}
    for line in lines.splitlines():
        parts = line.split("\t")
        if line.startswith("T"):
            label, _, spans = parts[1].partition(" ")
            numbers = [int(number) for number in re.findall(r"\d+", spans)]
            names[parts[0]] = Marked(min(numbers), max(numbers), label)
        elif line.startswith("N"):
            _, target, place = parts[1].split(" ", 2)
            names[target] = names[target]._replace(place=_place_id(place))
    yield from names.values()


def _docbin(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin().from_disk(file).get_docs(spacy.blank("xx").vocab):
        parsed = texts.of(doc.user_data.get("id"), doc.text)
        names = (
            Marked(ent.start_char, ent.end_char, ent.label_, _place_id(ent.kb_id_))
            for ent in doc.ents
        )
        yield MarkedDocument(parsed, _sorted(names))


def _tei(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    from lxml import etree

    from geomap.escaping import for_xml
    from geomap.export.tei import NAMESPACE

    space = f"{{{NAMESPACE}}}"
    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for tei in etree.parse(str(file), safe).getroot().iter(f"{space}TEI"):
        body = tei.find(f".//{space}ab")
        names: list[Marked] = []
        told = _walk(body, space, names)
        parsed = texts.of(tei.get("n"), told)
        if told != for_xml(parsed.document.text):
            raise FormatError(
                f"{file}: the text of {parsed.document.id!r} was changed; only placeName may be"
            )
        yield MarkedDocument(parsed, _sorted(names))


def _walk(element: Any, space: str, names: list[Marked]) -> str:
    """Return the text of an element, and note the names in it."""
    parts: list[str] = [element.text or ""]
    length = len(parts[0])
    for child in element:
        inner = child.text or "".join(child.itertext())
        if child.tag == f"{space}placeName":
            place = _place_id(child.get("ref") or "")
            names.append(Marked(length, length + len(inner), "LOC", place))
        parts += [inner, child.tail or ""]
        length += len(inner) + len(child.tail or "")
    return "".join(parts)


def _web(file: Path, texts: _Texts) -> Iterator[MarkedDocument]:
    items = json.loads(file.read_text(encoding="utf-8"))["items"]
    by_source: dict[str, list[Marked]] = {}
    for item in items:
        selectors = item["target"]["selector"]
        position = next(one for one in selectors if one["type"] == "TextPositionSelector")
        bodies = item.get("body") or []
        places = [one["source"] for one in bodies if one.get("purpose") == "identifying"]
        place = _place_id(places[0]) if places else None
        name = Marked(int(position["start"]), int(position["end"]), "LOC", place)
        by_source.setdefault(item["target"]["source"], []).append(name)
    known = {source_address(parsed.document): parsed for parsed in texts.all}
    for source, names in by_source.items():
        if source not in known:
            texts.of(source)
        yield MarkedDocument(known[source], _sorted(names))


def _place_id(given: str) -> str | None:
    """Return the id that an address or an id stands for."""
    for source, pattern in _ADDRESSES:
        if match := pattern.fullmatch(given):
            return f"{source}:{match[1]}"
    if given.startswith(_OWN_ADDRESS):
        from urllib.parse import unquote

        return unquote(given.removeprefix(_OWN_ADDRESS))
    return given or None


def _sorted(names: Iterable[Marked]) -> tuple[Marked, ...]:
    return tuple(sorted(names, key=lambda name: (name.start, name.end)))


_READERS: dict[str, Callable[[Path, _Texts], Iterator[MarkedDocument]]] = {
    ".json": _label_studio,
    ".conll": _conll,
    ".zip": _brat,
    ".spacy": _docbin,
    ".xml": _tei,
    ".jsonld": _web,
}
