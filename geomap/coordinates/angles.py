"""One angle of a position: "33°15′30″ N", "N 33 15.5", "33.25 deg", "26-34.5N".

>>> [(a.degrees, a.axis) for a in find_angles("at 33°15′N 44°14.5′E")]
[(33.25, 'lat'), (44.24166666666667, 'lon')]
>>> [(a.degrees, a.axis) for a in find_angles("S 33° 51' 31'', 151,2093° O")]
[(-33.85861111111111, 'lat'), (151.2093, 'lon?')]
>>> find_angles("in 1995, 34 per cent")
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Angle", "find_angles"]

# Beside the degree sign: what scanners and keyboards make of it. A raised o stands directly
# behind a digit.
_DEGREE = (
    r"(?:\s{0,2}(?:[°º˚⁰∘]|&deg;|deg(?:rees?|s)?\b\.?|grad\b|degrés?\b|grados?\b)"
    r"|(?<=\d)[od](?=\s?[\dNSEW]))"
)
_MINUTE = r"\s{0,2}(?:['′’‘`´ʹ‵](?!['′’‘`´ʹ‵])|min(?:ute)?s?\b\.?|m(?=\s?\d))"
_SECOND = r"\s{0,2}(?:[\"″”“ʺ]|['′’‘`´ʹ]{2}|sec(?:ond)?s?\b\.?|s(?=[\s,;)]))"
_FRACTION = r"[.,·٫]"
_HEMISPHERE = (
    r"(?:[NSEWO](?![\w°º])|[nsew](?![\w])|[Nn]orth\b|[Ss]outh\b|[Ee]ast\b|[Ww]est\b|NORTH\b|SOUTH\b|EAST\b|WEST\b"
    r"|[Nn]ord\b|[Ss]üd\b|[Ss]ud\b|[Oo]st\b|[Ee]st\b|[Oo]uest\b|[Nn]orte\b|[Ss]ur\b|[Ss]ul\b"
    r"|[Ee]ste\b|[Oo]este\b|[Oo]vest\b|с\.?\s?ш\.?|ю\.?\s?ш\.?|в\.?\s?д\.?|з\.?\s?д\.?)"
)
_BEFORE = r"(?:(?<![\w.])(?P<before>[NSEWO])\.?[\s:]{0,2})"
_NUMBER = r"\d{1,3}(?:" + _FRACTION + r"\d{1,12})?"

_ANGLE = re.compile(
    rf"""
    (?:{_BEFORE}|(?<![\w.,:/-])|(?<=[,:/](?=[-+−]?\d))|(?<=[-–—−](?=\d)))
    (?P<sign>[-+−–])?
    (?:
        (?P<degrees>{_NUMBER}){_DEGREE}
        (?:[\s,]{{0,3}}(?P<minutes>\d{{1,2}}(?:{_FRACTION}\d{{1,8}})?)
            (?:{_MINUTE}(?:[\s,]{{0,3}}(?P<seconds>\d{{1,2}}(?:{_FRACTION}\d{{1,6}})?)(?:{_SECOND}|(?=\s{{0,2}}[NSEW]\b)))?
              |(?=\s{{0,2}}[NSEWO]\b)))?
      | (?P<d2>\d{{1,3}})(?P<cut>[-:\s]|\s\s)(?P<m2>\d{{1,2}}(?:{_FRACTION}\d{{1,8}})?)['′’]?
            (?:(?P=cut)(?P<s2>\d{{1,2}}(?:{_FRACTION}\d{{1,6}})?)["″”]?)?
      | (?P<plain>{_NUMBER})
    )
    (?(before)|(?:[ \t\xa0\u2009\u202f]{{0,2}}(?P<after>{_HEMISPHERE}))?)
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    r"(?P<axis>\blat(?:itude|itud|\b)|\bbreite\b|\bш\.|\blong?(?:itude|itud|\b)|\blng\b|\blänge\b)"
    r"[\s.:=\"'’)]{0,4}(?:(?:of|is|at|N|S|E|W)[\s:]{1,2})?[(]?$",
    re.IGNORECASE,
)
# "lat/lon: 33.1, 44.2" labels the pair, not the first number.
_BOTH = re.compile(r"\b(?:lat\w{0,6}\s?[,/&]\s?lo?ng?|lo?ng?\w{0,6}\s?[,/&]\s?lat)", re.IGNORECASE)
_AXES = {
    "n": ("lat", 1), "s": ("lat", -1), "e": ("lon", 1), "w": ("lon", -1), "o": ("lon?", 1),
    "north": ("lat", 1), "south": ("lat", -1), "east": ("lon", 1), "west": ("lon", -1),
    "nord": ("lat", 1), "süd": ("lat", -1), "sud": ("lat", -1), "ost": ("lon", 1),
    "est": ("lon", 1), "ouest": ("lon", -1), "norte": ("lat", 1), "sur": ("lat", -1),
    "sul": ("lat", -1), "este": ("lon", 1), "oeste": ("lon", -1), "ovest": ("lon", -1),
    "сш": ("lat", 1), "юш": ("lat", -1), "вд": ("lon", 1), "зд": ("lon", -1),
}  # fmt: skip

_FULL_CIRCLE = 360
_WORTH_A_LOOK = re.compile(r"[^\W\d_]|\d[.,·٫]\d\d")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}")
_LABEL_WORDS = ("lat", "lon", "lng", "breite", "länge", "ш.")
_LABEL_WORD = re.compile("|".join(map(re.escape, _LABEL_WORDS)), re.IGNORECASE)
_POINTS = str.maketrans({",": ".", "·": ".", "٫": "."})
_ENDS_AN_ANGLE = frozenset("0123456789°º˚⁰'′’‘`\"″”NSEW")


@dataclass(frozen=True, slots=True)
class Angle:
    """``degrees`` are signed; ``axis`` is lat, lon, "lon?" (an O: Ost or Ouest) or "".

    ``marked`` tells of a degree sign, minutes or a word for them; ``lettered`` of a letter or
    word for the hemisphere, ``labelled`` of "lat" or "lon" in front. ``decimals`` counts the
    digits behind the point of the last part; ``parts`` is 1 for degrees, 3 with seconds.
    """

    start: int
    end: int
    degrees: float
    axis: str
    parts: int
    decimals: int
    marked: bool
    lettered: bool
    labelled: bool
    signed: bool
    comma: bool

    @property
    def step(self) -> float:
        """Return what one unit of the last digit is, in degrees."""
        return 60.0 ** (1 - self.parts) * 10.0**-self.decimals

    @property
    def strong(self) -> bool:
        """Whether the number is an angle beyond doubt."""
        return self.marked or self.labelled or (self.lettered and bool(self.decimals))


def find_angles(text: str) -> list[Angle]:
    """Return the numbers that may be angles, in text order; bare integers are left out."""
    found = (
        _angle(text, match, labels=labels)
        for start, end in _lines(text)
        for labels in (bool(_LABEL_WORD.search(text, max(0, start - 30), end)),)
        for match in _ANGLE.finditer(text, start, end)
    )
    return [angle for angle in found if angle is not None]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of lines that hold a letter or decimals: nothing else is a position."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if _WORTH_A_LOOK.search(text, start, end):
            yield start, end
        start = end


def _angle(text: str, match: re.Match[str], *, labels: bool) -> Angle | None:
    letter = match["before"] or match["after"]
    plain = match["plain"]
    if plain and plain.isdigit() and letter is None and not labels:
        return None
    parts = [match["degrees"], match["minutes"], match["seconds"]]
    marked = match["degrees"] is not None
    if match["d2"]:
        parts = [match["d2"], match["m2"], match["s2"]]
    elif plain:
        parts = [plain, None, None]
    given = [part for part in parts if part]
    label = _label(text, match.start()) if labels else None
    if not marked and letter is None and not label and not _decimals(given[-1]):
        return None
    if plain and not label and _THOUSANDS.fullmatch(plain):
        return None
    if match["d2"] and letter is None:
        return None
    value = _value(given)
    if value is None or value > _FULL_CIRCLE:
        return None
    axis, sign = _axis(letter, label)
    sign_char = match["sign"] or ""
    start = match.start()
    if sign_char and start and text[start - 1] in _ENDS_AN_ANGLE:
        # The dash of a range ("34°10′–34°20′ N"), not a minus.
        start, sign_char = start + 1, ""
    negative = sign_char in ("-", "−", "–")
    return Angle(
        start=start,
        end=match.end(),
        degrees=-value if sign < 0 or negative else value,
        axis=axis,
        parts=len(given),
        decimals=_decimals(given[-1]),
        marked=marked or bool(match["d2"]),
        lettered=letter is not None,
        labelled=label is not None,
        signed=bool(sign_char),
        comma="," in given[-1],
    )


def _label(text: str, start: int) -> re.Match[str] | None:
    """Return the "lat" or "lon" in front of a number, unless it stands for both numbers."""
    before = text[max(0, start - 30) : start].casefold()
    if not any(word in before for word in _LABEL_WORDS):
        return None
    label = _LABEL.search(before)
    return None if label and _BOTH.search(before) else label


def _axis(letter: str | None, label: re.Match[str] | None) -> tuple[str, int]:
    if letter:
        return _AXES[re.sub(r"[.\s]", "", letter).casefold()]
    if label:
        return ("lat" if label["axis"].casefold()[:2] in ("la", "br", "ш.") else "lon"), 1
    return "", 1


def _decimals(part: str) -> int:
    return len(part.translate(_POINTS).partition(".")[2])


def _value(parts: list[str]) -> float | None:
    """Return degrees; None where minutes or seconds reach 60, or follow a fraction."""
    total = 0.0
    for power, part in enumerate(parts):
        number = float(part.translate(_POINTS))
        if (power and number >= 60) or (power + 1 < len(parts) and _decimals(part)):
            return None
        total += number / 60**power
    return total
