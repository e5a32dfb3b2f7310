"""TEI P5: the texts with ``placeName`` elements that lead to the gazetteer.

Each text is one ``ab`` whose white space counts, so that the characters are those of the
document. ``cert`` says how sure geomap is, ``ana`` what was decided where no place was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from geomap._version import __version__
from geomap.escaping import for_xml
from geomap.export.annotations import place_address
from geomap.export.formats import Options
from geomap.types import Document, ParsedDocument, Status, Toponym

__all__ = ["NAMESPACE", "write_mentions"]

NAMESPACE = "http://www.tei-c.org/ns/1.0"


def write_mentions(results: Iterable[ParsedDocument], target: Path, options: Options) -> None:
    """Write a ``teiCorpus``, one document in memory at a time."""
    with open(target, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="{NAMESPACE}">\n')
        stream.write(_header(options.title or "Places named", f"Made by geomap {__version__}."))
        for parsed in results:
            stream.write(_text(parsed))
        stream.write("</teiCorpus>\n")


def _header(title: str, source: str) -> str:
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{_words(title)}</title></titleStmt>"
        f"<publicationStmt><p>{_words(source)}</p></publicationStmt>"
        f"<sourceDesc><p>{_words(source)}</p></sourceDesc></fileDesc></teiHeader>\n"
    )


def _text(parsed: ParsedDocument) -> str:
    document, parts, done = parsed.document, [], 0
    for toponym in parsed.toponyms:
        mention = toponym.mention
        if mention.start < done:
            continue  # names within names have no place in a tree
        parts.append(_words(document.text[done : mention.start]))
        parts.append(f"<placeName{_attributes(toponym)}>{_words(mention.text)}</placeName>")
        done = mention.end
    parts.append(_words(document.text[done:]))
    header = _header(document.title or document.id, _source(document))
    return (
        f"<TEI n={quoteattr(for_xml(document.id))}>\n{header}<text><body>"
        f'<ab xml:space="preserve">{"".join(parts)}</ab></body></text></TEI>\n'
    )


def _source(document: Document) -> str:
    known = (document.url, document.source, document.date)
    return ", ".join(each for each in known if each) or document.id


def _attributes(toponym: Toponym) -> str:
    if toponym.place is None:
        return f" ana={quoteattr('#' + toponym.status.value.replace(' ', '-'))}"
    cert = "low" if toponym.status is Status.UNCERTAIN else "high"
    return f' ref={quoteattr(place_address(toponym.place))} cert="{cert}"'


def _words(text: str) -> str:
    """Return the text as XML; a parser would read a bare carriage return as a line feed."""
    return escape(for_xml(text), {"\r": "&#13;"})
