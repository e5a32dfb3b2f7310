"""The values that travel through geomap: text in, places with reasons out.

Of ours this module imports only words, and how values are shown: every class is frozen and
slotted. Offsets are code points of ``Document.text``;
``document.text[m.start:m.end] == m.text`` holds for every mention. Coordinates are WGS 84
degrees, latitude first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from geomap import shown
from geomap.kinds import AREA_KINDS
from geomap.vocabulary import (
    Detail,
    Kind,
    Label,
    Match,
    NameKind,
    Relation,
    Role,
    Shape,
    Status,
    Verdict,
)

__all__ = [
    "Area",
    "Bounds",
    "Candidate",
    "Check",
    "Detail",
    "Document",
    "Evidence",
    "Kind",
    "Label",
    "Match",
    "Mention",
    "NameKind",
    "ParsedDocument",
    "Passage",
    "Place",
    "Relation",
    "Review",
    "Role",
    "Shape",
    "Span",
    "Status",
    "Toponym",
    "Verdict",
]


class Bounds(NamedTuple):
    """A box in degrees; ``west > east`` means that it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source's structure: ``kind`` is page, paragraph, row, cell, part …

    ``label`` is what a reader is told ("p. 3", "row 12"); ``anchor`` is the fragment that
    leads there in the source ("page=3"), if the format has one.
    """

    start: int
    end: int
    kind: str
    label: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. ``label`` is what the recognizer took it for, ``role`` its hint.

    ``probability`` is the recognizer's (0 to 1) that the name is one of a place here, or an
    adjective of one; None if it does not say.
    """

    start: int
    end: int
    text: str
    label: Label = Label.GPE
    role: Role | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A text as it was read. ``date`` is ISO 8601 (YYYY[-MM[-DD]]), ``language`` ISO 639-1.

    ``source`` is the path or URL the user gave, ``url`` the canonical address if the document
    names one, ``sha256`` the digest of the source's bytes. With ``mentions`` set, the
    recognizer is not asked. ``notes`` say what cleaning was done before offsets existed.
    """

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    date: str | None = None
    language: str | None = None
    sha256: str | None = None
    spans: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] | None = None
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return shown.document_line(self)


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """A place on Earth.

    ``id`` is "source:number" ("geonames:98182", "geomap:middle-east", "osm:relation/5555");
    ``country`` is ISO 3166-1 alpha-2; ``admin1`` and ``admin2`` are names; ``feature`` is
    GeoNames' class and code ("P.PPLC"); ``attribution`` is what a map must print.
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    kind: Kind = Kind.CITY
    feature: str | None = None
    population: int | None = None
    bounds: Bounds | None = None
    country_name: str | None = None
    admin1_code: str | None = None
    admin2_code: str | None = None
    attribution: str | None = None

    @property
    def geonameid(self) -> int | None:
        source, _, number = self.id.partition(":")
        is_number = number.isascii() and number.isdigit() and len(number) <= 18
        return int(number) if source == "geonames" and is_number else None

    @property
    def is_area(self) -> bool:
        """Whether a pin would claim a precision that the name does not have."""
        return self.kind in AREA_KINDS

    def __str__(self) -> str:
        return shown.full_name(self)

    def __repr__(self) -> str:
        return shown.place_line(self)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        return shown.place_feature(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a score: the parts' contributions add up to ``Candidate.score`` (log-odds)."""

    feature: str
    value: float
    contribution: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    From a gazetteer, ``match`` tells how the name was found and ``quality`` how good that is
    (0 to 1); ``modifier`` keeps what was stripped ("northern", "city of", "province").
    ``name_kind`` tells what the name is to the place, and ``languages`` (ISO 639) in which
    languages it is known to be used, if any is known; ``names`` and ``scripts`` count the names
    that the place has and the scripts that they are in: how well the world knows it.
    A ranker sets ``score`` (log-odds) and ``evidence``, whose contributions add up to it, and
    ``probability`` (calibrated, 0 to 1).
    """

    place: Place
    matched_name: str
    score: float = 0.0
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    match: Match = Match.EXACT
    quality: float = 1.0
    modifier: str | None = None
    probability: float | None = None
    name_kind: NameKind = NameKind.MAIN
    languages: tuple[str, ...] = ()
    names: int = 0
    scripts: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A vague place.

    ``points`` are (latitude, longitude): the centre of a circle, the ends of a line, or the
    south-west and north-east corners of a box. ``radius_km`` is the stated uncertainty.
    """

    kind: Shape
    points: tuple[tuple[float, float], ...]
    radius_km: float
    words: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer decided about a mention; ``machine`` is the answer before, if any."""

    verdict: Verdict
    who: str = ""
    when: str = ""
    note: str = ""
    machine: Toponym | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Toponym:
    """A mention and what it was taken to mean.

    ``probability`` is that of being right to 161 km, calibrated by the ranker. ``place`` is
    None when the name could not be placed; ``status`` and ``reason`` (one plain sentence) say
    why. ``candidates`` are the best first. With ``review`` set, a correction decided.
    """

    mention: Mention
    place: Place | None
    probability: float = 0.0
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    status: Status = Status.PLACED
    role: Role = Role.SUBJECT
    area: Area | None = None
    review: Review | None = None

    @property
    def score(self) -> float:
        """The old name of ``probability``, until version 1.0."""
        return self.probability

    def __repr__(self) -> str:
        return shown.toponym_line(self)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        return shown.toponym_feature(self)


@dataclass(frozen=True, slots=True)
class Check:
    """A statement of the text that the gazetteer contradicts, or a position that it confirms.

    ``start`` and ``end`` delimit the statement, ``mentions`` are indices into the toponyms.
    """

    start: int
    end: int
    relation: Relation
    mentions: tuple[int, ...]
    distance_km: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim quotation: ``quote == document.text[start:end]``.

    ``marks`` are (start, end) of the names within the document (not the quote);
    ``count`` says how often near-identical passages stand in the document;
    ``where`` is the position told to readers ("p. 3").
    """

    document_id: str
    start: int
    end: int
    quote: str
    marks: tuple[tuple[int, int], ...] = ()
    count: int = 1
    where: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ParsedDocument:
    """A document with its toponyms in text order, context checks and warnings.

    ``detail`` says what its toponyms hold of other candidates, if results were read again.
    """

    document: Document
    toponyms: tuple[Toponym, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()
    recognizer: str = ""
    gazetteer: str = ""
    asked_online: tuple[str, ...] = field(default=())
    detail: Detail = Detail.FULL

    @property
    def placed(self) -> tuple[Toponym, ...]:
        return tuple(toponym for toponym in self.toponyms if toponym.place is not None)

    @property
    def unplaced(self) -> tuple[Toponym, ...]:
        return tuple(toponym for toponym in self.toponyms if toponym.place is None)

    def with_toponyms(self, toponyms: tuple[Toponym, ...]) -> ParsedDocument:
        return replace(self, toponyms=toponyms)

    def __repr__(self) -> str:
        return shown.parsed_line(self)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        return shown.parsed_collection(self)
