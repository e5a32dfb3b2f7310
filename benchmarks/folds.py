"""Parsers that answer each document with weights that never saw it.

The shipped weights were trained on the dev corpora, so figures for those come from fold models.
A document's fold is a hash of its id, the same as in training; corpora that were never trained
on are answered by the shipped weights.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from geomap.resolver.context import Context
from geomap.resolver.learned import LearnedRanker
from geomap.seams import Gazetteer, Recognizer
from geomap.types import Candidate, Document, Mention, Toponym

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from training.recognizer import folds as recognizer_folds  # noqa: E402

CORPORA = Path(os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora"))
FOLDS = Path(os.environ.get("GEOMAP_FOLDS", ROOT / ".cache" / "folds"))


def ranker_training(name: str) -> ModuleType:
    """Return a module of ``training/ranker``; training itself needs the training extra."""
    folder = str(ROOT / "training" / "ranker")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return import_module(name)


@dataclass
class FoldedRecognizer:
    """Asks, for each document, the model of its fold."""

    models: Mapping[int, Recognizer]

    @property
    def name(self) -> str:
        return f"{len(self.models)} of {recognizer_folds.FOLDS} folds"

    def knows(self, document: str) -> bool:
        """Whether there is a model that never saw the document."""
        return recognizer_folds.fold_of(document) in self.models

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield the mentions of each document, in text order."""
        waiting = list(documents)
        found: dict[int, tuple[Mention, ...]] = {}
        for fold, model in self.models.items():
            mine = [
                number
                for number, document in enumerate(waiting)
                if recognizer_folds.fold_of(document.id) == fold
            ]
            answers = model.recognize(waiting[number] for number in mine)
            found.update(zip(mine, answers, strict=True))
        yield from (found[number] for number in range(len(waiting)))


def folded_recognizer(
    folder: Path = FOLDS, gazetteer: Gazetteer | None = None
) -> FoldedRecognizer | None:
    """Return the models ``recognizer-fold0.onnx`` … of a folder, None if there is none."""
    from geomap.recognizer.bundled import GeomapRecognizer

    prefix = "recognizer-fold"
    paths = sorted(folder.glob(f"{prefix}*.onnx"))
    models = {
        int(path.stem.removeprefix(prefix)): GeomapRecognizer(path, gazetteer=gazetteer)
        for path in paths
    }
    return FoldedRecognizer(models) if models else None


def untuned_recognizer(folder: Path = FOLDS) -> Recognizer | None:
    """Return the model ``recognizer-base.onnx``, which saw no document of the corpora."""
    from geomap.recognizer.bundled import GeomapRecognizer

    path = folder / "recognizer-base.onnx"
    return GeomapRecognizer(path) if path.is_file() else None


class FoldedRanker:
    """Asks, for each document of a corpus, the ranker of its fold.

    Documents of no fold (-1) were never trained on: the shipped ranker answers them.
    """

    name = "fold rankers"

    def __init__(self, corpus: str, rankers: Sequence[LearnedRanker]) -> None:
        from geomap.resolver import load_ranker

        self._corpus = corpus
        self._rankers = [*rankers, load_ranker()]
        self._fold_of = ranker_training("dataset").fold_of

    def rank(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention, in the same order."""
        return self._of(document).rank(document, mentions, candidates)

    def rank_in_context(
        self,
        document: Document,
        mentions: Sequence[Mention],
        candidates: Sequence[tuple[Candidate, ...]],
        *,
        context: Context,
    ) -> tuple[Toponym, ...]:
        """Return one toponym for each mention, in the same order."""
        ranker = self._of(document)
        return ranker.rank_in_context(document, mentions, candidates, context=context)

    def fold(self, document: str) -> int:
        return int(self._fold_of(self._corpus, document))

    def _of(self, document: Document) -> LearnedRanker:
        return self._rankers[self.fold(document.id)]


def folded_rankers(gazetteer: Gazetteer, folder: Path = FOLDS) -> list[LearnedRanker]:
    """Return the rankers of ``ranker-fold0.npz`` … in a folder, made now if they are stale.

    An empty list says that there are none and the training extra is not installed.
    """
    from geomap.resolver import load_ranker

    if _stamp(gazetteer) != _read(folder / "ranker.json"):
        if find_spec("lightgbm") is None:
            return []
        train_rankers(gazetteer, folder)
    return [load_ranker(path) for path in sorted(folder.glob("ranker-fold*.npz"))]


def _stamp(gazetteer: Gazetteer) -> dict[str, str]:
    """Return what the weights of folds depend on."""
    sources = sorted((ROOT / "training" / "ranker").glob("*.py"))
    sources += sorted((ROOT / "geomap" / "resolver").glob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return {"gazetteer": gazetteer.name, "sources": digest}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def train_rankers(gazetteer: Gazetteer, folder: Path = FOLDS) -> None:
    """Train one ranker for each fold, on the others, and write them into a folder.

    A fold's calibration is fitted on the out-of-fold answers of the other folds.
    """
    stamp = _stamp(gazetteer)
    run = ranker_training("run")
    data = {corpus: run.examples(corpus, gazetteer) for corpus in run.WEIGHTS}
    folder.mkdir(parents=True, exist_ok=True)
    fitted = []
    for fold in range(run.FOLDS):
        print(f"ranker: fold {fold + 1} of {run.FOLDS}", file=sys.stderr)
        fitted.append(run.fit(data, fold))
    answers = [_answers(run, data, trees, fold) for fold, trees in enumerate(fitted)]
    for fold, trees in enumerate(fitted):
        others = [pair for number, pairs in enumerate(answers) if number != fold for pair in pairs]
        run.save(trees, run.calibrate(others), folder / f"ranker-fold{fold}.npz")
    (folder / "ranker.json").write_text(json.dumps(stamp), encoding="utf-8")


def _answers(run: ModuleType, data: Any, trees: Any, fold: int) -> list[tuple[str, float, bool]]:
    """Return (corpus, belief, right) of the names of a fold, by trees that never saw it."""
    found = []
    for corpus in run.WEIGHTS:
        chosen = [example for example in data[corpus] if example.fold == fold]
        for example, scores in zip(chosen, run.scored(trees, chosen), strict=True):
            found += [(corpus, mass, hit) for mass, hit in run.outcomes(example, scores)]
    return found


if __name__ == "__main__":
    from geomap.gazetteer import open_gazetteer

    train_rankers(open_gazetteer())
