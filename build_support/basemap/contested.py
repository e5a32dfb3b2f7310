"""Which lines of the base map are contested, and whose outline a territory belongs to.

Natural Earth draws who controls a territory on the ground. The lines named here are drawn
dashed; the list follows Natural Earth's own classes "disputed", "line of control",
"indefinite" and "breakaway" as far as the line exists in world-atlas 2.0.2. Codes are
ISO 3166-1 alpha-2; "-name" stands for a feature without a code.
"""

from __future__ import annotations

# (one side, other side, box as south, west, north, east or None for the whole line)
LINES: tuple[tuple[str, str, tuple[float, float, float, float] | None], ...] = (
    ("-Crimea", "UA", None),
    ("CY", "-N. Cyprus", None),
    ("CY", "-Cyprus U.N. Buffer Zone", None),
    ("-N. Cyprus", "-Cyprus U.N. Buffer Zone", None),
    ("EG", "SD", (21.0, 31.3, 24.5, 38.0)),
    ("IL", "PS", None),
    ("IL", "SY", None),
    ("IL", "LB", None),
    ("IN", "CN", None),
    ("IN", "PK", (32.2, 73.0, 38.0, 80.0)),
    ("IN", "-Siachen Glacier", None),
    ("PK", "-Siachen Glacier", None),
    ("CN", "-Siachen Glacier", None),
    ("CN", "PK", None),
    ("KE", "SS", None),
    ("KP", "KR", None),
    ("MA", "EH", None),
    ("RS", "XK", None),
    ("SD", "SS", (9.0, 27.5, 10.6, 30.0)),
    ("SO", "-Somaliland", None),
)

# Territories without a code of their own that a country's outline includes.
PART_OF = {
    "-N. Cyprus": "CY",
    "-Cyprus U.N. Buffer Zone": "CY",
    "-Somaliland": "SO",
    "-Baikonur": "KZ",
    "-USNB Guantanamo Bay": "CU",
    "-Clipperton I.": "FR",
    "-Coral Sea Is.": "AU",
    "-Indian Ocean Ter.": "AU",
}

CODES = {"-Kosovo": "XK"}

# Cut out of the country that holds it, so that neither claimant's outline contains it.
CRIMEA = (44.2, 32.3, 46.3, 36.7)
