"""Stems of inflected names: "в Киеве", "Londynie", "Helsingissä", "Musul'da", "وبغداد".

Rules of endings and prefixes for the best-known names; only a stem that the gazetteer knows well
counts (``engine``), and it ranks below any exact name. The rules work on normalized names, so
without accents. They know regular nouns and adjectives; stems that change otherwise (Węgry, na
Węgrzech) are names of their own in the supplement.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from geomap.gazetteer import schema
from geomap.gazetteer.normalize import normalize_name, script_of
from geomap.gazetteer.store import Found
from geomap.types import Kind

__all__ = ["Stem", "inflects", "stems"]


class Stem(NamedTuple):
    """``languages`` are those whose rule took ``ending`` away; ``side``: it is one of a land."""

    norm: str
    languages: frozenset[str]
    ending: str
    side: bool = False


class _Rules(NamedTuple):
    """``endings``: what a form ends in, and what the name may end in instead."""

    script: str
    languages: frozenset[str]
    endings: tuple[tuple[str, tuple[str, ...]], ...]


def _rules(script: str, languages: str, text: str) -> _Rules:
    """Read "ending: base base; …", as written; "-" is an empty ending. Long ones come first."""
    pairs = []
    for part in text.split(";"):
        endings, _, bases = part.partition(":")
        for ending in endings.split():
            pairs.append((normalize_name(ending), tuple(map(normalize_name, bases.split()))))
    pairs.sort(key=lambda pair: -len(pair[0]))
    return _Rules(script, frozenset(languages.split()), tuple(pairs))


_ALL = (
    _rules(
        "CYRILLIC",
        "ru uk be bg sr mk",
        "ии иею ию иеи: ия ии; ы и: а я ь -; е: а я - о ь и; у: а -; ю: я ь и; ои ою еи ею: а я;"
        "а: - о; я: ь и е; ом ем: - о ь и е; ах ях: ы и а я; ами ями: ы и а я; ов ев: ы и;"
        "ам ям: ы и; ого ого его: ыи ии ое ее; ому ему: ыи ии ое ее; ым им: ыи ии ое ее ые;"
        "ои ую: ая; еи юю: яя; ых их: ые ие; ыми ими: ые ие; ове ови: ов ив; ова ову овом: ов ив;"
        "і: а я - ь; ії ію: ія; ові еві єві: - ів ь; єва еву єву: ів; єм: и; ах: и і;"
        "ою ею єю: а я; ів: и; ом: -; і: о; у: о; ої ій: а; ську: ська;"
        "ого: ий ии е; ому: ий ии е; ови еви: -; у: о; ом: о",
    ),
    _rules(
        "LATIN",
        "pl cs sk sl hr bs sr",
        "ii: ia ie; ji: ja; je: ja; y: a -; i: a ie -; e: a - o; u: - o a y; a: - o; ie: a -;"
        "ce: ka ca; dze: ga; ze: ha ga; rze: ra r; re: ra; le: l la; dzie: d da; cie: t ta;"
        "sie: sa s; nie: na n; mie: ma m; wie: wa w; bie: ba b; pie: pa p; iu: - ia; owi: -;"
        "em: - o; iem: - ie;"
        "om: - a o; ie: ia; o: a; ou: a; ej: a; iej: a; oj: a; ego: y e; iego: i ie; emu: y e;"
        "ym: y e; im: i ie; ych: e y; ich: ie i; ach: y a; ech: y; ami: y a; ow: y; u: y e;"
        "eho: y e; emu: y e; ku: ko k; sku ska skem: sko; ima: e; mi: -",
    ),
    _rules("LATIN", "de sv da no nl nb nn", "s: -; es: -"),
    _rules(
        "LATIN",
        "fi et",
        "ssa sta lla lta lle: -; n: -; a: -; ta: -; an: a; en: e; in: i; on: o; un: u;"
        "han hen hin hon: -; eksi ksi: -; essa esta ella elta elle en: i; lainen: -",
    ),
    _rules(
        "LATIN",
        "hu",
        "ban ben ba be bol bul on en rol ra re nak nek tol hoz hez ig: -; t ot et at: -;"
        "val vel: -; i: -; n: -; on en: -",
    ),
    _rules("LATIN", "ro", "ului ul: -; iei: ia; ei: a; i: a; lui: -; ii: ia"),
    _rules("LATIN", "tr az", "in un nin nun da de ta te dan den tan ten a e ya ye yi yu i u: -"),
    _rules("GREEK", "el", "σ: -; ν: -; ου: οσ ο ι; ασ: α; ησ: η; ο: οσ; α: ασ; η: ησ; ων: εσ"),
)  # fmt: skip
# Finnish consonants weaken before many endings: Helsinki, Helsingissä.
_WEAK = (
    ("ng", "nk"), ("d", "t"), ("v", "p"), ("mm", "mp"), ("nn", "nt"), ("ll", "lt"), ("rr", "rt"),
    ("k", "kk"), ("p", "pp"), ("t", "tt"),
)  # fmt: skip
_PREFIXES = {
    "ARABIC": ("وال", "بال", "كال", "فال", "لل", "و", "ب", "ل", "ك", "ف"),
    "HEBREW": ("וב", "ול", "מה", "שב", "וה", "ב", "ל", "מ", "ו", "ה", "כ", "ש"),
}
_OF_PREFIX = {"ARABIC": frozenset({"ar", "fa", "ur"}), "HEBREW": frozenset({"he"})}
# A side of a land is written together with its name: "Nordirak", "Pohjois-Syyriassa".
_SIDES = {
    "de": "nordost nordwest südost südwest nord süd ost west zentral mittel",
    "nl": "noordoost noordwest zuidoost zuidwest noord zuid oost west centraal midden",
    "sv": "nordöst nordväst sydöst sydväst nord syd öst väst central mellan",
    "da": "nordøst nordvest sydøst sydvest nord syd øst vest central midt",
    "no": "nordøst nordvest sørøst sørvest nord sør øst vest sentral midt",
    "fi": "pohjois etelä itä länsi koillis luoteis kaakkois lounais keski",
    "hu": "északkelet északnyugat délkelet délnyugat észak dél kelet nyugat közép",
}
_SIDED = frozenset(
    {Kind.COUNTRY, Kind.TERRITORY, Kind.ADMIN1, Kind.REGION, Kind.CONTINENT, Kind.ISLAND}
)
_APOSTROPHE = re.compile(r"^(.{2,})['’ʼ‘`][^\W\d_]{1,7}$")
_LEAST = 3
_LEAST_LAND = 4
_MOST = 96


_SIDE_WORDS = tuple(
    (language, normalize_name(side)) for language, sides in _SIDES.items() for side in sides.split()
)
# Languages in whose countries a town's own name is inflected.
_AT_HOME = {
    **dict.fromkeys(("DE", "AT", "CH", "LI"), "de"),
    **dict.fromkeys(("RO", "MD"), "ro"),
    **dict.fromkeys(("BA", "HR", "ME", "RS", "SI"), "hr"),
    **dict.fromkeys(("GR", "CY"), "el"),
    "AZ": "az", "CZ": "cs", "DK": "da", "EE": "et", "FI": "fi", "HU": "hu", "NO": "no",
    "PL": "pl", "SE": "sv", "SK": "sk", "TR": "tr",
}  # fmt: skip
_NO_STEMS = frozenset({schema.ADJECTIVE, schema.CODE, schema.SHORT})
# So many names has a place that the world knows, and one known outside its own region.
_FAMOUS, _KNOWN = 40, 10


def inflects(stem: Stem, found: Found) -> bool:
    """Whether a place is known by a stem in a language whose rule led to it."""
    if found.kind in _NO_STEMS or (found.kind == schema.ABBREVIATION and stem.ending[0].isalpha()):
        return False
    if stem.side and found.place.kind not in _SIDED:
        return False
    if not stem.languages.isdisjoint(found.languages):
        return True
    if script_of(stem.norm) != "LATIN":
        return found.names >= _KNOWN
    if found.languages and found.kind != schema.EXACT:
        return False
    home = _AT_HOME.get(found.place.country or "") in stem.languages
    return found.names >= (_KNOWN if home else _FAMOUS)


def stems(name: str, norm: str) -> Iterator[Stem]:
    """Yield what an inflected name may be a form of, the likelier first, none twice."""
    seen = {norm}
    for stem in itertools.islice(_stems(name, norm), _MOST):
        if stem.norm not in seen and len(stem.norm) >= _LEAST:
            seen.add(stem.norm)
            yield stem


def _stems(name: str, norm: str) -> Iterator[Stem]:
    cut = _APOSTROPHE.match(name)
    if cut:
        yield Stem(normalize_name(cut[1]), frozenset({"tr", "az"}), name[len(cut[1]) :])
    script = script_of(norm)
    if script in _PREFIXES:
        yield from _without_prefix(norm, script)
        return
    words = norm.split()
    if len(words) > 3:
        return
    if script == "LATIN":
        yield from _of_sides(norm)
    for rules in _ALL:
        if rules.script == script:
            yield from _of_rules(rules, words)


def _of_sides(norm: str) -> Iterator[Stem]:
    """Yield what is left of "nordirak" and "pohjois syyriassa", in a case of its language."""
    for language, side in _SIDE_WORDS:
        rest = norm.removeprefix(side).strip()
        if rest == norm or not norm.startswith(side) or len(rest) < _LEAST_LAND:
            continue
        spoken = frozenset({language})
        yield Stem(rest, spoken, side, side=True)
        for rules in _ALL:
            if language in rules.languages:
                for stem in _of_rules(rules, rest.split()):
                    yield Stem(stem.norm, spoken, f"{side} {stem.ending}", side=True)


def _without_prefix(norm: str, script: str) -> Iterator[Stem]:
    for prefix in _PREFIXES[script]:
        rest = norm.removeprefix(prefix)
        if rest != norm and len(rest) >= _LEAST:
            article = "ال" if script == "ARABIC" and len(prefix) > 1 else ""
            yield Stem(article + rest, _OF_PREFIX[script], prefix)
            yield Stem(rest, _OF_PREFIX[script], prefix)


def _of_rules(rules: _Rules, words: list[str]) -> Iterator[Stem]:
    """Every word of a name may be a form: "Wielkiej Brytanii"."""
    choices = [_of_word(rules, word) for word in words]
    for found in itertools.product(*choices):
        if any(ending for _, ending in found):
            norm = " ".join(word for word, _ in found)
            yield Stem(norm, rules.languages, " ".join(ending for _, ending in found).strip())


def _of_word(rules: _Rules, word: str) -> list[tuple[str, str]]:
    found = [(word, "")]
    for ending, bases in rules.endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [(stem + base, ending) for base in bases]
            if "fi" in rules.languages:
                found += [(strong + base, ending) for base in bases for strong in _strong(stem)]
    return found


def _strong(stem: str) -> Iterator[str]:
    for weak, strong in _WEAK:
        head, found, tail = stem.rpartition(weak)
        if found and len(tail) < 2:
            yield head + strong + tail
    if stem.endswith(("ee", "oo", "ii", "aa")):
        yield stem[:-1]
