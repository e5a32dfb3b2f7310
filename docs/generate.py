"""Write docs/cli.md from the commands' own help, docs/jsonl.md's table from the contract, and the
figures of docs/trust.md from the scoreboard and of docs/install.md from its measurement.

Run with: make docs
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

TARGET = Path(__file__).with_name("cli.md")
CONTRACT = Path(__file__).with_name("jsonl.md")
TRUST = Path(__file__).with_name("trust.md")
SCOREBOARD = Path(__file__).parent.parent / "benchmarks" / "results.md"
INSTALL = Path(__file__).with_name("install.md")
MEASURED = SCOREBOARD.with_name("installed.json")
INTRO = """# Command line

Made by `make docs` from the commands' own help; a test checks that it is current.

Standard output is for data, standard error for talk, `-` is standard input or output. Exit codes:
0 done; 1 error; 2 usage; 3 some documents (or lines of results) were left out, with a message for
each; 129, 130 and 143 ended by SIGHUP, Ctrl-C and SIGTERM; 141 the reader of the output has gone
(`| head`), which needs no message. An error is one line; with `-v` you also see where in the
program it came from. Existing files are never replaced without `--force`.
"""


def reference() -> str:
    """Return the whole reference as Markdown."""
    os.environ["COLUMNS"] = "80"
    os.environ.pop("GEOMAP_GAZETTEER", None)
    from typer.main import get_command
    from typer.testing import CliRunner

    from geomap.cli import build_app

    app = build_app()
    runner = CliRunner()
    parts = [INTRO]
    for words in _commands(get_command(app), ()):
        result = runner.invoke(app, [*words, "--help"], prog_name="geomap", terminal_width=80)
        if result.exit_code:
            raise RuntimeError(f"geomap {' '.join(words)} --help failed: {result.output}")
        heading = " ".join(("geomap", *words))
        parts.append(f"\n## `{heading}`\n\n```\n{_trimmed(result.output)}\n```\n")
    return "".join(parts)


def _commands(command: object, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = [words]
    for name, child in getattr(command, "commands", {}).items():
        found.extend(_commands(child, (*words, name)))
    return found


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def contract(page: str) -> str:
    """Return docs/jsonl.md with the fields as ``geomap.contract`` has them."""
    from geomap.contract import AREA, CANDIDATE, CHECK, LINE, TOPONYM

    names = {"a line": LINE, "each of toponyms": TOPONYM, "each of candidates": CANDIDATE}
    names |= {"area": AREA, "each of checks": CHECK}
    parts = []
    for name, value in names.items():
        rows = [
            f"| `{field.key}` | {field.value.name} | {'yes' if field.required else ''} "
            f"| {field.meaning} |"
            for field in value.fields
        ]
        title = f"**{name[0].upper()}{name[1:]}**"
        head = "| field | holds | required | |\n|---|---|---|---|"
        parts.append("\n".join([title, "", head, *rows]))
    return _between(page, "fields", "\n\n".join(parts))


_CORPORA = {
    "lgl-dev": "local newspapers of the United States, full of namesakes",
    "geowebnews-dev": "news sites of the whole world",
    "tud_loc-dev": "news, encyclopaedia and web pages",
}
_TABLE = re.compile(
    r"\*\*`([\w-]+)`, \d+ of (\d+) documents, without adjectives\*\*\n(.*?)\n\n(?=\S)", re.DOTALL
)


def trust(page: str, scoreboard: str) -> str:
    """Return docs/trust.md with the figures of the scoreboard's row of pins as they are drawn."""
    rows = []
    for corpus, documents, table in _TABLE.findall(scoreboard):
        row = next((line for line in table.splitlines() if line.startswith(_DRAWN)), None)
        if corpus in _CORPORA and row is not None:
            right, found, _ = row.split(" | ")[7].split("/")
            rows.append((corpus, documents, round(float(right)), round(float(found))))
    if len(rows) != len(_CORPORA):
        raise ValueError(f"the scoreboard has no row of drawn pins for some of {list(_CORPORA)}")
    low, high = min(row[2] for row in rows), max(row[2] for row in rows)
    least, most = min(row[3] for row in rows), max(row[3] for row in rows)
    lines = [
        f"**Of 100 pins on a map of English texts, {low} to {high} are right.** Of 100 places that "
        f"the texts name, {least} to {most} get such a pin; the others are missed, listed as not "
        "placed, or wrong. Right means within 161 km (100 miles) of where people put the name; "
        "most right pins are much nearer.",
        "",
        "![Of 100 pins on each set of texts, those that are right are filled](images/trust.svg)",
        "",
        "| texts | documents | of 100 pins, right | of 100 places named, found and right |",
        "|---|--:|--:|--:|",
        *(
            f"| {_CORPORA[corpus]} (`{corpus}`) | {documents} | {right} | {found} |"
            for corpus, documents, right, found in rows
        ),
    ]
    return _between(page, "trust", "\n".join(lines))


