"""E-mail: headers, bodies, attachments, mailboxes, and what goes wrong in them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.documents import outlook, writers
from tests.documents.conftest import at
from tests.documents.writers import DATE, PARAGRAPHS, TITLE

HEADERS = "From: Jörg Weiß <joerg@example.org>\nTo: desk@example.org\n"


def test_message(tmp_path: Path, only) -> None:
    path = tmp_path / "letter.eml"
    writers.eml(path)
    document = only(path)
    sent = "Date: Tue, 07 Jan 2020 09:00:00 +0000"
    assert document.text == f"{HEADERS}{sent}\nSubject: {TITLE}\n\n" + "\n\n".join(PARAGRAPHS)
    assert (document.title, document.date) == (TITLE, DATE)
    assert at(document, "Irbil on Friday") == "body"
    assert at(document, "Subject") == "headers"


def test_attachments_are_documents_of_their_own(tmp_path: Path, reading) -> None:
    word = tmp_path / "report.docx"
    writers.docx(word)
    path = tmp_path / "letter.eml"
    inner = writers.message(attachments={"note.txt": b"Seen in Zakho"}).as_bytes()
    attachments = {
        "../../etc/report.docx": word.read_bytes(),
        "photo.jpg": b"\xff\xd8\xff",
        "broken.pdf": b"%PDF-1.4 broken",
        "inner.eml": inner,
    }
    writers.eml(path, attachments=attachments)
    documents, errors = reading(path)
    assert [one.id for one in documents] == [
        "letter.eml",
        "letter.eml/report.docx",
        "letter.eml/inner.eml",
        "letter.eml/inner.eml/note.txt",
    ]
    assert documents[1].title == TITLE
    assert errors == [f"{path}/broken.pdf: a damaged PDF; save or download it again"]


def test_forwarded_message(tmp_path: Path, reading) -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("See below, from Tikrit.")
    outer.add_attachment(writers.message())
    path = tmp_path / "forward.eml"
    path.write_bytes(outer.as_bytes())
    documents, errors = reading(path)
    assert errors == []
    assert [one.title for one in documents] == ["Fwd", TITLE]


def test_page_as_body(tmp_path: Path, only) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Page"
    mail.set_content("<p>From <b>Mosul</b></p><p>to Irbil</p>", subtype="html")
    path = tmp_path / "page.eml"
    path.write_bytes(mail.as_bytes())
    assert only(path).text == "Subject: Page\n\nFrom Mosul\n\nto Irbil"


def test_mailbox(tmp_path: Path, reading) -> None:
    path = tmp_path / "letters.mbox"
    writers.mbox(path, 3)
    documents, errors = reading(path)
    assert errors == []
    assert [one.title for one in documents] == ["Letter 1", "Letter 2", "Letter 3"]
    assert documents[1].source == f"{path}, message 2"
    assert all(PARAGRAPHS[1] in one.text for one in documents)


def test_page_saved_as_one_file(tmp_path: Path, only) -> None:
    page = EmailMessage()
    page["From"] = "<Saved by Blink>"
    page["Snapshot-Content-Location"] = "https://example.org/saved"
    page["Subject"] = "saved"
    html = writers.HTML.replace('<link rel="canonical" href="https://example.org/road">', "")
    page.set_content(html, subtype="html", charset="utf-8")
    page.make_related()
    path = tmp_path / "page.mhtml"
    path.write_bytes(page.as_bytes())
    document = only(path)
    assert PARAGRAPHS[1] in document.text
    assert (document.title, document.url) == (TITLE, "https://example.org/saved")


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (b"Content-Type: text/plain; charset=x-nope\n\nK\xf6ln is calm.", "Köln is calm."),
        (b"Content-Type: text/plain; charset=utf-8\n\nK\xf6ln is calm.", "Köln is calm."),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!Mosul!", "!Mosul!"),
        (b"To: " + b"(" * 20_000 + b"\n\nMosul", "Mosul"),
        (b"Date: nonsense\nContent-Type: multipart/mixed\n\nMosul", "Mosul"),
        (b"Subject: =?x-nope?B?SGVsbG8=?= =?utf-8?Q?=FF?=\n\nMosul", "Mosul"),
    ],
)
def test_malformed_messages_are_read(tmp_path: Path, only, raw: bytes, body: str) -> None:
    path = tmp_path / "odd.eml"
    path.write_bytes(b"From: a@example.org\nMIME-Version: 1.0\n" + raw)
    assert only(path).text.endswith(body)


def test_two_hundred_parts_within_parts(tmp_path: Path, only) -> None:
    part = b"Content-Type: text/plain\n\nMosul inside\n"
    for n in range(200):
        mark = b"b%d" % n
        kind = b"Content-Type: multipart/mixed; boundary=" + mark
        part = kind + b"\n\n--" + mark + b"\n" + part + b"\n--" + mark + b"--\n"
    path = tmp_path / "deep.eml"
    path.write_bytes(b"From: a@example.org\nMIME-Version: 1.0\n" + part)
    assert only(path).text.endswith("Mosul inside")


def test_outlook_message(tmp_path: Path, reading) -> None:
    path = tmp_path / "letter.msg"
    path.write_bytes(
        outlook.message(
            subject=TITLE,
            body="From Mosul – to Irbil.\r\n\r\nSigned, Jörg",
            sender="Jörg Weiß",
            recipient="The desk",
            sent=datetime(2020, 1, 7, 9, 0, tzinfo=UTC),
            attachments={"note.txt": b"Seen in Zakho", "photo.jpg": b"\xff\xd8\xff"},
        )
    )
    documents, errors = reading(path)
    assert errors == []
    letter, note = documents
    sender = '"Jörg Weiß" <joerg@example.org>'
    sent = "2020-01-07 09:00+00:00"
    headers = f"From: {sender}\nTo: The desk\nDate: {sent}\nSubject: {TITLE}"
    assert letter.text == f"{headers}\n\nFrom Mosul – to Irbil.\n\nSigned, Jörg"
    assert (letter.title, letter.date) == (TITLE, DATE)
    assert at(letter, "Irbil.") == "body"
    assert (note.id, note.text) == ("letter.msg/note.txt", "Seen in Zakho")
