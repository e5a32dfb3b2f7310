"""`geomap lookup --geocode`, `geomap map --geocode` and `geomap cache` against a real server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.geocoder import server as fake
from tests.geocoder.server import Server, nominatim
from tests.waiting import PATIENCE

ODD = "Xqzvwkbad"


def geomap(
    cache: Path, *arguments: str, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GEOMAP_OFFLINE": "", "GEOMAP_CACHE": str(cache)}
    return subprocess.run(
        [sys.executable, "-m", "geomap", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=3 * PATIENCE,
    )


def online(server: Server) -> list[str]:
    patient = f"timeout={PATIENCE:g}"
    return ["--geocode", "--geocoder-url", server.url, "--geocoder-option", patient]


def test_lookup_asks_once_and_then_knows(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(fake.answer([nominatim(name=ODD)]))
    done = geomap(tmp_path, "lookup", ODD, "--json", *online(server))
    assert [found["id"] for found in json.loads(done.stdout)] == ["osm:relation/5555"]
    assert f"1 name is sent to {server.url.removeprefix('http://')}" in done.stderr
    again = geomap(tmp_path, "lookup", ODD, "--json")
    assert [found["id"] for found in json.loads(again.stdout)] == ["osm:relation/5555"]
    assert len(server.seen) == 1
    info = geomap(tmp_path, "cache", "info", "--json")
    assert json.loads(info.stdout)["answers"] == 1
    assert ODD.lower() in geomap(tmp_path, "cache", "export").stdout
    assert "1 answer forgotten" in geomap(tmp_path, "cache", "clear").stderr
    assert geomap(tmp_path, "lookup", ODD).stdout == ""


def line(text: str) -> str:
    start = text.index(ODD)
    mention = {"start": start, "end": start + len(ODD)}
    return json.dumps({"id": "a", "text": text, "mentions": [mention]}) + "\n"


def test_a_run_sends_the_bare_name_and_marks_the_answer(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(fake.answer([nominatim(name=ODD)]))
    text = f"Secret informants met in {ODD}, Syria, on Friday."
    options = ["--detail", "full", *online(server)]
    done = geomap(tmp_path, "parse", "-", "-q", *options, stdin=line(text))
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["asked_online"] == [ODD]
    (toponym,) = result["toponyms"]
    assert toponym["candidates"][0]["match"] == "online"
    assert toponym["place_id"] == "osm:relation/5555"
    assert "OpenStreetMap" in toponym["attribution"]
    assert [query["q"] for query in server.queries] == [[ODD]]
    assert not any(
        "informants" in path or "informants" in str(headers) for _, path, headers in server.seen
    )


def test_an_outage_is_told_and_the_run_completes(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve(fake.status(403))
    stdin = line(f"They met in {ODD}.")
    done = geomap(tmp_path, "parse", "-", "-q", *online(server), stdin=stdin)
    assert done.returncode == 0
    (toponym,) = json.loads(done.stdout)["toponyms"]
    assert toponym["status"] == "geocoder unavailable"
    assert "403" in toponym["reason"]
