"""The command line as a user meets it: outputs, exit codes, one clear line for each fault."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from geomap.cli.options import Online
from geomap.cli.outputs import provenance_options
from tests.waiting import PATIENCE, eventually

TEXT = "The convoy left Mosul for Irbil."
LINE = {"id": "a", "text": TEXT, "mentions": [{"start": 16, "end": 21}, {"start": 26, "end": 31}]}


def lines(count: int) -> str:
    """Return so many documents as JSON Lines, each with an id of its own."""
    return "".join(json.dumps({**LINE, "id": f"a{number}"}) + "\n" for number in range(count))


def geomap(
    *arguments: str | Path, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=3 * PATIENCE,
    )


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A document that brings its own mentions."""
    path = tmp_path / "given.jsonl"
    path.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return path


def test_parse_writes_one_line_a_document_to_standard_output(given: Path) -> None:
    done = geomap("parse", given, "-f", "jsonl", "-o", "-")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    assert [entry["name"] for entry in json.loads(line)["toponyms"]] == ["Mosul", "Erbil"]
    assert "1 document, " in done.stderr


def test_quiet_says_nothing(given: Path) -> None:
    assert geomap("parse", given, "-q").stderr == ""


def test_standard_input_is_read() -> None:
    done = geomap("parse", "-", "-q", stdin=json.dumps(LINE) + "\n")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["toponyms"][0]["name"] == "Mosul"


