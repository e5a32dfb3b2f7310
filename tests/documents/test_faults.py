"""Bad input: one clear line naming the file, the rest goes on, nothing harmful happens."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from geomap.documents import ReadOptions
from geomap.documents.pool import Child
from geomap.documents.read import read_source
from geomap.documents.source import Failure, Source
from geomap.documents.worker import MEMORY
from geomap.types import Document
from tests.documents import writers
from tests.waiting import PATIENCE

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(xml: str) -> bytes:
    return writers.zipped({"word/document.xml": xml})


def without(path: Path, member: str) -> None:
    """Take a member out of a container."""
    with zipfile.ZipFile(path) as container:
        kept = {name: container.read(name) for name in container.namelist() if name != member}
    path.write_bytes(writers.zipped(kept))


def workbook(xml: str) -> bytes:
    """A workbook whose every part is in place but for what ``xml`` says."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    space = "http://schemas.openxmlformats.org/package/2006"
    return writers.zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Override '
            f'PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
            "xl/workbook.xml": xml,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{space}/relationships"/>',
        }
    )


def entities(count: int = 9) -> str:
    lines = (f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(count))
    return '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(lines) + "]>"


def pdf_of(contents: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count " + str(count).encode() + b" >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        contents,
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, words)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Root 1 0 R /Size %d >>\n"
    return out + tail % (size, table, size) + b"startxref\n%d\n%%%%EOF" % len(out)


