"""Fetch files of pinned npm packages.

The pin is name, version and integrity; npm itself knows where its registry is.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PINS = Path(__file__).with_name("npm-pins.json")


class NpmError(RuntimeError):
    """A pinned package could not be fetched or is not what was pinned."""


def read(package: str, member: str, cache: Path) -> bytes:
    """Return a file of a pinned package, e.g. ``read("leaflet", "dist/leaflet.js", cache)``."""
    with tarfile.open(tarball(package, cache)) as archive:
        handle = archive.extractfile(f"package/{member}")
        if handle is None:
            raise NpmError(f"{package} has no file {member}")
        return handle.read()


def tarball(package: str, cache: Path) -> Path:
    """Return the package's tarball, fetched once into ``cache`` and checked each time."""
    pin = json.loads(PINS.read_text(encoding="utf-8"))[package]
    target = cache / f"{package.replace('/', '-')}-{pin['version']}.tgz"
    if not target.exists():
        _pack(f"{package}@{pin['version']}", target)
    algorithm, _, expected = pin["integrity"].partition("-")
    digest = base64.b64encode(hashlib.new(algorithm, target.read_bytes()).digest()).decode()
    if digest != expected:
        target.unlink()
        raise NpmError(f"{package}@{pin['version']} differs from its pinned {algorithm}; try again")
    return target


def _pack(spec: str, target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NpmError("npm is needed to build geomap from a checkout; install Node.js with npm")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        done = subprocess.run(
            [npm, "pack", "--silent", "--ignore-scripts", spec],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        packed = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(packed) != 1:
            raise NpmError(f"npm could not fetch {spec}: {done.stderr.strip()[-300:]}")
        os.replace(packed[0], target)
