"""The evaluator: hand-computed cases, the published table of other systems, errors, the command."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from geomap.cli.evaluate import register
from geomap.errors import DocumentNotFound, FormatError
from geomap.evaluation import METRICS, evaluate, read_annotated
from geomap.evaluation.counts import total
from geomap.geodesy import distance_km
from geomap.types import Document, Mention, ParsedDocument, Place, Role, Status, Toponym

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[2]
CORPORA = Path(os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora"))
CASES = json.loads((DATA / "cases.json").read_text())
PEERS = json.loads((DATA / "peers.json").read_text())


def write(path: Path, records: Iterable[dict]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def pair(
    folder: Path, gold: list[dict], predicted: list[dict], **extra: object
) -> tuple[Path, Path]:
    text = "x" * 99
    return (
        write(folder / "gold.jsonl", [{"id": "a", "text": text, "toponyms": gold, **extra}]),
        write(folder / "predicted.jsonl", [{"id": "a", "toponyms": predicted}]),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_hand_computed_cases(case: dict, tmp_path: Path) -> None:
    gold, predicted = pair(
        tmp_path, case["gold"], case["predicted"], partial=case.get("partial", False)
    )
    report = evaluate(gold, predicted, adjectival=case.get("adjectival", True), draws=0)
    counts = {name: getattr(report.counts, name) for name in case.get("counts", {})}
    assert counts == case.get("counts", {})
    for name, value in case.get("metrics", {}).items():
        measured = report.metrics[name]
        if value is None:
            assert measured is None, name
        else:
            assert measured == pytest.approx(value, abs=5e-7), name


def shown(name: str, value: float) -> str:
    if name == "mean_km":
        return f"{value:.0f}"
    if name == "auc":
        return f"{value:.3f}".removeprefix("0")
    return f"{100 * value:.1f}".removesuffix(".0") if value == 1 else f"{100 * value:.1f}"


@pytest.mark.skipif(not (CORPORA / "peers").is_dir(), reason=f"no corpora in {CORPORA}")
@pytest.mark.parametrize(
    "row", PEERS, ids=lambda row: f"{row['corpus']}-{row['system']}-{row['adjectival']}"
)
def test_equals_the_table_of_other_systems_to_the_last_digit(row: dict) -> None:
    name = f"{row['corpus']}.jsonl.gz"
    answers = CORPORA / "peers" / f"{row['corpus']}.{row['system']}.jsonl.gz"
    report = evaluate(CORPORA / "dev" / name, answers, adjectival=row["adjectival"], draws=0)
    for key, expected in row["expect"].items():
        measured = (
            getattr(report.counts, key)
            if isinstance(expected, int)
            else shown(key, report.metrics[key] or 0.0)
        )
        assert measured == expected, key


def test_distance_is_great_circle() -> None:
    assert distance_km(33.3152, 44.3661, 33.3152, 44.3661) == 0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.114, abs=0.01)
    assert distance_km(90, 10, -90, 70) == pytest.approx(20015.114, abs=0.01)


def made(folder: Path, documents: int = 12) -> tuple[Path, Path]:
    gold, predicted = [], []
    for number in range(documents):
        names = [
            {"start": 5 * i, "end": 5 * i + 4, "lat": 10, "lon": 10, "fcode": "P.PPL"}
            for i in range(5)
        ]
        answers = [{**name, "lat": 10 + 3 * (number % 4 == i)} for i, name in enumerate(names)]
        gold.append({"id": str(number), "text": "x" * 40, "toponyms": names})
        predicted.append({"id": str(number), "toponyms": answers[: 1 + number % 5]})
    return write(folder / "g.jsonl", gold), write(folder / "p.jsonl", predicted)


def test_counts_of_documents_add_up(tmp_path: Path) -> None:
    gold, predicted = made(tmp_path)
    whole = evaluate(gold, predicted, draws=0)
    documents = list(read_annotated(gold))
    halves = [
        evaluate(half, read_annotated(predicted), draws=0).counts
        for half in (documents[:5], documents[5:])
    ]
    assert total(halves) == whole.counts
    assert total(whole.parts.values()) == whole.counts


def test_intervals_are_deterministic_and_hold_the_estimate(tmp_path: Path) -> None:
    gold, predicted = made(tmp_path)
    first, second = evaluate(gold, predicted), evaluate(gold, predicted)
    assert first.intervals == second.intervals
    for name in ("overlap_recall", "accuracy_161_all", "end_to_end_f1", "auc", "mean_km"):
        low, high = first.intervals[name]
        assert low < first.metrics[name] < high, name
    assert "median_km" not in first.intervals


def test_interval_of_equal_documents_has_no_width(tmp_path: Path) -> None:
    names = [{"start": 0, "end": 4, "lat": 1, "lon": 1}, {"start": 5, "end": 9, "lat": 1, "lon": 1}]
    records = [{"id": str(i), "text": "x" * 9, "toponyms": names} for i in range(6)]
    answers = [{"id": str(i), "toponyms": names[:1]} for i in range(6)]
    report = evaluate(write(tmp_path / "g.jsonl", records), write(tmp_path / "p.jsonl", answers))
    assert report.intervals["overlap_recall"] == (0.5, 0.5)


def test_bootstrap_of_the_curve_agrees_with_a_plain_one(tmp_path: Path) -> None:
    import numpy as np

    from geomap.evaluation.bootstrap import SEED
    from geomap.evaluation.metrics import measure

    gold, predicted = made(tmp_path)
    report = evaluate(gold, predicted, draws=40)
    parts = list(report.parts.values())
    weights = np.random.default_rng(SEED).multinomial(12, [1 / 12] * 12, size=40)
    plain = [
        measure(total(part for part, times in zip(parts, row, strict=True) for _ in range(times)))
        for row in weights
    ]
    for name in ("auc", "mean_km", "end_to_end_f1"):
        expected = np.percentile([values[name] for values in plain], [2.5, 97.5])
        assert report.intervals[name] == pytest.approx(tuple(expected)), name


MOSUL = Place("geonames:99072", "Mosul", 36.335, 43.119, country="IQ")
TEXT = "Iraqi troops left Mosul for Atlantis."


class Recorder:
    """Stands for the pipeline: places what it knows and keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[Document] = []

    def pipe(self, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        for document in documents:
            self.given.append(document)
            mentions = document.mentions or (Mention(18, 23, "Mosul"), Mention(0, 5, "Iraqi"))
            yield ParsedDocument(document, tuple(self.toponym(mention) for mention in mentions))

    def toponym(self, mention: Mention) -> Toponym:
        if mention.text == "Mosul":
            return Toponym(mention, MOSUL, probability=0.9)
        if mention.text == "Iraqi":
            return Toponym(mention, MOSUL, probability=0.4, role=Role.ADJECTIVE)
        return Toponym(mention, None, status=Status.NOT_A_PLACE, reason="a legend")


def text_gold(folder: Path) -> Path:
    names = [
        {"start": 18, "end": 23, "lat": 36.335, "lon": 43.119, "geonameid": 99072, "country": "IQ"},
        {"start": 28, "end": 36, "lat": 30.0, "lon": -30.0},
    ]
    record = {"id": "a", "text": TEXT, "toponyms": names, "source": "https://news.example/a"}
    return write(folder / "gold.jsonl", [record])


def test_without_predictions_the_pipeline_is_asked(tmp_path: Path) -> None:
    recorder = Recorder()
    report = evaluate(text_gold(tmp_path), parse=recorder.pipe, draws=0)
    (document,) = recorder.given
    assert document.text == TEXT and document.mentions is None
    assert document.url == "https://news.example/a"
    assert report.counts.predicted == 2 and report.counts.overlap == 1
    assert report.metrics["geonameid_accuracy"] == 1.0


def test_the_title_of_partial_gold_is_kept_back(tmp_path: Path) -> None:
    record = {"id": "a", "text": TEXT, "title": "Mosul, Iraq", "toponyms": []}
    for partial in (False, True):
        recorder = Recorder()
        gold = write(tmp_path / "gold.jsonl", [{**record, "partial": partial}])
        evaluate(gold, parse=recorder.pipe, draws=0)
        assert recorder.given[0].title == (None if partial else "Mosul, Iraq")


def test_oracle_mentions_are_given_and_rejected_ones_are_wrong(tmp_path: Path) -> None:
    recorder = Recorder()
    report = evaluate(text_gold(tmp_path), parse=recorder.pipe, oracle_mentions=True, draws=0)
    assert [m.text for m in recorder.given[0].mentions or ()] == ["Mosul", "Atlantis"]
    assert report.counts.located == 2 and report.counts.resolved == 1
    assert report.metrics["accuracy_161_all"] == 0.5


def test_names_called_no_place_are_no_predictions(tmp_path: Path) -> None:
    gold = text_gold(tmp_path)
    parsed = list(Recorder().pipe(d.document(mentions=True) for d in read_annotated(gold)))
    assert evaluate(gold, parsed, draws=0).counts.predicted == 1


def test_roles_choose_predictions(tmp_path: Path) -> None:
    gold = text_gold(tmp_path)
    parsed = list(Recorder().pipe(d.document() for d in read_annotated(gold)))
    assert evaluate(gold, parsed, draws=0).counts.predicted == 2
    assert evaluate(gold, parsed, roles=[Role.SUBJECT], draws=0).counts.predicted == 1


def test_reads_what_geomap_writes(tmp_path: Path) -> None:
    from geomap.jsonl import write_results

    gold = text_gold(tmp_path)
    parsed = list(Recorder().pipe(d.document(mentions=True) for d in read_annotated(gold)))
    write_results(parsed, tmp_path / "out.jsonl")
    for oracle in (False, True):
        from_file = evaluate(gold, tmp_path / "out.jsonl", oracle_mentions=oracle, draws=0)
        assert from_file.counts == evaluate(gold, parsed, oracle_mentions=oracle, draws=0).counts


def test_missing_and_foreign_documents_are_told(tmp_path: Path) -> None:
    gold, predicted = made(tmp_path, 3)
    lines = predicted.read_text().splitlines()
    predicted.write_text("\n".join([*lines[1:], '{"id": "other", "toponyms": []}']))
    report = evaluate(gold, predicted, draws=0)
    assert report.counts.documents == 3
    assert [warning.split()[0] for warning in report.warnings] == ["1", "1"]
    predicted.write_text('{"id": "other", "toponyms": []}')
    with pytest.raises(FormatError, match="share no document id"):
        evaluate(gold, predicted)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"id": "a"}',
        '{"id": "a", "text": "abc", "toponyms": [{"start": 0}]}',
        '{"id": "a", "text": "abc", "toponyms": [{"start": 0, "end": 9}]}',
        '{"id": "a", "text": "abc", "toponyms": [{"start": 0, "end": 2, "lat": 1}]}',
        '{"id": "a", "text": "abc", "toponyms": [{"start": 0, "end": 2, "lat": 99, "lon": 1}]}',
    ],
)
def test_a_bad_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "0", "text": "abc", "toponyms": []}\n' + line + "\n")
    with pytest.raises(FormatError, match=r"gold\.jsonl, line 2"):
        list(read_annotated(path, gold=True))


