"""Made-up texts of the kinds that are read for places of the whole world: situation reports,
counts, tables, telegrams, headlines, captions, posts, addresses.

The sentences are ours, the names come from ``world``. A slot is {p} a town, {c} a country, {u} a
province, {s} a site, {n} a person, {g} a group. Frames of FRAMES are filled with towns or, so that
the network reads the name and not the frame alone, with people and groups.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from training.recognizer.augment import Writer
from training.recognizer.data import Example, tidied
from training.recognizer.world import Corner

FRAMES = (
    "{x} was attacked.", "{x} was bombed on {day}.", "{x} came under fire {time}.",
    "{x} and {x} were attacked {time}.", "They shot at {x}.", "Missiles struck {x}.",
    "Shells landed near {x} {time}.", "A drone hit {x}.", "Everyone spoke of {x}.",
    "He thought of {x}.", "We left {x} {time}.", "{x} lost power {time}.", "{x} was quiet {time}.",
    "{x} burns.", "{x} falls.", "Fire destroyed {x}.", "They took {x}, {x} and {x} {time}.",
    "Rebels attacked {x} {time}.", "She went to see {x}.", "He was taken to {x}.",
    "The army defends {x}.", "{x}, {x} and {x} remain cut off.", "Nobody has heard from {x}.",
    "{x} is safe.", "{x} needs help.", "News from {x}: all quiet.", "{x} rejected the plan.",
    "He wrote about {x} in {year}.", "{x} was freed in {year}.", "Who will rebuild {x}?",
    "Help reached {x} {time}.", "Our man at {x} reports.", "{x} again under attack",
    "The enemy holds {x}.", "{x} voted against.", "{x} 3, {x} 1", "More on {x} below.",
    "They waited for {x}.", "Aid went to {x} {time}.", "The blast shook {x}.",
)  # fmt: skip
PLACED = (
    "Clashes broke out in {p} {time}.", "At least {few} people died in {p}, {c}.",
    "Fighting around {p} goes on.", "A bomb went off at a market in {p}, killing {few}.",
    "{few} wounded in {p}, {few} in {p}.", "Families fled {p} for {p}.",
    "{many} IDPs from {p} arrived in {p} {time}.", "Convoys left {p} for {p} via {p}.",
    "The road from {p} to {p} is cut.", "A quake of magnitude 6.1 shook {p} in {year}.",
    "A flood swept through {p} in {year}.", "Born in {p}, she grew up in {p}.",
    "{km} km north of {p}, near {p}.", "Troops pulled out of {p}, the {p} governor said.",
    "{p} police arrested {few} men.", "{p} residents queue for bread.", "The {p} mayor resigned.",
    "A court in {p} sentenced {n}.", "{n} visited {p} {time}.", "{n}, from {p}, works for {g}.",
    "{g} claimed the attack on {p}.", "{g} opened an office in {p}.", "{n} of {g} denied it.",
    "Floodwater reached {u}.", "{many} households in {u} and {u} got food.",
    "Cholera: {few} new cases in {p}, {few} in {p} and {few} in {u}.",
    "In {c}, needs are highest in {p}, {p}, {p} and {p}.", "Partners work in {u}, {u} and {p}.",
    "The villages of {p}, {p} and {p} were burned.", "The town of {p} fell {time}.",
    "Smoke rises over {p}.", "The outskirts of {p} were hit by rockets.", "Bread is short in {p}.",
    "The {p}-{p} road is open.", "The {p}-{p} train was late.", "The {p}–{p} pipeline leaks.",
    "A strike on {s} killed {few}.", "{s} is closed.", "Patients were moved to {s} in {p}.",
    "The front runs from {p} through {p} to {p}.", "The army retook {p} and, later, {p}.",
    "Government forces hold {p}; rebels hold {p}.", "Power is out in {p} and parts of {p}.",
    "Curfew in {p}.", "Sirens in {p}.", "Explosions heard in {p} {time}.", "Quiet night in {p}.",
    "He was killed in {p}, his brother said.", "Flights to {p} are cancelled.",
    "The team won in {p}.", "Storm heads for {p}.", "{p}, {c}: {few} dead.",
    "The {c} town of {p} has no water.", "People of {p} fear the worst.", "{p} shores are mined.",
    "{c} waters are patrolled.", "{p} and surrounding villages", "near {p} ({c})",
    "UNHCR registered {many} people at {s}.", "Schools in {p}, {p} and {p} closed on {day}.",
)  # fmt: skip
HEADS = (
    "Quake hits {p}", "{few} killed as bus plunges off road near {p}", "{p}: new fighting",
    "Army says {p} retaken", "Blast rocks {p}", "{c} sends troops to {p}", "{p} mourns its dead",
    "Thousands march in {p}", "{n} wins {p} race", "{g} to leave {p}", "Fear in {p}, hope in {p}",
    "{n} quits", "{g} shares fall", "{n} and {n} meet", "{g} sues {g}", "After {p}, {p} is next",
)  # fmt: skip
WIRES = (
    "ENEMY SHELLED {p} AT DAWN STOP {few} KILLED STOP", "MOVING ON {p} STOP ROAD TO {p} CUT STOP",
    "CONVOY LEFT {p} FOR {p} STOP", "SUBJECT {n} ARRIVED {p} {day} STOP", "{p} QUIET STOP",
    "BORDER NEAR {p} CLOSED STOP REQUEST FUEL STOP", "{g} ACTIVE IN {p} AREA STOP",
    "SUMMARY: {n} MET {g} IN {p}.", "HOSPITAL AT {p} FULL. SEND DOCTORS.",
)  # fmt: skip
POSTS = (
    "#{h} now", "pray for #{h}", "#{h} #{h} #breaking", "stay safe #{h}!!", "so sad #{h} #{w}",
    "#{h}{w} again tonight", "#{w}{h} please help", "#{w}For{h}", "help needed in {p} #{h} #{w}",
    "explosion heard in {p}", "shelling reported in {p} and {p} #{h}", "anyone near {p} rn?",
    "huge fire in {p} {c} rn", "RT @user{few}: water rising in {p} #{h}{w}", "#{w} #{w} @user",
    "Update: roads to #{h} closed, try {p} #{w}", "no power in {p} since last night #{w}",
    "{n} is live now #{w}", "volunteers needed, {p} and {p}, call us #{h}", "#{w} in #{h}, {c}",
    "my family is in {p} pls rt #{h}", "Rescue teams from {p} reach {p} #{w} #{h}{year}",
)  # fmt: skip
TAGS = [
    "Floods",
    "Flood",
    "Earthquake",
    "Quake",
    "Fire",
    "Fires",
    "Wildfire",
    "UnderAttack",
    "Strong",
    "Relief",
    "Rescue",
    "Hurricane",
    "Cyclone",
    "Help",
    "Breaking",
    "News",
    "Pray",
    "PrayFor",
    "War",
    "Alert",
    "Storm",
    "Protests",
    "Update",
    "Emergency",
    "Now",
    "SOS",
    "StandWith",
    "Save",
    "Donate",
    "Weather",
    "Traffic",
]
ADDRESSES = (
    "{few} {s2}, {p}", "P.O. Box {many}, {p}, {c}", "{s2} {few}, {p} {many}", "Office: {p}, {c}",
    "Contact: {n}, {g}, {few} {s2}, {p}, {c}", "{p} {many}", "{p}, {c}, tel. +{few} {many}",
)  # fmt: skip
CAPTIONS = (
    "A man walks past ruins in {p}, {c}, on {day}. (AP Photo/{n})", "{n} in {p}. Photo: {n}",
    "People wait for water in {p} in this {year} photo. Credit: {n}/{g}", "File: {s}, {year}",
)  # fmt: skip
STREETS = [
    "Station Road",
    "Main Street",
    "Market Street",
    "Airport Road",
    "Palace Road",
    "Church Street",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TIMES = (
    "on Monday", "on Sunday", "last week", "this morning", "yesterday", "before dawn", "in March",
    "today", "late on Friday", "this week", "two days ago", "at night", "in the evening",
)  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


def reports(count: int, rng: random.Random) -> Iterator[Example]:
    """Yield ``count`` texts of one to four sentences or rows, each a document of its own."""
    makers: tuple[Callable[[Writer, Corner, random.Random], None], ...]
    makers = (framed, prose, counted, rows, posted, wired, headed, addressed)
    for number in range(count):
        out = Writer()
        rng.choices(makers, (6, 8, 4, 3, 4, 1, 2, 1))[0](out, Corner(rng), rng)
        geo = [(*tidied(out.text, start, end), label) for start, end, label in out.geo]
        yield Example(out.text, out.flat, geo, document=f"report {number}")


def fill(out: Writer, template: str, corner: Corner, rng: random.Random, x: str = "p") -> None:
    """Add the template with its slots filled; ``x`` is what {x} stands for."""
    at = 0
    for slot in _SLOT.finditer(template):
        out.add(template[at : slot.start()])
        put(out, x if slot[1] == "x" else slot[1], corner, rng)
        at = slot.end()
    out.add(template[at:])


def put(out: Writer, slot: str, corner: Corner, rng: random.Random) -> None:
    """Add a name, with its spans, or a number, a day, a time."""
    places: dict[str, Callable[[], str]] = {
        "p": corner.town, "c": corner.land, "u": corner.unit, "s": corner.site,
    }  # fmt: skip
    if slot in places:
        out.add(places[slot](), "PLACE", "PLACE")
    elif slot == "h":
        out.add(corner.town().replace(" ", "").replace("'", "").replace("-", ""), "PLACE", "PLACE")
    elif slot == "n":
        title, name = corner.person()
        out.add(title)
        out.add(name, "PER")
    elif slot == "g":
        out.add(corner.group(), "ORG")
    else:
        out.add(str(_plain_slot(slot, rng)))


def _plain_slot(slot: str, rng: random.Random) -> str | int:
    if slot == "few":
        return rng.randint(1, 99)
    if slot == "many":
        return rng.choice((f"{rng.randint(1, 90)},{rng.randint(100, 999)}", rng.randint(100, 9999)))
    if slot == "km":
        return rng.randint(2, 80)
    if slot == "year":
        return rng.randint(1941, 2024)
    if slot == "s2":
        return rng.choice(STREETS)
    return rng.choice({"day": DAYS, "time": TIMES, "w": TAGS}[slot])


def framed(out: Writer, corner: Corner, rng: random.Random) -> None:
    """Add one or two sentences that take a town as well as a person or a group."""
    for number in range(rng.randint(1, 2)):
        out.add(rng.choice((" ", "\n")) if number else "")
        x = rng.choices(("p", "s", "c", "n", "g"), (58, 3, 4, 20, 15))[0]
        fill(out, rng.choice(FRAMES), corner, rng, x)


def prose(out: Writer, corner: Corner, rng: random.Random) -> None:
    if rng.random() < 0.15:
        out.add(rng.choice(("- ", "• ", "* ", "1. ")))
    for number in range(rng.randint(1, 4)):
        out.add(rng.choice((" ", " ", "\n")) if number else "")
        pool = PLACED if rng.random() < 0.75 else CAPTIONS if rng.random() < 0.2 else FRAMES
        fill(out, rng.choice(pool), corner, rng)


COUNTED = (
    "{x} {few}",
    "{x}: {few}",
    "{x} ({few})",
    "{few} in {x}",
    "{x} - {few}",
    "{x} {few} dead",
)
LEADS = (
    "", "", "Cases by town: ", "New infections: ", "{c}: ", "Casualties: ", "In {c}: ",
    "Displaced people by district were ", "Results: ", "By area, the dead were ",
)  # fmt: skip
TAILS = (".", ".", "", ", the ministry said.", ", officials said {time}.", " (provisional).")


def counted(out: Writer, corner: Corner, rng: random.Random) -> None:
    """Add counts in a line: towns, seldom people ("Hassan 12, Ali 7")."""
    x = rng.choices(("p", "u", "n", "g"), (80, 6, 8, 6))[0]
    lead, form = rng.choice(LEADS) if x in "pu" else "", rng.choice(COUNTED)
    fill(out, lead, corner, rng)
    separator = rng.choice((", ", ", ", "; ", " / "))
    size = rng.randint(2, 6)
    for number in range(size):
        last = number == size - 1 and separator == ", " and rng.random() < 0.6
        out.add("" if not number else " and " if last else separator)
        fill(out, form, corner, rng, x)
    fill(out, rng.choice(TAILS), corner, rng)


HEADERS = (
    "",
    "",
    "Country{t}District{t}Cases\n",
    "Location{t}People\n",
    "Site{t}Date{t}Families\n",
)


def rows(out: Writer, corner: Corner, rng: random.Random) -> None:
    """Add a list or a table: a town, perhaps its country and a number, on each line."""
    tab = rng.choice((" | ", "\t", "; ", ", "))
    forms = ("{p}{t}{few}", "{c}{t}{p}{t}{many}", "{p}", "- {p}", "• {p}: {few}", "{p}{t}{c}",
             "{u}{t}{p}{t}{few}", "{n}{t}{few}", "{n}{t}{p}", "{g}{t}{p}", "{g}")  # fmt: skip
    form = rng.choices(forms, (3, 4, 3, 3, 3, 3, 2, 1, 2, 2, 1))[0].replace("{t}", tab)
    out.add(rng.choice(HEADERS).replace("{t}", tab))
    for number in range(rng.randint(2, 6)):
        out.add("\n" if number else "")
        fill(out, form, corner, rng)


def posted(out: Writer, corner: Corner, rng: random.Random) -> None:
    fill(out, rng.choice(POSTS), corner, rng)


def wired(out: Writer, corner: Corner, rng: random.Random) -> None:
    """Add a telegram in capitals."""
    made = Writer()
    for number in range(rng.randint(1, 3)):
        made.add(" " if number else "")
        fill(made, rng.choice(WIRES), corner, rng)
    upper = made.text.upper()
    out.text = upper if len(upper) == len(made.text) else made.text
    out.flat, out.geo = made.flat, made.geo


def headed(out: Writer, corner: Corner, rng: random.Random) -> None:
    fill(out, rng.choice(HEADS), corner, rng)
    if rng.random() < 0.4:
        out.add("\n\n")
        fill(out, rng.choice(PLACED), corner, rng)


def addressed(out: Writer, corner: Corner, rng: random.Random) -> None:
    fill(out, rng.choice(ADDRESSES), corner, rng)
