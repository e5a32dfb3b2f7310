"""Build the documentation as a site that needs no network: pages, live maps, Python reference.

Run with: make site [OUT=dist/site]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from build_support import npm  # noqa: E402

WORK = ROOT / ".cache" / "site"
PAGES = {
    "README.md": "index.md",
    "benchmarks/results.md": "results.md",
    "gazetteer/README.md": "sources.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages outside docs/, by their names in the site."""
NAVIGATION = {
    "Start": ("index", "install", "tutorial", "trust", "gallery"),
    "How to": ("journalist", "notebook", "newsroom", "review", "own-gazetteer", "embedding"),
    "Use": (
        "documents", "map", "exports", "annotators", "corrections", "configuration", "python",
        "cli", "jsonl",
    ),
    "Understand": (
        "recognizer", "languages", "gazetteer", "resolver", "context", "coordinates", "evaluation",
        "results", "sources", "privacy", "security",
    ),
    "Develop": ("architecture", "api", "contributing", "changelog"),
}  # fmt: skip
PUBLIC = (
    "Geoparser", "Results", "read_documents", "parse_column", "render_map", "evaluate",
    "open_gazetteer", "load_recognizer", "read_results", "write_results", "Document",
    "ParsedDocument", "Toponym", "Mention", "Place", "Candidate", "Passage",
)  # fmt: skip
MODULES = ("geomap.export", "geomap.errors", "geomap.seams", "geomap.spacy", "geomap.annotators")
_SHIM = "https://unpkg.com/iframe-worker/shim"
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def build(out: Path) -> Path:
    """Return the folder of the site, built anew; a broken link is an error."""
    shutil.rmtree(WORK, ignore_errors=True)
    source = WORK / "docs"
    source.mkdir(parents=True)
    for page in sorted((ROOT / "docs").glob("*.md")):
        if page.name != "README.md":
            _place(page, source / page.name)
    for given, name in PAGES.items():
        _place(ROOT / given, source / name)
    for folder in sorted(path for path in (ROOT / "docs").iterdir() if path.is_dir()):
        if folder.name != "__pycache__":
            shutil.copytree(folder, source / folder.name)
    shutil.copy(ROOT / "benchmarks" / "reliability.svg", source)
    _gallery(source)
    _reference(source / "api.md")
    config = WORK / "mkdocs.yml"
    config.write_text(_config(), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "-d", str(out.resolve())], check=True, cwd=ROOT, env=quiet)
    _keep_offline(out)
    return out


def _keep_offline(out: Path) -> None:
    """Bring the one script that the theme fetches: workers in pages opened from a disk."""
    script = npm.read("iframe-worker", "shim/index.js", ROOT / ".cache" / "npm")
    (out / "assets" / "iframe-worker.js").write_bytes(script)
    for page in out.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(_SHIM, "assets/iframe-worker.js"), encoding="utf-8")


def _place(page: Path, target: Path) -> None:
    """Copy a page; links to pages lead to them, links to code become its name."""
    names = {(ROOT / given).resolve(): name for given, name in PAGES.items()}
    docs = (ROOT / "docs").resolve()

    def link(match: re.Match[str]) -> str:
        sign, words, address = match.groups()
        path, hash_, anchor = address.partition("#")
        if not path or "://" in address or address.startswith("mailto:"):
            return match[0]
        found = (page.parent / path).resolve()
        if found in names:
            return f"{sign}[{words}]({names[found]}{hash_}{anchor})"
        if found == docs / "README.md":
            return f"{sign}[{words}](index.md)"
        if found.is_file() and found.is_relative_to(docs) and found.suffix != ".py":
            return f"{sign}[{words}]({found.relative_to(docs).as_posix()}{hash_}{anchor})"
        if found.name == "reliability.svg":
            return f"{sign}[{words}](reliability.svg)"
        return words if words.startswith("`") else f"{words} (`{path.removeprefix('../')}`)"

    target.write_text(_LINK.sub(link, page.read_text(encoding="utf-8")), encoding="utf-8")


def _gallery(source: Path) -> None:
    """Draw the maps of the gallery with geomap itself."""
    maps = source / "maps"
    maps.mkdir()
    report = WORK / "report.txt"
    report.write_text("Two families moved from Camp Zerin to Tell Hamrin in March.", "utf-8")
    own = ROOT / "docs" / "examples" / "own-places.csv"
    commands = {
        "demo.html": ["demo", "--no-open"],
        "own-places.html": ["map", str(report), "--extra", str(own)],
    }
    for name, words in commands.items():
        words += ["-q", "-o", str(maps / name)]
        subprocess.run([sys.executable, "-m", "geomap", *words], check=True, cwd=WORK)
    frames = "\n\n".join(
        f'<iframe src="maps/{name}" title="{name}" width="100%" height="560" loading="lazy" '
        f'style="border: 1px solid #ccc"></iframe>\n\n[Open it alone](maps/{name})'
        for name in commands
    )
    page = source / "gallery.md"
    page.write_text(page.read_text("utf-8").replace("<!-- gallery -->", frames), "utf-8")


def _reference(page: Path) -> None:
    entries = [f"::: geomap.{name}" for name in PUBLIC]
    entries += [f"## `{module}`\n\n::: {module}" for module in MODULES]
    page.write_text(page.read_text("utf-8").replace("<!-- api -->", "\n\n".join(entries)), "utf-8")


def _config() -> str:
    pages = "\n".join(
        f"  - {title}:\n" + "\n".join(f"      - {name}.md" for name in names)
        for title, names in NAVIGATION.items()
    )
    return f"""site_name: geomap
site_description: Find the places a text names and draw one map that quotes the passages.
docs_dir: docs
theme:
  name: material
  font: false
  features: [navigation.sections, navigation.top, content.code.copy, search.suggest]
plugins:
  - search
  - offline
  - mkdocstrings:
      handlers:
        python:
          paths: [{ROOT}]
          options:
            show_source: false
            show_root_heading: true
            docstring_style: google
            members_order: source
            filters: ["!^_"]
validation:
  links:
    not_found: warn
    anchors: warn
    unrecognized_links: warn
  nav:
    omitted_files: warn
markdown_extensions:
  - tables
  - toc: {{permalink: true}}
  - attr_list
  - md_in_html
  - pymdownx.highlight
  - pymdownx.superfences
nav:
{pages}
"""


if __name__ == "__main__":
    print(build(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/site")))
