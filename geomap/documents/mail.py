"""E-mail (.eml, .mbox) and pages saved as .mhtml: headers, body, attachments (RFC 5322, 2045)."""

from __future__ import annotations

import email
import email.header
import email.utils
import re
from collections.abc import Callable, Iterator
from email.message import Message
from typing import TypeVar

from geomap.documents.builder import TextBuilder
from geomap.documents.html import decode_html, page_blocks, page_document
from geomap.documents.labels import codec_of
from geomap.documents.mailbox import messages
from geomap.documents.options import ReadOptions
from geomap.documents.source import Failure, Outcome, Source, unreadable
from geomap.documents.text import decode
from geomap.types import Document

__all__ = ["attachment_name", "read_attachment", "read_eml", "read_mbox", "read_mhtml"]

_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_DEEPEST = 5
_MOST_PARTS = 1_000
_LONGEST_HEADER = 2_000
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")
T = TypeVar("T")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def read_eml(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the message, then the documents in its attachments."""
    message = email.message_from_bytes(source.content())
    body, attachments = _body_and_attachments(message)
    builder = TextBuilder()
    with builder.within("part", "headers"):
        for name in _SHOWN:
            value = _header(message, name)
            if value:
                builder.add(f"{name}: {value}", gap="\n")
    notes = _add_body(body, builder, source, options)
    yield Document(
        id=source.id,
        text=builder.text,
        title=_header(message, "Subject") or None,
        source=source.name,
        date=_sent(message),
        language=(_header(message, "Content-Language") or "")[:2].lower() or None,
        sha256=source.sha256(),
        spans=builder.spans,
        notes=notes,
    )
    for number, part in enumerate(attachments, start=1):
        name = attachment_name(_file_name(part), number)
        data = _payload(part)
        if part.get_content_type() == "message/rfc822":
            name, data = name if name.endswith(".eml") else f"{name}.eml", _inner_message(part)
        yield from read_attachment(source, name, data, options)


def read_attachment(
    source: Source, name: str, data: bytes, options: ReadOptions
) -> Iterator[Outcome]:
    """Yield the documents of an attachment; pictures, sounds and signatures are passed over."""
    from geomap.documents.read import read_source
    from geomap.documents.walk import selected, uninteresting

    if not data or uninteresting(name, options) or not selected(name, options):
        return
    if name.lower().endswith((".asc", ".sig", ".p7s", ".p7m", ".ics", ".vcf")):
        return
    child = source.child(name, data)
    if child.depth > _DEEPEST:
        yield Failure(child.name, unreadable(child.name, "nested too deeply; take it out first"))
    else:
        yield from read_source(child, options)


def attachment_name(name: str | None, number: int) -> str:
    """Return a harmless name: no folders, no control characters, not too long."""
    last = re.split(r"[/\\]", name or "")[-1]
    return _UNSAFE.sub("_", last).strip(". ")[-120:] or f"attachment {number}"


def read_mbox(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the messages of a mailbox, one at a time."""
    from geomap.documents.read import read_source

    for message in messages(source, options):
        if isinstance(message, Failure):
            yield message
        else:
            yield from read_source(message, options)


def read_mhtml(source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Yield the page of a web page saved as one file; its other parts are not looked at."""
    message = email.message_from_bytes(source.content())
    for part in _parts(message):
        if part.get_content_type() == "text/html":
            declared = _safely(part.get_content_charset)
            text, notes = decode_html(_payload(part), source.name, options, declared)
            address = _header(message, "Snapshot-Content-Location")
            address = address or _header(part, "Content-Location")
            known = address if (address or "").startswith(("http://", "https://")) else None
            yield page_document(text, source, notes=notes, address=known)
            return
    raise unreadable(source.name, "holds no page; save it again")


# --- parts ---------------------------------------------------------------------------------


def _parts(message: Message) -> Iterator[Message]:
    """Yield the leaves, without entering attached messages and without recursion."""
    waiting: list[Message] = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        content = _safely(part.get_payload)
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            waiting.extend(inner for inner in reversed(content) if isinstance(inner, Message))
        else:
            yield part


def _body_and_attachments(message: Message) -> tuple[Message | None, list[Message]]:
    plain: Message | None = None
    rich: Message | None = None
    others: list[Message] = []
    for part in _parts(message):
        kind = part.get_content_type()
        if _is_attached(part):
            others.append(part)
        elif kind == "text/html" and rich is None:
            rich = part
        elif plain is None and (kind == "text/plain" or part.get_content_maintype() == "multipart"):
            plain = part
        elif part.get_content_maintype() not in ("image", "audio", "video", "multipart"):
            others.append(part)
    has_plain = plain is not None and bool(_payload(plain).strip())
    return (plain if has_plain else rich), others


def _is_attached(part: Message) -> bool:
    disposition = str(_safely(lambda: part.get("Content-Disposition")) or "")[:200].strip().lower()
    return disposition.startswith("attachment") or part.get_content_maintype() == "message"


def _add_body(
    body: Message | None, builder: TextBuilder, source: Source, options: ReadOptions
) -> tuple[str, ...]:
    if body is None:
        return ()
    data, declared = _payload(body), _safely(body.get_content_charset)
    if body.get_content_type() == "text/html":
        text, notes = decode_html(data, source.name, options, declared)
        with builder.within("part", "body"):
            for _, block in page_blocks(text):
                builder.add(block)
        return notes
    text, notes = _decoded(data, declared, source, options)
    builder.add(text, kind="part", label="body")
    return notes


def _decoded(
    data: bytes, declared: str | None, source: Source, options: ReadOptions
) -> tuple[str, tuple[str, ...]]:
    """Decode a plain body; charsets that are unknown or do not fit give way to a guess."""
    if options.encoding:
        return decode(data, name=source.name, encoding=options.encoding)
    try:
        return data.decode(codec_of(declared) or "utf-8"), ()
    except UnicodeError:
        return decode(data, name=source.name)


def _payload(part: Message) -> bytes:
    data = _safely(lambda: part.get_payload(decode=True))
    text = _safely(part.get_payload)
    if isinstance(data, bytes) and not (isinstance(text, str) and _falsely_base64(part, text)):
        return data
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def _falsely_base64(part: Message, text: str) -> bool:
    """Whether a part said to be base64 holds something else, which is shown as it is."""
    encoding = str(_safely(lambda: part.get("Content-Transfer-Encoding")) or "").strip().lower()
    return encoding == "base64" and _NOT_BASE64.search(text) is not None


def _inner_message(part: Message) -> bytes:
    content = _safely(part.get_payload)
    inner = content[0] if isinstance(content, list) and content else None
    return (_safely(inner.as_bytes) or b"") if isinstance(inner, Message) else b""


def _file_name(part: Message) -> str | None:
    found = _safely(part.get_filename)
    return _spelled_out(found) if isinstance(found, str) else None


def _safely(ask: Callable[[], T]) -> T | None:
    """Return what the email library makes of something, None where it stumbles over it."""
    try:
        return ask()
    except Exception:
        # malformed messages make it raise nearly anything
        return None


def _spelled_out(text: str) -> str:
    """Return a header with its encoded words decoded, as it stands if they are malformed."""
    decoded = _safely(lambda: str(email.header.make_header(email.header.decode_header(text))))
    return text.encode("utf-8", "replace").decode("utf-8") if decoded is None else decoded


def _header(message: Message, name: str) -> str:
    raw = _safely(lambda: message.get(name))
    if raw is None:
        return ""
    return " ".join(_spelled_out(str(raw)[:_LONGEST_HEADER]).split())


def _sent(message: Message) -> str | None:
    date = str(_safely(lambda: message.get("Date")) or "")
    moment = _safely(lambda: email.utils.parsedate_to_datetime(date))
    return moment.date().isoformat() if moment is not None else None
