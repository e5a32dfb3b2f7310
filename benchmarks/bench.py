"""What every section of the scoreboard needs: gold, parsers, and answers given once."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from folds import CORPORA, FoldedRanker, folded_rankers, folded_recognizer, untuned_recognizer

from geomap.errors import GeomapError
from geomap.evaluation import AnnotatedDocument, Report, evaluate, read_annotated
from geomap.evaluation.annotations import from_parsed
from geomap.pipeline import Geoparser
from geomap.types import Check, ParsedDocument

HERE = Path(__file__).parent
TRAINED_ON = ("lgl-dev", "geowebnews-dev", "wotr-dev", "wiktor-dev")
MEASURED_ONLY = ("tud_loc-dev",)
WHOLE = ("lgl-dev", "geowebnews-dev", "tud_loc-dev")
PEERS = ("camcoder", "clavin", "edinburgh", "geotxt", "voting")
Answers = list[AnnotatedDocument]


class Unmeasured(GeomapError):
    """Something that a figure needs is missing; the scoreboard says so in its place."""


class Bench:
    """The parts that every section needs, made once."""

    def __init__(self, quick: bool) -> None:
        from geomap.gazetteer import open_gazetteer

        self.quick = quick
        self.gazetteer = open_gazetteer()
        self.rankers = folded_rankers(self.gazetteer)
        self.recognizer = folded_recognizer()
        self.untuned = untuned_recognizer()
        self._answers: dict[tuple[str, str], Answers] = {}
        self.checks: dict[tuple[str, str], list[tuple[str, Check]]] = {}
        self._gold: dict[str, list[AnnotatedDocument]] = {}

    def names(self) -> list[str]:
        """Return what is measured: the parts as shipped, and the recognizers of folds."""
        from geomap.resolver import load_ranker

        shipped = Geoparser(gazetteer=self.gazetteer)
        others = (self.recognizer, self.untuned)
        return [
            self.gazetteer.name,
            load_ranker().name,
            shipped.recognizer.name,
            *(f"also {model.name}" for model in others if model is not None),
        ]

    def gold(self, corpus: str) -> list[AnnotatedDocument]:
        if corpus not in self._gold:
            documents = list(read_annotated(CORPORA / "dev" / f"{corpus}.jsonl.gz", gold=True))
            self._gold[corpus] = documents[:60] if self.quick else documents
        return self._gold[corpus]

    def unseen(self, corpus: str) -> list[AnnotatedDocument]:
        """Return the gold documents that some recognizer of a fold never saw."""
        model = self.recognizer
        if corpus in MEASURED_ONLY or model is None:
            return self.gold(corpus)
        return [document for document in self.gold(corpus) if model.knows(document.id)]

    def fold_of(self, corpus: str) -> Callable[[str], int]:
        """Return what tells a document's fold; -1 is the part that nothing was fitted to."""
        return FoldedRanker(corpus, self.rankers).fold

    def run(self, corpus: str, way: str, ranker: Any) -> Answers:
        """Run the pipeline on a corpus; ``way`` is given names, folds, untuned or shipped."""
        recognizers = {"folds": self.recognizer, "untuned": self.untuned}
        parser = Geoparser(recognizers.get(way), self.gazetteer, ranker=ranker)
        gold = self.unseen(corpus) if way == "folds" else self.gold(corpus)
        documents = (entry.document(mentions=way == "given") for entry in gold)
        answers: Answers = []
        kept = self.checks.setdefault((corpus, way), [])
        kept.clear()
        for parsed in _told(parser.pipe(documents), f"{corpus}, {way}"):
            answers += from_parsed([parsed])
            kept += ((parsed.document.id, check) for check in parsed.checks)
        return answers

    def answers(self, corpus: str, way: str) -> Answers:
        """Return honest answers: each document's by weights that never saw it.

        Raises:
            Unmeasured: The weights that this needs are not there.
        """
        if (corpus, way) not in self._answers:
            ranker = None
            if corpus in TRAINED_ON:
                if not self.rankers:
                    raise Unmeasured("no rankers of folds (GEOMAP_FOLDS)")
                ranker = FoldedRanker(corpus, self.rankers)
                if way == "shipped":
                    raise Unmeasured("the shipped recognizer was trained on it")
            if {"folds": self.recognizer, "untuned": self.untuned}.get(way, True) is None:
                raise Unmeasured(f"no recognizer ({way}) in GEOMAP_FOLDS")
            self._answers[corpus, way] = self.run(corpus, way, ranker)
        return self._answers[corpus, way]

    def placing(self, corpus: str, *, adjectival: bool = False) -> Report:
        """Return the report on gold mentions.

        Raises:
            Unmeasured: The fold weights that this needs are not there.
        """
        return evaluate(
            self.gold(corpus),
            self.answers(corpus, "given"),
            oracle_mentions=True,
            adjectival=adjectival,
            name=corpus,
        )


def _told(results: Iterable[ParsedDocument], what: str) -> Iterator[ParsedDocument]:
    started = time.monotonic()
    yield from results
    print(f"{what}: {time.monotonic() - started:.0f} s", file=sys.stderr)
