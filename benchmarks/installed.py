"""What an installation costs: size, processor time of pip and of the first map, as JSON.

Run as root, where Debian's packages and an index of Python's are in reach:
``python benchmarks/installed.py dist/geomap_text-*.whl --chroot FOLDER``, with a FOLDER made by
``debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm FOLDER``.
Without ``--chroot``, the virtual environment is made on this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PYTHON = "import sys, platform; print(platform.python_version())"


def seconds(command: list[str]) -> float:
    """Return the processor seconds, of user and system, that a command and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, 1)


def _environment() -> dict[str, str]:
    """Return the environment of a newcomer, who has set up nothing."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin",
        "HOME": os.path.expanduser("~"),
        "LC_ALL": "C.UTF-8",
    }


def size(folder: Path, *, without: tuple[str, ...] = ()) -> int:
    """Return the bytes that the files of a folder take on the disk."""
    return sum(
        path.lstat().st_blocks * 512
        for each in folder.iterdir()
        if not each.name.startswith(without or ("\0",))
        for path in (each, *each.rglob("*"))
    )


def measure(wheel: Path, root: Path | None) -> dict[str, object]:
    """Install the wheel into a fresh environment and draw the demo.

    Args:
        root: The root of another system, to work in with chroot.
    """
    prefix = ["chroot", str(root)] if root else []
    base = root or Path("/")
    work = Path(tempfile.mkdtemp(dir=base / "tmp"))
    inside = Path("/") / work.relative_to(base)
    try:
        shutil.copy(wheel, work)
        python = "python3" if root else sys.executable
        subprocess.run([*prefix, python, "-m", "venv", f"{inside}/venv"], check=True)
        bin_ = f"{inside}/venv/bin"
        pip = [f"{bin_}/pip", "install", "--quiet", "--no-cache-dir", f"{inside}/{wheel.name}"]
        page = f"{inside}/demo.html"
        demo = [f"{bin_}/geomap", "demo", "--no-open", "-q", "-o", page]
        told: dict[str, object] = {"pip_seconds": seconds([*prefix, *pip])}
        told["demo_seconds"] = seconds([*prefix, *demo])
        version = [*prefix, f"{bin_}/python", "-c", PYTHON]
        told["python"] = subprocess.run(
            version, check=True, capture_output=True, text=True
        ).stdout.strip()
        (packages,) = (work / "venv" / "lib").glob("python3*/site-packages")
        told["site_packages"] = size(packages)
        told["without_pip"] = size(packages, without=("pip", "setuptools", "pkg_resources"))
        told["geomap"] = wheel.name.split("-")[1]
        told["system"] = _system(base)
        told["wheel"] = wheel.stat().st_size
        told["page"] = (work / "demo.html").stat().st_size
        return told
    finally:
        shutil.rmtree(work)


def _system(base: Path) -> str:
    """Return the name of a system, e.g. "Debian GNU/Linux 12 (bookworm)"."""
    lines = (base / "etc" / "os-release").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)["PRETTY_NAME"].strip('"')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--chroot", type=Path)
    given = parser.parse_args()
    print(json.dumps(measure(given.wheel, given.chroot), indent=2))


if __name__ == "__main__":
    main()
