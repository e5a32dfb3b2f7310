"""KML 2.2 (OGC 07-147r2) for Google Earth and its kin: places, areas, names not placed.

Descriptions are HTML there, so texts are escaped twice; no icon is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from geomap.aggregate import Aggregate, PlaceEntry, Quotation, UnplacedEntry
from geomap.escaping import for_html, for_xml
from geomap.export import report
from geomap.export.formats import Options
from geomap.export.geometry import shape
from geomap.export.rows import Row, citation, place_rows
from geomap.types import Status
from geomap.wording import counted, whereabouts

__all__ = ["write_places"]

NAMESPACE = "http://www.opengis.net/kml/2.2"
_STYLES = {
    "placed": {"icon": "ffb2520c", "line": "ffb2520c", "fill": "33b2520c"},
    "uncertain": {"icon": "ff0d6efd", "line": "ff0d6efd", "fill": "220d6efd"},
}


def write_places(gathered: Aggregate, target: Path, options: Options) -> None:
    """Write a folder of points, one of areas and one of the names that have no position."""
    root = Element("kml", {"xmlns": NAMESPACE})
    document = SubElement(root, "Document")
    _text(document, "name", options.title or "Places")
    about = [report.headline(gathered), *report.attributions(gathered)]
    _text(document, "description", "<br>".join(for_html(line) for line in about))
    for name, colours in _STYLES.items():
        _style(document, name, colours)
    folders = {"Places": Element("Folder"), "Areas": Element("Folder")}
    for name, folder in folders.items():
        _text(folder, "name", name)
    for entry, row in zip(gathered.places, place_rows(gathered), strict=False):
        vague = entry.place.is_area or entry.area is not None
        folder = folders["Areas" if vague else "Places"]
        folder.append(_placemark(gathered, entry, row, options))
    document.extend(folder for folder in folders.values() if len(folder) > 1)
    _unplaced(document, gathered, options)
    ElementTree.indent(root, " ")
    ElementTree.ElementTree(root).write(target, encoding="utf-8", xml_declaration=True)


def _style(document: Element, name: str, colours: dict[str, str]) -> None:
    style = SubElement(document, "Style", {"id": name})
    _text(SubElement(style, "IconStyle"), "color", colours["icon"])
    line = SubElement(style, "LineStyle")
    _text(line, "color", colours["line"])
    _text(line, "width", "2")
    _text(SubElement(style, "PolyStyle"), "color", colours["fill"])


def _placemark(gathered: Aggregate, entry: PlaceEntry, row: Row, options: Options) -> Element:
    placemark = Element("Placemark")
    doubt = "" if entry.status is Status.PLACED else " (uncertain)"
    _text(placemark, "name", f"{entry.place.name}{doubt}")
    SubElement(placemark, "Snippet", {"maxLines": "0"})
    facts = [whereabouts(entry.place), report.coordinates(entry)]
    facts.append(f"{counted(entry.mentions, 'mention')}; sure: {report.certainty(entry)}")
    _describe(placemark, gathered, facts, entry, options)
    certain = entry.status is Status.PLACED
    _text(placemark, "styleUrl", "#placed" if certain else "#uncertain")
    data = SubElement(placemark, "ExtendedData")
    for key, value in row.items():
        if value is not None and key != "passage":
            written = str(value).lower() if isinstance(value, bool) else str(value)
            _text(SubElement(data, "Data", {"name": key}), "value", written)
    placemark.append(_geometry(shape(entry, points=options.points)))
    return placemark


def _unplaced(document: Element, gathered: Aggregate, options: Options) -> None:
    if not gathered.unplaced:
        return
    folder = SubElement(document, "Folder")
    _text(folder, "name", "Names not placed")
    for missing in gathered.unplaced:
        placemark = SubElement(folder, "Placemark")
        _text(placemark, "name", missing.name)
        SubElement(placemark, "Snippet", {"maxLines": "0"})
        _describe(placemark, gathered, [report.why_unplaced(missing)], missing, options)


def _describe(
    placemark: Element,
    gathered: Aggregate,
    facts: Iterable[str],
    entry: PlaceEntry | UnplacedEntry,
    options: Options,
) -> None:
    lines = [f"<p>{for_html(fact)}</p>" for fact in facts]
    for quotation in entry.quotations[: options.quotations]:
        lines.append(f"<blockquote>{_quoted(quotation)}</blockquote>")
        lines.append(f"<p>— {for_html(citation(gathered, quotation))}</p>")
    more = len(entry.quotations) - options.quotations
    if more > 0:
        lines.append(f"<p>and {counted(more, 'passage')} more in the data</p>")
    _text(placemark, "description", "".join(lines))


def _quoted(quotation: Quotation) -> str:
    return "".join(
        f"<b>{for_html(text)}</b>" if marked else for_html(text)
        for text, marked in quotation.pieces()
    )


def _geometry(geometry: dict[str, Any]) -> Element:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        several = Element("MultiGeometry")
        several.extend(
            _geometry({"type": kind.removeprefix("Multi"), "coordinates": part})
            for part in coordinates
        )
        return several
    element = Element(kind)
    if kind == "Polygon":
        for index, ring in enumerate(coordinates):
            border = SubElement(element, "innerBoundaryIs" if index else "outerBoundaryIs")
            _text(SubElement(border, "LinearRing"), "coordinates", _positions(ring))
        return element
    if kind == "LineString":
        _text(element, "tessellate", "1")
        _text(element, "coordinates", _positions(coordinates))
        return element
    _text(element, "coordinates", _positions([coordinates]))
    return element


def _positions(positions: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{position[0]:.6f},{position[1]:.6f}" for position in positions)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = for_xml(text)
