"""Short made-up texts for what running news seldom shows: lists of names, a name that opens a
short sentence, people called like places.

The sentences are ours; names of places come from ``data.names()``, names of people and of
organisations from the entities of the training corpora themselves.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.recognizer.augment import Writer
from training.recognizer.data import Example, names

OPENINGS = (
    "{} was hit.", "{} fell.", "{} and {} were hit.", "{} was next.", "{}, {} and {} followed.",
    "{} and {} are quiet again.", "{} voted on Sunday.", "{} lost. {} won.", "{} is closed.",
    "{} saw heavy rain.", "{} woke to smoke.", "{} remains calm.", "{} first, then {}.",
    "{} again.", "{} has no water.", "{} to {} by night.", "{} burned.", "{} will wait.",
)  # fmt: skip
OF_PEOPLE = (
    "{} was late.", "{} fell.", "{} and {} were hurt.", "{} won.", "{} lost. {} won.",
    "{} sang last night.", "{} told police nothing.", "{} is 34.", "{} and {} married in June.",
    "{} smiled.", "{} scored twice.", "{} wrote the book.", "{} has a cold.", "{} will wait.",
)  # fmt: skip
CHATTY = (
    "anyone else in {} today?", "off to {} tomorrow", "so cold here in {} lol",
    "who's going to {} with me", "back in {} :)", "RT @someone: traffic in {} is crazy",
    "just landed in {}!!", "greetings from {} #travel", "i miss {} so much",
    "best pizza in {} hands down", "driving from {} to {} right now",
    "moved from {} to {} a year ago and never looked back", "live from {}", "Good morning {}!",
    "how far is {} from {}?", "I grew up in {}, AMA",
)  # fmt: skip
BULLETS = ("", "", "", "- ", "• ", "* ", "– ")
TAILS = ("", "", "", "", ": 12", "\t340", " (3)", ", 7 dead", " 21 °C", " – closed")


@dataclass(frozen=True)
class People:
    """Names that stand in the corpora: of people (two words each) and of organisations."""

    whole: list[str]
    first: list[str]
    groups: list[str]

    @classmethod
    def among(cls, examples: Iterable[Example]) -> People:
        whole: set[str] = set()
        groups: set[str] = set()
        for example in examples:
            for start, end, label in example.flat:
                name = example.text[start:end]
                if label == "PER" and name.istitle() and name.replace(" ", "").isalpha():
                    whole.update([name] if name.count(" ") == 1 else [])
                elif label == "ORG" and name.isalpha() and name[:1].isupper():
                    groups.add(name)
        people = sorted(whole)
        return cls(people, [name.split()[0] for name in people], sorted(groups))


def drills(people: People, count: int, rng: random.Random) -> Iterator[Example]:
    """``count`` short texts, each a document of its own."""
    makers = (listed, opened, chatted, namesake)
    for number in range(count):
        out = Writer()
        rng.choices(makers, (4, 4, 3, 2))[0](out, people, rng)
        yield Example(out.text, out.flat, out.geo, document=f"drill {number}")


def place(out: Writer, rng: random.Random) -> None:
    pool = rng.choices((None, names().countries, names().states), (7, 2, 1))[0]
    out.add(rng.choice(pool) if pool else names().draw(rng), "PLACE", "PLACE")


def filled(out: Writer, template: str, fill: str, people: People, rng: random.Random) -> None:
    pieces = template.split("{}")
    for number, piece in enumerate(pieces):
        out.add(piece)
        if number == len(pieces) - 1:
            break
        if fill == "PLACE":
            place(out, rng)
        else:
            out.add(rng.choice(people.whole if fill == "PER" else people.groups), fill)


def listed(out: Writer, people: People, rng: random.Random) -> None:
    """Names alone on lines; one list in four names people or organisations."""
    kind = rng.choices(("PLACE", "PER", "ORG"), (6, 1, 1))[0]
    bullet, tail = rng.choice(BULLETS), rng.choice(TAILS)
    for number in range(rng.randint(2, 9)):
        if number:
            out.add("\n")
        filled(out, bullet + "{}" + tail, kind, people, rng)


def opened(out: Writer, people: People, rng: random.Random) -> None:
    """Short sentences that begin with a name."""
    for number in range(rng.randint(1, 2)):
        if number:
            out.add(rng.choice((" ", "\n")))
        if rng.random() < 0.65:
            filled(out, rng.choice(OPENINGS), "PLACE", people, rng)
        else:
            kind = "PER" if rng.random() < 0.7 else "ORG"
            filled(out, rng.choice(OF_PEOPLE), kind, people, rng)


def chatted(out: Writer, people: People, rng: random.Random) -> None:
    filled(out, rng.choice(CHATTY), "PLACE", people, rng)


def namesake(out: Writer, people: People, rng: random.Random) -> None:
    """Somebody whose surname is a town's: a person, not a place."""
    before, after = rng.choice(OF_PEOPLE[:3] + OF_PEOPLE[5:]).split("{}", 1)
    out.add(before)
    out.add(f"{rng.choice(people.first)} {names().draw(rng)}", "PER")
    filled(out, after, "PER", people, rng)
