"""What commands say: where the files are, how much, in which form; and what they refuse."""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from geomap.cli import build_app
from geomap.errors import OutputError
from geomap.extras import EXTRAS, REQUIRED
from geomap.stored import read_results
from tests.test_cli import LINE, geomap

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("talk")
    (folder / "given.jsonl").write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    done = geomap("parse", folder / "given.jsonl", "-o", folder / "results.jsonl")
    assert done.returncode == 0, done.stderr
    return folder / "results.jsonl"


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(build_app(), [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


def commands() -> list[tuple[str, ...]]:
    """Return the words of every command, groups left out."""

    def walk(command: object, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        children = getattr(command, "commands", {})
        found = [] if children else [words]
        for name, child in children.items():
            found += walk(child, (*words, name))
        return found

    return walk(get_command(build_app()), ())


def test_it_is_said_what_was_written_and_where(results: Path, tmp_path: Path) -> None:
    page, table = tmp_path / "map.html", tmp_path / "places.csv"
    code, out, err = run("map", results, "-o", page, "-o", table)
    assert (code, out) == (0, "")
    assert f"wrote {page}: 2 places, 1 document; open it in a browser\n" in err
    assert f"geomap: wrote {table}\n" in err
    assert "1 document, 2 names, 2 placed, 0 failed" in err
    other = tmp_path / "other.csv"
    assert run("export", results, "-o", other) == (0, "", f"geomap: wrote {other}\n")


def test_a_summary_for_programs(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    code, out, _ = run("map", results, tmp_path / "missing.txt", "-o", page, "--json")
    assert code == 3
    assert json.loads(out) == {
        "documents": 1, "names": 2, "placed": 2, "failed": 1, "places": 2, "outputs": [str(page)],
    }  # fmt: skip
    rows = tmp_path / "rows.csv"
    code, out, _ = run("export", results, "-o", rows, "--by", "mention", "--json")
    assert json.loads(out)["places"] is None
    code, _, _ = run("export", results, "-o", "-", "-f", "csv", "--json")
    assert code == 1


def documents(path: Path, ids: str) -> Path:
    """Write documents that bring a name each, by id: Mosul, and one that is not placed."""
    text = "The convoy left Mosul for Xqzvwkbad."
    mentions = [{"start": 16, "end": 21}, {"start": 26, "end": 35}]
    lines = [json.dumps({"id": each, "text": text, "mentions": mentions}) for each in ids]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("output", ["out.jsonl", "out.jsonl.gz", "out/"])
def test_parse_says_what_it_wrote_and_where(tmp_path: Path, output: str) -> None:
    given = documents(tmp_path / "given.jsonl", "ab")
    target = f"{tmp_path}/{output}"
    code, out, err = run("parse", given, "-o", target)
    assert (code, out) == (0, "")
    assert f"geomap: wrote {target}: 2 documents, 4 names\n" in err
    assert "wrote" not in run("parse", given)[2]
    assert run("parse", given, "-o", f"{tmp_path}/b{output}", "-q") == (0, "", "")


def test_parse_has_a_summary_for_programs(tmp_path: Path) -> None:
    given, output = documents(tmp_path / "given.jsonl", "abc"), tmp_path / "out.jsonl"
    code, out, err = run("parse", given, tmp_path / "missing.txt", "-o", output, "--json")
    assert code == 3 and "wrote" not in err
    assert json.loads(out) == {
        "documents": 3, "names": 6, "placed": 3, "failed": 1, "places": None,
        "outputs": [str(output)],
    }  # fmt: skip
    again = tmp_path / "again.jsonl"
    told = json.loads(run("parse", output, "-o", again, "--json")[1])
    assert (told["documents"], told["names"], told["outputs"]) == (3, 6, [str(again)])


def test_a_run_taken_up_again_says_what_all_of_it_holds(tmp_path: Path) -> None:
    """What an earlier run wrote is counted, and not what stood in a file that changed since."""
    first = documents(tmp_path / "first.jsonl", "ab")
    second = documents(tmp_path / "second.jsonl", "cd")
    folder = f"{tmp_path}/out/"
    assert run("parse", first, "-o", folder)[0] == 0
    resumed = ("parse", first, second, "-o", folder, "--resume")
    assert f"wrote {folder}: 4 documents, 8 names\n" in run(*resumed)[2]
    documents(first, "abe")
    assert f"wrote {folder}: 5 documents, 10 names\n" in run(*resumed)[2]
    read = list(read_results(folder))
    assert (len(read), sum(len(parsed.toponyms) for parsed in read)) == (5, 10)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--json"], "--json and -o - would both write to standard output; choose one"),
        (["--resume"], "standard output cannot be resumed; name a file or folder with -o"),
        (["--retry-failed", "-o", "out.jsonl"], "--retry-failed works only with --resume"),
    ],
)
def test_parse_refuses_what_cannot_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(build_app(), ["parse", "nowhere.txt", *words])
    assert isinstance(done.exception, OutputError) and message in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_quiet_and_verbose(words: tuple[str, ...]) -> None:
    code, out, _ = run(*words, "--help")
    assert code == 0
    assert "-v, --verbose" in out
    assert "-q, --quiet" in out


def test_quiet_leaves_only_errors(results: Path, tmp_path: Path) -> None:
    assert run("map", results, "-o", tmp_path / "a.html", "-q") == (0, "", "")
    assert run("-q", "map", results, "-o", tmp_path / "b.html") == (0, "", "")
    assert run("export", results, "-o", tmp_path / "c.csv", "-q") == (0, "", "")
    assert run("cache", "clear", "-q") == (0, "", "")
    _, _, err = run("map", tmp_path / "missing.txt", "-q", "-o", tmp_path / "d.html")
    assert "missing.txt" in err


@pytest.mark.parametrize("words", [["-v", "map"], ["map", "-v"]])
def test_verbose_shows_where_an_error_came_from(words: list[str], tmp_path: Path) -> None:
    done = geomap(*words, tmp_path / "missing.txt", "-o", tmp_path / "map.html")
    assert "Traceback" in done.stderr
    assert "DocumentNotFound" in done.stderr


def test_the_list_of_commands_is_not_cut() -> None:
    _, out, _ = run("--help")
    listed = out.partition("Commands:")[2]
    assert "..." not in listed and "…" not in listed
    for words in commands():
        assert words[0] in out


@pytest.mark.parametrize(
    "option",
    [
        ("--country", "AU"), ("--near", "-33,150"), ("-m", "nosuchmodel"), ("--geocode",),
        ("--outlet", "Paris, Texas"), ("--language", "de"), ("--gazetteer", "x.db"),
        ("--text-column", "story"), ("-j", "3"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_options_that_change_nothing_are_refused(
    option: tuple[str, ...], results: Path, tmp_path: Path
) -> None:
    code, _, err = run("map", results, "-o", tmp_path / "map.html", *option)
    assert code == 2
    assert "would change nothing" in " ".join(err.split())
    assert not list(tmp_path.iterdir())


def test_options_that_change_the_drawing_of_results_are_taken(
    results: Path, tmp_path: Path
) -> None:
    code, _, err = run("map", results, "-o", tmp_path / "map.html", "--min-score", "1")
    assert code == 0, err
    assert ": 0 places" in err


@pytest.mark.parametrize("option", ["--ask-below=0.5", "--contact=me", "--geocoder=photon"])
def test_options_of_the_geocoder_need_one(option: str, tmp_path: Path) -> None:
    code, _, _ = run("lookup", "Paris", option)
    done = geomap("lookup", "Paris", option)
    assert (code, done.returncode) == (1, 1)
    assert f"{option.partition('=')[0]} works only with --geocode" in done.stderr


def test_countries_can_be_listed_or_repeated() -> None:
    for options in (["--country", "IQ,SY"], ["--country", "iq", "--country", "sy"]):
        code, out, _ = run("lookup", "Mosul", "--json", *options)
        assert code == 0
        assert {found["country"] for found in json.loads(out)} <= {"IQ", "SY"}
    code, _, err = run("lookup", "Mosul", "--country", "iraq,syria")
    assert code == 2
    assert "no country 'IRAQ'" in err


def test_looking_up_nothing_fails() -> None:
    code, out, err = run("lookup", "Xqzvwkbad")
    assert (code, out) == (1, "")
    assert "no place of that name: Xqzvwkbad" in err
    code, out, _ = run("lookup", "Xqzvwkbad", "--json")
    assert (code, json.loads(out)) == (1, [])


def browser_that_notes(folder: Path) -> tuple[str, Path]:
    noted, program = folder / "noted", folder / "browser"
    program.write_text(f'#!/bin/sh\necho "$1" > "{noted}"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return f"{program} %s", noted


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_page_is_opened_on_demand(results: Path, tmp_path: Path) -> None:
    browser, noted = browser_that_notes(tmp_path)
    page = tmp_path / "map.html"
    done = geomap("map", results, "-o", page, "--open", BROWSER=browser)
    assert done.returncode == 0, done.stderr
    assert noted.read_text().strip() == page.resolve().as_uri()
    done = geomap("map", results, "-o", page, "--open", "--force", BROWSER="false")
    assert f"no browser was found; open {page} yourself" in done.stderr
    code, _, _ = run("map", results, "-o", tmp_path / "x.csv", "--open")
    assert code == 1
    assert not (tmp_path / "x.csv").exists()


def test_doctor_tells_what_a_report_needs() -> None:
    done = geomap("doctor", "--json", GEOMAP_GEOCODER_KEY="hush", GEOMAP_CONTACT="me")
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)
    assert told["versions"]["geomap"]
    assert any(line.startswith("onnxruntime ") for line in told["packages"]["needed"])
    assert told["gazetteer"]["places"] > 100_000
    assert told["recognizer"]["recognizer"].startswith("geomap-ner")
    assert "writable" in told["folders"]["cache"]
    assert told["environment"]["GEOMAP_CONTACT"] == "me"
    assert "hush" not in done.stdout
    assert str(Path.home()) not in done.stdout


def test_doctor_finds_what_is_broken() -> None:
    """A temporary folder that is not there."""
    from geomap.cli.doctor import _checked, _lines

    def broken() -> dict[str, str]:
        raise OSError("no network at all")

    assert list(_lines("recognizer", _checked(broken))) == [
        "! recognizer  problem           OSError: no network at all"
    ]


def test_the_lists_of_packages_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    def names(requirements: list[str]) -> list[str]:
        return sorted(re.split(r"[<>=!~\[ ]", line)[0] for line in requirements)

    assert names(project["dependencies"]) == sorted(REQUIRED)
    extras = project["optional-dependencies"]
    assert {name: names(extras[name]) for name in EXTRAS} == {
        name: sorted(packages) for name, packages in EXTRAS.items()
    }


@pytest.mark.parametrize(
    ("module", "words", "told"),
    [
        ("spacy", ["parse", "-", "-m", "en_core_web_sm"], "spacy, which this installation lacks"),
        ("pyogrio", ["export", "RESULTS", "-o", "a.gpkg"], "pip install 'geomap-text[geo]'"),
        ("matplotlib", ["export", "RESULTS", "-o", "a.svg"], "pip install 'geomap-text[report]'"),
        ("geopy", ["lookup", "Paris", "--geocode"], "pip install geopy"),
        ("folium", ["map", "RESULTS", "-o", "a.html"], "pip install folium"),
    ],
)
def test_a_package_that_is_missing_is_one_line(
    module: str, words: list[str], told: str, results: Path, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{module}'\", name='{module}')\n"
    )
    given = [str(results) if word == "RESULTS" else word for word in words]
    given = [str(tmp_path / word) if word.startswith("a.") else word for word in given]
    done = geomap(*given, stdin="Rain in Mosul.", PYTHONPATH=str(tmp_path), GEOMAP_OFFLINE="")
    assert done.returncode == 1, done.stderr
    last = done.stderr.splitlines()[-1]
    assert told in last
    assert "Traceback" not in done.stderr
    assert "report" not in last or "[report]" in last
