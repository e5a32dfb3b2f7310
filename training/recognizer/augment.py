"""Variants of examples, so that the network does not lean on case, fame or tidy typesetting."""

from __future__ import annotations

import random
from collections.abc import Callable

from training.recognizer.data import Example, Spans, names
from training.recognizer.world import Corner

COMPASS = ("north", "south", "east", "west", "northern", "southern", "eastern", "western")
AGENCIES = ("Reuters", "AP", "AFP", "CNN", "Xinhua", "UPI", "IANS", "BBC", "PTI", "Bloomberg")
CREDITS = (*AGENCIES, "Getty Images", "EPA", "Anadolu Agency", "PA Media", "Shutterstock")
MONTHS = ("January", "March", "April", "Jan. 9", "July 4", "Sept. 12", "Oct 3", "Dec. 21")

ORGANISATIONS = (
    "{} Police Department", "{} City Council", "{} High School", "University of {}",
    "{} University", "{} County Sheriff's Office", "{} Chamber of Commerce", "Bank of {}",
    "{} Fire Department", "{} Times", "{} Public Schools", "{} Community College",
    "{} Historical Society", "{} Board of Education", "First Baptist Church of {}", "{} United",
    "{} Museum of Art", "{} Department of Health", "{} School District", "{} Regional Hospital",
)  # fmt: skip
PLACES = (
    "{} County", "{} Township", "Lake {}", "{} River", "Mount {}", "{} International Airport",
    "{} Airport", "{} airport", "{} province", "{} Province", "{} district", "{} Street",
    "Fort {}", "{} Valley", "Port {}", "{} Avenue", "{} Road", "{} Island", "{} Creek",
    "North {}", "South {}", "East {}", "West {}", "New {}", "{} Beach", "{} Heights", "{} Falls",
    "{} Park", "{} Bridge", "{} Hills", "{} Peninsula", "Gulf of {}", "Bay of {}",
)  # fmt: skip
STATE_SHORT = (
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Fla.", "Ga.", "Ill.", "Ind.", "Kan.",
    "Ky.", "La.", "Mass.", "Md.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "N.C.", "N.H.",
    "N.J.", "N.M.", "N.Y.", "Neb.", "Nev.", "Okla.", "Ore.", "Pa.", "R.I.", "S.C.", "Tenn.",
    "Tex.", "Va.", "Vt.", "W.Va.", "Wash.", "Wis.", "Wyo.", "B.C.", "Ont.",
)  # fmt: skip


class Writer:
    """Builds a text piece by piece, carrying spans over from another text."""

    def __init__(self) -> None:
        self.text = ""
        self.flat: Spans = []
        self.geo: Spans = []
        self.unsure: list[tuple[int, int]] = []

    def add(self, piece: str, flat: str = "", geo: str = "") -> None:
        start, self.text = len(self.text), self.text + piece
        if flat:
            self.flat.append((start, len(self.text), flat))
        if geo:
            self.geo.append((start, len(self.text), geo))

    def copy(self, example: Example, start: int, end: int) -> None:
        """Copy ``example.text[start:end]`` with the spans that lie within it."""
        shift = len(self.text) - start
        self.text += example.text[start:end]
        for mine, theirs in ((self.flat, example.flat), (self.geo, example.geo)):
            mine += [(a + shift, b + shift, x) for a, b, x in theirs if start <= a and b <= end]
        self.unsure += [
            (a + shift, b + shift) for a, b in example.unsure if start <= a and b <= end
        ]

    def organisation(self, rng: random.Random) -> None:
        """An organisation named after a place: flat ORG, with the place inside."""
        before, after = rng.choice(ORGANISATIONS).split("{}")
        pool = names().states if rng.random() < 0.3 else None
        start = len(self.text)
        self.add(before)
        self.add(rng.choice(pool) if pool else names().draw(rng), geo="PLACE")
        if after.startswith(" County"):
            first, _, _ = self.geo.pop()
            self.text += " County"
            self.geo.append((first, len(self.text), "PLACE"))
            after = after[len(" County") :]
        self.add(after)
        self.flat.append((start, len(self.text), "ORG"))

    def place(self, rng: random.Random) -> None:
        """A name of a place, perhaps with its state."""
        name = names().draw(rng)
        if rng.random() < 0.4:
            name = rng.choice(PLACES).format(name)
        self.add(name, "PLACE", "PLACE")
        if rng.random() < 0.2:
            self.add(", ")
            state = rng.choice((rng.choice(names().states), rng.choice(STATE_SHORT)))
            self.add(state, "PLACE", "PLACE")


