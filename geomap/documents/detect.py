"""What a file is, by its first bytes; its name only decides where the bytes cannot."""

from __future__ import annotations

import io
import re
import zipfile

__all__ = ["HEAD", "detect", "looks_binary"]

HEAD = 65_536
"""How many bytes are looked at."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"PAR1", "parquet"),
    (b"bplist00", "webarchive"),
    (b"\x1f\x8b", "!compressed with gzip; unpack it first (gunzip)"),
    (b"BZh", "!compressed with bzip2; unpack it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "!compressed with xz; unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "!compressed with zstd; unpack it first (unzstd)"),
    (b"7z\xbc\xaf\x27\x1c", "!a 7z archive; unpack it first, then give the folder"),
    (b"Rar!\x1a\x07", "!a RAR archive; unpack it first, then give the folder"),
    (b"\x89PNG\r\n", "!a picture, not text; recognise its text first (ocrmypdf makes a PDF)"),
    (b"\xff\xd8\xff", "!a picture, not text; recognise its text first (ocrmypdf makes a PDF)"),
    (b"GIF8", "!a picture, not text; recognise its text first (ocrmypdf makes a PDF)"),
    (b"II*\x00", "!a picture, not text; recognise its text first (ocrmypdf makes a PDF)"),
    (b"MM\x00*", "!a picture, not text; recognise its text first (ocrmypdf makes a PDF)"),
    (b"ID3", "!sound, not text; give a transcript"),
    (b"OggS", "!sound or video, not text; give a transcript"),
    (b"\x7fELF", "!a program, not a document; leave it out"),
    (b"SQLite format 3\x00", "!a database, not a document; export the table as CSV"),
)
_ZIP_KINDS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "!slides; save them as PDF"),
    ("META-INF/container.xml", "epub"),
    ("content.xml", "odt"),
)
_BY_NAME = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".eml": "eml",
    ".mbox": "mbox",
}
_NEEDS_MAGIC = {
    ".pdf": "PDF",
    ".docx": "Word document",
    ".docm": "Word document",
    ".dotx": "Word document",
    ".xlsx": "Excel workbook",
    ".xlsm": "Excel workbook",
    ".pptx": "PowerPoint presentation",
    ".odt": "OpenDocument text",
    ".ods": "OpenDocument spreadsheet",
    ".odp": "OpenDocument presentation",
    ".epub": "EPUB book",
    ".zip": "ZIP archive",
    ".parquet": "Parquet file",
    ".msg": "Outlook message",
}
_PACKAGE_MARKS = frozenset({"[Content_Types].xml", "mimetype"})
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADERS = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type|"
    rb"delivered-to|reply-to|x-[a-z-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_MBOX = re.compile(rb"From \S.{0,200}\r?\n[A-Za-z][A-Za-z-]*: ")
_JSON_RECORD = re.compile(rb'\s*\{\s*"')
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x08\x00\x1a")) + b"\x7f"


def detect(head: bytes, suffix: str, *, whole: bytes | None = None, address: bool = False) -> str:
    """Return the format's word, or "!" and what to tell the user.

    Args:
        head: The first bytes.
        suffix: Of the name, lower case, with the dot.
        whole: All bytes: without them, containers are not told apart ("zip", "msg").
        address: The name is an address: a page about a file may end as the file does.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip" if whole is None else _zip_kind(whole, suffix)
    if head.startswith(_OLE):
        return "msg" if whole is None else _ole_kind(whole, suffix)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if suffix in _NEEDS_MAGIC and looks_binary(head):
        return _misnamed(suffix)
    kind = _text_kind(head, suffix)
    if suffix in _NEEDS_MAGIC and kind in ("text", "html") and not address:
        return _misnamed(suffix)
    return kind


def _misnamed(suffix: str) -> str:
    what = _NEEDS_MAGIC[suffix]
    article = "an" if what[0] in "AEIO" else "a"
    return f"!not {article} {what}, whatever its name says, or damaged; save or download it again"


def _zip_kind(whole: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        what = _NEEDS_MAGIC.get(suffix, "ZIP archive")
        return f"!a damaged {what}; save or download it again"
    kind = next((kind for member, kind in _ZIP_KINDS if member in names), "zip")
    if kind != "zip" or suffix == ".zip":
        return kind
    if suffix in _NEEDS_MAGIC:
        return _misnamed(suffix)
    if names & _PACKAGE_MARKS:
        return "!an Office file that is damaged or of a kind that is not read; save it as PDF"
    return kind


def _ole_kind(data: bytes, suffix: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "!encrypted; open it with its password and save it without"
    if "__properties_version1".encode("utf-16-le") in data or suffix == ".msg":
        return "msg"
    return "!an old Office file; save it as .docx or .xlsx"


def _text_kind(head: bytes, suffix: str) -> str:
    if looks_binary(head):
        return "!binary data, not text; leave it out or convert it first"
    if b"<office:document" in head[:4096]:
        return "flat odt"
    if _HTML.match(head, 3 if head.startswith(_BOMS[0]) else 0):
        return "mhtml" if suffix in (".mht", ".mhtml") else "html"
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    if _MBOX.match(head):
        return "mbox"
    if len(set(_header_names(head))) >= 3:
        return "eml"
    if suffix == "" and _JSON_RECORD.match(head):
        return "jsonl"
    return "text"


def _header_names(head: bytes) -> list[bytes]:
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _HEADERS.match(block):
        return []
    return [match.group().lower() for match in _HEADERS.finditer(block)]


def looks_binary(head: bytes) -> bool:
    """Whether bytes are neither text in any encoding nor text with a few stray bytes."""
    if not head or head.startswith(_BOMS):
        return False
    zeros = head.count(0)
    if zeros > max(8, len(head) // 10):
        even, odd = head[::2].count(0), head[1::2].count(0)
        one_sided = max(even, odd) > 0.2 * len(head) and min(even, odd) < 0.02 * len(head)
        return not one_sided
    control = len(head) - len(head.translate(None, _CONTROL))
    return control + zeros > max(16, len(head) // 20)
