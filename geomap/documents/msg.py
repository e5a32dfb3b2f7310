"""Outlook messages (.msg, MS-OXMSG), through python-oxmsg."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geomap.documents.builder import TextBuilder
from geomap.documents.html import page_blocks
from geomap.documents.mail import attachment_name, read_attachment
from geomap.documents.options import ReadOptions
from geomap.documents.source import Outcome, Source, unreadable
from geomap.types import Document

__all__ = ["read_msg"]


def read_msg(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the message, then the documents in its attachments."""
    message = _load(source)
    try:
        document = _document(message, source)
        attached = [
            (attachment_name(part.file_name, number), part.file_bytes or b"")
            for number, part in enumerate(message.attachments, start=1)
        ]
    except _DAMAGE as error:
        raise unreadable(source.name, "a damaged Outlook message; save it again") from error
    yield document
    for name, data in attached:
        yield from read_attachment(source, name, data, options)


_DAMAGE = (ValueError, KeyError, IndexError, LookupError, OSError, AttributeError, TypeError)


def _load(source: Source) -> Any:
    from oxmsg import Message

    try:
        return Message.load(source.content())
    except Exception as error:
        # olefile raises whatever a damaged file makes it stumble over
        raise unreadable(source.name, "a damaged Outlook message; save it again") from error


def _document(message: Any, source: Source) -> Document:
    builder = TextBuilder()
    sent = message.sent_date
    headers = {
        "From": message.sender,
        "To": ", ".join(filter(None, (person.name for person in message.recipients))),
        "Date": sent.isoformat(" ", "minutes") if sent else None,
        "Subject": message.subject,
    }
    with builder.within("part", "headers"):
        for name, value in headers.items():
            if value:
                builder.add(f"{name}: {' '.join(value.split())}", gap="\n")
    with builder.within("part", "body"):
        if (message.body or "").strip():
            builder.add(message.body.replace("\r\n", "\n"))
        else:
            for _, block in page_blocks(message.html_body or ""):
                builder.add(block)
    return Document(
        id=source.id,
        text=builder.text,
        title=message.subject or None,
        source=source.name,
        date=sent.date().isoformat() if sent else None,
        sha256=source.sha256(),
        spans=builder.spans,
    )