def flate_bomb() -> bytes:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"q " * 5_000_000) for _ in range(120)) + packer.flush()
    twice = zlib.compress(packed, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(twice)
    return pdf_of(head + b"\nstream\n" + twice + b"\nendstream")


def damaged_zip() -> bytes:
    data = bytearray(writers.zipped({"a.txt": "Mosul " * 100}))
    data[36:40] = b"\xff\xff\xff\xff"
    return bytes(data)


EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARTS: dict[str, bytes | str] = {"[Content_Types].xml": "<Types/>", "a.xml": "<a>Mosul</a>"}
PAGE = b"<html><body><p>404: not found in Mosul</p></body></html>"
BODY = f"<w:document {WORD}><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>"

FAULTS: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "an empty file; nothing to read"),
    "blank.txt": (b" \n\t\n", "holds no text; nothing to read"),
    "program.txt": (b"\x7fELF" + bytes(500), "a program, not a document; leave it out"),
    "noise.txt": (bytes(range(256)) * 40, "binary data, not text"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture, not text"),
    "packed.txt": (b"\x1f\x8b\x08" + bytes(99), "unpack it first (gunzip)"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "save it as .docx"),
    "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)), "a damaged PDF"),
    "cut.pdf": (pdf_of(b"<< >>")[:150], "a damaged PDF"),
    "not.pdf": (bytes(range(256)), "not a PDF, whatever its name says"),
    "loop.pdf": (pdf_of(b"<< >>", kids=b"2 0 R"), "a damaged or empty PDF"),
    "billion.pdf": (pdf_of(b"<< >>", count=10**9), "a damaged or empty PDF"),
    "bomb.pdf": (flate_bomb(), "may be damaged or malicious, leave it out"),
    "broken.zip": (writers.zipped({"a.txt": "Mosul"})[:40], "a damaged ZIP archive"),
    "damaged.zip": (damaged_zip(), "/a.txt: damaged; save or download it again"),
    "nothing.zip": (writers.zipped({"a.png": "x"}), "holds no documents"),
    "bomb.zip": (writers.zipped({"a.txt": bytes(60_000_000)}), "unpacks to far too much"),
    "bomb.docx": (word_file(" " * 60_000_000), "unpacks to far too much"),
    "laughs.docx": (
        word_file(f'<?xml version="1.0"?>{entities()}{BODY.format("&j;")}'),
        "its XML is damaged or nested too deeply",
    ),
    "declared.docx": (
        word_file(f'<?xml version="1.0"?>{entities(2)}{BODY.format("Mosul")}'),
        "declares XML entities (a known attack)",
    ),
    "external.docx": (
        word_file(f'<?xml version="1.0"?>{EXTERNAL}{BODY.format("&x; Mosul")}'),
        "declares XML entities (a known attack)",
    ),
    "external.odt": (
        writers.zipped({"content.xml": f'<?xml version="1.0"?>{EXTERNAL}<a>&x;</a>'}),
        "declares XML entities (a known attack)",
    ),
    "deep.docx": (
        word_file(f"<w:document {WORD}>" + "<w:x>" * 5000 + "</w:x>" * 5000 + "</w:document>"),
        "nested too deeply",
    ),
    "cut.docx": (word_file("<w:document"), "its XML is damaged"),
    "half.docx": (word_file("x")[:30], "a damaged Word document"),
    "bad.msg": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 3000, "a damaged Outlook message"),
    "bad.parquet": (b"PAR1" + b"x" * 99 + b"PAR1", "a damaged Parquet file"),
    "bad.xlsx": (writers.zipped({"xl/workbook.xml": "<x"}), "a damaged workbook"),
    "bad.json": (b"[" * 100_000, "not JSON (nested too deeply)"),
    "bad.webarchive": (b"bplist00" + b"x" * 50, "no saved web page"),
    "empty.html": (b"<html><body><script>x</script></body></html>", "holds no text"),
    "text.docx": (b"Mosul is plain text.", "not a Word document, whatever its name says"),
    "page.xlsx": (PAGE, "not an Excel workbook, whatever its name says"),
    "page.pdf": (PAGE, "not a PDF, whatever its name says, or damaged; save or download it again"),
    "bare.docx": (writers.zipped(PARTS), "not a Word document, whatever its name says"),
    "bare.docm": (writers.zipped(PARTS), "not a Word document, whatever its name says"),
    "bare.xlsx": (writers.zipped(PARTS), "not an Excel workbook, whatever its name says"),
    "bare.pptx": (writers.zipped(PARTS), "not a PowerPoint presentation"),
    "bare.odt": (writers.zipped({"mimetype": "x"}), "not an OpenDocument text"),
    "bare.epub": (writers.zipped({"a.xhtml": PAGE}), "not an EPUB book, whatever its name says"),
    "nameless": (
        writers.zipped(PARTS),
        "an Office file that is damaged or of a kind that is not read",
    ),
    "root.docx": (word_file("<root>Mosul</root>"), "a damaged Word document; save or download"),
    "sheetless.xlsx": (workbook("<workbook/>"), "holds no text; nothing to read"),
    "header.csv": (b"id,text,date\n", "holds no text; nothing to read"),
    "drm.epub": (
        writers.zipped(
            {
                "META-INF/container.xml": "<x/>",
                "META-INF/encryption.xml": "<e><EncryptionMethod Algorithm='aes'/></e>",
            }
        ),
        "protected by DRM",
    ),
}


@pytest.fixture(scope="module")
def outcomes(reading, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list, list[str]]:
    """Read all broken files in one run, with good ones before and after."""
    folder = tmp_path_factory.mktemp("faults")
    for name, (data, _) in FAULTS.items():
        (folder / name).write_bytes(data)
    (folder / "00.txt").write_text("Mosul first")
    (folder / "zz.txt").write_text("Mosul last")
    writers.docx(folder / "zz.docx")
    documents, errors = reading(folder, seconds=3 * PATIENCE)
    return folder, documents, errors


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_one_clear_line(outcomes, name: str) -> None:
    folder, _, errors = outcomes
    (error,) = (line for line in errors if line.startswith(str(folder / name)))
    assert FAULTS[name][1] in error
    assert "\n" not in error
    assert "Traceback" not in error


def test_the_rest_goes_on(outcomes) -> None:
    _, documents, errors = outcomes
    assert [one.id for one in documents] == ["00.txt", "zz.docx", "zz.txt"]
    assert len(errors) == len(FAULTS)


