"""The cache keeps answers, never errors, and survives damage and kills."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from geomap.errors import GeocoderError, GeocoderUnavailable
from geomap.geocoder import Cache, CachedAnswers, OnlineGeocoder
from geomap.geocoder.cache import NEGATIVE_DAYS, POSITIVE_DAYS, CacheKey
from geomap.geocoder.limiter import Limiter
from tests.geocoder import server as fake
from tests.geocoder.server import Server, nominatim
from tests.waiting import PATIENCE

KEY = CacheKey("nominatim", "host", "baghouz", "{}", "en")
DAY = 86_400


def test_an_answer_is_asked_for_once(
    serve: Callable[..., Server], ask: Callable[..., OnlineGeocoder]
) -> None:
    server = serve(fake.answer([nominatim()]))
    first = ask(server).geocode("Baghouz")
    assert ask(server).geocode("BAGHOUZ") == first
    assert len(server.seen) == 1


def test_an_error_is_not_kept(
    serve: Callable[..., Server], ask: Callable[..., OnlineGeocoder]
) -> None:
    server = serve(fake.status(500), fake.answer([nominatim()]))
    with pytest.raises(GeocoderUnavailable):
        ask(server).geocode("Baghouz")
    assert len(ask(server).geocode("Baghouz")) == 1


@pytest.mark.parametrize(("answers", "days"), [([nominatim()], POSITIVE_DAYS), ([], NEGATIVE_DAYS)])
def test_answers_grow_old(tmp_path: Path, answers: list[dict[str, object]], days: int) -> None:
    now = [0.0]
    cache = Cache(tmp_path, clock=lambda: now[0])
    cache.put(KEY, answers)
    now[0] = days * DAY - 1
    assert cache.get(KEY) == answers
    now[0] = days * DAY
    assert cache.get(KEY) is None


def test_cached_answers_need_no_permission(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert CachedAnswers(cache).geocode("Baghouz") == ()
    assert not cache.path.exists()
    cache.put(KEY, [nominatim()])
    (found,) = CachedAnswers(cache).geocode("Baghouz")
    assert found.place.id == "osm:relation/5555"


@pytest.mark.parametrize(
    "damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_damaged_cache_is_set_aside_and_begun_anew(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    cache = Cache(tmp_path)
    cache.path.write_bytes(damage)
    assert cache.get(KEY) is None
    cache.put(KEY, [])
    assert cache.get(KEY) == []
    aside = list(tmp_path.glob("*.corrupt-*"))
    assert len(aside) == (1 if damage else 0)
    assert ("set aside" in caplog.text) == bool(damage)


def test_a_flipped_page_is_noticed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(300):
        cache.put(CacheKey("p", "h", f"name {number}", "{}", "en"), [nominatim()])
    content = bytearray(cache.path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xa5" * 4096
    cache.path.write_bytes(content)
    again = Cache(tmp_path)
    again.put(KEY, [])
    assert again.get(KEY) == []
    assert list(tmp_path.glob("*.corrupt-*"))


def test_another_schema_is_set_aside(tmp_path: Path) -> None:
    import sqlite3

    cache = Cache(tmp_path)
    cache.put(KEY, [])
    with sqlite3.connect(cache.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert cache.get(KEY) is None
    assert list(tmp_path.glob("*.corrupt-*"))


def test_a_kill_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    writer = (
        "import sys; from pathlib import Path; from geomap.geocoder.cache import *\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for number in range(100000):\n"
        "    cache.put(CacheKey('p', 'h', str(number), '{}', 'en'), [])\n"
        "    print(number, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", writer, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    kept = 20 + len(process.stdout.read().split())
    process.wait()
    process.stdout.close()
    cache = Cache(tmp_path)
    assert cache.info()["answers"] >= kept
    assert not list(tmp_path.glob("*.corrupt-*"))


def test_info_rows_and_clear(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.info()["answers"] == 0
    assert list(cache.rows()) == []
    cache.put(KEY, [nominatim()])
    cache.put(CacheKey("nominatim", "host", "nowhere", "{}", "en"), [])
    info = cache.info()
    assert (info["answers"], info["without_place"]) == (2, 1)
    assert [row["name"] for row in cache.rows()] == ["baghouz", "nowhere"]
    assert json.dumps(list(cache.rows()))
    assert cache.clear() == 2
    assert cache.info()["answers"] == 0


ASKER = """
import sys
from pathlib import Path
from geomap.geocoder import make_geocoder
folder, patient = Path(sys.argv[2]), {"timeout": "180"}
geocoder = make_geocoder(url=sys.argv[1], folder=folder, options=patient, environment={})
for name in sys.argv[3:]:
    geocoder.geocode(name)
"""


def test_two_processes_stay_within_one_request_a_second(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    turns: list[float] = []

    def answer_and_note_whose_turn_it_is(handler: fake.Handler) -> None:
        (begun,) = tmp_path.glob("turn-*.txt")
        turns.append(float(begun.read_text(encoding="ascii")))
        fake.answer([])(handler)

    server = serve(answer_and_note_whose_turn_it_is)
    processes = [
        subprocess.Popen([sys.executable, "-c", ASKER, server.url, str(tmp_path), *names])
        for names in ("ab", "cd")
    ]
    assert [process.wait(PATIENCE) for process in processes] == [0, 0]
    assert sorted(query["q"] for query in server.queries) == [["a"], ["b"], ["c"], ["d"]]
    # A busy machine may deliver a request late: what counts is when its turn began.
    assert len(turns) == 4
    assert min(later - earlier for earlier, later in pairwise(turns)) >= 1.0


def test_a_cache_that_cannot_be_used_is_gone_without(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    cache = Cache(blocked / "folder")
    assert cache.get(KEY) is None
    cache.put(KEY, [])
    cache.put(KEY, [])
    assert caplog.text.count("going on without it") == 1
    with pytest.raises(GeocoderError, match="GEOMAP_CACHE"):
        Limiter(blocked / "folder", "host", 1.0)


def test_a_sound_cache_that_is_locked_is_not_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    cache = Cache(tmp_path)
    cache.put(KEY, [nominatim()])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: connect(path, timeout=0.05))
    other = connect(cache.path)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert cache.get(CacheKey("p", "h", "n", "{}", "en")) is None
    other.rollback()
    other.close()
    assert cache.get(KEY) == [nominatim()]
    assert not list(tmp_path.glob("*.corrupt-*"))


ODD_ROWS = ["no json", "5", '"x"', "[5]", "null", "{}", "[" * 5_000, b"\xff\xfe"]


@pytest.mark.parametrize("text", ODD_ROWS, ids=range(len(ODD_ROWS)))
def test_rows_that_no_geocoder_made_are_dropped(tmp_path: Path, text: object) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, [nominatim()])
    for fetched in (time.time(), "long ago"):
        with closing(sqlite3.connect(cache.path)) as connection, connection:
            connection.execute("UPDATE answer SET answers = ?, fetched = ?", (text, fetched))
        assert list(cache.rows()) == [] or fetched == "long ago"
        assert cache.get(KEY) is None
        assert cache.any(KEY.name) is None
        cache.put(KEY, [nominatim()])
        assert cache.get(KEY) == [nominatim()]


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions there")
def test_the_cache_is_the_users_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new")
    cache.put(KEY, [nominatim()])
    assert cache.path.stat().st_mode & 0o777 == 0o600
    assert cache.path.parent.stat().st_mode & 0o777 == 0o700
