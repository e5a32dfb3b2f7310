"""The page's modules, tested by Node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def test_modules() -> None:
    node = shutil.which("node")
    assert node, "Node.js is needed to test the page's scripts"
    tests = sorted(map(str, (Path(__file__).parent / "js").glob("*.test.mjs")))
    assert tests
    done = subprocess.run(
        [node, "--test", *tests], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