def test_missing_damaged_and_doubled_inputs(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match="no such file"):
        evaluate(tmp_path / "none.jsonl", [])
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(b'{"id": "a", "toponyms": []}\n' * 99)[:-9])
    with pytest.raises(FormatError, match="damaged"):
        list(read_annotated(broken))
    double = write(tmp_path / "g.jsonl", [{"id": "a", "text": "", "toponyms": []}] * 2)
    with pytest.raises(FormatError, match="twice"):
        evaluate(double, [])


def run(*arguments: object) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_command_prints_a_table_and_json(tmp_path: Path) -> None:
    gold, predicted = made(tmp_path)
    table = run(gold, predicted)
    assert "12 documents, 60 gold names" in table and " to " in table and "city" in table
    record = json.loads(run(gold, predicted, "--json", "--no-adjectival", "--draws", 0))
    assert list(record["metrics"]) == list(METRICS)
    assert record["adjectival"] is False and record["intervals"] == {}
    assert record["counts"]["gold"] == 60 and record["kinds"]["city"]["gold"] == 60


def test_mistakes_are_listed(tmp_path: Path) -> None:
    gold = [{"start": 5 * i, "end": 5 * i + 4, "lat": 0, "lon": 0} for i in range(4)]
    answers = [
        {**gold[0], "lat": 9},
        {**gold[1], "lat": None, "lon": None},
        gold[2],
        {"start": 30, "end": 34, "lat": 0, "lon": 0},
    ]
    files = pair(tmp_path, gold, answers)
    report = evaluate(*files, draws=0)
    assert [m.what for m in report.mistakes] == ["far", "unplaced", "missed", "spurious"]
    assert report.mistakes[0].km == pytest.approx(1000.756, abs=0.001)
    run(*files, "--mistakes", tmp_path / "wrong.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "wrong.jsonl").read_text().splitlines()]
    assert [line["gold"]["start"] if line["gold"] else None for line in lines] == [0, 5, 15, None]
