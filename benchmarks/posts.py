"""Exact spans of places in posts: WNUT17 test, which no weights of ours were trained on.

    python benchmarks/posts.py [--model FILE] [--alone]

The corpus has tokens; the text is put together as an author would space it. Gold are the entities
labelled *location*, spans as annotated. Counted are our mentions without a role, as the map draws
them (``places``), and all of them (``all``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from folds import CORPORA

from geomap.evaluation.annotations import AnnotatedDocument, Name
from geomap.evaluation.counts import count, total
from geomap.evaluation.metrics import measure
from geomap.gazetteer import open_gazetteer
from geomap.recognizer import load_recognizer
from training.recognizer.data import detokenize, read_lines

PLACE = "location"


def posts(path: Path) -> Iterator[AnnotatedDocument]:
    """Yield each sentence of the corpus as a document."""
    for number, row in enumerate(read_lines(path)):
        text, spans = detokenize(row["tokens"])
        names = [
            Name(spans[first][0], spans[last - 1][1])
            for first, last, label in row["ents"]
            if label == PLACE
        ]
        yield AnnotatedDocument(str(number), tuple(names), text=text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="the bundled one if not given")
    parser.add_argument("--alone", action="store_true", help="do not ask the gazetteer")
    given = parser.parse_args()
    gazetteer = None if given.alone else open_gazetteer()
    recognizer = load_recognizer(given.model, gazetteer=gazetteer)
    gold = list(posts(CORPORA / "ner" / "wnut17_test.jsonl.gz"))
    answers = list(recognizer.recognize(document.document() for document in gold))
    row: dict[str, object] = {"corpus": "wnut17_test", "by": recognizer.name}
    for what in ("places", "all"):
        parts = [
            count(document, [Name(m.start, m.end) for m in found if what == "all" or not m.role])
            for document, found in zip(gold, answers, strict=True)
        ]
        measured = measure(total(parts))
        names = ("exact_precision", "exact_recall", "exact_f1", "overlap_f1")
        row[what] = {name: round(100 * (measured[name] or 0.0), 1) for name in names}
    print(json.dumps(row))


if __name__ == "__main__":
    main()
