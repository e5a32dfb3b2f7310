"""From results to the map page."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from geomap._version import __version__
from geomap.aggregate import Aggregate, aggregate
from geomap.basemap import first_view, spot
from geomap.corrections import Corrections
from geomap.render.choices import Borders, check_choices, tile_server
from geomap.render.ground import ground
from geomap.render.offline import OfflineMap
from geomap.render.page_html import Page
from geomap.render.payload import PayloadOptions, payload
from geomap.render.quiet import no_search_for_circles
from geomap.render.record import record_html
from geomap.render.reviewed import carried_decisions
from geomap.render.strings import RIGHT_TO_LEFT, strings, words
from geomap.types import Bounds, ParsedDocument
from geomap.wording import public_source

__all__ = ["render_map"]


def render_map(
    results: Iterable[ParsedDocument] | Aggregate,
    *,
    title: str | None = None,
    tiles: str | None = None,
    tiles_attribution: str | None = None,
    borders: Borders = "show",
    max_passages: int | None = None,
    texts: bool | None = None,
    view: Bounds | None = None,
    language: str = "en",
    embed: bool = False,
    options: Mapping[str, Any] | None = None,
    created: str | None = None,
    corrections: Corrections | None = None,
) -> OfflineMap:
    """Return the map page of the results, a ``folium.Map``.

    Args:
        title: The page's heading; by default it names the document or counts them.
        tiles: A name of ``geomap.render.choices.TILES`` ("osm"), or the URL template of a tile
            server (``https://host/{z}/{x}/{y}.png``). Everyone who opens the page then asks that
            server for pictures of the places: off by default.
        tiles_attribution: The credit that the tiles' owner asks for; needed with a URL.
        borders: "none" draws coasts only.
        max_passages: Passages that a place may quote; by default all that fit. Every mention is
            counted and found by filters, quoted or not.
        texts: Whether the page carries the documents' whole texts; by default when they have
            at most ``geomap.render.payload.LONGEST_TEXTS`` characters.
        view: The box to show first instead of the places that matter.
        language: Of the interface; see ``geomap.render.strings.languages``.
        embed: Lay the page out for a frame and tell the parent its height even without
            ``#embed`` in the address.
        options: Shown as provenance: what the results were made with.
        created: Date shown as provenance; by default ``SOURCE_DATE_EPOCH``'s or today's (UTC).
        corrections: The decisions that were applied to the results, for the page to carry; by
            default those that the results themselves tell.

    Raises:
        GeomapError: A tile URL or a language that cannot be used.
    """
    check_choices(borders, max_passages, tiles, language, tiles_attribution)
    gathered = results if isinstance(results, Aggregate) else aggregate(results)
    with no_search_for_circles():
        table = strings(language)
        box = view or first_view(spot(e.place, e.mentions, e.area) for e in gathered.places)
        shown = title if title is not None else _title(gathered, table)
        data = payload(gathered, PayloadOptions(max_passages, texts, box))
        tile = _tiles(tiles, tiles_attribution)
        data.update(
            version=1,
            title=shown,
            lang=language,
            strings=table,
            borders=borders,
            embed=embed,
            tiles=tile,
            left_out=gathered.left_out,
            provenance=_provenance(gathered, options or {}, created, tile, table),
            **ground(gathered, box, borders=borders == "show"),
        )
        states = [table["attribution.states"]] if data["states"] else []
        data["attribution"] = [
            *_attribution(gathered, table), *states, *([tile["credit"]] if tile else [])
        ]  # fmt: skip
        data["about"] = _about(data, table)
        page = Page(
            title=shown,
            summary=_summary(gathered, table),
            data=data,
            record=record_html(gathered, table, max_passages, data["about"]),
            language=language,
            direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
            skip=table["skip"],
            tile_origin=tile["origin"] if tile else None,
            decisions=carried_decisions(gathered, corrections),
        )
        return OfflineMap(page, box)


def _provenance(
    gathered: Aggregate,
    options: Mapping[str, Any],
    created: str | None,
    tile: dict[str, Any] | None,
    table: dict[str, str],
) -> dict[str, Any]:
    missing = [words(table, "about.brief", n=gathered.brief)] if gathered.brief else []
    return {
        "version": __version__,
        "created": created or _today(),
        "recognizers": list(gathered.recognizers),
        "gazetteers": list(gathered.gazetteers),
        "asked": list(gathered.asked_online),
        "options": [*(f"{name}: {value}" for name, value in options.items()), *missing],
        "tiles": tile["host"] if tile else "",
    }


def _title(gathered: Aggregate, table: dict[str, str]) -> str:
    if not gathered.documents:
        return table["title.none"]
    if len(gathered.documents) == 1:
        document = gathered.documents[0]
        return words(
            table, "title.one", name=document.title or public_source(document.source) or document.id
        )
    return words(table, "title.many", n=len(gathered.documents))


def _summary(gathered: Aggregate, table: dict[str, str]) -> str:
    passages = {
        (quotation.document, quotation.passage.start, quotation.passage.end)
        for entry in gathered.places
        for quotation in entry.quotations
    }
    parts = [
        words(table, "count.places", n=len(gathered.places)),
        words(table, "count.passages", n=len(passages)),
        words(table, "count.documents", n=len(gathered.documents)),
    ]
    if gathered.unplaced:
        parts.append(words(table, "count.unplaced", n=len(gathered.unplaced)))
    return " · ".join(parts)


def _tiles(url: str | None, attribution: str | None) -> dict[str, Any] | None:
    server = tile_server(url, attribution)
    if server is None:
        return None
    warnings.warn(
        f"whoever opens this map tells {server.host} which places it shows, and needs a network; "
        "many tile servers refuse pages opened from a file",
        UserWarning,
        stacklevel=3,
    )
    return asdict(server)


def _attribution(gathered: Aggregate, table: dict[str, str]) -> list[str]:
    prefixes = {entry.place.id.partition(":")[0] for entry in gathered.places}
    found = [table["attribution.borders"]]
    own = dict.fromkeys(e.place.attribution for e in gathered.places if e.place.attribution)
    found += [words(table, "attribution.own", sources=sources) for sources in own if sources]
    if "geonames" in prefixes and not any("GeoNames" in line for line in found):
        found.append(table["attribution.places"])
    if "osm" in prefixes:
        found.append(table["attribution.osm"])
    return list(dict.fromkeys(found))


def _about(data: dict[str, Any], table: dict[str, str]) -> list[str]:
    provenance = data["provenance"]
    asked = provenance["asked"]
    return [
        words(table, "about.program", version=provenance["version"])
        + f" · {provenance['created']}",
        *(f"{table['about.recognizer']}: {name}" for name in provenance["recognizers"]),
        *(f"{table['about.gazetteer']}: {name}" for name in provenance["gazetteers"]),
        *provenance["options"],
        words(table, "about.online", names=", ".join(asked)) if asked else table["about.offline"],
        table["borders.none" if data["borders"] == "none" else "borders.note"],
        " · ".join(data["attribution"]),
    ]


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date().isoformat()
