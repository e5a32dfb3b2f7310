"""The sections of the scoreboard; each yields lines of Markdown."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import figures
from bench import HERE, MEASURED_ONLY, PEERS, TRAINED_ON, WHOLE, Bench
from folds import CORPORA

from geomap.aggregate import DEFAULT_ROLES
from geomap.errors import GeomapError
from geomap.evaluation import Report, evaluate
from geomap.types import Check


def resolution(bench: Bench) -> Iterator[str]:
    """Gold mentions: each fold, the mean, and every figure."""
    yield "## Placing given names (gold mentions)"
    yield ""
    yield (
        "Unplaced names count as wrong. `lgl-dev`, `geowebnews-dev`, `wotr-dev`, `wiktor-dev`: "
        "cross-validated by document in 5 folds, each document placed by weights that never saw "
        "it; `held out` is the part (15 % of the documents, by hash) in no fold that no weight, "
        "calibration or choice was fitted to. `tud_loc-dev`: never trained on, shipped weights. "
        "In brackets: 95 % interval (bootstrap by document)."
    )
    yield ""
    for adjectival in (False, True):
        yield f"**{'With' if adjectival else 'Without'} adjectives**"
        yield ""
        yield from figures.table(
            ("corpus", "documents", "names", "≤161 km", "≤10 km", "country", "GeoNames id",
             "mean km", "AUC"),
            _resolution_rows(bench, adjectival),
        )  # fmt: skip
        yield ""
    yield "**Each fold, within 161 km, without adjectives**"
    yield ""
    yield from figures.table(
        ("corpus", "fold 1", "2", "3", "4", "5", "mean of folds", "held out"), _fold_rows(bench)
    )
    yield ""


def _resolution_rows(bench: Bench, adjectival: bool) -> Iterator[list[str]]:
    for corpus in (*TRAINED_ON, *MEASURED_ONLY):
        try:
            report = bench.placing(corpus, adjectival=adjectival)
        except GeomapError as error:
            yield [f"`{corpus}`", figures.unmeasured(error)]
            continue
        yield [
            f"`{corpus}`",
            f"{report.counts.documents:,}",
            f"{report.counts.gold_located:,}",
            figures.with_interval(report, "accuracy_161_all"),
            figures.percent(_all(report, report.counts.within_10)),
            figures.percent(report.metrics["country_accuracy"]),
            figures.percent(report.metrics["geonameid_accuracy"]),
            figures.number(report.metrics["mean_km"]),
            figures.decimal(report.metrics["auc"]),
        ]


def _all(report: Report, right: int) -> float | None:
    return right / report.counts.located if report.counts.located else None


def _fold_rows(bench: Bench) -> Iterator[list[str]]:
    for corpus in TRAINED_ON:
        if not bench.rankers:
            continue
        report, fold_of = bench.placing(corpus), bench.fold_of(corpus)
        shares = [
            figures.part(report, fold_of, fold).metrics["accuracy_161_all"]
            for fold in (0, 1, 2, 3, 4, -1)
        ]
        known = [share for share in shares[:-1] if share is not None]
        mean = sum(known) / len(known) if known else None
        yield [f"`{corpus}`", *map(figures.percent, [*shares[:-1], mean, shares[-1]])]


def end_to_end(bench: Bench) -> Iterator[str]:
    """From raw text: ours beside the other systems."""
    yield "## From raw text: finding and placing"
    yield ""
    yield (
        "Ours on `lgl-dev` and `geowebnews-dev`: cross-validated (recognizer and ranker that "
        "never saw the document); where not all folds of the recognizer were trained, only the "
        "documents of those that were, for all systems; *recognizer without these corpora* was "
        "trained on other data alone; on `tud_loc-dev`: the shipped weights, never trained on it. "
        "“As drawn” counts only the roles that the map draws by default. Other systems: their "
        "answers on the same documents, scored by the same program; *voting* was given the gold "
        "names. Pairs of columns: exact and overlapping spans; ≤161 km of matched names, unplaced "
        "ones wrong; end to end within 161 km and by GeoNames id."
    )
    for corpus in WHOLE:
        unseen = bench.unseen(corpus)
        for adjectival in (False, True):
            yield ""
            yield (
                f"**`{corpus}`, {len(unseen):,} of {len(bench.gold(corpus)):,} documents, "
                f"{'with' if adjectival else 'without'} adjectives**"
            )
            yield ""
            yield from figures.table(
                ("system", "names", "exact P/R/F", "overlap P/R/F", "≤161 km", "≤10 km",
                 "mean km", "end to end P/R/F", "F (95 %)", "id F"),
                _system_rows(bench, corpus, adjectival),
            )  # fmt: skip
    yield ""


def _system_rows(bench: Bench, corpus: str, adjectival: bool) -> Iterator[list[str]]:
    gold = bench.unseen(corpus)
    own = "shipped" if corpus in MEASURED_ONLY else "folds"
    rows = (
        ("**geomap**", own, None),
        ("**geomap**, as drawn", own, DEFAULT_ROLES),
        ("geomap, recognizer without these corpora", "untuned", None),
    )
    for name, way, roles in rows:
        try:
            answers = bench.answers(corpus, way)
        except GeomapError as error:
            yield [name, "", figures.unmeasured(error)]
            continue
        yield figures.system_row(name, evaluate(gold, answers, adjectival=adjectival, roles=roles))
    for peer in PEERS:
        path = CORPORA / "peers" / f"{corpus}.{peer}.jsonl.gz"
        if path.is_file():
            name = f"{peer} (gold names)" if peer == "voting" else peer
            yield figures.system_row(name, evaluate(gold, path, adjectival=adjectival))


def ladder(bench: Bench) -> Iterator[str]:
    """What each part of the resolver is worth."""
    from geomap.resolver import (
        DistanceRanker,
        FameRanker,
        HierarchyRanker,
        PopulationRanker,
    )

    yield "## The ladder: what each part is worth"
    yield ""
    yield (
        "Gold mentions, within 161 km, unplaced ones wrong, no adjectives, all documents. *Fame*: "
        "how often the world's news mean a place by a name (`training/ranker/fame.py`). All but "
        "the last have no other learned weights; *learned* as above (cross-validated or never "
        "trained on)."
    )
    yield ""
    corpora = (*TRAINED_ON, *MEASURED_ONLY)
    steps: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("population only", PopulationRanker),
        ("fame only", FameRanker),
        ("+ hierarchy", HierarchyRanker),
        ("+ distance", DistanceRanker),
    )
    rows = []
    for name, make in steps:
        cells = []
        for corpus in corpora:
            answers = bench.run(corpus, "given", make())
            report = evaluate(
                bench.gold(corpus), answers, oracle_mentions=True, adjectival=False, draws=0
            )
            cells.append(figures.percent(report.metrics["accuracy_161_all"]))
        rows.append([name, *cells])
    if bench.rankers:
        learned = [bench.placing(corpus).metrics["accuracy_161_all"] for corpus in corpora]
        rows.append(["+ learned", *map(figures.percent, learned)])
    yield from figures.table(("", *(f"`{corpus}`" for corpus in corpora)), rows)
    yield ""


def calibration(bench: Bench) -> Iterator[str]:
    """Does 80 % mean 80 %?"""
    yield "## Is the stated probability true?"
    yield ""
    yield (
        "Gold mentions that were placed, no adjectives, in ten bins. Weights and calibration never "
        "saw the document (folds); *held out*: the documents that nothing at all was fitted to, "
        "with the shipped weights; `tud_loc-dev`: shipped weights."
    )
    yield ""
    parts = [(f"`{corpus}`", bench.placing(corpus)) for corpus in MEASURED_ONLY]
    for corpus in ("lgl-dev", "geowebnews-dev", "wotr-dev") if bench.rankers else ():
        whole = bench.placing(corpus)
        parts.append((f"`{corpus}`", whole))
        parts.append((f"`{corpus}`, held out", figures.part(whole, bench.fold_of(corpus), -1)))
    distinct = [report for name, report in parts if "held out" not in name]
    both = figures.joined(distinct)
    yield from figures.table(
        ("set", "placed names", "expected calibration error"),
        [
            [name, f"{sum(b[0] for b in report.counts.bins):,}",
             figures.decimal(report.metrics["calibration_error"])]
            for name, report in [*parts, ("all of these", both)]
        ],
    )  # fmt: skip
    yield ""
    yield from figures.table(
        ("probability said (mean)", "names", "share within 161 km"),
        [[figures.percent(said), f"{n:,}", figures.percent(right)]
         for n, said, right in both.reliability],
    )  # fmt: skip
    (HERE / "reliability.svg").write_text(figures.reliability_svg(both), encoding="utf-8")
    yield ""
    yield "![Reliability diagram: probability said against share within 161 km](reliability.svg)"
    yield ""


def checks(bench: Bench) -> Iterator[str]:
    """What the texts say that the gazetteer contradicts."""
    yield "## Context checks"
    yield ""
    yield (
        "Statements of the dev texts that the gazetteer contradicts, as found from raw text (or, "
        "if that was not measured, from gold mentions): the list to judge them by."
    )
    yield ""
    rows = []
    for corpus in (*WHOLE, "wotr-dev"):
        for document, check in _checks(bench, corpus):
            rows.append([f"`{corpus}`", document, check.relation, check.words.replace("|", "/")])
    yield from figures.table(("corpus", "document", "form", "what was said of it"), rows)
    yield ""


def _checks(bench: Bench, corpus: str) -> Sequence[tuple[str, Check]]:
    for way in ("shipped", "folds", "untuned", "given"):
        try:
            bench.answers(corpus, way)
        except GeomapError:
            continue
        return bench.checks[corpus, way]
    return ()


def speed(bench: Bench) -> Iterator[str]:
    """Documents a second and memory, each in a process of its own."""
    yield "## Speed and memory"
    yield ""
    yield (
        f"`lgl-dev` texts, {platform.machine()}, {figures.processors()} processors, Python "
        f"{platform.python_version()}; processor time of the whole process, so other work on the "
        "machine does not count. Memory is resident memory."
    )
    yield ""
    runs = ((40, False), (200, True)) if bench.quick else ((588, False), (10_000, True))
    rows, notes = [], []
    for documents, given in runs:
        result = figures.throughput("lgl-dev", documents, given)
        if "error" in result:
            rows.append([_path(given), figures.unmeasured(result["error"])])
            continue
        cpu = result["cpu_seconds"]
        rows.append(
            [_path(given), f"{documents:,}", f"{documents / cpu:,.1f}",
             f"{result['words'] / cpu:,.0f}", f"{documents / result['seconds']:,.1f}",
             f"{result['load_seconds']:.2f} s", f"{result['peak_mib']:,} MiB",
             " → ".join(str(result["resident_mib"][i]) for i in (0, 4, -1))]
        )  # fmt: skip
        if result["recognizer_cpu"]:
            share = result["resolver_cpu"] / result["recognizer_cpu"]
            notes.append(f"Resolver: {100 * share:.1f} % of the recognizer's processor time.")
    yield from figures.table(
        ("", "documents", "a CPU second", "words a CPU second", "a second (wall)", "load",
         "peak", "memory at 10 %, 50 %, 100 % (MiB)"),
        rows,
    )  # fmt: skip
    yield ""
    yield from notes
    yield ""


def _path(given: bool) -> str:
    return "names given" if given else "whole path"


SECTIONS = {
    "end-to-end": end_to_end,
    "resolution": resolution,
    "ladder": ladder,
    "calibration": calibration,
    "checks": checks,
    "speed": speed,
}