def test_a_lost_sheet_and_a_lost_chapter_are_named(tmp_path: Path, reading) -> None:
    book, epub = tmp_path / "a.xlsx", tmp_path / "b.epub"
    writers.xlsx(book)
    without(book, "xl/worksheets/sheet1.xml")
    writers.epub(epub)
    without(epub, "OPS/text/one.xhtml")
    documents, errors = reading(tmp_path)
    assert [one.id for one in documents] == ["a1", "a2", "b.epub"]
    assert errors == [
        f"{book}, sheet Weather: missing in the file; save it again",
        f"{epub}/OPS/text/one.xhtml: a missing chapter; download the book again",
    ]


def test_a_page_about_a_file_may_be_called_like_the_file() -> None:
    address = "https://example.org/File:Mosul.pdf"
    fetched = Source(address, address, data=PAGE, address=address)
    (page,) = read_source(fetched, ReadOptions())
    assert isinstance(page, Document)
    assert "Mosul" in page.text


def test_memory_of_a_bomb_is_limited(outcomes) -> None:
    if sys.platform == "win32":
        pytest.skip("no limit there")
    # In a process of its own: what this one and its other children took does not count.
    code = (
        "import resource, sys; from geomap.documents import ReadOptions, read_documents;"
        f"options = ReadOptions(seconds={3 * PATIENCE});"
        "list(read_documents(sys.argv[1:], options=options, on_error=lambda *_: None));"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    bombs = sorted(outcomes[0].glob("bomb.*"))
    assert len(bombs) == 3
    command = [sys.executable, "-c", code, *map(str, bombs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = int(done.stdout) * (1 if sys.platform == "darwin" else 1024)
    assert 0 < peak < MEMORY


@pytest.mark.parametrize(
    "text", ["Mosul fell. word " * 600_000, "(" * 1_000_000, "x" * 1_000_000], ids=len
)
def test_long_lines(tmp_path: Path, only, text: str) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text)
    started = time.process_time()
    assert only(path).text == text
    assert time.process_time() - started < 30  # under a second; slow machines differ much


def test_overrides_stay_as_they_are(tmp_path: Path, only) -> None:
    path = tmp_path / "bidi.txt"
    path.write_text("Mosul \u202eliab\u202c Irbil", encoding="utf-8")
    assert only(path).text == "Mosul \u202eliab\u202c Irbil"


def test_links_pipes_and_loops_in_folders(tmp_path: Path, reading) -> None:
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    outside = tmp_path / "outside.txt"
    outside.write_text("Secret in Tikrit")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "link.txt").symlink_to(outside)
    os.mkfifo(folder / "pipe.txt")
    (folder / "ok.txt").write_text("Mosul")
    (document,), errors = reading(folder)
    assert document.text == "Mosul"
    assert errors == [
        f"{folder}/link.txt: a symbolic link, which is not followed; name its target instead",
        f"{folder}/loop: a symbolic link, which is not followed; name its target instead",
        f"{folder}/pipe.txt: a pipe, device or socket in the place of a file; leave it out",
    ]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's right to read everything."""
    root = os.geteuid() == 0
    if root:
        try:
            os.seteuid(65534)
        except OSError:
            pytest.skip("root may become nobody else here")
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
def test_unreadable_file(reading) -> None:
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder, "secret.txt")
        path.write_text("Mosul")
        assert len(reading(path)[0]) == 1
        path.chmod(0)
        with as_nobody():
            documents, errors = reading(path)
    assert documents == []
    assert errors == [f"{path}: cannot be opened (permission denied); check it"]


def test_too_large(tmp_path: Path, reading) -> None:
    path = tmp_path / "large.txt"
    path.write_text("Mosul " * 100)
    message = f"{path}: larger than 500 bytes; raise the limit with --max-bytes"
    assert reading(path, max_bytes=500) == ([], [message])


