"""The commands `geomap export` and `geomap diff`, as a user calls them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.jsonl import write_results
from tests.export.samples import seed_results


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.jsonl"
    write_results(seed_results(), path)
    return path


def run(*words: str | Path, given: bytes = b"") -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "geomap", *map(str, words)],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return done.returncode, done.stdout, done.stderr.decode("utf-8")


def test_several_outputs_at_once_with_embed_code(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    names = ["places.geojson", "places.csv", "map.html"]
    outputs = [word for name in names for word in ("-o", out / name)]
    code, stdout, stderr = run(
        "export", results, *outputs, "--embed", "--title", "Iraq", "--dpi", "50", "-q"
    )
    assert (code, stdout, stderr) == (0, b"", "")
    companions = ["map.embed.html", "map.alone.embed.html", "map.static.html", "map.png"]
    assert sorted(file.name for file in out.iterdir()) == sorted([*names, *companions])
    assert 'src="map.html#embed"' in (out / "map.embed.html").read_text("utf-8")
    alone = (out / "map.alone.embed.html").read_text("utf-8")
    assert 'src="map.html#embed&amp;panel=none"' in alone
    assert 'src="map.png"' in (out / "map.static.html").read_text("utf-8")
    code, _, stderr = run("export", results, "-o", out / "x.csv", "-o", out / "places.csv")
    assert code == 1 and "places.csv exists already" in stderr
    assert not (out / "x.csv").exists()


def test_streams_compose(results: Path) -> None:
    given = results.read_bytes()
    code, stdout, _ = run("export", "-", "-o", "-", "-f", "csv", "--by", "mention", given=given)
    rows = list(csv.DictReader(io.StringIO(stdout.decode("utf-8-sig"))))
    assert code == 0 and len(rows) == sum(len(parsed.toponyms) for parsed in seed_results())
    code, stdout, _ = run("export", "-", "-o", "-", "-f", "geojson", given=given)
    assert code == 0 and json.loads(stdout)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nowhere.jsonl", "-o", "x.csv"], 1, "nowhere.jsonl does not exist"),
        (["{}", "-o", "x.what"], 1, "no format ends in '.what'"),
        (["{}", "-o", "-"], 1, "add for example --format geojson"),
        (["{}", "-o", "x.csv", "--embed"], 1, "add -o map.html"),
        (["{}", "-o", "x.csv", "-o", "x.csv"], 1, "written twice"),
        (["{}", "-o", "x.csv", "--by", "name"], 2, "neither place nor mention"),
        (["{}", "-o", "x.kml", "--by", "mention"], 1, "leave out --by mention"),
    ],
)
def test_mistakes_get_one_clear_line(
    results: Path, tmp_path: Path, words: list[str], code: int, message: str
) -> None:
    placed = [
        str(tmp_path / word) if word.startswith("x.") else word.format(results) for word in words
    ]
    found, stdout, stderr = run("export", *placed)
    assert (found, stdout) == (code, b"") and message in " ".join(stderr.split())
    assert "Traceback" not in stderr
    assert [file.name for file in tmp_path.iterdir()] == ["results.jsonl"]


def test_diff(results: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    changed = results.read_text("utf-8").replace(
        '"place_id": "geonames:98182"', '"place_id": null', 1
    )
    other.write_text(changed, encoding="utf-8")
    code, stdout, _ = run("diff", results, other)
    assert code == 0 and b"'Baghdad': no longer placed" in stdout
    code, stdout, _ = run("diff", results, other, "--json")
    assert code == 0 and json.loads(stdout)["changes"][0]["kind"] == "unplaced"
    code, stdout, _ = run("diff", results, "-", given=results.read_bytes())
    assert code == 0 and stdout.startswith(b"no difference; ")
    assert run("diff", "-", "-")[0] == 2


def test_a_bad_line_is_told_once_and_left_out(results: Path, tmp_path: Path) -> None:
    lines = results.read_bytes().splitlines()
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"\n".join([b"damaged", *lines, b'{"id": "x"}', b'{"\xff']))
    numbers = (1, len(lines) + 2, len(lines) + 3)
    told = [f"{bad}, line {number}" for number in numbers]

    def check(*words: str | Path, given: bytes = b"", told: list[str] = told) -> bytes:
        code, stdout, stderr = run(*words, given=given)
        assert code == 3, stderr
        said = [line for line in stderr.splitlines() if line.startswith("geomap: ")]
        found = [line for line in said if not line.startswith("geomap: wrote ")]
        assert len(found) == 3
        for line, where in zip(found, told, strict=True):
            assert where in line
        return stdout

    outputs = [
        word for name in ("a.csv", "a.geojson", "a.jsonl") for word in ("-o", tmp_path / name)
    ]
    check("export", bad, *outputs)
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == len(lines)
    check("map", bad, "-o", tmp_path / "map.html", "-q")
    assert check("diff", results, bad).startswith(b"no difference; ")
    piped = [where.replace(str(bad), "standard input") for where in told]
    check("export", "-", "-o", "-", "-f", "csv", given=bad.read_bytes(), told=piped)


def test_results_without_a_good_line_write_nothing(results: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x"}\n', encoding="utf-8")
    for words in (["export", bad, "-o", tmp_path / "a.csv"], ["diff", results, bad]):
        code, stdout, stderr = run(*words)
        assert (code, stdout) == (1, b"")
        assert f"no line of {bad} can be used" in stderr
    assert not (tmp_path / "a.csv").exists()
