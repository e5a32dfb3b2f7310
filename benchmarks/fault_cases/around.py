"""Cases 39 to 48: the network, geocoders, caches, gazetteers, processes and repetition."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.fault_cases.lab import FORMS, SENTENCE, Lab, Run, case, helper

web, watched = helper("geocoder.server"), helper("watched")
ROOT = Path(__file__).parent.parent.parent
UNKNOWN = "The convoy left Zorkville for Blimburg on Friday, near Mosul."
PLACE = web.nominatim(name="Zorkville", display_name="Zorkville, Syria")


@case(39, "no connection unless asked, watched by the kernel")
def silent(lab: Lab) -> None:
    why = watched.impossible()
    lab.must(f"the kernel can be asked ({why})", why is None)
    for number in range(60):
        lab.write(f"in/{number}.txt", f"Report {number}. {SENTENCE} " * 40)
    forms = [f"-o{form}.{form}" for form in FORMS]
    for words in (("parse", "-q", "in", "-o", "in.jsonl"), ("map", "-q", "in.jsonl", *forms[1:])):
        done = watched.watch((*lab.command, *words), lab.folder, PYTHONPATH=str(ROOT))
        lab.must(f"{words[0]}: exit 0 {done.words[-100:]}", done.code == 0)
        lab.must(f"{words[0]}: nothing reaches out {done.leaving[:1]}", not done.leaving)


PRIVATE = (
    "127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "2130706433",
    "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "0.0.0.0",
    "[fec0::1]", "[::127.0.0.1]", "0x7f.1", "127.1", "[fe80::1]", "224.0.0.1",
)  # fmt: skip


@case(40, "addresses of this network, redirects, lies and drips of servers")
def fetching(lab: Lab) -> None:
    addresses = [f"http://{host}:9/" for host in PRIVATE]
    addresses += ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[::1", "http://a b/"]
    done = lab.parse("--fetch", *addresses, seconds=120)
    lab.must("all are refused", (done.code, done.out) == (1, b""))
    lab.check("a line each", done.err.count("\n") in (len(addresses), len(addresses) + 1))
    lab.must("nothing of a file is read", b"root:" not in done.out)
    whole = f"<html><body><p>{SENTENCE}</p></body></html>".encode()

    def cut(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "9000")
        handler.end_headers()
        handler.wfile.write(whole)
        handler.wfile.flush()
        handler.connection.close()

    import gzip

    def packed(data: bytes) -> Any:
        return lambda handler: handler.reply(data, 200, {"Content-Encoding": "gzip"})

    ways: dict[str, tuple[Any, bool]] = {
        "whole": (web.body(whole), True),
        "gzip": (packed(gzip.compress(whole)), True),
        "cut": (cut, False),
        "gzip cut in half": (packed(gzip.compress(whole)[:30]), False),
        "gzip bomb": (packed(gzip.compress(bytes(300_000_000), 1)), False),
        "to a file": (web.redirect("file:///etc/passwd"), False),
        "to nowhere": (web.redirect("http://[::1"), False),
        "drips": (web.dripping, False),
        "silent": (web.silent, False),
        "hangs up": (web.hang_up, False),
        "500": (web.status(500), False),
    }
    for name, (behaviour, good) in ways.items():
        with served(behaviour) as server:
            began = time.monotonic()
            done = lab.parse("--fetch-private", f"{server.url}/a?token=s3cret", "--timeout", "4")
            lab.must(f"{name}: {'read' if good else 'told'}", (done.code == 0) is good)
            lab.check(f"{name}: in time", time.monotonic() - began < 30)
            lab.check(f"{name}: no secret is shown", "s3cret" not in done.err + done.out.decode())
    with served(web.redirect("/again")) as server:
        done = lab.parse("--fetch-private", server.url, "--timeout", "10")
        lab.must("a loop of redirects is told", done.code == 1 and len(server.seen) < 30)


@contextmanager
def served(*behaviours: Any) -> Iterator[Any]:
    server = web.Server(*behaviours)
    try:
        yield server
    finally:
        server.close()


def asked(lab: Lab, server: Any, *more: str, cache: str, **given: Any) -> Run:
    text = lab.write("unknown.txt", UNKNOWN)
    options = ("--geocode", "--geocoder-url", server.url, "--geocoder-option", "interval=0.05")
    home = {"GEOMAP_CACHE": str(lab.folder / cache)}
    return lab.parse(text, *options, *more, environment=home, **given)


@case(41, "geocoders that refuse, lie, drip or send odd values")
def geocoders(lab: Lab) -> None:
    feature: dict[str, Any] = {"geometry": {"type": "Point", "coordinates": [40.95, 34.45]},
               "properties": {"osm_id": 5, "osm_type": "R", "name": "Zorkville"}}  # fmt: skip
    odd: dict[str, tuple[str, Any]] = {
        **{str(code): ("nominatim", web.status(code)) for code in (401, 403, 404, 500, 503, 509)},
        **{f"429 {wait}": ("nominatim", web.status(429, Retry_After=wait))
           for wait in ("nan", "-5", "1e999", "99999999999")},
        "html": ("nominatim", web.body(b"<html>")),
        "nested": ("nominatim", web.body(b"[" * 500_000)),
        "30 MB": ("nominatim", web.body(b"[" + b" " * 30_000_000 + b"]")),
        "nan": ("nominatim", web.answer([{**PLACE, "lat": "nan"}])),
        "inf": ("nominatim", web.answer([{**PLACE, "lat": "1e999"}])),
        "huge": ("nominatim", web.body(b'[{"lat":1' + b"0" * 5_000 + b',"lon":1}]')),
        "no lat": ("nominatim", web.answer([{"display_name": "x", "lon": "1", "place_id": 1}])),
        "object": ("nominatim", web.answer({"error": "x"})),
        "junk": ("nominatim", web.answer([1, None, "x", []])),
        "surrogate": ("nominatim", web.answer([{**PLACE, "name": "Zork\ud800\x00\x1b[31m"}])),
        "name object": ("nominatim", web.answer([{**PLACE, "name": {"a": 1}}])),
        "bounds": ("nominatim", web.answer([{**PLACE, "boundingbox": ["nan", "1e999", {}, []]}])),
        "silent": ("nominatim", web.silent),
        "drips": ("nominatim", web.dripping),
        "to a file": ("nominatim", web.redirect("file:///etc/passwd")),
        "photon name": ("photon", web.answer({"features": [
            {**feature, "properties": {**feature["properties"], "name": ["x"]}}]})),
        "pelias name": ("pelias", web.answer({"features": [
            {**feature, "properties": {"gid": "a:b:1", "name": ["x"], "label": "Zorkville"}}]})),
    }  # fmt: skip
    for number, (name, (provider, behaviour)) in enumerate(odd.items()):
        with served(behaviour) as server:
            more = ("--geocoder", provider, "--geocoder-option", "timeout=2")
            done = asked(lab, server, *more, cache=f"c{number}", seconds=200)
            lab.must(f"{name}: the run completes", done.code in (0, 3) and b"Mosul" in done.out)
            lab.check(f"{name}: at most four questions a name", len(server.seen) <= 8)
        home = {"GEOMAP_CACHE": str(lab.folder / f"c{number}")}
        later = lab.parse("unknown.txt", environment=home)
        lab.must(f"{name}: later runs complete", later.code == 0)
    with served(web.answer([PLACE])) as server:
        done = asked(lab, server, cache="good")
        lab.must("a good answer places the name", b"34.45" in done.out)
        lab.check("only names are sent", all("convoy" not in path for _, path, _ in server.seen))


@case(42, "two processes share one question a second")
def shared(lab: Lab) -> None:
    lab.write("a.txt", "They met in Zorkville, Blimburg, Quendor, Xanthor and Wobbleton.")
    lab.write("b.txt", "They met in Frobozz, Gurthang, Ybsonia, Drumblehill and Snorkford.")
    with served(web.answer([])) as server:
        command = [*lab.command, "parse", "-q", "--geocode", "--geocoder-url", server.url]
        running = [
            subprocess.Popen([*command, name], cwd=lab.folder, env=lab.environment(),
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for name in ("a.txt", "b.txt")
        ]  # fmt: skip
        codes = [one.wait(120) for one in running]
        times = [moment for moment, _, _ in server.seen]
    gaps = [second - first for first, second in pairwise(times)]
    lab.must(f"both complete {codes}", codes == [0, 0])
    lab.must(f"six questions or more ({len(times)})", len(times) >= 6)
    least = min(gaps, default=0)
    lab.must(f"one a second, as they leave ({least:.2f} s as they arrive)", least >= 0.9)
    lab.must("and on the whole", times[-1] - times[0] >= len(gaps))


@case(43, "caches that are cut, garbage, locked, closed or full")
def caches(lab: Lab) -> None:
    with served(web.answer([PLACE])) as server:

        def fresh(name: str) -> Path:
            asked(lab, server, cache=name)
            path = lab.folder / name / "geocoder.sqlite"
            with closing(sqlite3.connect(path)) as base:
                base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return path

        def changed(name: str, *statements: str) -> Path:
            path = fresh(name)
            with closing(sqlite3.connect(path)) as base, base:
                for statement in statements:
                    base.execute(statement)
            return path

        def then(path: Path, what: str) -> None:
            home = {"GEOMAP_CACHE": str(path.parent)}
            for again in (
                asked(lab, server, cache=path.parent.name),
                lab.parse("unknown.txt", environment=home),
                lab.run("cache", "export", environment=home),
            ):
                lab.must(f"{what}: goes on", again.code == 0)

        path = fresh("cut")
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        then(path, "cut")
        for name, data in (("garbage", random.Random(1).randbytes(8_192)), ("empty", b"")):
            path = fresh(name)
            path.write_bytes(data)
            then(path, name)
        then(changed("newer", "PRAGMA user_version = 9"), "newer")
        then(changed("no json", "UPDATE answer SET answers = 'x'"), "not JSON")
        then(changed("number", "UPDATE answer SET answers = '5'"), "a number")
        then(changed("words", "UPDATE answer SET fetched = 'yesterday'"), "a time in words")
        path = changed("locked")
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("BEGIN EXCLUSIVE")
            began = time.monotonic()
            done = asked(lab, server, cache="locked")
            lab.must("locked: goes on", done.code == 0)
            lab.check("locked: waits once", time.monotonic() - began < 45)
        path = changed("closed")
        for one in (path, path.parent):
            one.chmod(0o555)
        home = {"GEOMAP_CACHE": str(path.parent), "HOME": "/nonexistent"}
        done = lab.parse("unknown.txt", ordinary=True, environment=home)
        lab.must("closed: goes on", done.code == 0)


@case(44, "gazetteers that are missing, cut, foreign, changed or endless")
def gazetteers(lab: Lab) -> None:
    from geomap.gazetteer import BUNDLE

    lab.write("a.txt", SENTENCE)
    path, whole = lab.folder / "copy.db", BUNDLE.read_bytes()

    def refused(what: str, data: bytes | None) -> None:
        if data is not None:
            path.write_bytes(data)
        done = lab.parse("a.txt", "-g", path, seconds=90)
        lab.must(f"{what}: refused in one line", done.code == 1 and done.err.count("\n") == 1)

    refused("missing", None)
    refused("empty", b"")
    refused("cut in half", whole[: len(whole) // 2])
    refused("one byte short", whole[:-1])
    refused("garbage", random.Random(1).randbytes(100_000))
    chance = random.Random(1)
    for count in (1, 1, 1, 1, 3_000, 100_000):
        spoilt = bytearray(whole)
        for _ in range(count):
            spoilt[chance.randrange(4_096, len(spoilt))] ^= 1 << chance.randrange(8)
        refused(f"{count} bits changed", bytes(spoilt))
    statements = {
        "kind": "UPDATE place SET kind = 99 WHERE id = 99072",
        "latitude in words": "UPDATE place SET lat = 'abc' WHERE id = 99072",
        "latitude 10^6": "UPDATE place SET lat = 99999999999 WHERE id = 99072",
        "bytes as name": "UPDATE place SET name = x'ff00' WHERE id = 99072",
        "broken UTF-8": "UPDATE place SET name = CAST(x'fffe4d' AS TEXT) WHERE id = 99072",
        "countries": "UPDATE meta SET value = '[1' WHERE key = 'countries'",
        "no facts": "DELETE FROM meta",
        "endless": "CREATE VIEW endless AS WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1"
        " FROM r) SELECT i FROM r",
    }
    for what, statement in statements.items():
        path.write_bytes(whole)
        with closing(sqlite3.connect(path)) as base, base:
            base.execute(statement)
            base.execute("DELETE FROM meta WHERE key = 'seal'")
        done = lab.parse("a.txt", "-g", path, seconds=90)
        told = done.code == 1 or "cannot be used" in done.err
        lab.must(f"{what}: refused or told", told and done.err.count("\n") <= 4)
    for question in ("x' OR 1=1 --", '"; DROP TABLE place; --', "%", "a" * 100_000):
        lab.must("questions are data", lab.run("lookup", question).code in (0, 1))
    lab.must("the bundle is as before", BUNDLE.read_bytes() == whole)


@case(45, "a run that was killed goes on with the same bytes, and only with its options")
def resumed(lab: Lab) -> None:
    for number in range(900):
        lab.write(f"in/{number:03}.txt", f"Report {number}. {SENTENCE} " * 5)
    lab.must("whole", lab.parse("in", "-o", "whole.jsonl").code == 0)
    command = [*lab.command, "parse", "-q", "in", "-o", "part.jsonl"]
    for turn in range(4):
        process = subprocess.Popen(
            [*command, *(["--resume"] if turn else [])],
            cwd=lab.folder, env=lab.environment(), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(1.5 + turn)
        process.kill()
        process.wait()
        if (lab.folder / "part.jsonl").exists():
            break
    done = lab.parse("in", "-o", "part.jsonl", "--resume", "--min-score", "0.9")
    finished = (lab.folder / "part.jsonl").exists()
    lab.must("other options are refused", done.code in (1, 2) or finished)
    done = lab.parse("in", "-o", "part.jsonl", "--resume")
    same = (lab.folder / "part.jsonl").read_bytes() == (lab.folder / "whole.jsonl").read_bytes()
    lab.must("it goes on and gives the same bytes", done.code == 0 and same)
    left = [name for name in lab.left(lab.folder) if name.startswith((".part", "part.jsonl."))]
    lab.check(f"nothing is left beside it {left}", not left)


@case(46, "a reading process that is killed or breaks")
def workers(lab: Lab) -> None:
    faults, writers = helper("documents.test_faults"), helper("documents.writers")

    for number in range(40):
        writers.docx(lab.folder / "x.docx")
        (lab.folder / "in").mkdir(exist_ok=True)
        shutil.copy(lab.folder / "x.docx", lab.folder / "in" / f"{number:02}.docx")
    lab.write("in/20.pdf", faults.flate_bomb())
    process = subprocess.Popen([*lab.command, "parse", "-q", "in", "-o", "o.jsonl"], cwd=lab.folder,
                               env=lab.environment(), stderr=subprocess.PIPE)  # fmt: skip
    killed = 0
    ends = time.monotonic() + 20
    while not killed and time.monotonic() < ends and process.poll() is None:
        listed = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True)
        for child in listed.stdout.split():
            time.sleep(0.15)
            os.kill(int(child), signal.SIGKILL)
            killed += 1
    _, err = process.communicate(timeout=200)
    read = len((lab.folder / "o.jsonl").read_bytes().splitlines())
    lab.must("exit 3", process.returncode == 3)
    lab.must(f"all but the bomb and one are read ({read})", read >= 39)
    lab.check("what is lost is told", err.decode().count("\n") == 41 - read)


THREADS = """
import json, multiprocessing, sys, threading
import geomap
TEXTS = ["The convoy left Mosul for Irbil.", "He flew from Paris, Texas to London, Ontario.",
         "Rain fell on Basra and Kirkuk.", "She was born in Springfield, Illinois."] * 3
