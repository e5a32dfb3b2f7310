"""Placing names in a spaCy pipeline: ``nlp.add_pipe("geomap_places", after="ner")``.

The entities of any component are placed: ``ent._.place``, ``ent._.toponym``, ``ent.kb_id_`` (the
place's id, "geonames:98182"), ``doc._.geomap`` (a ``geomap.ParsedDocument``). They are kept in
``doc.user_data``, so that they travel between processes, in ``DocBin(store_user_data=True)`` and
through ``doc.to_bytes()``; import this module where such documents are only read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from geomap.contract import from_record, to_record
from geomap.gazetteer.wikidata import wikidata_id
from geomap.recognizer.adapter import mentions_of
from geomap.recognizer.component import SPANS_KEY, Stateless
from geomap.types import Document, Mention, ParsedDocument, Place, Role, Toponym
from geomap.vocabulary import known

if TYPE_CHECKING:
    from geomap.pipeline import Geoparser

__all__ = ["GeomapPlaces", "make_geomap_places"]

_KEY = "geomap"
_REMEMBERED = 64


class GeomapPlaces(Stateless):
    """Places the entities that components before it have set.

    Args:
        ids: What ``kb_id_`` holds: "geonames", or "wikidata" where there is one.
        parser: Decides what the names mean; its recognizer is not asked.
        candidates: Whether the places that were considered and rejected are kept as well; they
            take about seventy times the room of the text.
        min_score: Names below this confidence get no ``kb_id_``, and no ``place``.
    """

    def __init__(
        self,
        parser: Geoparser,
        *,
        candidates: bool = False,
        min_score: float = 0.0,
        ids: str = "geonames",
    ) -> None:
        if ids not in ("geonames", "wikidata"):
            raise ValueError(f"ids is {ids!r}; choose geonames or wikidata")
        self._parser = parser
        self._ids = ids
        self._candidates = candidates
        self._min_score = min_score

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Yield the documents with their entities placed."""
        pairs = ((_document(doc), doc) for doc in stream)
        for parsed, doc in self._parser.pipe(pairs, as_tuples=True):
            yield self._set(doc, parsed)

    def _set(self, doc: Doc, parsed: ParsedDocument) -> Doc:
        from geomap.confidence import at_least
        from geomap.export.rows import slim

        (parsed,) = at_least(self._min_score, (parsed,))
        if not self._candidates:
            (parsed,) = slim((parsed,))
        doc.user_data[_KEY] = json.dumps(to_record(parsed), ensure_ascii=False)
        for ent in doc.ents:
            place = _place(ent)
            if place is not None:
                item = wikidata_id(place.id) if self._ids == "wikidata" else None
                for token in ent:
                    token.ent_kb_id_ = item or place.id
        return doc


def _document(doc: Doc) -> Document:
    """Return the text with the names that are marked in it."""
    mentions = {(m.start, m.end): m for m in mentions_of(doc.text, 0, doc)}
    for span in doc.spans.get(SPANS_KEY, ()):
        if span.id_:  # an adjective or a name within an organisation's: a hint to the others
            start, end = span.start_char, span.end_char
            label, role = known(span.label_, Mention(0, 0, "").label), known(span.id_, Role.SUBJECT)
            mentions.setdefault((start, end), Mention(start, end, span.text, label, role))
    return Document("doc", doc.text, mentions=tuple(mentions[key] for key in sorted(mentions)))


@lru_cache(maxsize=_REMEMBERED)
def _read(line: str) -> ParsedDocument:
    return from_record(json.loads(line))


def _parsed(doc: Doc) -> ParsedDocument | None:
    line = doc.user_data.get(_KEY)
    return None if line is None else _read(line)


def _toponym(span: Span) -> Toponym | None:
    """Return what a span names: the first placed name in it, else the first name."""
    parsed = _parsed(span.doc)
    if parsed is None:
        return None
    inside = [
        toponym
        for toponym in parsed.toponyms
        if toponym.mention.start < span.end_char and toponym.mention.end > span.start_char
    ]
    placed = (toponym for toponym in inside if toponym.place is not None)
    return next(placed, inside[0] if inside else None)


def _place(span: Span) -> Place | None:
    toponym = _toponym(span)
    return toponym.place if toponym else None


def _register(kind: type[Any], name: str, getter: Any) -> None:
    """Add an attribute, unless another package of the user's has one of that name."""
    if not kind.has_extension(name):
        kind.set_extension(name, getter=getter)


_register(Doc, "geomap", _parsed)
_register(Span, "place", _place)
_register(Span, "toponym", _toponym)


@Language.factory(
    "geomap_places",
    default_config={
        "gazetteer": None,
        "extra": [],
        "corrections": [],
        "countries": [],
        "outlet": None,
        "candidates": False,
        "min_score": 0.0,
        "ids": "geonames",
    },
    requires=["doc.ents"],
    assigns=["doc._.geomap", "span._.place", "span._.toponym", "token.ent_kb_id"],
)
def make_geomap_places(
    nlp: Language,
    name: str,
    gazetteer: str | None,
    extra: list[str],
    corrections: list[str],
    countries: list[str],
    outlet: str | None,
    candidates: bool,
    min_score: float,
    ids: str,
) -> GeomapPlaces:
    """Make the component; the settings are those of ``geomap map``."""
    from geomap.corrections import load_corrections
    from geomap.gazetteer import open_gazetteer
    from geomap.pipeline import Geoparser
    from geomap.resolver import Bias

    places = open_gazetteer(Path(gazetteer) if gazetteer else None, extra=[*map(Path, extra)])
    parser = Geoparser(
        gazetteer=places,
        corrections=load_corrections([*map(Path, corrections)], places) if corrections else None,
        bias=Bias(countries=tuple(code.upper() for code in countries), outlet=outlet),
    )
    return GeomapPlaces(parser, candidates=candidates, min_score=min_score, ids=ids)
