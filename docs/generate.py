"""Write docs/cli.md from the commands' own help. Run with: make docs"""

from __future__ import annotations

import os
from pathlib import Path

TARGET = Path(__file__).with_name("cli.md")
INTRO = """# Command line

Made by `make docs` from the commands' own help; a test checks that it is current.

Standard output is for data, standard error for talk, `-` is standard input or output. Exit codes:
0 done, 1 error, 2 usage, 3 some documents (or lines of results) were left out, each told, 130
interrupted, 141 nobody reads the output any more (`| head`; ends without a word, as other programs
do). Existing outputs are refused without `--force`.
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


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")