_DRAWN = "| **geomap**, as drawn |"


def trust_picture(page: str) -> str:
    """Return the picture of the figures in docs/trust.md: 100 dots for each set of texts."""
    rows = re.findall(r"\(`([\w-]+)`\) \| \d+ \| (\d+) \|", page)
    parts = []
    for number, (corpus, right) in enumerate(rows):
        left = 20 + number * 210
        parts.append(f'<text x="{left}" y="24">{corpus}: {right} of 100</text>')
        for dot in range(100):
            x, y = left + 9 + dot % 10 * 18, 48 + dot // 10 * 18
            kind = "right" if dot < int(right) else "wrong"
            parts.append(f'<circle class="{kind}" cx="{x}" cy="{y}" r="6"/>')
    style = (
        "text{font:14px sans-serif;fill:#222}.right{fill:#96321e}"
        ".wrong{fill:#fff;stroke:#96321e;stroke-dasharray:2 2}"
    )
    width = 20 + 210 * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 236" role="img" '
        f'aria-label="Right pins of 100"><style>{style}</style>\n'
        f'<rect width="{width}" height="236" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def installed(page: str, measured: str) -> str:
    """Return docs/install.md with what benchmarks/installed.py measured."""
    told = json.loads(measured)
    rows = [
        ("the wheel", f"{told['wheel'] / 1e6:.0f} MB"),
        ("geomap and its dependencies on the disk", f"{told['without_pip'] / 1e6:.0f} MB"),
        ("the same with pip and setuptools", f"{told['site_packages'] / 1e6:.0f} MB"),
        ("`pip install`, processor time", f"{told['pip_seconds']:.0f} s"),
        ("`geomap demo --no-open`, processor time", f"{told['demo_seconds']:.1f} s"),
    ]
    table = ["| what | cost |", "|---|--:|", *(f"| {what} | {cost} |" for what, cost in rows)]
    where = (
        f"Measured with geomap {told['geomap']} on {told['system']} with Python {told['python']} "
        "and nothing else, without extras:"
    )
    return _between(page, "installed", "\n".join([where, "", *table]))


def _between(page: str, name: str, content: str) -> str:
    before, _, rest = page.partition(f"<!-- {name}: start -->")
    after = rest.partition(f"<!-- {name}: end -->")[2]
    return f"{before}<!-- {name}: start -->\n{content}\n<!-- {name}: end -->{after}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    told = trust(TRUST.read_text("utf-8"), SCOREBOARD.read_text("utf-8"))
    _write(TRUST, told)
    _write(TRUST.parent / "images" / "trust.svg", trust_picture(told))
    _write(INSTALL, installed(INSTALL.read_text("utf-8"), MEASURED.read_text("utf-8")))
    _write(CONTRACT, contract(CONTRACT.read_text("utf-8")))
    _write(TARGET, reference())
