"""Cases 17 to 29: documents that are encrypted, cut, endless, hostile or odd inside."""

from __future__ import annotations

import io
import json
import struct
import time
import zipfile
from itertools import pairwise
from pathlib import Path

from benchmarks.fault_cases.lab import BOTH, SENTENCE, Lab, case, helper

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = "From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\n"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, parts: dict[str, str] | None = None, before: str = "") -> bytes:
    writers = helper("documents.writers")

    document = f'<?xml version="1.0"?>{before}<w:document {WORD}><w:body>{body}</w:body>'
    return writers.zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document + "</w:document>",
            **(parts or {}),
        }
    )


def plain_pdf(path: Path) -> bytes:
    writers = helper("documents.writers")

    writers.pdf(path, [[SENTENCE]])
    return path.read_bytes()


@case(17, "an encrypted PDF")
def encrypted(lab: Lab) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(lab.folder / "x.pdf"), encrypt=StandardEncryption("user", "owner"))
    canvas.drawString(60, 700, SENTENCE)
    canvas.save()
    done = lab.parse("x.pdf")
    lab.must("told, exit 1", done.code == 1 and "encrypted" in done.err)


@case(18, "a PDF that is cut, garbage, empty")
def cut(lab: Lab) -> None:
    whole = plain_pdf(lab.folder / "good.pdf")
    lab.write("in/cut.pdf", whole[: len(whole) // 2])
    lab.write("in/garbage.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 16)
    lab.write("in/empty.pdf", b"")
    done = lab.parse("in", "good.pdf")
    lab.must("the good one is read, exit 3", (done.code, done.names) == (3, BOTH))
    lab.check("a line each", done.err.count("\n") == 3)


@case(19, "a PDF that unpacks to 1.5 GB, also in a mailbox")
def bomb(lab: Lab) -> None:
    faults, writers = helper("documents.test_faults"), helper("documents.writers")

    lab.write("bomb.pdf", faults.flate_bomb())
    done = lab.parse("bomb.pdf", memory=16 << 30)
    lab.must("told, exit 1", done.code == 1 and "the reader broke on it" in done.err)
    lab.check(f"below 1.5 GiB ({done.memory:.0f} MiB)", done.memory < 1_540)
    lab.check(f"within 10 CPU s ({done.cpu:.1f})", done.cpu < 10)
    letter = writers.message(attachments={"b.pdf": faults.flate_bomb()}).as_bytes()
    good = writers.message().as_bytes()
    mailbox = b"".join(b"From a Tue Jan 7 09:00:00 2020\n%b\n" % one for one in (letter, good))
    lab.write("b.mbox", mailbox)
    done = lab.parse("b.mbox", memory=16 << 30)
    lab.must("in a mailbox: both letters read", done.code == 3 and len(done.documents) == 2)
    lab.check(f"in a mailbox: below 1.5 GiB ({done.memory:.0f})", done.memory < 1_540)


@case(20, "a PDF whose pages are a loop, 10^9 or 50,000 times one")
def pages(lab: Lab) -> None:
    pdf_of = helper("documents.test_faults").pdf_of

    lab.write("in/loop.pdf", pdf_of(b"<< >>", kids=b"2 0 R"))
    lab.write("in/billion.pdf", pdf_of(b"<< >>", count=10**9))
    drawn = b"<< /Length 5 >>\nstream\nq Q q\nendstream"
    lab.write("in/kids.pdf", pdf_of(drawn, kids=b"3 0 R " * 50_000, count=50_000))
    done = lab.parse("in", seconds=120)
    lab.must("told, exit 1", done.code == 1 and done.err.count("\n") >= 3)
    lab.check(f"in short ({done.seconds:.0f} s)", done.seconds < 60)


@case(21, "a PDF of pictures")
def pictures(lab: Lab) -> None:
    from PIL import Image
    from reportlab.pdfgen.canvas import Canvas

    Image.new("RGB", (200, 200), "white").save(lab.folder / "x.png")
    canvas = Canvas(str(lab.folder / "x.pdf"))
    canvas.drawImage(str(lab.folder / "x.png"), 50, 500)
    canvas.save()
    done = lab.parse("x.pdf")
    lab.must("told, exit 1", done.code == 1 and "no text layer" in done.err)


@case(22, "archives that unpack to far too much, lie, or hold themselves")
def archives(lab: Lab) -> None:
    big = bytearray(docx(paragraph("Mosul " * 40_000_000)))
    lab.write("in/big.docx", bytes(big))
    at = big.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack("<H", big[at + 28 : at + 30])[0]
        if b"document.xml" in big[at + 46 : at + 46 + length]:
            big[at + 24 : at + 28] = struct.pack("<I", 5_000)
        at = big.find(b"PK\x01\x02", at + 4)
    lab.write("in/lies.docx", bytes(big))
    nested = b""
    for level in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            if level == 0:
                archive.writestr("a.txt", bytes(60_000_000))
            else:
                for number in range(5):
                    archive.writestr(f"{number}.zip", nested)
        nested = packed.getvalue()
    lab.write("in/nested.zip", nested)
    done = lab.parse("in", memory=16 << 30)
    lab.must("all are refused, exit 1", (done.code, done.out) == (1, b""))
    lab.check(f"in little memory ({done.memory:.0f} MiB)", done.memory < 700)


@case(23, "entities that multiply or read other files")
def entities(lab: Lab) -> None:
    writers = helper("documents.writers")

    lab.write("secret.txt", "SECRET")
    outer = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{lab.folder}/secret.txt">]>'
    laughs = "<!DOCTYPE a [" + '<!ENTITY a "aaaaaaaaaa">'
    laughs += "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghij"))
    lab.write("in/laughs.docx", docx(paragraph("&j;"), before=laughs + "]>"))
    lab.write("in/outer.docx", docx(paragraph("&x;"), before=outer))
    lab.write("in/outer.odt", writers.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text",
         "content.xml": f'<?xml version="1.0"?>{outer}<a>&x;</a>'}
    ))  # fmt: skip
    writers.epub(lab.folder / "book.epub")
    with zipfile.ZipFile(lab.folder / "book.epub") as book:
        held = {name: book.read(name) for name in book.namelist()}
    chapter = f'<?xml version="1.0"?>{outer}<html><body><p>&x; {SENTENCE}</p></body></html>'
    first = next(name for name in held if name.endswith(".xhtml"))
    lab.write("in/outer.epub", writers.zipped({**held, first: chapter}))
    done = lab.parse("in")
    lab.must("nothing of another file is read", b"SECRET" not in done.out)
    lab.must("Word and OpenDocument are refused", done.err.count("known attack") >= 2)
    lab.check("no rest of a declaration in the text", "]>" not in done.text)
    lab.check("the chapter is read or told", "Mosul" in done.text or "epub" in done.err)


