"""Speed and memory of geomap on the texts of a corpus; prints one JSON object.

    python benchmarks/throughput.py lgl-dev --documents 1000 [--oracle-mentions] [--threads 2]

Run in a process of its own, so that the peak of resident memory is that of geomap alone.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from folds import CORPORA

from geomap.evaluation import read_annotated
from geomap.types import Document, Mention, ParsedDocument


class Timed:
    """Passes calls on to a recognizer or a resolver and adds up this thread's processor time.

    The recognizer's own threads go on while the resolver works, so the process's time would count
    for both.
    """

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.seconds = 0.0

    @property
    def name(self) -> str:
        return str(self.inner.name)

    def recognize(self, documents: Iterable[Document]) -> Iterator[tuple[Mention, ...]]:
        """Yield what the recognizer finds."""
        answers = iter(self.inner.recognize(documents))
        while True:
            started = time.thread_time()
            found = next(answers, None)
            self.seconds += time.thread_time() - started
            if found is None:
                return
            yield found

    def resolve(self, document: Document, mentions: Sequence[Mention]) -> ParsedDocument:
        """Return what the resolver decides."""
        started = time.thread_time()
        parsed: ParsedDocument = self.inner.resolve(document, mentions)
        self.seconds += time.thread_time() - started
        return parsed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--oracle-mentions", action="store_true")
    parser.add_argument("--threads", type=int)
    print(json.dumps(measure(**vars(parser.parse_args()))))


def measure(
    corpus: str, documents: int, oracle_mentions: bool, threads: int | None
) -> dict[str, Any]:
    """Parse ``documents`` documents, going round the corpus as often as it takes."""
    from geomap.pipeline import Geoparser

    gold = list(read_annotated(CORPORA / "dev" / f"{corpus}.jsonl.gz"))
    texts = [entry.document(mentions=oracle_mentions) for entry in gold]
    started = time.perf_counter()
    parser = Geoparser(threads=threads)
    next(parser.pipe([replace(texts[0], text="Mosul lies in Iraq.", mentions=None)]
                     if not oracle_mentions else texts[:1]))  # fmt: skip
    loaded = time.perf_counter() - started
    recognizer = None if oracle_mentions else Timed(parser.recognizer)
    resolver = Timed(parser.resolver)
    parser.__dict__["resolver"] = resolver
    if recognizer:
        parser.__dict__["recognizer"] = recognizer
    result = _run(parser, list(islice(cycle(texts), documents)))
    elsewhere = result.pop("other_threads_cpu")
    return {
        "corpus": corpus,
        "documents": documents,
        "oracle_mentions": oracle_mentions,
        "threads": threads,
        "load_seconds": round(loaded, 3),
        **result,
        "recognizer_cpu": round(recognizer.seconds + elsewhere, 3) if recognizer else None,
        "resolver_cpu": round(resolver.seconds, 3),
    }


def _run(parser: Any, documents: Sequence[Document]) -> dict[str, Any]:
    started, cpu, here = time.perf_counter(), time.process_time(), time.thread_time()
    names, steps = 0, []
    step = max(1, len(documents) // 10)
    for number, parsed in enumerate(parser.pipe(iter(documents)), 1):
        names += len(parsed.toponyms)
        if number % step == 0:
            steps.append(_resident_mib())
    seconds = time.perf_counter() - started
    used, used_here = time.process_time() - cpu, time.thread_time() - here
    return {
        "words": sum(len(document.text.split()) for document in documents),
        "names": names,
        "seconds": round(seconds, 3),
        "cpu_seconds": round(used, 3),
        "other_threads_cpu": used - used_here,
        "resident_mib": steps,
        "peak_mib": _peak_mib(),
    }


def _peak_mib() -> int:
    """Return the peak of this program (Linux: a child's ru_maxrss counts its parent's)."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return round(next(int(x.split()[1]) for x in lines if x.startswith("VmHWM")) / 1024)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _resident_mib() -> int:
    """Return the memory in use now (Linux), or the peak so far elsewhere."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return round(int(status.read_text().split()[1]) * resource.getpagesize() / 2**20)


if __name__ == "__main__":
    main()
