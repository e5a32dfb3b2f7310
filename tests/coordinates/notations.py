"""Positions written in many notations, with what their digits leave open (metres)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geomap.coordinates.grids import mgrs_of
from geomap.coordinates.plus_codes import encode

METRES = 111_195.0
MINUTE, SECOND = METRES / 60, METRES / 3600


@dataclass(frozen=True)
class Written:
    """A position in words and digits; ``error_m`` is half of what the last digit stands for."""

    text: str
    error_m: float


def parts(value: float, size: int, decimals: int = 0) -> tuple[int, int, float]:
    """Return whole degrees, minutes and seconds of an angle, rounded in the last part."""
    factor = 60 ** (size - 1)
    units = round(abs(value) * factor * 10**decimals) / 10**decimals
    if size == 2:
        degrees, minutes = divmod(units, 60)
        return int(degrees), 0, minutes
    whole, seconds = divmod(units, 60)
    degrees, minutes = divmod(int(whole), 60)
    return degrees, minutes, seconds


def letter(value: float, letters: str) -> str:
    return letters[value < 0]


def degrees(decimals: int, shape: str, comma: bool = False) -> Callable[[float, float], Written]:
    def write(lat: float, lon: float) -> Written:
        a, b = f"{abs(lat):.{decimals}f}", f"{abs(lon):.{decimals}f}"
        if comma:
            a, b = a.replace(".", ","), b.replace(".", ",")
        text = shape.format(
            a=a, b=b, ns=letter(lat, "NS"), ew=letter(lon, "EW"),
            north=letter(lat, ("north", "south")), east=letter(lon, ("east", "west")),
            sa="-" if lat < 0 else "", so="-" if lon < 0 else "",
        )  # fmt: skip
        return Written(text, METRES * 10**-decimals)

    return write


def minutes(decimals: int, shape: str) -> Callable[[float, float], Written]:
    def write(lat: float, lon: float) -> Written:
        (a, _, m), (b, _, n) = parts(lat, 2, decimals), parts(lon, 2, decimals)
        width = decimals + 3 if decimals else 2
        text = shape.format(
            a=a, b=b, a2=f"{a:02d}", b3=f"{b:03d}", m=f"{m:0{width}.{decimals}f}",
            n=f"{n:0{width}.{decimals}f}", ns=letter(lat, "NS"), ew=letter(lon, "EW"),
            north=letter(lat, ("north", "south")), east=letter(lon, ("east", "west")),
        )  # fmt: skip
        return Written(text, MINUTE * 10**-decimals)

    return write


def seconds(decimals: int, shape: str) -> Callable[[float, float], Written]:
    def write(lat: float, lon: float) -> Written:
        (a, m, s), (b, n, t) = parts(lat, 3, decimals), parts(lon, 3, decimals)
        width = decimals + 3 if decimals else 2
        text = shape.format(
            a=a, b=b, a2=f"{a:02d}", b3=f"{b:03d}", m=f"{m:02d}", n=f"{n:02d}",
            s=f"{s:0{width}.{decimals}f}", t=f"{t:0{width}.{decimals}f}",
            ns=letter(lat, "NS"), ew=letter(lon, "EW"),
            north=letter(lat, ("north", "south")), east=letter(lon, ("east", "west")),
        )  # fmt: skip
        return Written(text, SECOND * 10**-decimals)

    return write


def mgrs(figures: int, shape: str) -> Callable[[float, float], Written]:
    def write(lat: float, lon: float) -> Written:
        zone, square, east, north = str(mgrs_of(lat, lon)).split(" ")
        size = figures // 2
        text = shape.format(z=zone, q=square, e=east[:size], n=north[:size])
        return Written(text, 10.0 ** (5 - size))

    return write


def utm(shape: str) -> Callable[[float, float], Written]:
    def write(lat: float, lon: float) -> Written:
        import utm as library

        easting, northing, zone, band = library.from_latlon(lat, lon)
        text = shape.format(z=zone, b=band, e=f"{easting:.0f}", n=f"{northing:07.0f}")
        return Written(text, 2.0)

    return write


def plus(lat: float, lon: float) -> Written:
    return Written(encode(lat, lon), 20.0)


DEGREES = {
    "degree sign, letters behind": "{a}° {ns}, {b}° {ew}",
    "degree sign, no spaces": "{a}°{ns} {b}°{ew}",
    "degree sign, letters in front": "{ns} {a}°, {ew} {b}°",
    "letters in front, no sign": "{ns}{a} {ew}{b}",
    "letters behind, no sign": "{a} {ns}, {b} {ew}",
    "letters close behind": "{a}{ns}, {b}{ew}",
    "slash": "{a}°{ns}/{b}°{ew}",
    "semicolon": "{a}° {ns}; {b}° {ew}",
    "dash": "{a}°{ns}–{b}°{ew}",
    "and": "{a}° {ns} and {b}° {ew}",
    "words": "{a} degrees {north}, {b} degrees {east}",
    "words and sign": "{a}° {north} and {b}° {east}",
    "masculine ordinal": "{a}º {ns}, {b}º {ew}",
    "deg": "{a} deg {ns}, {b} deg {ew}",
    "labels": "latitude {sa}{a}, longitude {so}{b}",
    "short labels": "lat {sa}{a}, lon {so}{b}",
    "labels with colons": "Lat: {sa}{a} Long: {so}{b}",
    "labels with equals": "lat={sa}{a}&lon={so}{b}",
    "labels and signs": "lat. {sa}{a}°, long. {so}{b}°",
    "labels and letters": "Latitude {a}° {ns}; Longitude {b}° {ew}",
    "pair asked for": "coordinates {sa}{a}, {so}{b}",
    "pair in brackets": "GPS ({sa}{a}, {so}{b})",
    "pair, one space": "lat/lon {sa}{a} {so}{b}",
    "pair with signs": "coordinates {sa}{a}°, {so}{b}°",
    "geo address": "geo:{sa}{a},{so}{b}",
    "google link": "https://www.google.com/maps?q={sa}{a},{so}{b}",
    "google view": "https://www.google.com/maps/@{sa}{a},{so}{b},14z",
    "google pin": "https://www.google.com/maps/place/X/@1.5,2.5,9z/data=!3d{sa}{a}!4d{so}{b}",
    "apple link": "https://maps.apple.com/?ll={sa}{a},{so}{b}&z=9",
    "bing link": "https://www.bing.com/maps?cp={sa}{a}~{so}{b}&lvl=9",
    "osm link": "https://www.openstreetmap.org/#map=12/{sa}{a}/{so}{b}",
    "osm marker": "https://www.openstreetmap.org/?mlat={sa}{a}&mlon={so}{b}#map=9/1.5/2.5",
}
MINUTES = {
    "signs": "{a}°{m}′{ns} {b}°{n}′{ew}",
    "signs and spaces": "{a}° {m}′ {ns}, {b}° {n}′ {ew}",
    "straight": "{a}°{m}'{ns}, {b}°{n}'{ew}",
    "curly": "{a}° {m}’ {ns}; {b}° {n}’ {ew}",
    "in front": "{ns} {a}° {m}', {ew} {b}° {n}'",
    "in front, close": "{ns}{a}°{m}' {ew}{b}°{n}'",
    "hyphens": "{a2}-{m}{ns} {b3}-{n}{ew}",
    "spaces only": "{a2} {m} {ns}, {b3} {n} {ew}",
    "words": "{a} degrees {m} minutes {north}, {b} degrees {n} minutes {east}",
    "deg and min": "{a} deg {m} min {ns}, {b} deg {n} min {ew}",
    "raised o": "{a}o{m}'{ns}, {b}o{n}'{ew}",
    "ordinal and acute": "{a}º{m}´{ns} {b}º{n}´{ew}",
    "aviation": "{a2}{m}{ns}{b3}{n}{ew}",
    "aviation, in front": "{ns}{a2}{m} {ew}{b3}{n}",
}
SECONDS = {
    "signs": "{a}°{m}′{s}″{ns} {b}°{n}′{t}″{ew}",
    "signs and spaces": "{a}° {m}′ {s}″ {ns}, {b}° {n}′ {t}″ {ew}",
    "straight": "{a}°{m}'{s}\"{ns}, {b}°{n}'{t}\"{ew}",
    "curly": "{a}°{m}’{s}” {ns}; {b}°{n}’{t}” {ew}",
    "two apostrophes": "{a}°{m}'{s}''{ns}, {b}°{n}'{t}''{ew}",
    "in front": "{ns} {a}° {m}' {s}\", {ew} {b}° {n}' {t}\"",
    "in front, close": "{ns}{a}°{m}'{s}\" {ew}{b}°{n}'{t}\"",
    "hyphens": "{a2}-{m}-{s}{ns} {b3}-{n}-{t}{ew}",
    "colons": "{a2}:{m}:{s}{ns} {b3}:{n}:{t}{ew}",
    "spaces only": "{a2} {m} {s} {ns}, {b3} {n} {t} {ew}",
    "words": (
        "{a} degrees {m} minutes {s} seconds {north}, {b} degrees {n} minutes {t} seconds {east}"
    ),
    "deg, min, sec": "{a} deg {m} min {s} sec {ns}, {b} deg {n} min {t} sec {ew}",
    "labels": "lat. {a}°{m}'{s}\" {ns}, long. {b}°{n}'{t}\" {ew}",
}

NOTATIONS: dict[str, Callable[[float, float], Written]] = {
    **{f"degrees {d}: {k}": degrees(d, s) for k, s in DEGREES.items() for d in (3, 4, 6)},
    **{
        f"comma {d}: {k}": degrees(d, DEGREES[k], comma=True)
        for k in ("degree sign, letters behind", "semicolon", "labels and letters", "slash")
        for d in (2, 4)
    },
    **{f"minutes {d}: {k}": minutes(d, s) for k, s in MINUTES.items() for d in (0, 1, 3)},
    **{f"seconds {d}: {k}": seconds(d, s) for k, s in SECONDS.items() for d in (0, 1, 2)},
    **{f"mgrs {f}": mgrs(f, "{z} {q} {e} {n}") for f in (6, 8, 10)},
    **{f"mgrs {f}, close": mgrs(f, "{z}{q}{e}{n}") for f in (6, 8, 10)},
    **{f"mgrs {f}, asked for": mgrs(f, "grid {z} {q} {e} {n}") for f in (2, 4, 6, 8, 10)},
    **{f"usng {f}": mgrs(f, "USNG {z} {q} {e}{n}") for f in (4, 8, 10)},
    "utm": utm("UTM zone {z}{b} {e} E {n} N"),
    "utm, plain": utm("UTM {z}{b} {e} {n}"),
    "utm, zone behind": utm("{e}mE {n}mN, zone {z}{b}"),
    "utm, labels": utm("UTM zone {z}{b}, E {e}, N {n}"),
    "plus code": plus,
}

SENTENCES = (
    "The crater lies at {}, according to the report.",
    "Strike reported at {} shortly after dawn.",
    "({}) was where the boat was last seen.",
    "Witnesses met at {}.",
    "The position was {} and the crew was safe.",
    "Location: {}\nTime: 14:30, 17 DEC 2024",
)
