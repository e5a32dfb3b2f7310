"""Plain text, JSON Lines, folders and standard input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.documents import ReadOptions, keep_text, read_documents, write_texts
from geomap.documents.dates import parse_date
from geomap.documents.labels import codec_of
from geomap.errors import DocumentNotFound, FormatError
from geomap.types import Document


def test_seeds(seeds: Path) -> None:
    bbc, mail = read_documents(seeds)
    assert bbc.title == "Qasem Soleimani: Why his killing is good news for IS jihadists"
    assert mail.title == "ISIS welcome the death of Iran’s Qaseem Soleimani"
    assert bbc.text == (seeds / bbc.id).read_text(encoding="utf-8")
    assert mail.text == (seeds / mail.id).read_text(encoding="utf-8")


def test_text_stays_as_it_was_read(tmp_path: Path, only) -> None:
    words = "\u202bMosul\r\nand\u00ad Irbil\u2028\tfi\ufb01 “x”\x1b[0m e\u0301 \r last \U0001f600"
    path = tmp_path / "raw.txt"
    path.write_bytes(words.encode("utf-8"))
    document = only(path)
    assert document.text == words
    assert document.notes == ()


def test_nul_and_byte_order_mark_are_the_only_changes(tmp_path: Path, only) -> None:
    path = tmp_path / "raw.txt"
    path.write_bytes(b"\xef\xbb\xbfMosul\0 and Irbil\n")
    document = only(path)
    assert document.text == "Mosul\ufffd and Irbil\n"
    assert document.notes == ("1 NUL characters or lone surrogates were replaced by U+FFFD",)


GERMAN = "Der Präsident flog nach Köln und über Düsseldorf zurück."
RUSSIAN = "Президент приехал в Казань и встретился с мэром города в четверг."
POLISH = "Łódź i Kraków są większe niż Gdańsk, powiedział prezydent."
JAPANESE = "東京都で大きな会議が開かれました。大阪市の市長も参加しました。"
CASES = [
    (GERMAN, "cp1252"),
    (GERMAN, "utf-16"),
    (GERMAN, "utf-16-le"),
    (GERMAN, "utf-16-be"),
    (GERMAN, "utf-32"),
    ("Le président a été reçu à l’Élysée, où il parla de la Côte d’Ivoire.", "cp1252"),
    ("O presidente não está em São Paulo; as eleições são amanhã.", "cp1252"),
    (POLISH, "cp1250"),
    (POLISH, "iso8859_2"),
    ("Příliš žluťoučký kůň úpěl v Brně.", "cp1250"),
    ("Cumhurbaşkanı İstanbul'a gitti, Diyarbakır ve Şırnak'ta konuştu.", "cp1254"),
    (RUSSIAN, "koi8_r"),
    (RUSSIAN, "cp1251"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    ("زار الرئيس مدينة الموصل وبغداد يوم الجمعة الماضي.", "cp1256"),
]


@pytest.mark.parametrize(("words", "encoding"), CASES)
def test_encodings(tmp_path: Path, only, words: str, encoding: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(words.encode(encoding))
    document = only(path)
    assert document.text == words
    guessed = encoding not in ("utf-16", "utf-32")
    assert any("is a guess" in note for note in document.notes) == guessed


def test_a_few_wrong_bytes_are_replaced_and_noted(tmp_path: Path, only) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("Köln, Łódź, München, Zürich, Málaga, Genève".encode() + b" \xff.")
    document = only(path)
    assert document.text.endswith("Genève \ufffd.")
    assert document.notes == ("1 bytes that are not UTF-8 were replaced by U+FFFD",)


def test_given_encoding_wins(tmp_path: Path, only) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("Łódź".encode("cp1250"))
    assert only(path, encoding="cp1250").text == "Łódź"


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("Published: 7 January 2020", "2020-01-07"),
        ("Date: January 7th, 2020", "2020-01-07"),
        ("Posted on 2020-01-07 09:00", "2020-01-07"),
        ("Veröffentlicht am 7. Januar 2020", "2020-01-07"),
        ("Published 01/07/2020", None),
        ("Born 7 January 2020", None),
        ("The date: nobody knows", None),
    ],
)
def test_stated_dates(tmp_path: Path, only, stated: str, date: str | None) -> None:
    path = tmp_path / "letter.txt"
    text = f"A headline\n\n{stated}\n\nThe convoy left Mosul on 3 March 2019.\n"
    path.write_text(text, encoding="utf-8")
    document = only(path)
    assert (document.title, document.date) == ("A headline", date)


def test_dates_given_win_and_must_be_dates(tmp_path: Path, only) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Published: 7 January 2020\nMosul")
    assert only(path, date="2021-05").date == "2021-05"
    with pytest.raises(FormatError, match="'soon' is not a date"):
        list(read_documents(path, options=ReadOptions(date="soon")))


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2020/01/07", "2020-01-07"),
        ("2020/1/7 10:15", "2020-01-07"),
        ("2020.01.07", "2020-01-07"),
        ("2020/01", "2020-01"),
        ("January 2020", "2020-01"),
        ("Friday, Jan. 2020", "2020-01"),
        ("May 1945", "1945-05"),
        ("8th of May 1945", "1945-05-08"),
        ("the 8th of May, 1945", "1945-05-08"),
        ("07-Jan-2020", "2020-01-07"),
        ("7.1.2020", "2020-01-07"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("04/04/2020", "2020-04-04"),
        ("03/04/2020", None),
        ("1–3 May 2020", "2020-05"),
        ("May 1 to 3, 2020", "2020-05"),
        ("enero de 2020", "2020-01"),
        ("2020. január", "2020-01"),
        ("май 1945", "1945-05"),
        ("2020年1月", "2020-01"),
        ("2019-2020", None),
        ("version 1.2.2020.4", None),
        ("2020/13/45", None),
    ],
)
def test_dates_keep_the_precision_that_is_stated(words: str, date: str | None) -> None:
    assert parse_date(words) == date


def test_impossible_dates_are_none() -> None:
    assert [parse_date(value) for value in ("2020-02-31", "31 May", "", None, 7, "99/1/2")] == (
        [None] * 6
    )
    assert parse_date("D:20200107090000+01'00'") == "2020-01-07"


def test_markdown(tmp_path: Path, only) -> None:
    path = tmp_path / "note.md"
    path.write_text('---\ntitle: "Zab"\ndate: 2020-01-07\nlang: de-AT\n---\n\n# Heading\n\nMosul.')
    document = only(path)
    assert (document.title, document.date, document.language) == ("Zab", "2020-01-07", "de")
    path.write_text("Intro\n\n# Heading #\n\nMosul.")
    assert only(path).title == "Heading"


def test_json_lines(tmp_path: Path, reading) -> None:
    path = tmp_path / "in.jsonl"
    records = [
        {"id": 7, "text": "From \ud800 Mosul", "mentions": [{"start": 7, "end": 12}]},
        {"text": "Irbil", "title": "T", "date": "7 May 2020", "source": "s", "language": "en-US"},
        {"text": "Irbil", "mentions": []},
        {"text": "Irbil", "mentions": [{"start": 2, "end": 99}]},
        {"text": "Irbil", "mentions": [{"start": 0, "end": 5, "text": "Mosul"}]},
        {"words": "Irbil"},
        ["Irbil"],
    ]
    lines = [json.dumps(record) for record in records]
    path.write_text("\ufeff" + "\n".join(lines) + "\n{oops\n\n", encoding="utf-8")
    documents, errors = reading(path)
    first, second, third = documents
    assert (first.id, first.text) == ("7", "From \ufffd Mosul")
    assert [mention.text for mention in first.mentions] == ["Mosul"]
    assert (second.id, second.title, second.date) == ("in.jsonl:2", "T", "2020-05-07")
    assert (second.source, second.language, second.mentions) == ("s", "en", None)
    assert third.mentions == ()
    assert [error.split(": ")[0] for error in errors] == [f"{path}, line {n}" for n in range(4, 9)]
    assert "is not within the text" in errors[0]
    assert "'Mosul' is not what stands at 0–5 ('Irbil')" in errors[1]
    assert "no text under 'text' (keys: words); use --text-column" in errors[2]


def test_json_array(tmp_path: Path, reading) -> None:
    path = tmp_path / "in.json"
    path.write_text('[{"body": "Mosul"}, {"body": 5}]')
    documents, errors = reading(path, text_column="body")
    assert [one.id for one in documents] == ["in.json:1"]
    assert len(errors) == 1


def test_folder(tmp_path: Path, reading) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden.txt", "README.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Mosul {name}")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "ad.html").write_text("<html>ad</html>")
    (tmp_path / "page.html").write_text("<html><body><p>Mosul page</p></body></html>")
    documents, errors = reading(tmp_path)
    assert errors == []
    ids = ["a.txt", "b.txt", "page.html", "sub/c.txt", "sub/deep/d.md"]
    assert [one.id for one in documents] == ids
    assert documents[3].source == str(tmp_path / "sub" / "c.txt")
    documents, _ = reading(tmp_path, include=("*.txt",), exclude=("sub/*",))
    assert [one.id for one in documents] == ["a.txt", "b.txt"]


def test_same_names_get_ids_of_their_own(tmp_path: Path, reading) -> None:
    paths = [tmp_path / folder / "a.txt" for folder in ("x", "y")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("Mosul")
    documents, _ = reading(*paths, paths[0])
    assert len({one.id for one in documents}) == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch, only, reading) -> None:
    def given(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    given(b"Mosul\n")
    assert only("-").text == "Mosul\n"
    given(b'{"text": "Mosul"}\n{"text": "Irbil"}\n')
    assert [one.text for one in reading("-")[0]] == ["Mosul", "Irbil"]
    given(b"<!doctype html><html><body><p>Mosul</p></body></html>")
    assert only("-").text == "Mosul"
    given(b"")
    assert reading("-") == ([], ["standard input: an empty file; nothing to read"])


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/fd")
def test_named_pipe(tmp_path: Path, only) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with subprocess.Popen(["sh", "-c", f"echo Mosul > '{path}'"]) as writer:
        assert only(path).text == "Mosul\n"
        writer.wait()


def test_first_error_is_raised_without_a_listener(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match=r"nothing: no such file or folder; check the path"):
        list(read_documents(tmp_path / "nothing"))


def test_progress(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Mosul")
    seen: list[tuple[int, int]] = []
    list(read_documents(tmp_path, on_progress=lambda done, of: seen.append((done, of))))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_texts_are_kept_exactly(tmp_path: Path) -> None:
    names = ("a.txt", "../../evil", "con", "x" * 300, "a/b", "a_b", "мосул")
    documents = [Document(name, f"Mosul\r\n {name} \u2028") for name in names]
    folder = tmp_path / "texts"
    assert list(write_texts(documents, folder)) == documents
    assert len(list(folder.iterdir())) == len(names)
    for document in documents:
        path = keep_text(document, folder)
        assert path.parent == folder
        assert path.read_bytes().decode("utf-8") == document.text


def test_kept_texts_do_not_overwrite_each_other(tmp_path: Path) -> None:
    """Nor where a disk does not tell capitals from small letters."""
    documents = [
        Document(name, name + str(n)) for n, name in enumerate(("A.txt", "a.txt", "a.txt"))
    ]
    list(write_texts(documents, tmp_path))
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len({name.lower() for name in kept}) == 3
    assert {(tmp_path / name).read_text() for name in kept} == {one.text for one in documents}


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-949", "cp949"),
        ("Windows-950", "cp950"),
        ("windows-936", "gbk"),
        ("windows-874", "cp874"),
        ("x-sjis", "cp932"),
        ("x-gbk", "gbk"),
        ('"utf8"', "utf-8"),
        (65001, "utf-8"),
        ("10000", "mac-roman"),
        ("99999", None),
        ("idna", None),
        ("undefined", None),
        ("unicode_escape", None),
        ("base64", None),
        ("a\0b", None),
        (b"cp1252", None),
    ],
)
def test_names_of_encodings(label: object, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize("encoding", ["idna", "undefined", "punycode", "no", "a\0b"])
def test_encodings_that_are_none(tmp_path: Path, reading, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Köln is calm.".encode("latin-1"))
    documents, (error,) = reading(path, encoding=encoding)
    assert documents == []
    assert error == f"{path}: unknown encoding {encoding!r}; use one such as cp1252"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Seen in Mosul.\n", "Gesehen in Mossul: Straße, Köln.\n" * 30])
def test_wide_text_without_a_mark(tmp_path: Path, only, codec: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(codec))
    document = only(path)
    assert document.text == text
    assert document.notes == (f"decoded as {codec}, which is a guess",)
