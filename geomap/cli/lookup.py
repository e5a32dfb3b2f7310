"""`geomap lookup`: what a name may mean, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.countries import known_countries
from geomap.cli.options import Online, with_options
from geomap.cli.run import point_of
from geomap.errors import ExitCode, GeocoderUnavailable

if TYPE_CHECKING:
    from geomap.types import Candidate

__all__ = ["register"]

_COLUMNS = ("name", "kind", "country", "admin", "population", "position", "id", "why")


def register(app: typer.Typer) -> None:
    @app.command("lookup")
    @with_options(Online)
    def lookup(
        online: Online,
        name: Annotated[str, typer.Argument(metavar="NAME", help="A place name, as in a text.")],
        country: Annotated[
            list[str] | None,
            typer.Option(
                metavar="CODES", help="Only places of these countries: ISO codes, e.g. IQ or IQ,SY."
            ),
        ] = None,
        near: Annotated[
            str | None,
            typer.Option(metavar="LAT,LON", help="Nearest to this point first."),
        ] = None,
        limit: Annotated[int, typer.Option("--limit", "-n", help="At most so many.", min=1)] = 20,
        as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
        gazetteer: Annotated[
            Path | None,
            typer.Option("--gazetteer", "-g", envvar="GEOMAP_GAZETTEER", help="Another gazetteer."),
        ] = None,
        extra: Annotated[
            list[Path] | None, typer.Option(help="Your own places, CSV or GeoJSON; they win.")
        ] = None,
    ) -> None:
        """Show what the gazetteer knows under a name, the best match first, and why it matched.

        Answers that geocoders gave earlier are shown too; with --geocode one is asked.

        The exit code is 1 if there is no such place.

        Example: geomap lookup "Deir Ezzor province" --country SY
        """
        from geomap.gazetteer import open_gazetteer

        point = point_of(near)
        known = open_gazetteer(gazetteer, extra=tuple(extra or ()))
        countries = known_countries(country or (), known)
        everywhere = (*known.candidates(name, limit=1000), *_answers(name, online))
        found = _chosen(everywhere, frozenset(countries), point)[:limit]
        if as_json:
            records = [_record(candidate, point) for candidate in found]
            typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        elif found:
            for line in _table([_row(candidate, point) for candidate in found]):
                typer.echo(line)
        elif everywhere:
            there = f"no place of that name in {', '.join(countries)}: {name}"
            typer.echo(f"{there}; without --country: {len(everywhere):,}", err=True)
        else:
            typer.echo(f"no place of that name: {name}", err=True)
        if not found:
            raise typer.Exit(ExitCode.ERROR)


def _answers(name: str, online: Online) -> tuple[Candidate, ...]:
    """Return what a geocoder says, asked now or earlier."""
    from geomap.cli.online import cached_answers, geocoder_from, nothing_to_send

    geocoder = geocoder_from(online) or cached_answers()
    if geocoder is None:
        return ()
    answers = geocoder.geocode_all((name,))
    if online.dry_run:
        nothing_to_send()
    if name in answers.failed:
        raise GeocoderUnavailable(answers.failed[name])
    return answers.found[name]


def _chosen(
    found: tuple[Candidate, ...], countries: frozenset[str], point: tuple[float, float] | None
) -> tuple[Candidate, ...]:
    if countries:
        found = tuple(c for c in found if c.place.country in countries)
    if point is not None:
        found = tuple(sorted(found, key=lambda c: _kilometres(c, point)))
    return found


def _kilometres(candidate: Candidate, point: tuple[float, float]) -> float:
    from geomap.geodesy import distance_km

    return distance_km(candidate.place.latitude, candidate.place.longitude, *point)


def _why(candidate: Candidate) -> str:
    words = f"{candidate.match} {candidate.quality:.2f}"
    return f"{words} [{candidate.modifier}]" if candidate.modifier else words


def _row(candidate: Candidate, point: tuple[float, float] | None) -> tuple[str, ...]:
    place = candidate.place
    position = f"{place.latitude:.4f}, {place.longitude:.4f}"
    if point is not None:
        position += f" ({_kilometres(candidate, point):,.0f} km)"
    return (
        place.name,
        place.kind,
        place.country or "",
        " > ".join(unit for unit in (place.admin1, place.admin2) if unit),
        f"{place.population:,}" if place.population else "",
        position,
        place.id,
        _why(candidate),
    )


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    table = [_COLUMNS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(_COLUMNS))]
    right = _COLUMNS.index("population")
    return [
        "  ".join(
            cell.rjust(width) if column == right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]


def _record(candidate: Candidate, point: tuple[float, float] | None) -> dict[str, Any]:
    place = candidate.place
    record = {
        "id": place.id,
        "geonameid": place.geonameid,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "country_name": place.country_name,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.latitude,
        "lon": place.longitude,
        "bounds": place.bounds,
        "population": place.population,
        "match": candidate.match,
        "quality": candidate.quality,
        "modifier": candidate.modifier,
        "matched_name": candidate.matched_name,
    }
    if point is not None:
        record["km"] = round(_kilometres(candidate, point), 1)
    return record
