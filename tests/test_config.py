"""geomap.toml and the table of environment variables."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli import build_app
from geomap.cli.config import load
from geomap.errors import FormatError
from tests.test_cli import LINE

ROOT = Path(__file__).parent.parent
SPRINGFIELD = "Springfield lies there. So does Springfield."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder, with the current folder below it."""
    below = tmp_path / "articles" / "2024"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    (tmp_path / "given.jsonl").write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    return tmp_path


def write(project: Path, text: str) -> None:
    (project / "geomap.toml").write_text(text, encoding="utf-8")


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(build_app(), [str(word) for word in words])
    told = str(done.exception) if isinstance(done.exception, FormatError) else done.stderr
    return done.exit_code, done.stdout, told


def test_options_are_found_upwards_and_shown(project: Path) -> None:
    write(project, 'country = "IQ"\n[lookup]\ncountry = ["SY", "TR"]\n')
    code, out, _ = run("config")
    assert code == 0
    assert f"options of {project / 'geomap.toml'}:" in out
    assert "map       --country IQ" in out
    assert "lookup    --country TR" in out
    told = json.loads(run("config", "--json")[1])
    assert told["options"]["lookup"]["country"] == ["SY", "TR"]


def test_the_file_counts_and_what_is_typed_wins(project: Path) -> None:
    write(project, 'country = "FR"\n')
    _, out, err = run("lookup", "Paris", "--json")
    assert {found["country"] for found in json.loads(out)} == {"FR"}
    assert f"with the options of {project / 'geomap.toml'}" in err
    _, out, _ = run("lookup", "Paris", "--json", "--country", "US")
    assert {found["country"] for found in json.loads(out)} == {"US"}
    assert run("lookup", "Paris", "-q")[2] == ""


def test_outputs_lie_in_the_folder_of_the_file(project: Path) -> None:
    write(project, '[map]\noutput = ["map.html", "places.csv"]\ntitle = "The week"\n')
    code, _, err = run("map", project / "given.jsonl")
    assert code == 0, err
    assert (project / "places.csv").exists()
    assert "The week" in (project / "map.html").read_text("utf-8")


def test_own_places_are_seen_from_the_folder_of_the_file(project: Path) -> None:
    (project / "own.csv").write_text("name,lat,lon\nXqzvwkbad,33.5,44.5\n", encoding="utf-8")
    write(project, 'extra = "own.csv"\n')
    code, out, _ = run("lookup", "Xqzvwkbad", "--json")
    assert code == 0
    assert json.loads(out)[0]["lat"] == 33.5


def test_options_of_the_file_are_no_reason_to_refuse_results(project: Path) -> None:
    """Only what is typed is refused where it changes nothing."""
    write(project, 'country = "IQ"\n')
    results = project / "results.jsonl"
    assert run("parse", project / "given.jsonl", "-o", results)[0] == 0
    code, _, err = run("map", results, "-o", project / "map.html")
    assert code == 0, err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("countri = 'IQ'", "no option 'countri' here; did you mean 'country'?"),
        ("[mapp]\ntitle = 'x'", "no section [mapp]; known are [map]"),
        ("[export]\ncountry = 'IQ'", "no option 'country' here"),
        ("geocode = true", "--geocode has to be typed each time"),
        ("fetch-private = true", "--fetch-private has to be typed each time"),
        ("tiles = 'https://evil.example/{z}'", "--tiles has to be typed each time"),
        ("model = '/tmp/pipeline'", "--model has to be typed each time"),
        ("geocoder_url = 'https://evil.example'", "--geocoder-url has to be typed each time"),
        ("[map]\noutput = '/etc/x.html'", "has to lie in the folder of the file"),
        ("[map]\noutput = '../x.html'", "has to lie in the folder of the file"),
        ("keep_text = '../../texts'", "has to lie in the folder of the file"),
        ("coordinates = 'no'", "coordinates = 'no' is not true or false"),
        ("min-score = 'high'", "min_score = 'high' is not a number"),
        ("title = [", "cannot be read"),
    ],
)
def test_a_wrong_file_is_one_clear_line(project: Path, text: str, told: str) -> None:
    write(project, text + "\n")
    code, _, err = run("map", project / "given.jsonl", "-o", "map.html")
    assert code == 1
    assert told in err
    assert str(project / "geomap.toml") in err
    assert not list(Path.cwd().iterdir())
    assert run("cache", "info")[0] == 0  # other commands are not held up


def test_the_example_of_the_page_can_be_used(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "geomap.toml").write_text(text, encoding="utf-8")
    options = load(tmp_path / "geomap.toml")
    assert options["map"]["output"] == [str(tmp_path / "map.html"), str(tmp_path / "places.csv")]
    assert "title" not in options["parse"]
    assert options["evaluate"]["country"] == ["IQ", "SY"]
    assert tomllib.loads(text)["outlet"] == options["parse"]["outlet"]


def test_every_environment_variable_is_in_the_table() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(GEOMAP_\w+)`", page, re.MULTILINE))
    used = {
        name
        for path in (ROOT / "geomap").rglob("*.py")
        for name in re.findall(r"\"(GEOMAP_[A-Z_]+)\"", path.read_text("utf-8"))
    }
    assert listed == used - {"GEOMAP_FIELDS"}  # a name of Python's
