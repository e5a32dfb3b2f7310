"""Feeds mutated documents and results to the readers: `python -m tests.fuzzing SECONDS`.

Nothing but documents and failures may come out. ``SECONDS`` of processor time are spent on each
kind; what breaks is written into ``fuzz-found/``.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from geomap import jsonl
from geomap.documents import ReadOptions
from geomap.documents.read import read_source
from geomap.documents.source import Source
from geomap.errors import FormatError
from geomap.gazetteer.extra import read_extra
from geomap.geocoder.shapes import READERS, to_candidates
from tests.documents import writers
from tests.fakes import BAGHDAD, parsed

KINDS = ("docx", "odt", "rtf", "epub", "eml", "mbox", "xlsx", "parquet")
ODD = (b"\x00", b"\xff", b"<", b"%s", b"9" * 30, b"-1", b"[[[[", b'"', b"\\u", b"charset=idna")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, cut out, doubled or replaced by odd ones."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        how = chance.randrange(4)
        if how == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif how == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif how == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 40)]
        else:
            changed[at : at + chance.randrange(8)] = chance.choice(ODD)
    return bytes(changed)


def document(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        for outcome in read_source(Source(name, name, data=data), ReadOptions()):
            cause = getattr(getattr(outcome, "error", None), "__cause__", None)
            if "cannot be read (" in str(getattr(outcome, "error", "")):
                raise cause or RuntimeError(str(outcome))

    return read


def results(data: bytes) -> None:
    try:
        jsonl.from_record(json.loads(data))
    except (FormatError, ValueError, RecursionError):
        return


def answers(data: bytes) -> None:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return
    if isinstance(answer, dict):
        for provider in READERS:
            to_candidates(provider, "Mosul", [answer])


def extra(suffix: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data)
            file.flush()
            try:
                read_extra(Path(file.name))
            except FormatError:
                return

    return read


def samples(folder: Path) -> dict[str, tuple[bytes, Callable[[bytes], None]]]:
    """Return a good sample of each kind and what reads it."""
    found: dict[str, tuple[bytes, Callable[[bytes], None]]] = {}
    for kind in KINDS:
        path = folder / f"a.{kind}"
        getattr(writers, kind)(path)
        found[kind] = (path.read_bytes(), document(path.name))
    writers.pdf(folder / "a.pdf", [["The convoy left Mosul."]])
    found["pdf"] = ((folder / "a.pdf").read_bytes(), document("a.pdf"))
    for name, text in {
        "a.html": writers.HTML,
        "a.txt": "The convoy left Mosul.\n",
        "a.md": "---\ntitle: a\n---\n# Mosul\n",
        "a.csv": "id,text\n1,Mosul\n",
        "a.json": '[{"id": 1, "text": "Mosul", "mentions": [{"start": 0, "end": 5}]}]',
        "a.jsonl": '{"id": 1, "text": "Mosul", "spans": [[0, 5, "page", "p. 1", null]]}\n',
    }.items():
        found[name[2:]] = (text.encode(), document(name))
    line = jsonl.to_record(parsed("In Baghdad.", ("Baghdad", BAGHDAD)))
    found["results"] = (json.dumps(line).encode(), results)
    answer = {"lat": "36.3", "lon": "43.1", "display_name": "Mosul", "place_id": 1, "address": {}}
    found["answers"] = (json.dumps(answer).encode(), answers)
    found["extra csv"] = (b"name,lat,lon,population\nCamp,5,5,100\n", extra(".csv"))
    feature = {"geometry": {"coordinates": [5, 5]}, "properties": {"name": "Camp"}}
    found["extra geojson"] = (json.dumps({"features": [feature]}).encode(), extra(".geojson"))
    return found


def main(seconds: float) -> int:
    """Spend the seconds on each kind; return how many inputs broke a reader."""
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, (good, read) in samples(Path(folder)).items():
            chance, count, failed = random.Random(kind), 0, 0
            ends = time.process_time() + seconds
            while time.process_time() < ends:
                data = mutated(good, chance)
                count += 1
                try:
                    read(data)
                except Exception as error:
                    failed += 1
                    Path("fuzz-found").mkdir(exist_ok=True)
                    Path("fuzz-found", f"{kind.replace(' ', '-')}-{count}").write_bytes(data)
                    print(f"  {kind}: {type(error).__name__}: {str(error)[:100]}")
            print(f"{kind}: {count:,} inputs, {failed} broke the reader", flush=True)
            broken += failed
    return broken


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])) > 0)
