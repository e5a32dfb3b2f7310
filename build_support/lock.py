"""Writes the lists of pinned requirements with the digests of their files: `make lock`.

The versions are those of constraints.txt and of the build system in pyproject.toml; uv finds what
they need on every platform. ``build.txt`` is what `make map` installs, ``test.txt`` what
`make test` adds; pip refuses a file with another digest.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build_support" / "locks"
EDITABLE = "editables>=0.5"
"""What hatchling asks for when the project is installed in place."""
LOCKS = {"build.txt": (), "test.txt": ("--extra", "test")}


def build_requirements() -> list[str]:
    """Return what pyproject.toml says the build needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*project["build-system"]["requires"], EDITABLE]


def main() -> int:
    for name, more in LOCKS.items():
        command = [
            sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "-", *more,
            "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
            "--no-annotate", "--quiet", "-c", "constraints.txt", "-o", str(FOLDER / name),
        ]  # fmt: skip
        given = "\n".join(build_requirements())
        done = subprocess.run(command, cwd=ROOT, input=given, text=True)
        if done.returncode:
            print("uv is needed: pip install uv", file=sys.stderr)
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
