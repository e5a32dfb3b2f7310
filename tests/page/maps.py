"""Seven maps of different kinds, made by hand, for tests that look at the whole map."""

from __future__ import annotations

from geomap.types import Document, Kind, Mention, ParsedDocument, Place, Toponym
from tests.page.results import seed_results, world_results

# name, latitude, longitude, country, kind, GeoNames' number or code of the unit, mentions
Row = tuple[str, float, float, str, str, int | str, int]

ROWS: dict[str, tuple[Row, ...]] = {
    "a country with regions": (
        ("Italy", 42.8, 12.8, "IT", "country", 3175395, 2),
        ("Bologna", 44.49, 11.34, "IT", "city", 3181928, 4),
        ("Milan", 45.46, 9.19, "IT", "city", 3173435, 2),
        ("Rome", 41.89, 12.51, "IT", "city", 3169070, 1),
        ("Emilia-Romagna", 44.5, 11.0, "IT", "admin1", "05", 3),
        ("Tuscany", 43.4, 11.0, "IT", "admin1", "16", 1),
        ("Lombardy", 45.6, 9.8, "IT", "admin1", "09", 1),
        ("Veneto", 45.6, 11.8, "IT", "admin1", "20", 1),
        ("Po River", 45.0, 10.5, "IT", "river", 0, 2),
    ),
    "a river": (
        ("Danube", 45.2, 19.5, "", "river", 0, 5),
        ("Regensburg", 49.03, 12.1, "DE", "city", 2849483, 1),
        ("Vienna", 48.21, 16.37, "AT", "city", 2761369, 2),
        ("Budapest", 47.5, 19.04, "HU", "city", 3054643, 2),
        ("Belgrade", 44.8, 20.47, "RS", "city", 792680, 1),
        ("Hungary", 47.0, 19.5, "HU", "country", 719819, 1),
        ("Bavaria", 49.0, 11.5, "DE", "admin1", "02", 1),
    ),
    "states of the US": (
        ("Texas", 31.3, -99.3, "US", "admin1", 4736286, 3),
        ("Oklahoma", 35.5, -97.5, "US", "admin1", 4544379, 2),
        ("Ohio", 40.3, -83.0, "US", "admin1", 5165418, 2),
        ("Florida", 28.8, -82.5, "US", "admin1", 4155751, 1),
        ("Ohio River", 38.0, -86.0, "US", "river", 0, 1),
        ("Dallas", 32.78, -96.81, "US", "city", 4684888, 2),
        ("Louisville", 38.25, -85.76, "US", "city", 4299276, 1),
    ),
    "the Arctic": (
        ("Tromsø", 69.65, 18.96, "NO", "city", 3133895, 2),
        ("Longyearbyen", 78.22, 15.64, "SJ", "city", 2729907, 1),
        ("Nuuk", 64.18, -51.72, "GL", "city", 3421319, 1),
        ("Greenland", 72.0, -40.0, "GL", "country", 3425505, 1),
        ("Nunavut", 66.0, -92.0, "CA", "admin1", "14", 1),
        ("Russia", 60.0, 100.0, "RU", "country", 2017370, 1),
    ),
    "the Pacific": (
        ("Suva", -18.14, 178.44, "FJ", "city", 2198148, 2),
        ("Apia", -13.83, -171.77, "WS", "city", 4035413, 1),
        ("Auckland", -36.85, 174.76, "NZ", "city", 2193733, 1),
        ("Honolulu", 21.31, -157.86, "US", "city", 5856195, 1),
        ("Fiji", -18.0, 178.0, "FJ", "country", 2205218, 1),
        ("Queensland", -22.0, 144.0, "AU", "admin1", "04", 1),
    ),
}  # fmt: skip


def maps() -> dict[str, list[ParsedDocument]]:
    """Return the results of each map by its name."""
    made = {name: [_document(name, rows)] for name, rows in ROWS.items()}
    return {"two articles": seed_results(), "the world": world_results(), **made}


def _document(name: str, rows: tuple[Row, ...]) -> ParsedDocument:
    text, toponyms = "", []
    for row in rows:
        place = _place(row)
        for turn in range(row[-1]):
            text += f"Report {turn} speaks of "
            mention = Mention(len(text), len(text) + len(place.name), place.name)
            toponyms.append(Toponym(mention, place, 0.9, "It is the best known."))
            text += f"{place.name} and of rain. "
    document = Document(name, text, title=name, language="en")
    return ParsedDocument(document, tuple(toponyms), recognizer="test", gazetteer="test")


def _place(row: Row) -> Place:
    name, latitude, longitude, country, kind, number, _ = row
    code = number if isinstance(number, str) else None
    return Place(
        f"geonames:{number}" if number and not code else f"geomap:{name.lower().replace(' ', '-')}",
        name, latitude, longitude, country or None, kind=Kind(kind), admin1_code=code,
        country_name=country or None,
    )  # fmt: skip