@case(24, "deletions, moves, boxes, notes and headers of Word")
def word_parts(lab: Lab) -> None:
    box = '<w:txbxContent xmlns:v="v">' + paragraph("Box Kirkuk.") + "</w:txbxContent>"
    other = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        "<w:p><w:r><w:t>Body Mosul.</w:t></w:r><w:del><w:r><w:delText>Deleted Paris.</w:delText>"
        "</w:r></w:del><w:ins><w:r><w:t> Inserted Irbil.</w:t></w:r></w:ins></w:p>"
        f"<w:p><w:r><mc:AlternateContent {other}><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p><w:p><w:moveFrom><w:r><w:t>Moved Berlin.</w:t></w:r></w:moveFrom></w:p>"
    )
    note = f'<w:footnotes {WORD}><w:footnote w:id="2">{paragraph("Note Basra.")}</w:footnote>'
    parts = {
        "word/footnotes.xml": note + "</w:footnotes>",
        "word/header1.xml": f"<w:hdr {WORD}>{paragraph('Header London.')}</w:hdr>",
    }
    lab.write("x.docx", docx(body, parts))
    text = lab.parse("x.docx").text
    for name in ("Mosul", "Irbil", "Kirkuk", "Basra", "London"):
        lab.must(f"{name} is there once", text.count(name) == 1)
    lab.must("what was deleted or moved away is not", "Paris" not in text and "Berlin" not in text)


