"""Figures of the recognizer: spans on the gold of the development corpora, and speed.

    python benchmarks/recognizer.py [--model FILE] [--folds FOLDER] [--alone] [--speed WORDS]
    python benchmarks/recognizer.py --only-speed --speed 4000000 --threads 2

Corpora that the shipped weights were trained on are answered by the fold weights (a document
by weights that never saw it), if they are there; without them those figures are marked as seen.
Of the documents only those are asked whose fold was trained.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from folds import CORPORA, FOLDS, FoldedRecognizer, folded_recognizer, recognizer_folds

from geomap.evaluation.annotations import AnnotatedDocument, Name, read_annotated
from geomap.evaluation.counts import count, total
from geomap.evaluation.metrics import measure
from geomap.gazetteer import open_gazetteer
from geomap.recognizer import load_recognizer
from geomap.seams import Recognizer
from geomap.types import Document, Mention, Role
from training.recognizer.data import read_lines

fold_of = recognizer_folds.fold_of

TRAINED_ON = ("geowebnews-dev", "lgl-dev", "wotr-dev")
HELD_OUT = ("tud_loc-dev", "geovirus-dev", "humset_toponyms-dev")
PARTIAL = ("idrisi_d_en-dev",)
"""Names were left out by the annotators: recall alone is counted."""
ASSOCIATIVE = "AST"
FIGURES = ("exact_precision", "exact_recall", "exact_f1",
           "overlap_precision", "overlap_recall", "overlap_f1")  # fmt: skip


def scores(
    gold: Iterable[AnnotatedDocument], answers: Iterable[tuple[Mention, ...]], adjectives: bool
) -> dict[str, float]:
    """Percent, adjectives in the gold neutral; optionally without our adjectives."""
    parts = []
    for document, mentions in zip(gold, answers, strict=True):
        kept = [m for m in mentions if adjectives or m.role != Role.ADJECTIVE]
        names = [Name(m.start, m.end) for m in kept]
        parts.append(count(document, names, adjectival=False))
    measured = measure(total(parts))
    return {figure: round(100 * (measured[figure] or 0.0), 1) for figure in FIGURES}


def gold_of(corpus: str) -> list[AnnotatedDocument]:
    """Return the gold; names that HumSet marks as associative ("Spanish") are neutral."""
    path = CORPORA / "dev" / f"{corpus}.jsonl.gz"
    found = []
    for document, row in zip(read_annotated(path, gold=True), read_lines(path), strict=True):
        names = tuple(
            replace(name, adjectival=True) if toponym.get("type") == ASSOCIATIVE else name
            for name, toponym in zip(document.names, row["toponyms"], strict=True)
        )
        found.append(replace(document, names=names))
    return found


def recall(corpus: str, recognizer: Recognizer, fold: int | None) -> dict[str, Any]:
    """Return the share of names that a mention overlaps: of hashtags and of all, in percent.

    Only documents of the fold are asked, where one is given.
    """
    path = CORPORA / "dev" / f"{corpus}.jsonl.gz"
    rows = [row for row in read_lines(path) if fold is None or fold_of(row["id"]) == fold]
    answers = recognizer.recognize(Document(row["id"], row["text"]) for row in rows)
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for row, mentions in zip(rows, answers, strict=True):
        for name in row["toponyms"]:
            hit = any(m.start < name["end"] and name["start"] < m.end for m in mentions)
            hits[bool(name.get("hashtag"))].append(hit)

    def share(found: list[bool]) -> float:
        return round(100 * sum(found) / len(found), 1)

    both = hits[True] + hits[False]
    return {"documents": len(rows), "names": len(both), "hashtags": len(hits[True]),
            "found": {"hashtags": share(hits[True]), "all": share(both)}}  # fmt: skip


def accuracy(corpus: str, recognizer: Recognizer) -> dict[str, Any]:
    gold = gold_of(corpus)
    if isinstance(recognizer, FoldedRecognizer):
        gold = [document for document in gold if recognizer.knows(document.id)]
    answers = list(recognizer.recognize(document.document() for document in gold))
    return {
        "documents": len(gold),
        "all": scores(gold, answers, True),
        "without adjectives": scores(gold, answers, False),
    }


def speed(model: Path | None, words: int, threads: int) -> dict[str, float]:
    """Sustained words a second of a fresh process over the documents of lgl-dev, in turn."""
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1]); import recognizer;"
        "print(json.dumps(recognizer.timed(*json.loads(sys.argv[2]))))"
    )
    given = json.dumps([str(model) if model else None, words, threads])
    command = [sys.executable, "-c", code, str(Path(__file__).parent), given]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def timed(model: str | None, words: int, threads: int) -> dict[str, float]:
    documents: list[Document] = []
    texts = [d.text for d in read_annotated(CORPORA / "dev" / "lgl-dev.jsonl.gz", gold=True)]
    so_far = 0
    while so_far < words:
        text = texts[len(documents) % len(texts)]
        documents.append(Document(str(len(documents)), text))
        so_far += len(text.split())
    begin = time.perf_counter()
    recognizer = load_recognizer(model, threads)
    loaded = time.perf_counter() - begin
    wall, cpu = time.perf_counter(), time.process_time()
    mentions = sum(len(found) for found in recognizer.recognize(documents))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "threads": threads,
        "load_seconds": round(loaded, 2),
        "documents": len(documents),
        "words": so_far,
        "mentions": mentions,
        "words_per_second": round(so_far / wall),
        "words_per_cpu_second": round(so_far / cpu),
        "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="the bundled one if not given")
    parser.add_argument("--folds", type=Path, default=FOLDS)
    parser.add_argument("--speed", type=int, default=100_000, help="words to time; 0 for none")
    parser.add_argument("--threads", type=int, action="append", help="to time; 1 and 2")
    parser.add_argument("--only-speed", action="store_true")
    parser.add_argument("--alone", action="store_true", help="do not ask the gazetteer")
    parser.add_argument("--fold", type=int, help="of partial gold only the documents of this fold")
    parser.add_argument("--corpus", action="append", help="only these")
    given = parser.parse_args()
    if not given.only_speed:
        accuracies(given)
    for threads in given.threads or (1, 2) if given.speed else ():
        print(json.dumps(speed(given.model, given.speed, threads)), flush=True)
    print(json.dumps({"load_average": os.getloadavg(), "processors": os.cpu_count()}))


def accuracies(given: argparse.Namespace) -> None:
    """Print a line for each corpus."""
    if not CORPORA.is_dir():
        sys.exit(f"{CORPORA}: no corpora; set GEOMAP_CORPORA to their folder")
    gazetteer = None if given.alone else open_gazetteer()
    shipped = load_recognizer(given.model, gazetteer=gazetteer)
    folded = folded_recognizer(given.folds, gazetteer) if given.model is None else None
    for corpus in given.corpus or (*TRAINED_ON, *HELD_OUT, *PARTIAL):
        if corpus in PARTIAL:
            found = recall(corpus, shipped, given.fold)
            print(json.dumps({"corpus": corpus, "by": shipped.name, **found}), flush=True)
            continue
        honest = corpus in HELD_OUT or folded is not None
        recognizer = folded if folded is not None and corpus in TRAINED_ON else shipped
        row = {"corpus": corpus, "by": recognizer.name, **accuracy(corpus, recognizer)}
        if not honest and given.model is None:
            row["warning"] = "seen in training: these figures say nothing"
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
