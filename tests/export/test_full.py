"""Every form on a full disk and where files may not grow: one error, the old file, nothing left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.export import FORMATS
from geomap.jsonl import write_results
from tests.fakes import BAGHDAD, MOSUL, PARIS, parsed

ROOT = Path(__file__).parent.parent.parent
SUFFIXES = tuple(one.suffix for one in FORMATS)
_WRITE = """
import json, resource, signal, sys
from contextlib import suppress
from pathlib import Path
source, folder, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
from geomap.export import export
from geomap.jsonl import read_results
results = list(read_results(source))
export(results, source.with_name("warm.svg"), force=True)
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
found = {}
for suffix in sys.argv[4:]:
    target = folder / f"o{suffix}"
    target.write_text("OLD")
    fill = folder / "fill"
    if not limit:
        with suppress(OSError), open(fill, "wb", buffering=0) as stream:
            while stream.write(bytes(512)):
                pass
    try:
        export(results, target, force=True)
        said = "whole"
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    others = [path.name for path in folder.iterdir() if path not in (target, fill)]
    found[suffix] = [said, target.read_bytes()[:3].decode("latin-1"), others]
    for path in folder.iterdir():
        path.unlink()
print(json.dumps(found))
"""
_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=8k none "$1" && shift && exec "$@"'


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full") / "r.jsonl"
    names = (("Baghdad", BAGHDAD), ("Mosul", MOSUL), ("Paris", PARIS))
    write_results(
        [parsed(f"In Baghdad, Mosul and Paris {n}. " * 3, *names, id=f"d{n}") for n in range(60)],
        path,
    )
    return path


def _written(results: Path, folder: Path, limit: int, *before: str) -> dict[str, list[object]]:
    folder.mkdir(exist_ok=True)
    words = [sys.executable, "-c", _WRITE, str(results), str(folder), str(limit), *SUFFIXES]
    done = subprocess.run([*before, *words], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, list[object]] = json.loads(done.stdout)
    return found


def _check(found: dict[str, list[object]], reason: str) -> None:
    """Say which forms did not end as they must; GDAL's own words give no reason."""
    assert set(found) == set(SUFFIXES)
    for suffix, (said, old, others) in found.items():
        assert str(said).startswith("OutputError: cannot write"), (suffix, said)
        assert reason in str(said) or "GDAL could not write" in str(said), (suffix, said)
        assert "\n" not in str(said), suffix
        assert (old, others) == ("OLD", []), suffix


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_files_that_may_not_grow(results: Path, tmp_path: Path) -> None:
    _check(_written(results, tmp_path / "out", 100), "File too large")


def test_full_disks(results: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    before = ("unshare", "-rm", "sh", "-c", _ON_A_SMALL_DISK, "sh", str(disk))
    try:
        tried = subprocess.run([*before, "true"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("NOT CHECKED: unshare is not installed")
    if tried.returncode:
        pytest.skip("NOT CHECKED: this machine permits no disks of its own")
    _check(_written(results, disk, 0, *before), "No space left on device")