@case(25, "pages nested 260 to 100,000 deep")
def deep(lab: Lab) -> None:
    for depth in (260, 2_000, 20_000, 100_000):
        inner = "<div>" * depth + f"<p>{SENTENCE}</p>" + "</div>" * depth
        page = f"<html><body><p>First Basra town.</p>{inner}<p>The end is in Kirkuk.</p>"
        lab.write(f"in/{depth:06}.html", page + "</body></html>")
    for tag in ("span", "table", "b"):
        page = f"<html><body><p>First Basra town.</p>{f'<{tag}>' * 30_000}{SENTENCE} Kirkuk."
        lab.write(f"in/{tag}.html", page)
    done = lab.parse("in", seconds=200)
    wanted = ("Basra", "Mosul", "Irbil", "Kirkuk")
    whole = [all(name in one["text"] for name in wanted) for one in done.documents]
    lab.must("all text of every page", whole == [True] * 7)
    lab.check(f"in short ({done.seconds:.0f} s)", done.seconds < 120)


@case(26, "scripts, styles and hidden text of pages")
def hidden(lab: Lab) -> None:
    body = (
        f"<h1>News of the day</h1><p>{SENTENCE} It was a long way, drivers said.</p>"
        '<p style="display:none">Hidden Berlin is here</p><p hidden>Hidden Madrid</p>'
        '<noscript>Rome</noscript><template>Oslo</template><p style="visibility:hidden">Vienna</p>'
        '<script type="application/ld+json">{"x":"Lisbon"}</script><textarea>Dublin</textarea>'
        '<p class="quiet">Warsaw</p><p aria-hidden="true">Athens</p><p style="font-size:0">Bern</p>'
    )
    style = '<style>p:after{content:"Tokyo"} .quiet{display:none}</style><script>x="Paris"</script>'
    for length in (1, 30):
        more = "<p>The market is open again, traders said on Monday.</p>" * length
        page = f"<html><head><title>T</title>{style}</head><body><article>{body}{more}</article>"
        lab.write(f"in/{length:02}.html", page)
    done = lab.parse("in")
    places = (
        "Berlin", "Madrid", "Rome", "Oslo", "Vienna", "Lisbon", "Dublin", "Warsaw", "Athens",
        "Bern", "Tokyo", "Paris",
    )  # fmt: skip
    for one in done.documents:
        for name in places:
            lab.must(f"{name} is not evidence in {one['id']}", name not in one["text"])
        lab.must(f"Mosul is in {one['id']}", "Mosul" in one["text"])
        lab.check("it is told", any("hidden words left out" in note for note in one["notes"]))


