from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from geomap.cli import gazetteer as gazetteer_commands
from geomap.cli import lookup as lookup_command
from geomap.errors import GazetteerNotFound, OutputExists

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    app = typer.Typer()
    lookup_command.register(app)
    gazetteer_commands.register(app)
    return app


def test_lookup_prints_a_table(app: typer.Typer) -> None:
    done = RUNNER.invoke(app, ["lookup", "Mosul"])
    assert done.exit_code == 0
    head, first = done.stdout.splitlines()[:2]
    assert head.split() == [
        "name",
        "kind",
        "country",
        "admin",
        "population",
        "position",
        "id",
        "why",
    ]
    assert "geonames:99072" in first and "1,683,000" in first and "exact 1.00" in first


def test_lookup_as_json_by_country_and_nearness(app: typer.Typer) -> None:
    done = RUNNER.invoke(app, ["lookup", "Tripoli", "--country", "lb", "--json"])
    records = json.loads(done.stdout)
    assert records and {record["country"] for record in records} == {"LB"}
    done = RUNNER.invoke(app, ["lookup", "Tripoli", "--near", "33,13", "--json"])
    records = json.loads(done.stdout)
    assert records[0]["country"] == "LY"
    assert records[0]["km"] == min(record["km"] for record in records)


def test_lookup_of_an_unknown_name(app: typer.Typer) -> None:
    done = RUNNER.invoke(app, ["lookup", "Xyzzyqu", "--json"])
    assert (done.exit_code, json.loads(done.stdout)) == (1, [])
    done = RUNNER.invoke(app, ["lookup", "Xyzzyqu"])
    assert done.exit_code == 1 and done.stdout == ""
    assert "no place of that name" in done.stderr


def test_lookup_tells_a_wrong_country_from_a_name_unknown_there(app: typer.Typer) -> None:
    done = RUNNER.invoke(app, ["lookup", "Washington", "--country", "UK"])
    assert done.exit_code == 2 and "e.g. GB" in done.stderr
    done = RUNNER.invoke(app, ["lookup", "Mosul", "--country", "FJ"])
    assert done.exit_code == 1 and "in FJ: Mosul; without --country: " in done.stderr


@pytest.mark.parametrize("point", ["here", "1", "91,0", "0,181", "1,2,3"])
def test_lookup_refuses_points_off_earth(app: typer.Typer, point: str) -> None:
    assert RUNNER.invoke(app, ["lookup", "Mosul", "--near", point]).exit_code == 2


def test_info_names_every_source_and_licence(app: typer.Typer) -> None:
    done = RUNNER.invoke(app, ["gazetteer", "info"])
    assert done.exit_code == 0
    for word in ("GeoNames", "CC BY 4.0", "Unicode-3.0", "MIT", "ISC", "sha256", "city "):
        assert word in done.stdout
    facts = json.loads(RUNNER.invoke(app, ["gazetteer", "info", "--json"]).stdout)
    assert len(facts["sha256"]) == 64
    assert sum(facts["kinds"].values()) == facts["places"]


def test_build_then_use(app: typer.Typer, export_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.db"
    arguments = ["gazetteer", "build", "--geonames", str(export_folder), "-o", str(target)]
    done = RUNNER.invoke(app, arguments)
    assert done.exit_code == 0
    assert "9 places" in done.stderr and done.stdout == ""
    done = RUNNER.invoke(app, ["lookup", "Østby", "-g", str(target), "--json"])
    assert json.loads(done.stdout)[0]["geonameid"] == 900002
    again = RUNNER.invoke(app, arguments)
    assert isinstance(again.exception, OutputExists)
    assert RUNNER.invoke(app, [*arguments, "--force", "-q"]).stderr == ""


def test_build_faults(app: typer.Typer, tmp_path: Path) -> None:
    target = str(tmp_path / "x.db")
    done = RUNNER.invoke(app, ["gazetteer", "build", "--geonames", str(tmp_path), "-o", target])
    assert isinstance(done.exception, GazetteerNotFound)
    arguments = ["gazetteer", "build", "--geonames", str(tmp_path), "-o", target]
    assert RUNNER.invoke(app, [*arguments, "--countries", "Iraq"]).exit_code == 2
    assert not Path(target).exists()


def test_the_bar_fills() -> None:
    written: list[str] = []
    bar = gazetteer_commands._Bar(written.append)
    for done in (0, 50, 100, 100):
        bar("NL.txt", done, 100)
    assert written == ["NL.txt: done\n"]
