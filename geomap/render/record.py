"""The page's content as plain tables: what is read without JavaScript, and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.escaping import for_html
from geomap.render.strings import words
from geomap.types import Document, Status
from geomap.wording import kind_key, public_source, within

__all__ = ["record_html"]

ROWS = 1500
"""Quotations in the tables; beyond, places keep their first, and the others are only named."""
FEW = 400
"""Rows of each table when there is more than fits."""


def record_html(
    aggregate: Aggregate, table: dict[str, str], max_passages: int | None, about: Sequence[str]
) -> str:
    """Return the tables of places and quotations, names not placed, documents and sources.

    Nothing is left out: beyond ``ROWS`` quotations, places and names that find no room in the
    tables are listed in a line each.
    """
    most = max_passages or ROWS
    total = sum(min(len(entry.quotations), most) for entry in aggregate.places)
    small = total + len(aggregate.unplaced) <= ROWS
    rows, each = (ROWS, most) if small else (FEW, 1)
    parts = [
        f"<noscript><p class=note>{_t(table, 'no.javascript')}</p></noscript>",
        f"<h2>{_t(table, 'quotations')}</h2>",
        _head(table, "passage", "source"),
        *(_place(entry, aggregate.documents, table, each) for entry in aggregate.places[:rows]),
        "</table>",
        _named(
            _name(entry.place.name, within(entry.place), entry.mentions)
            for entry in aggregate.places[rows:]
        ),
    ]
    if aggregate.unplaced:
        parts += [
            f"<h2>{_t(table, 'not.placed')}</h2><p class=note>{_t(table, 'not.placed.intro')}</p>",
            _head(table, "name", "reason.unplaced", "passage"),
            *(_unplaced(entry, table) for entry in aggregate.unplaced[:rows]),
            "</table>",
            _named(_name(entry.name, "", entry.mentions) for entry in aggregate.unplaced[rows:]),
        ]
    parts += _checks(aggregate, table)
    parts += _documents(aggregate, table)
    parts += [f"<p class=note>{for_html(line)}</p>" for line in about]
    return "\n".join(parts)


def _name(name: str, where: str, mentions: int) -> str:
    return f"{name}{f', {where}' if where else ''} ({mentions})"


def _named(names: Iterable[str]) -> str:
    """Return the rest of a list, in one paragraph."""
    listed = " · ".join(names)
    return f'<p dir="auto">{for_html(listed)}</p>' if listed else ""


def _t(table: dict[str, str], key: str, **values: object) -> str:
    return for_html(words(table, key, **values))


def _head(table: dict[str, str], *keys: str) -> str:
    cells = "".join(f'<th scope="col">{_t(table, key)}</th>' for key in keys)
    return f"<table><thead><tr>{cells}</tr></thead>"


def _place(
    entry: PlaceEntry, documents: Sequence[Document], table: dict[str, str], each: int
) -> str:
    place = entry.place
    shown = entry.quotations[:each]
    kind, where = table.get(f"kind.{kind_key(place)}", place.kind), within(place)
    meta = [" · ".join(part for part in (kind, where) if part and not kind.endswith(f" {part}"))]
    meta.append(words(table, "count.mentions", n=entry.mentions))
    if entry.status is Status.UNCERTAIN:
        meta.append(table["sure.uncertain"])
    if entry.area is not None:
        meta.append(entry.area.words)
    if len(entry.quotations) > len(shown):
        rest = sum(len(quotation.toponyms) for quotation in entry.quotations[each:])
        meta.append(words(table, "count.unquoted", n=rest))
    head = f"<bdi>{for_html(place.name)}</bdi>" + "".join(
        f'<span class="meta" dir="auto">{for_html(line)}</span>' for line in meta
    )
    rows = "".join(f"<tr>{_quotation(q, documents, table)}</tr>" for q in shown)
    return f'<tbody><tr><th scope="rowgroup" colspan="2">{head}</th></tr>{rows}</tbody>'


def _quotation(quotation: Quotation, documents: Sequence[Document], table: dict[str, str]) -> str:
    document, passage = documents[quotation.document], quotation.passage
    source = [_title(document), document.date, passage.where]
    if passage.count > 1:
        source.append(words(table, "count.repeated", n=passage.count))
    cells = "".join(
        f'<span class="meta" dir="auto">{for_html(part)}</span>' for part in source if part
    )
    return f'<td>{_marked(quotation)}</td><td class="source">{cells}</td>'


def _marked(quotation: Quotation) -> str:
    quote = "".join(
        f"<mark>{for_html(text)}</mark>" if marked else for_html(text)
        for text, marked in quotation.pieces()
    )
    return f'<blockquote dir="auto">{quote}</blockquote>'


def _unplaced(entry: UnplacedEntry, table: dict[str, str]) -> str:
    quote = _marked(entry.quotations[0]) if entry.quotations else ""
    status = table.get(f"status.{entry.status.value}", entry.status.value)
    return (
        f'<tr><th scope="row"><bdi>{for_html(entry.name)}</bdi>'
        f'<span class="meta">{_t(table, "count.mentions", n=entry.mentions)}</span></th>'
        f"<td>{for_html(entry.reason or status)}</td><td>{quote}</td></tr>"
    )


def _checks(aggregate: Aggregate, table: dict[str, str]) -> Iterator[str]:
    if aggregate.checks:
        yield f"<h2>{_t(table, 'checks')}</h2><p class=note>{_t(table, 'checks.intro')}</p><ul>"
        for index, check in aggregate.checks:
            document = aggregate.documents[index]
            yield (
                f'<li><span dir="auto">{for_html(check.words)}</span>'
                f'<span class="meta" dir="auto">{for_html(_title(document))}</span></li>'
            )
        yield "</ul>"


def _documents(aggregate: Aggregate, table: dict[str, str]) -> Iterator[str]:
    yield f"<h2>{_t(table, 'documents')}</h2>"
    if len(aggregate.documents) > ROWS:
        yield _named(" ".join(filter(None, (_title(d), d.date))) for d in aggregate.documents)
        return
    yield "<ul>"
    for document in aggregate.documents:
        details = [document.date, public_source(document.source), document.url]
        if document.sha256:
            details.append(f"SHA-256 {document.sha256}")
        meta = "".join(
            f'<span class="meta" dir="auto">{for_html(part)}</span>' for part in details if part
        )
        yield f"<li><bdi>{for_html(_title(document))}</bdi>{meta}</li>"
    yield "</ul>"


def _title(document: Document) -> str:
    return document.title or public_source(document.source) or document.id
