"""Figures of the recognizer in languages other than English; writes the table of the document.

    python benchmarks/languages.py [--model FILE] [--only CODE ...] [--limit N] [--after SET]
    python benchmarks/languages.py --today      # the recognizer for English on the same texts
    python benchmarks/languages.py --table multilingual.jsonl english.jsonl coverage.jsonl
        > docs/languages.md

Sentences come with their language, as ``--language`` gives it: most are too short to detect it.
The gazetteer is asked for its opinion, as the whole path does.
Percent, spans of places; names with a role of adjective are left out, nested and derived ones of
GermEval are neutral. Of files that were trained on, the sentences that were held out are used.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.evaluation.annotations import AnnotatedDocument, Name
from geomap.evaluation.counts import count, total
from geomap.evaluation.metrics import measure
from geomap.gazetteer import open_gazetteer
from geomap.languages.space import LANGUAGES_WITH_SPACE
from geomap.recognizer import GeomapRecognizer
from geomap.recognizer.languages import LANGUAGES, PROMISED
from geomap.recognizer.networks import ENGLISH_MODEL
from geomap.seams import Gazetteer
from geomap.types import Document

HERE = Path(__file__).resolve().parents[1]
CORPORA = Path(os.environ.get("GEOMAP_CORPORA", HERE.parent / "shared" / "corpora"))
RUN, HELD_OUT = 20, 7
"""As training/multilingual/data.py holds sentences out."""
UNSPACED = frozenset({"zh", "ja", "ko"})
SILVER = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru")
SLAVIC = ("ru", "uk", "pl", "cs", "bg", "sl")


TITLES = {
    "germeval2014": "GermEval 2014", "smartdata": "smartdata", "wikineural": "WikiNEuRal",
    "slavicner": "SlavicNER", "factrueval": "factRuEval 2016", "anercorp": "ANERcorp",
    "dev": "IDRISI-D (posts)", "wikiner": "Turkish Wiki NER", "uner": "Universal NER",
    "webbnyheter": "Webbnyheter", "norne": "NorNE nynorsk", "turku": "Turku NER",
    "nerkor": "NerKor", "ronec": "RONEC", "stockmark": "Stockmark", "klue": "KLUE",
}  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """A file of gold: ``kind`` tokens, entities or posts; ``held``: only the part held out.

    ``every``: one sentence in so many is used, where the first are of one kind of text.
    """

    name: str
    kind: str = "tokens"
    held: bool = False
    every: int = 1

    @property
    def title(self) -> str:
        return TITLES[self.name.split("-")[1] if "-" in self.name else self.name]

    @property
    def status(self) -> str:
        if "wikineural" in self.name:
            return "silver"
        if "wikiner" in self.name or self.kind != "tokens":
            return "other corpus"
        return "held out"

    @property
    def language(self) -> str:
        return "ar" if self.name.startswith("idrisi") else self.name.partition("-")[0]


GOLD = (
    Gold("de-germeval2014-dev", held=True),
    Gold("de-smartdata-v3-dev", held=True),
    *(Gold(f"{code}-wikineural-test") for code in SILVER),
    *(Gold(f"{code}-slavicner-half", "entities") for code in SLAVIC),
    Gold("ru-factrueval-dev", held=True),
    Gold("ar-anercorp-first80", held=True),
    Gold("idrisi_d_ar-dev", "posts"),
    Gold("tr-wikiner-train", held=True),
    Gold("pt-uner-bosque-dev"),
    Gold("sv-webbnyheter-train", held=True),
    Gold("da-uner-ddt-dev"),
    Gold("no-norne-nynorsk-dev"),
    Gold("fi-turku-train", held=True),
    Gold("hu-nerkor-devel", every=10),
    Gold("ro-ronec-valid", held=True),
    Gold("hr-uner-set-dev"),
    Gold("sr-uner-set-dev"),
    Gold("sk-uner-snk-dev"),
    Gold("zh-uner-gsdsimp-dev"),
    Gold("ja-stockmark-train", held=True),
    Gold("ko-klue-dev-part1", held=True),
)


def path_of(gold: Gold) -> Path:
    folders = ("languages", "languages-measure", "dev")
    found = [CORPORA / folder / f"{gold.name}.jsonl.gz" for folder in folders]
    return next(path for path in found if path.is_file())


def documents(gold: Gold, limit: int) -> list[AnnotatedDocument]:
    """The gold's documents: a sentence each where it comes in sentences."""
    found = []
    with gzip.open(path_of(gold), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if gold.held and number // RUN % HELD_OUT != HELD_OUT - 1:
                continue
            if number % gold.every:
                continue
            row = json.loads(line)
            if gold.kind == "tokens":
                found.append(of_tokens(row, str(number), gold.language in UNSPACED))
            else:
                found.append(of_text(row, str(number), gold.kind))
            if len(found) == (limit if gold.kind != "entities" else limit // 5):
                break
    return found


def of_tokens(row: dict[str, Any], number: str, unspaced: bool) -> AnnotatedDocument:
    spans, text = [], ""
    for token in row["tokens"]:
        text += " " if text and not unspaced else ""
        spans.append((len(text), len(text) + len(token)))
        text += token
    names = [
        Name(spans[first][0], spans[last - 1][1], adjectival=neutral)
        for tags, kinds, neutral in (
            (row["tags"], {"LOC"}, False),
            (row.get("raw") or [], {"LOCderiv", "LOCpart"}, True),
            (row.get("nested") or [], {"LOC", "LOCderiv", "LOCpart"}, True),
        )
        for first, last, kind in runs(tags)
        if kind in kinds
    ]
    return AnnotatedDocument(number, tuple(names), text)


def runs(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """BIO tags as (first, last + 1, kind)."""
    first, open_kind = 0, ""
    for number, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if open_kind and not (prefix == "I" and kind == open_kind):
            yield first, number, open_kind
            open_kind = ""
        if kind and not open_kind:
            first, open_kind = number, kind


def of_text(row: dict[str, Any], number: str, kind: str) -> AnnotatedDocument:
    if kind == "posts":
        names = [Name(item["start"], item["end"]) for item in row["toponyms"]]
    else:
        items = row["entities"]
        names = [Name(item["start"], item["end"]) for item in items if item["kind"] == "LOC"]
    return AnnotatedDocument(number, tuple(names), row["text"], partial=kind == "posts")


def figures(
    model: Path | None, gold: Gold, limit: int, gazetteer: Gazetteer | None
) -> dict[str, Any]:
    recognizer = GeomapRecognizer(model, gazetteer=gazetteer, language=gold.language)
    wanted = documents(gold, limit)
    answers = recognizer.recognize(Document(item.id, item.text) for item in wanted)
    parts = []
    for item, mentions in zip(wanted, answers, strict=True):
        kept = [Name(m.start, m.end) for m in mentions if m.role is None]
        parts.append(count(item, kept, adjectival=False))
    measured = measure(total(parts))
    names = ("exact_f1", "overlap_precision", "overlap_recall", "overlap_f1")
    percent = {name: round(100 * (measured[name] or 0.0), 1) for name in names}
    return {"set": gold.name, "documents": len(wanted), "names": sum(len(d.names) for d in wanted),
            **percent}  # fmt: skip


PRECEDING = """# Languages

geomap reads English with one network and about thirty other languages with another
(docs/recognizer.md). The language of a document is detected; in a mixed document that of each
paragraph of at least 80 characters. `--language de` decides for all documents; a text of fewer
than 60 letters in Latin script has no detectable language and is read as English without it.

Figures are percent, spans of places; a sentence is a document and its language is given. The last
column is the network for English on the same sentences, where that was measured. Silver: labelled
by a machine (WikiNEuRal), so differences of a few points say little. Held out: sentences of a
corpus whose rest was trained on. Other corpus: nothing of it was trained on. Of posts only recall
can be measured, as not every name in them is marked. The gazetteer is asked for its opinion, as the
whole path does. Written by `benchmarks/languages.py`.

| language | status | sentences of | kind | names | exact F1 | P | R | overlap F1 | English |
|---|---|---|---|---|---|---|---|---|---|"""


FOLLOWING = """
Where a language is promised, its figure is repeated in the warning of each document. What falls
short: Turkish (a suffix behind the apostrophe belongs to the name in that corpus, so exact F1 says
little), Hungarian (few names in the sentences measured), Chinese, Japanese and Korean, whose names
are often cut one sign too short or too long.

## Places by their names in each language

Percent of the names whose best answer from the gazetteer is right, and how many there are
(`benchmarks/languages_gazetteer.py`). Countries and capitals are named as CLDR names them, from
which the gazetteer was made: what is missing there are mostly namesakes that a text tells apart
(Granada, Salvador, Vienne). Units are first-level units of ISO 3166-2 by the translations of
iso-codes, where a name differs from the unit's own; many of these translations are spelt so in no
other source. Forms are names in a case of the language ("в Китае", "Deutschlands", "Musul'da").
Clues: whether words about where something lies are read in the language (distances, directions,
"near", the class of a place, what holds what).

| language | countries | capitals | units | forms | clues |
|---|---|---|---|---|---|
"""
CLOSING = """
Of places that are found, those in a case of the language are placed only where the gazetteer knows
the form, or a rule for it and the place is well known
([how](gazetteer.md#how-a-name-is-found)).
"""


def coverage_rows(path: Path) -> Iterator[str]:
    """Yield a row for each language of ``benchmarks/languages_gazetteer.py``, and one for all."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    kinds = ("countries", "capitals", "units", "forms")
    for row in rows:
        cells = [_cell(row[kind]["right"], row[kind]["names"]) for kind in kinds]
        clues = "read" if row["language"] in LANGUAGES_WITH_SPACE else "–"
        yield f"| {LANGUAGES[row['language']].name} | {' | '.join(cells)} | {clues} |"
    sums = [(sum(r[kind]["right"] for r in rows), sum(r[kind]["names"] for r in rows))
            for kind in kinds]  # fmt: skip
    yield f"| all | {' | '.join(_cell(*both) for both in sums)} | |"


def _cell(right: int, names: int) -> str:
    return f"{100 * right / names:.1f} of {names:,}" if names else "–"


def table(multilingual: Path, english: Path, coverage: Path) -> str:
    """The document: a row for each set of gold, in the order of ``GOLD``, then the gazetteer's."""
    before = {row["set"]: row for row in map(json.loads, english.open(encoding="utf-8"))}
    lines = [PRECEDING]
    for row in map(json.loads, multilingual.open(encoding="utf-8")):
        gold = next(gold for gold in GOLD if gold.name == row["set"])
        status = "promised" if gold.language in PROMISED else "experimental"
        posts = gold.kind == "posts"
        shown = "–" if posts else row["overlap_f1"]
        old = before.get(gold.name, {}).get("overlap_recall" if posts else "overlap_f1", "–")
        lines.append(
            f"| {LANGUAGES[gold.language].name} | {status} | {gold.title} | {gold.status} "
            f"| {row['names']:,} | {'–' if posts else row['exact_f1']} "
            f"| {'–' if posts else row['overlap_precision']} | {row['overlap_recall']} "
            f"| {shown} | {old} |"
        )
    following = FOLLOWING.rstrip("\n")
    return "\n".join([*lines, following, *coverage_rows(coverage), CLOSING.rstrip("\n")])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="another file than the bundled one")
    parser.add_argument("--alone", action="store_true", help="do not ask the gazetteer")
    parser.add_argument("--today", action="store_true", help="the recognizer for English")
    parser.add_argument("--only", nargs="*", help="codes of languages")
    parser.add_argument(
        "--limit", type=int, default=700, help="sentences; a fifth as many documents"
    )
    parser.add_argument("--after", help="begin after this set")
    parser.add_argument("--table", type=Path, nargs=3, help="print the document of three outputs")
    given = parser.parse_args()
    if given.table:
        print(table(*given.table))
        return
    model = ENGLISH_MODEL if given.today else given.model
    gazetteer = None if given.alone else open_gazetteer()
    names = [gold.name for gold in GOLD]
    first = names.index(given.after) + 1 if given.after else 0
    for gold in GOLD[first:]:
        if not given.only or gold.language in given.only:
            print(json.dumps(figures(model, gold, given.limit, gazetteer)), flush=True)


if __name__ == "__main__":
    main()
