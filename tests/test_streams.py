"""Nothing is lost without a word: full disks, closed streams, signals, stale temporary files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.files import atomic_path, scratch, temporary_name, write_all, write_atomic
from geomap.jsonl import write_results
from tests.fakes import BAGHDAD, parsed
from tests.waiting import PATIENCE

GEOMAP = f"{sys.executable} -m geomap"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other streams there")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    write_results([parsed("In Baghdad.", ("Baghdad", BAGHDAD))], folder / "good.jsonl")
    (folder / "a.txt").write_text("The convoy left Mosul for Irbil.")
    return folder


def shell(command: str, folder: Path, **environment: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        ["sh", "-c", f"{GEOMAP} {command}"],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
    )
    return done.returncode, done.stderr.splitlines()


COMMANDS = (
    "--help",
    "--version",
    "parse -q a.txt",
    "lookup Baghdad",
    "export good.jsonl -o - -f csv",
    "diff good.jsonl good.jsonl",
    "cache info",
)


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_one_line(folder: Path, command: str, unbuffered: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    code, lines = shell(f"{command} > /dev/full", folder, PYTHONUNBUFFERED=unbuffered)
    words = "standard output: no space left on device; what was written there is not whole"
    assert (code, lines) == (1, [f"geomap: {words}"])


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_output_is_one_line(folder: Path, command: str) -> None:
    code, lines = shell(f"{command} >&-", folder)
    words = "standard output: is closed; what was written there is not whole"
    assert (code, lines) == (1, [f"geomap: {words}"])


def test_a_closed_input_is_told(folder: Path) -> None:
    code, lines = shell("parse -q - <&-", folder)
    assert code == 1
    assert lines[0] == "geomap: standard input: cannot be read (is closed); check it"


def test_errors_that_nobody_foresaw_are_one_line() -> None:
    code = (
        "import sys, geomap.cli as cli\n"
        "def broken(): raise OverflowError('too\\nlarge')\n"
        "cli._run = broken\n"
        "cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("geomap: OverflowError: too large (not foreseen; please report it")


class _Sparing:
    """Takes three bytes at a time, and no more than ``room``."""

    def __init__(self, room: int) -> None:
        self.room, self.taken = room, b""

    def write(self, data: memoryview) -> int:
        piece = bytes(data[: min(3, self.room - len(self.taken))])
        self.taken += piece
        return len(piece)


def test_streams_that_take_little_get_everything() -> None:
    stream = _Sparing(100)
    write_all(stream, b"0123456789")
    assert stream.taken == b"0123456789"
    with pytest.raises(OSError, match="takes no more"):
        write_all(_Sparing(5), b"0123456789")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_signals_leave_nothing(tmp_path: Path, number: int) -> None:
    text = "The convoy left Mosul for Irbil on Friday. " * 20_000
    (tmp_path / "long.txt").write_text(text)
    (tmp_path / "out").mkdir()
    (tmp_path / "tmp").mkdir()
    # Where tests run in the background a signal may be ignored from the start.
    ours = "import signal as s; s.signal(s.SIGINT, s.default_int_handler); "
    ours += "s.signal(s.SIGHUP, s.SIG_DFL); from geomap.cli import main; main()"
    command = [sys.executable, "-c", ours, "map", "long.txt", "-o", "out/a.csv"]
    command += ["-o", "out/a.geojson", "-o", "out/a.jsonl", "-q"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
    ends = time.monotonic() + PATIENCE
    while not any((tmp_path / "out").glob("*/*")) and time.monotonic() < ends:
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(number)
    try:
        _, errors = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == (130 if number == signal.SIGINT else 128 + number)
    assert errors.endswith(b"nothing was left half-written\n")
    assert list((tmp_path / "out").iterdir()) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_killed_processes_left_is_removed(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], text=True,
                          capture_output=True)  # fmt: skip
    dead, own = done.stdout.strip(), str(os.getpid())
    name = temporary_name(tmp_path / "other" / "a.csv")
    stale = tmp_path / f"{name.replace(own, dead)}x.csv"
    stale.write_text("confidential")
    (tmp_path / f".geomap-{'0' * 8}-{dead}-x").write_text("of another machine")
    kept = tmp_path / f"{name}y.csv"
    kept.write_text("of a process that runs")
    folder = tmp_path / stale.name.replace("a.csv", "scratch")
    folder.mkdir()
    (folder / "results.jsonl").write_text("confidential")
    write_atomic(tmp_path / "a.csv", "new")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"a.csv", kept.name, f".geomap-{'0' * 8}-{dead}-x"}


def test_replaced_files_keep_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "private.csv", tmp_path / "link.csv"
    target.write_text("old")
    target.chmod(0o600)
    link.symlink_to(target)
    write_atomic(link, "new", force=True)
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o600)
    dangling = tmp_path / "dangling.csv"
    dangling.symlink_to(tmp_path / "made.csv")
    write_atomic(dangling, "new")
    assert dangling.is_symlink()
    assert (tmp_path / "made.csv").read_text() == "new"


def test_temporary_files_are_the_users_alone(tmp_path: Path) -> None:
    with atomic_path(tmp_path / "a.csv") as temporary, scratch(tmp_path / "a.csv") as folder:
        assert temporary.parent == folder.parent == tmp_path
        assert temporary.stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    code = (
        "import resource, sys, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from geomap.files import write_atomic; write_atomic('a.csv', 'x' * 5000, force=True)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True,
                          text=True, env=environment)  # fmt: skip
    assert "OutputError: cannot write a.csv: File too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_documents_in_folders_are_not_overwritten(tmp_path: Path) -> None:
    from geomap.cli.outputs import keep_inputs

    page = tmp_path / "in" / "page.html"
    page.parent.mkdir()
    page.write_text("<p>Seen in Mosul.</p>")
    with pytest.raises(OutputError, match="may be a document"):
        keep_inputs(page, [str(tmp_path / "in")])
    keep_inputs(page, [str(tmp_path / "else")])
    page.write_text('<!doctype html><head><meta name="generator" content="geomap"></head>')
    keep_inputs(page, [str(tmp_path / "in")])
    picture = page.with_suffix(".svg")
    picture.write_text("<svg/>")
    keep_inputs(picture, [str(tmp_path / "in")])


def test_names_of_files_cannot_colour_or_forge_lines(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\ngeomap: fine\u202e.pdf").write_bytes(b"%PDF-1.4 broken")
    code, lines = shell("parse -q .", tmp_path)
    assert code == 1
    assert "a\\x1b[31m\\ngeomap: fine\\u202e.pdf: a damaged PDF" in lines[0]
