"""Nothing leaves the machine and nothing is written but what docs/privacy.md lists.

The kernel is asked, not Python: libraries in other languages open sockets of their own. What
watches is Linux' network namespaces and strace; `make test` installs it where it can.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import writers
from tests.watched import Watched, impossible, watch

ROOT = Path(__file__).parent.parent
_WHY = impossible()
watching = pytest.mark.skipif(_WHY is not None, reason=f"NOT CHECKED BY THE KERNEL: {_WHY}")

GEOMAP = (sys.executable, "-m", "geomap")
KINDS = ("html", "geojson", "csv", "kml", "gpkg", "parquet", "svg", "png", "pdf", "jsonld", "docx")
FORMS = (*(f"-oout/{kind}.{kind}" for kind in KINDS), "-oout/report.md")
LONG = """
import time, geomap
parser, ends = geomap.Geoparser(), time.monotonic() + 12
while time.monotonic() < ends:
    assert parser.parse("The convoy left Mosul for Irbil.").toponyms
"""
"""onnxruntime's client, where a version has one, reports only after about five seconds."""

PLACES = {
    "beside the output": r"\./out/.*",
    "the folder of `--keep-text`": r"\./texts(/.*)?",
    "the temporary folder": r"\./tmp(/.*)?|/dev/shm/.*",
    "geomap's cache folder": r"\./home/\.cache(/geomap(/.*)?)?",
    "matplotlib's folders": r"\./home/\.(cache|config)(/matplotlib(/.*)?)?",
    "`__pycache__`": r".*/__pycache__(/.*)?",
    "`/dev/null`": r"/dev/null",
}
"""Each place that docs/privacy.md lists, as a pattern; "." is the folder of the run."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A folder with a document of each kind whose reader is written in another language."""
    folder = tmp_path_factory.mktemp("watched").resolve()
    documents = folder / "documents"
    documents.mkdir()
    (folder / "out").mkdir()
    for kind in ("docx", "odt", "rtf", "epub", "xlsx", "parquet", "eml", "mbox"):
        getattr(writers, kind)(documents / f"letter.{kind}")
    writers.pdf(documents / "letter.pdf", [["The convoy left Mosul for Baghdad on Monday."]])
    (documents / "page.html").write_text("<p>The convoy left Mosul for Baghdad on Monday.</p>")
    for seed in seeds.glob("*.txt"):
        (documents / seed.name).write_bytes(seed.read_bytes())
    return folder


def unlisted(watched: Watched, folder: Path) -> list[str]:
    allowed = re.compile("|".join(f"(?:{pattern})" for pattern in PLACES.values()))
    paths = [re.sub(f"^{re.escape(str(folder))}/", "./", str(path)) for path in watched.written]
    return [path for path in paths if not allowed.fullmatch(path)]


@watching
@pytest.mark.parametrize(
    "command",
    [
        pytest.param((sys.executable, "-c", "import geomap"), id="import"),
        pytest.param((sys.executable, "-c", LONG), id="long parse"),
        pytest.param(
            (*GEOMAP, "map", "documents", "-j", "2", "--keep-text", "texts", *FORMS),
            id="map in every form",
        ),
        pytest.param((*GEOMAP, "lookup", "Mosul"), id="lookup"),
        pytest.param((*GEOMAP, "cache", "info"), id="cache"),
    ],
)
def test_nothing_leaves_and_only_listed_files_are_written(
    folder: Path, command: tuple[str, ...]
) -> None:
    watched = watch(command, folder, PYTHONPATH=str(ROOT))
    assert watched.code == 0, watched.words
    assert watched.leaving == ()
    assert unlisted(watched, folder) == []


@watching
@pytest.mark.parametrize(
    "code",
    [
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket().connect_ex(('93.184.216.34', 80))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).bind(('0.0.0.0', 0))",
    ],
)
def test_the_watch_sees_what_reaches_out(tmp_path: Path, code: str) -> None:
    python = f"import socket, contextlib\nwith contextlib.suppress(OSError): {code}"
    watched = watch((sys.executable, "-c", python), tmp_path)
    assert watched.code == 0, watched.words
    assert watched.leaving


@watching
def test_the_watch_sees_what_is_written(tmp_path: Path) -> None:
    code = "import os; open('a', 'w'); os.mkdir('b'); os.rename('a', 'c'); os.open('/', os.O_PATH)"
    watched = watch((sys.executable, "-c", code), tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert watched.code == 0, watched.words
    assert [path.name for path in watched.written] == ["a", "b", "c"]


def test_the_privacy_page_lists_the_same_places() -> None:
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    table = page.partition("| what is written | where |")[2].partition("\n\n")[0]
    listed = [row.split("|")[2].strip() for row in table.splitlines()[2:]]
    assert listed == list(PLACES)


def test_onnxruntime_is_loaded_in_one_place_with_its_telemetry_off() -> None:
    loading = [
        path.relative_to(ROOT).as_posix()
        for folder in ("geomap", "training", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if re.search(r"^\s*(import|from) onnxruntime", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert loading == ["geomap/recognizer/runtime.py"]
    code = "import os; from geomap.recognizer.runtime import load_onnxruntime as load; load();"
    code += "print(os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "1\n", done.stderr
