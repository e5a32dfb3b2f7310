"""The documentation is current and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])


def test_the_command_reference_is_current() -> None:
    code = (
        "import sys; sys.path.insert(0, 'docs'); import generate as g; print(g.reference(), end='')"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert done.stdout == written, "run: make docs"


def test_every_command_has_an_example() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    groups = ("`geomap`", "`geomap gazetteer`", "`geomap cache`", "`geomap corrections`")
    for section in sections:
        title = section.split("\n", 1)[0]
        assert title in groups or "Example: geomap" in section, title


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_no_file_names_a_registry_or_a_path_of_this_machine() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    hosts = re.compile(rb"https?://[a-z.]*(?:" + rb"pypi|python" + rb"hosted|npm" + rb"js)\.")
    for name in filter(None, done.stdout.split(b"\0")):
        path = ROOT / name.decode()
        if path.is_file() and path.stat().st_size < 3_000_000:
            assert not hosts.search(path.read_bytes()), f"{path.name} names a registry's host"


def test_the_table_of_fields_is_current() -> None:
    code = (
        "import sys; sys.path.insert(0, 'docs'); import generate as g;"
        "assert g.contract(g.CONTRACT.read_text('utf-8')) == g.CONTRACT.read_text('utf-8')"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