PARSER = geomap.Geoparser()
def places(text):
    found = PARSER.parse(text).toponyms
    return [(name.mention.text, name.place and name.place.id) for name in found]
if __name__ == "__main__":
    wanted = [places(text) for text in TEXTS]
    found = [None] * len(TEXTS)
    def work(number):
        for at in range(number, len(TEXTS), 4):
            found[at] = places(TEXTS[at])
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    [one.start() for one in threads]; [one.join() for one in threads]
    assert found == wanted, "threads"
    for how in ("fork", "spawn"):
        with multiprocessing.get_context(how).Pool(2) as pool:
            assert pool.map(places, TEXTS) == wanted, how
    print("same")
"""


@case(47, "threads, fork and spawn give the same")
def threads(lab: Lab) -> None:
    lab.write("threads_case.py", THREADS)
    done = subprocess.run([sys.executable, "threads_case.py"], cwd=lab.folder, timeout=300,
                          env={**lab.environment(), "PYTHONPATH": str(ROOT)},
                          capture_output=True, text=True)  # fmt: skip
    lab.must(f"the same {done.stderr[-200:]}", done.stdout.strip() == "same")


@case(48, "the same input gives the same bytes")
def repeated(lab: Lab) -> None:
    writers = helper("documents.writers")

    for kind in ("docx", "odt", "rtf", "epub", "xlsx", "eml", "mbox"):
        (lab.folder / "in").mkdir(exist_ok=True)
        getattr(writers, kind)(lab.folder / "in" / f"a.{kind}")
    for path in (ROOT / "seeds").glob("*.txt"):
        shutil.copy(path, lab.folder / "in")
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ways: dict[str, tuple[dict[str, str], tuple[str, ...], bool]] = {
        "first": ({}, (), True),
        "again": ({}, (), True),
        "seed 0": ({"PYTHONHASHSEED": "0"}, (), True),
        "two jobs": ({}, ("--jobs", "2"), False),
        "four jobs": ({}, ("--jobs", "4"), False),
        "one thread": ({}, ("--threads", "1"), False),
        "C": (plain, (), True),
        "Turkish": ({"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, (), False),
        "Kiritimati": ({"TZ": "Pacific/Kiritimati"}, (), True),
    }
    known: dict[str, str] = {}
    for way, (changed, words, drawn) in ways.items():
        environment = {"SOURCE_DATE_EPOCH": "1700000000", **changed}
        done = lab.parse("in", "-o", "o.jsonl", "--force", *words, environment=environment)
        outputs = [word for form in FORMS[1:] for word in ("-o", f"out/o.{form}")]
        if drawn:
            done = lab.run("map", "-q", "o.jsonl", *outputs, "--force", environment=environment)
        lab.must(f"{way}: exit 0", done.code == 0)
        made = [lab.folder / "o.jsonl", *sorted((lab.folder / "out").glob("o.*"))]
        for path in made:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            same = known.setdefault(path.name, digest) == digest
            lab.must(f"{way}: {path.name} is the same", same)
    lab.must("all forms were compared", len(known) == len(FORMS))
