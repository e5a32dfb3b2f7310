"""Write benchmarks/results.md: our figures beside those of other systems on the same documents.

    python benchmarks/scoreboard.py [--quick] [--only SECTION]

Every number is produced here by running; none is typed. Corpora are looked for in
GEOMAP_CORPORA (default ../shared/corpora), weights of folds in GEOMAP_FOLDS (default
.cache/folds). Those of the ranker are made anew when the ranker or the gazetteer changed, which
needs the training extra; ``recognizer-fold0.onnx`` … and ``recognizer-base.onnx`` come from
``training/recognizer``. What cannot be measured is said so. Each section says what it was measured
with; ``--only`` measures some anew and keeps the others as they were.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import figures
from bench import HERE, Bench
from folds import CORPORA, ROOT
from sections import SECTIONS

KEPT = ROOT / ".cache" / "scoreboard"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="A few documents, to standard output.")
    parser.add_argument("--only", action="append", choices=list(SECTIONS))
    given = parser.parse_args()
    if not (CORPORA / "dev").is_dir():
        sys.exit(f"scoreboard: no corpora in {CORPORA}; set GEOMAP_CORPORA to their folder")
    bench = Bench(given.quick)
    measured = figures.measured_with(bench.names())
    for name in given.only or SECTIONS:
        text = "\n".join([*SECTIONS[name](bench), measured, ""])
        if given.quick:
            print(text)
        else:
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / f"{name}.md").write_text(text, encoding="utf-8")
    if not given.quick:
        (HERE / "results.md").write_text(assembled(), encoding="utf-8")


def assembled() -> str:
    """Return the sections in order, each as it was measured last."""
    kept = [KEPT / f"{name}.md" for name in SECTIONS]
    texts = [path.read_text(encoding="utf-8") for path in kept if path.is_file()]
    return "\n".join([*figures.head(), *texts]).rstrip() + "\n"


if __name__ == "__main__":
    main()
