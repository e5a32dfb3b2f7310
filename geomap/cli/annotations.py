"""`geomap annotations`: what people corrected in their annotation tool, as decisions or gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Writing, with_options
from geomap.cli.talk import tell
from geomap.errors import OutputError
from geomap.files import check_output, write_atomic
from geomap.wording import counted

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    @app.command("annotations")
    @with_options(Writing)
    def annotations(
        results: Annotated[
            str, typer.Argument(metavar="RESULTS", help="What was exported, of `geomap parse`.")
        ],
        annotated: Annotated[
            Path,
            typer.Argument(
                metavar="ANNOTATED",
                help="The corrected file: .json (Label Studio), .conll, .zip (brat), .spacy, .xml "
                "(TEI), .jsonld (Web Annotations).",
            ),
        ],
        writing: Writing,
        output: Annotated[
            Path,
            typer.Option(
                "--output", "-o", help="corrections.csv for --corrections, or gold.jsonl."
            ),
        ],
        who: Annotated[str, typer.Option(help="Who decided, for corrections.csv.")] = "",
    ) -> None:
        """Turn what was corrected in an annotation tool into corrections, or into gold.

        Corrections hold only what was changed; gold holds every name (docs/annotators.md).

        Example: geomap annotations results.jsonl from-studio.json -o corrections.csv
        """
        from geomap.annotators import decisions_of, gold_of, read_marked
        from geomap.cli.results import ResultLines
        from geomap.corrections import to_csv
        from geomap.gazetteer import open_gazetteer
        from geomap.jsonl import dumps

        check_output(output, force=writing.force)
        if output.suffix.lower() not in (".csv", ".jsonl"):
            raise OutputError(
                f"{output}: name a file that ends in .csv (corrections) or .jsonl (gold)"
            )
        lines = ResultLines()
        documents = list(read_marked(annotated, lines.read(results)))
        if output.suffix.lower() == ".csv":
            decisions = list(decisions_of(documents, who=who))
            write_atomic(output, to_csv(decisions), force=writing.force)
            held = counted(len(decisions), "decision")
        else:
            gold = list(gold_of(documents, open_gazetteer()))
            write_atomic(output, "".join(dumps(line) + "\n" for line in gold), force=writing.force)
            held = counted(sum(len(line["toponyms"]) for line in gold), "name")
        tell(f"wrote {output}: {held}, {counted(len(documents), 'document')}")
        raise typer.Exit(lines.exit_code)