def test_zip_members_stay_inside(tmp_path: Path, reading) -> None:
    path = tmp_path / "tricky.zip"
    names = ("../../up.txt", "/root.txt", "C:\\x\\win.txt", "a/../../b.txt", "nul\0byte.txt")
    path.write_bytes(writers.zipped({name: f"Mosul {name!r}" for name in names}))
    documents, errors = reading(path)
    assert errors == []
    assert len(documents) == len(names)
    assert all(".." not in one.id and one.id.startswith("tricky.zip/") for one in documents)
    assert {entry.name for entry in tmp_path.iterdir()} == {"tricky.zip"}


def test_zip_in_zip_in_zip(tmp_path: Path, reading) -> None:
    data: bytes = b"Mosul inside"
    name = "a.txt"
    for depth in range(5):
        data, name = writers.zipped({name: data, f"b{depth}.txt": "Irbil"}), f"z{depth}.zip"
    path = tmp_path / "outer.zip"
    path.write_bytes(data)
    documents, errors = reading(path)
    assert [one.text for one in documents] == ["Irbil"] * 3
    assert len(errors) == 1
    assert "nested too deeply; unpack it first" in errors[0]


def test_encrypted_member(tmp_path: Path, reading) -> None:
    data = bytearray(writers.zipped({"a.txt": "Mosul"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        struct.pack_into("<H", data, at, 1)
    path = tmp_path / "secret.zip"
    path.write_bytes(data)
    message = f"{path}/a.txt: encrypted; unpack it with its password"
    assert reading(path) == ([], [message])


def test_nothing_in_a_document_reaches_the_network(tmp_path: Path, reading) -> None:
    """Every address a document can name leads to a listener that must hear nothing."""
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    heard.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        dtd = f'<!DOCTYPE w:document SYSTEM "{address}/a.dtd">'
        (tmp_path / "a.docx").write_bytes(word_file(dtd + BODY.format("Mosul is here")))
        (tmp_path / "b.html").write_text(
            f'<!DOCTYPE html SYSTEM "{address}/x.dtd"><html><head><base href="{address}/">'
            f'<link rel="canonical" href="{address}/c"><meta http-equiv="refresh" '
            f'content="0;url={address}"></head><body><img src="{address}/i.png">'
            f'<iframe src="{address}"></iframe><p>Mosul is here</p></body></html>'
        )
        documents, errors = reading(tmp_path)
        stop.set()
        listener.join()
    assert errors == []
    assert [one.text for one in documents] == ["Mosul is here"] * 2
    assert heard == []


def test_large_folder_with_three_broken_files(tmp_path: Path, reading) -> None:
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_bytes(b"Mosul %d" % number)
    for number in (17, 5_000, 9_999):
        (tmp_path / f"{number:05}.txt").write_bytes(b"\x7fELF" + bytes(50))
    documents, errors = reading(tmp_path)
    assert len(documents) == 9_997
    assert [line.split(": ")[0] for line in errors] == [
        str(tmp_path / f"{number:05}.txt") for number in (17, 5_000, 9_999)
    ]


def bomb_between(kind: str) -> bytes:
    """Return a mailbox, an archive or an archive in an e-mail whose second part is a bomb."""
    if kind == "zip":
        files = {"a.txt": "Mosul one", "b.pdf": flate_bomb(), "c.txt": "Mosul two"}
        return writers.zipped(files)
    if kind == "eml":
        files = {"b.zip": bomb_between("zip"), "c.txt": b"Mosul three"}
        return writers.message(attachments=files).as_bytes()
    letters = [writers.message(attachments={"b.pdf": flate_bomb()}), writers.message()]
    return b"".join(b"From a Tue Jan 7 09:00:00 2020\n%b\n" % one.as_bytes() for one in letters)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
@pytest.mark.parametrize(
    ("kind", "guilty", "others"),
    [
        ("mbox", "all.mbox, message 1/b.pdf", ["all.mbox/1.eml", "all.mbox/2.eml"]),
        ("zip", "all.zip/b.pdf", ["all.zip/a.txt", "all.zip/c.txt"]),
        (
            "eml",
            "all.eml/b.zip/b.pdf",
            ["all.eml", "all.eml/b.zip/a.txt", "all.eml/b.zip/c.txt", "all.eml/c.txt"],
        ),
    ],
)
def test_a_bomb_inside_costs_only_itself(
    tmp_path: Path, reading, kind: str, guilty: str, others: list[str]
) -> None:
    path = tmp_path / f"all.{kind}"
    path.write_bytes(bomb_between(kind))
    documents, errors = reading(path)
    assert [one.id for one in documents] == others
    (error,) = errors
    assert error.startswith(f"{tmp_path}/{guilty}: the reader crashed on it")


def test_parts_that_hang_cost_only_themselves(tmp_path: Path) -> None:
    """More parts than are given up; each is told, and then that the rest was left out."""
    path = tmp_path / "all.zip"
    bombs = {f"{number:02}.pdf": flate_bomb() for number in range(22)}
    path.write_bytes(writers.zipped({"0.txt": "Mosul", **bombs}))
    child = Child()
    source = Source("all.zip", "all.zip", path=path)
    outcomes = list(child.read(source, ReadOptions(seconds=PATIENCE)))
    child.close()
    assert isinstance(outcomes[0], Document)
    failures = [one for one in outcomes[1:] if isinstance(one, Failure)]
    assert [one.name for one in failures[:21]] == [f"all.zip/{n:02}.pdf" for n in range(21)]
    assert "too many of its parts break the reader" in str(failures[21].error)


ODD_MESSAGES = {
    "idna": b"Content-Type: text/plain; charset=idna\n\nSeen in Mosul.",
    "undefined": b"Content-Type: text/plain; charset=undefined\n\nSeen in Mosul.",
    "nul": b'Content-Type: text/plain; charset="a\0b"\n\nSeen in Mosul.',
    "base64": b"Content-Type: text/plain; charset=base64\n\nSeen in Mosul.",
    "korean": b"Content-Type: text/plain; charset=windows-949\n\nSeen in Mosul. \xbc\xad\xbf\xef",
    "word": b"Subject: =?x-nope?b?AAAA?= =?idna?q?x?=\n\nSeen in Mosul.",
    "name": b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
    b"Seen in Mosul.\n--b\nContent-Type: text/plain\n"
    b'Content-Disposition: attachment; filename="=?x-nope?b?AAAA?="\n\nSeen in Basra.\n--b--',
    "page": b"Content-Type: text/html; charset=undefined\n\n<p>Seen in Mosul.</p>",
}


@pytest.mark.parametrize("raw", ODD_MESSAGES.values(), ids=ODD_MESSAGES)
def test_odd_headers_cost_nothing(tmp_path: Path, reading, raw: bytes) -> None:
    path = tmp_path / "odd.mbox"
    one = b"From a@b Tue Jan  7 09:00:00 2020\nFrom: a@e.org\nMIME-Version: 1.0\n"
    path.write_bytes(
        b"\n\n".join((one + b"\nSeen in Irbil.", one + raw, one + b"\nSeen in Irbil."))
    )
    documents, errors = reading(path)
    assert errors == []
    texts = [document.text for document in documents if "attachment" not in document.id]
    assert ["Seen in Mosul." in text for text in texts[:3]] == [False, True, False]


@pytest.mark.parametrize(
    "page", [b"\\ansicpg99999", b"\\ansicpg-1", b"\\ansicpg949", b"\\ansicpg10000", b"\\u9999999 ?"]
)
def test_code_pages_of_rich_text(tmp_path: Path, only, page: bytes) -> None:
    path = tmp_path / "page.rtf"
    path.write_bytes(b"{\\rtf1\\ansi" + page + b"\\uc999999999999 Seen in Mosul.\\par}")
    assert "Seen in Mosul." in only(path).text