def replaced(example: Example, rng: random.Random, share: float = 0.2) -> Example:
    """Put other names in place of some; countries and states keep theirs."""
    known = names().sure
    out, at = Writer(), 0
    for start, end, label in example.flat:
        if start < at:
            continue
        name = example.text[start:end]
        change = rng.random() < share and name[:1].isupper()
        if label == "PLACE" and change and name.lower() not in known:
            out.copy(example, at, start)
            out.place(rng)
            at = end
        elif label == "ORG" and change and " " in name and rng.random() < 0.4:
            out.copy(example, at, start)
            out.organisation(rng)
            at = end
    out.copy(example, at, len(example.text))
    return rebuilt(example, out)


def elsewhere(example: Example, rng: random.Random) -> Example:
    """Move the text to another corner of the world: its places, its people, some of its groups.

    A name that comes again is replaced again the same way.
    """
    corner, known = Corner(rng), frozenset(names().countries)
    out, at = Writer(), 0
    for start, end, label in example.flat:
        name = example.text[start:end]
        made = _instead(name, label, corner, known) if start >= at else ""
        if made and rng.random() < 0.85:
            out.copy(example, at, start)
            is_place = label == "PLACE"
            out.add(corner.instead(name, made), label, "PLACE" if is_place else "")
            at = end
    out.copy(example, at, len(example.text))
    return rebuilt(example, out)


def _instead(name: str, label: str, corner: Corner, countries: frozenset[str]) -> str:
    """Return what may stand in a name's place, nothing where it is to be kept."""
    if not name[:1].isupper():
        return ""
    if label == "PLACE":
        return corner.land() if name in countries else corner.town()
    if label == "PER" and name.istitle():
        return corner.person(title=0.0)[1] if " " in name else corner.family()
    if label == "ORG" and " " in name and not any(map(name.__contains__, countries)):
        return corner.group()
    return ""


def rebuilt(example: Example, out: Writer) -> Example:
    return Example(
        out.text, sorted(out.flat), sorted(out.geo), out.unsure, example.flat_known,
        example.document,
    )  # fmt: skip


def dateline(example: Example, rng: random.Random) -> Example:
    """Prefix "LONDON (Reuters) - " or "SMITHVILLE, Texas (AP) — "."""
    out = Writer()
    name = names().draw(rng) if rng.random() < 0.5 else Corner(rng).town()
    out.add(name.upper() if rng.random() < 0.75 else name, "PLACE", "PLACE")
    if rng.random() < 0.35:
        out.add(", ")
        states = names().states if rng.random() < 0.5 else STATE_SHORT
        if rng.random() < 0.3:
            states = names().countries
        out.add(rng.choice(states), "PLACE", "PLACE")
    if rng.random() < 0.3:
        out.add(", " + rng.choice(MONTHS))
    if rng.random() < 0.6:
        out.add(" (")
        out.add(rng.choice(AGENCIES), "ORG")
        out.add(")")
    out.add(rng.choice((" - ", " — ", " -- ", ": ", " – ")))
    out.copy(example, 0, len(example.text))
    return rebuilt(example, out)


def credited(example: Example, rng: random.Random) -> Example:
    """Glue a picture credit to the sentence, as copied web pages do."""
    out = Writer()
    credit = rng.choice(CREDITS)
    if rng.random() < 0.4:
        out.add(credit, "ORG")
        out.add(" ")
        out.copy(example, 0, len(example.text))
    else:
        out.copy(example, 0, len(example.text.rstrip(" .")))
        out.add(f" ({rng.randint(1, 28)} {rng.choice(('May', 'June', 'August'))} ")
        out.add(str(rng.randint(2004, 2024)))
        out.add(rng.choice((")", "_", "", " /", ") ")))
        out.add(credit, "ORG")
    return rebuilt(example, out)


def recased(example: Example, change: Callable[[str], str]) -> Example:
    """Change the case of everything, where that keeps the length."""
    text = change(example.text)
    if len(text) != len(example.text):
        return example
    return Example(
        text, example.flat, example.geo, example.unsure, example.flat_known, example.document
    )


def renamed(example: Example, rng: random.Random) -> Example:
    """Change names, half the time; made-up reports have their names from everywhere already."""
    chance = rng.random()
    if chance < 0.3 and not example.document.startswith("report "):
        return elsewhere(example, rng)
    return replaced(example, rng) if chance < 0.6 else example


def varied(example: Example, rng: random.Random, gold: bool = False) -> Example:
    """An example as it is, most of the time, or a variant of it.

    Gold examples only change case and rarely: their conventions are to be learnt.
    """
    if gold:
        chance = rng.random()
        if chance < 0.02:
            return recased(example, str.upper)
        if chance < 0.04:
            return recased(example, str.lower)
        return example
    example = renamed(example, rng)
    chance = rng.random()
    if chance < 0.05:
        return recased(example, str.lower)
    if chance < 0.1:
        return recased(example, str.upper)
    if chance < 0.13:
        return recased(example, str.title)
    if chance < 0.17:
        return dateline(example, rng)
    if chance < 0.2:
        return credited(example, rng)
    return example
