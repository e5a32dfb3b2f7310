"""Write docs/cli.md from the commands' own help, docs/jsonl.md's table from the contract.

Run with: make docs
"""

from __future__ import annotations

import os
from pathlib import Path

TARGET = Path(__file__).with_name("cli.md")
CONTRACT = Path(__file__).with_name("jsonl.md")
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
    before, _, rest = page.partition("<!-- fields: start -->")
    after = rest.partition("<!-- fields: end -->")[2]
    table = "\n\n".join(parts)
    return f"{before}<!-- fields: start -->\n{table}\n<!-- fields: end -->{after}"


if __name__ == "__main__":
    CONTRACT.write_text(contract(CONTRACT.read_text("utf-8")), encoding="utf-8", newline="\n")
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")