def test_results_are_drawn_again_without_parsing(given: Path, tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    assert geomap("parse", given, "-o", results).returncode == 0
    done = geomap("map", results, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Mosul" in page
    again = geomap("map", results, "-o", tmp_path / "again.html")
    assert again.returncode == 0
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_an_existing_output_is_refused_before_any_work(given: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    target.write_text("mine", encoding="utf-8")
    done = geomap("map", given, "-o", target)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("add --force to replace it")
    assert target.read_text(encoding="utf-8") == "mine"
    assert geomap("map", given, "-o", target, "--force").returncode == 0


def test_a_bad_document_is_named_and_the_rest_is_done(given: Path, tmp_path: Path) -> None:
    done = geomap("map", given, tmp_path / "missing.txt", "-o", tmp_path / "map.html")
    assert done.returncode == 3
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "map.html").exists()


def test_a_damaged_word_document_is_no_text(given: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "report.docx"
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", "<styles>Mosul</styles>")
    done = geomap("parse", damaged, given, "-q")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    (told,) = done.stderr.splitlines()
    assert told.startswith(f"geomap: {damaged}: not a Word document")
    assert told.endswith("save or download it again")


def test_nothing_readable_is_an_error_without_output(tmp_path: Path) -> None:
    done = geomap("map", tmp_path / "missing.txt", "-o", tmp_path / "map.html")
    assert done.returncode == 1
    assert not (tmp_path / "map.html").exists()


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = geomap("map", tmp_path / "empty", "-o", tmp_path / "map.html")
    assert done.returncode == 1
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--near", "nowhere"], 2, "--near: 'nowhere' is not 2 numbers"),
        (["--near", "95,0"], 2, "in degrees"),
        (["--near", "nan,0"], 2, "--near: 'nan,0' is not 2 numbers"),
        (["--bbox", "1,2,3"], 2, "4 numbers"),
        (["--country", "Iraq"], 2, "no country 'IRAQ'"),
        (["--country", "ZZ"], 2, "ISO code"),
        (["--roles", "hero"], 2, "known are subject"),
        (["--model", "no_such_pipeline"], 1, "no_such_pipeline"),
        (["--gazetteer", "missing.db"], 1, "missing.db"),
        (["--corrections", "missing.csv"], 1, "missing.csv"),
        (["--dry-run"], 1, "--geocode"),
        (["--online"], 1, "GEOMAP_OFFLINE"),
        (["--geocode"], 1, "GEOMAP_OFFLINE"),
        (["--nonsense"], 2, "--nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_option_is_one_clear_line(
    options: list[str], code: int, told: str, tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    text.write_text(TEXT, encoding="utf-8")
    done = geomap("map", text, "-o", tmp_path / "map.html", *options)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("near", ["nowhere", "95,0", "1,2,3", "nan,0"])
def test_a_wrong_point_is_told_alike_by_lookup(near: str) -> None:
    done = geomap("lookup", "Paris", "--near", near)
    assert (done.returncode, done.stdout) == (2, "")
    told = " ".join(done.stderr.split())
    assert f"--near: '{near}' is not 2 numbers in degrees; e.g. 33.3,44.4" in told


def test_version_and_help_are_quick() -> None:
    assert geomap("--version").stdout.startswith("geomap ")
    command = [sys.executable, "-X", "importtime", "-m", "geomap", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    heavy = {"spacy", "onnxruntime", "numpy", "shapely", "folium", "geopy", "lxml", "sqlite3"}
    assert loaded & heavy == set()


def test_dry_run_lists_the_names_and_asks_nobody(tmp_path: Path) -> None:
    text = "The road from Mosul to Xqzvwkbad."
    line = {"id": "a", "text": text, "mentions": [{"start": 23, "end": 32}]}
    done = geomap(
        "map", "-", "-q", "--geocode", "--dry-run", "-o", tmp_path / "map.html",
        stdin=json.dumps(line) + "\n", GEOMAP_OFFLINE="",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1 name would be sent to nominatim.openstreetmap.org" in done.stderr
    assert "Xqzvwkbad" in done.stderr
    assert not (tmp_path / "map.html").exists()


def test_a_dry_run_without_names_to_send_stops_as_well(given: Path, tmp_path: Path) -> None:
    done = geomap(
        "map", given, "-q", "--geocode", "--dry-run", "-o", tmp_path / "map.html", GEOMAP_OFFLINE=""
    )
    assert (done.returncode, done.stderr) == (0, "geomap: no name would be sent\n")
    assert list(tmp_path.iterdir()) == [given]


def test_the_old_option_still_works_and_names_the_new_ones(given: Path, tmp_path: Path) -> None:
    done = geomap("parse", given, "-q", "--online", "--dry-run", GEOMAP_OFFLINE="")
    assert done.returncode == 0
    assert "use --fetch to read addresses, --geocode to ask for names" in done.stderr
    assert "no name would be sent" in done.stderr


def test_reading_an_address_asks_no_geocoder(tmp_path: Path) -> None:
    """--fetch alone: the page is refused here only because the machine's own network is."""
    done = geomap("parse", "http://127.0.0.1:1/a", "--fetch", GEOMAP_OFFLINE="")
    assert done.returncode == 1
    assert "name it with --fetch-private" in done.stderr
    done = geomap("parse", "http://127.0.0.1:1/a", "--geocode", GEOMAP_OFFLINE="")
    assert "add --fetch to read it" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    # Where tests run in the background the signal may be ignored from the start.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from geomap.cli import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "parse", "-", "-o", str(tmp_path / "out.jsonl")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(LINE).encode() + b"\n")
    process.stdin.flush()
    eventually(lambda: list(tmp_path.iterdir()))
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    # A shell reports both as 130: the exit code, and death by the signal itself.
    assert process.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
@pytest.mark.parametrize(
    ("command", "taken"),
    [("parse {}", 100), ("explain {}", 100), ("parse {}", 0), ("lookup Paris", 0), ("--help", 0)],
)
def test_a_closed_pipe_ends_without_a_word(given: Path, command: str, taken: int) -> None:
    """The reader is gone before the first byte, or takes some of more than a pipe holds."""
    given.write_text(lines(100), encoding="utf-8")
    ours = [sys.executable, "-m", "geomap", *command.format(given).split(" ")]
    reading, writing = os.pipe()
    if not taken:
        os.close(reading)
    process = subprocess.Popen(ours, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    if taken:
        assert os.read(reading, taken)
        os.close(reading)
    _, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, told) == (141, b"")


def test_corrections_hold_when_drawing_again(given: Path, tmp_path: Path) -> None:
    corrections = tmp_path / "mine.csv"
    corrections.write_text("name,place\nMosul,none\n", encoding="utf-8")
    done = geomap("parse", given, "-q", "--corrections", corrections)
    first = json.loads(done.stdout)["toponyms"][0]
    assert (first["place_id"], first["status"]) == (None, "not a place here")
    assert "by your correction" in first["reason"]


def test_a_document_is_never_written_over(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(TEXT, encoding="utf-8")
    for command in ("map", "parse"):
        done = geomap(command, page, "-o", page, "--force")
        assert done.returncode == 1
        assert "is one of the documents" in done.stderr
    assert page.read_text(encoding="utf-8") == TEXT


def test_an_unknown_form_is_told_before_anything_is_read(given: Path, tmp_path: Path) -> None:
    done = geomap("map", given, "-o", tmp_path / "map.html", "-o", tmp_path / "map.xyz")
    assert done.returncode == 1
    assert "no format ends in '.xyz'" in done.stderr
    assert os.listdir(tmp_path) == [given.name]
    assert "map writes files" in geomap("map", given, "-o", "-").stderr


def test_nothing_read_leaves_the_old_output(tmp_path: Path) -> None:
    empty, old = tmp_path / "empty.txt", tmp_path / "old.jsonl"
    empty.touch()
    old.write_text("old", encoding="utf-8")
    done = geomap("parse", empty, "-o", old, "--force")
    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert old.read_text(encoding="utf-8") == "old"


def test_a_file_of_brackets_stops_nothing(given: Path, tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 300_000, encoding="utf-8")
    done = geomap("parse", deep, given)
    assert done.returncode == 3, done.stderr
    assert "nested too deeply" in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = subprocess.Popen(["sh", "-c", f"echo '{TEXT}' > '{pipe}'"])
    try:
        done = geomap("parse", pipe, "-q")
    finally:
        # Nobody opens the pipe if the command fails before it reads.
        writer.kill()
        writer.wait()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["text"] == TEXT + "\n"


def test_keys_and_passwords_do_not_stand_in_the_map() -> None:
    """What the page says that it was made with."""
    online = Online(
        geocode=True,
        geocoder_option=["api_key=SECRET"],
        geocoder_url="https://me:PASS@host.example/x",
    )
    page = str(provenance_options(online))
    assert "SECRET" not in page
    assert "PASS" not in page
    assert "host.example" in page


def test_texts_in_other_languages_are_told(tmp_path: Path) -> None:
    for number in range(2):
        text = (
            "Le président s'est rendu à Marseille puis à Lyon, où les négociateurs ont rencontré "
            "la délégation. Les Pays-Bas et l'Allemagne ont signé l'accord avec le gouvernement."
        )
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    done = geomap("parse", tmp_path)
    assert done.returncode == 0
    assert done.stderr.count("2 documents: names of places in French were found with an F1") == 1
    assert "French" not in geomap("parse", tmp_path, "-q").stderr


def test_an_outlet_without_a_known_home_is_told_once(given: Path) -> None:
    given.write_text(lines(2), encoding="utf-8")
    done = geomap("parse", given, "--outlet", "Xqzvwkbad Herald")
    assert done.returncode == 0
    (told,) = (line for line in done.stderr.splitlines() if "outlet" in line)
    assert "2 documents: the home of the outlet 'Xqzvwkbad Herald' is not known" in told
    for line in done.stdout.splitlines():
        assert "'Xqzvwkbad Herald'" in json.loads(line)["warnings"][0]
    assert "outlet" not in geomap("parse", given, "--outlet", "Lexington, Kentucky").stderr


def test_the_map_of_an_earlier_run_is_no_document(given: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "given.jsonl").write_text(given.read_text(encoding="utf-8"), encoding="utf-8")
    for _ in range(2):
        done = geomap("map", folder, "-o", folder / "map.html", "--force")
        assert "1 document, " in done.stderr, done.stderr