@case(27, "charsets, encodings, nesting and headers of e-mail")
def letters(lab: Lab) -> None:
    nested = f"Content-Type: text/plain\n\n{SENTENCE}\n"
    for number in range(200):
        nested = f"Content-Type: message/rfc822\n\nFrom: a@b.c\nSubject: {number}\n{nested}"
    plain = "Content-Type: text/plain; charset="
    odd = {
        **{f"charset-{name}": f"{HEAD}{plain}{name}\n\n{SENTENCE} \u00e9"
           for name in ("x-nonsense", "idna", "punycode", "undefined", "hex", "unicode_escape")},
        "nul": f'{HEAD}{plain}"a\0b"\n\n{SENTENCE}',
        "base64": f"{HEAD}Content-Transfer-Encoding: base64\n\n!!!! not ====\n{SENTENCE}",
        "brackets": f"{HEAD.replace('b@example.org', '(' * 20_000)}\n{SENTENCE}",
        "nested": HEAD + nested,
        "word": HEAD.replace("x", "=?idna?q?=E9?= =?undefined?q?x?=") + "\n" + SENTENCE,
        "date": f"{HEAD}Date: Tue, 99 Zzz 99999999999999999999 09:00:00\n\n{SENTENCE}",
        "bound": f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{'--b' * 3_000}\n{SENTENCE}",
        "name": f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{SENTENCE}\n--b\n"
        'Content-Disposition: attachment; filename="=?x-nope?b?AAAA?="\n\nx\n--b--',
    }  # fmt: skip
    start = b"From a@b Tue Jan  7 09:00:00 2020\n"
    for name, text in odd.items():
        data = text.encode("utf-8", "surrogateescape")
        lab.write(f"in/{name}.eml", data)
        good = f"{HEAD}\n{SENTENCE}\n".encode()
        lab.write(f"boxes/{name}.mbox", b"\n".join((start + good, start + data, start + good)))
    done = lab.parse("in", seconds=200)
    read = {identity.split(".eml")[0] for identity in done.ids}
    for name in odd:
        lab.must(f"{name}: read or told", name in read or f"{name}.eml" in done.err)
    lab.check("none is said to have broken the reader", "broke" not in done.err)
    done = lab.parse("boxes", seconds=200)
    for name in odd:
        beside = [one for one in done.ids if one.startswith(f"{name}.mbox/")]
        lab.must(f"{name}.mbox: the letters beside it are read", len(beside) >= 2)


@case(28, "members of archives with names that lead outside")
def outside(lab: Lab) -> None:
    writers = helper("documents.writers")

    names = ("../../up.txt", "/tmp/geomap-root.txt", "C:\\x\\win.txt", "nul\0byte.txt")
    lab.write(
        "x.zip", writers.zipped({name: f"{SENTENCE} {number}" for number, name in enumerate(names)})
    )
    before = {path for path in lab.folder.parent.rglob("*")}
    done = lab.parse("x.zip", "--keep-text", "texts", "-o", "x.jsonl")
    after = {path for path in lab.folder.parent.rglob("*")} - before
    inside = [path for path in after if not path.is_relative_to(lab.folder)]
    lab.must("read, exit 0", done.code == 0)
    lab.must("nothing is written outside", not [one for one in inside if "cache" not in one.parts])
    lab.check("nor at the top", not Path("/tmp/geomap-root.txt").exists())


@case(29, "long cells, bad lines, missing columns, ids that come twice")
def tables(lab: Lab) -> None:
    lab.write("long.csv", f'id,text\n1,"{SENTENCE * 5_000}"\n2,"{SENTENCE}"\n')
    lab.must("a cell of 200,000 characters", lab.parse("long.csv").ids == ["1", "2"])
    record = json.dumps({"id": "1", "text": SENTENCE})
    lines = (record, "{bad", "[1]", '{"id": "2"}', '{"id": "3", "text": 5}', record)
    lab.write("bad.jsonl", "\n".join(lines))
    done = lab.parse("bad.jsonl", "--keep-text", "texts")
    lab.must("bad lines are told, exit 3", done.code == 3 and "line 4" in done.err)
    lab.check("an id that comes twice is told", "line 6" in done.err or "twice" in done.err)
    kept = lab.left(lab.folder / "texts")
    lab.check("no text overwrites another", len(kept) == len(done.documents))
    lab.write("twice.csv", f"id,text\n1,{SENTENCE}\n1,{SENTENCE}\n")
    done = lab.parse("twice.csv")
    lab.check("and in tables", "1" in done.err and done.code == 3)
    done = lab.parse("long.csv", "--text-column", "body")
    lab.must("a missing column is told", done.code in (1, 2) and "body" in done.err)
    lab.write("open.csv", f'id,text\n1,"unclosed {SENTENCE}\n' * 5)
    began = time.monotonic()
    lab.must("a quote without end", lab.parse("open.csv").code in (0, 1, 3))
    lab.check("in short", time.monotonic() - began < 60)
