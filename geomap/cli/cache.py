"""`geomap cache`: what geocoders answered, kept on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from geomap.cli.talk import App, tell
from geomap.wording import counted

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    cache = App(
        help="Answers of geocoders that are kept on this machine.",
    )
    app.add_typer(cache, name="cache")

    @cache.command("info")
    def info(
        as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    ) -> None:
        """Say where the answers are kept, how many, how old.

        Example: geomap cache info --json
        """
        from geomap.geocoder import Cache

        told = Cache().info()
        told["oldest"], told["newest"] = _day(told["oldest"]), _day(told["newest"])
        if as_json:
            typer.echo(json.dumps(told))
            return
        for key, value in told.items():
            typer.echo(f"{key.replace('_', ' ')}: {value if value is not None else '-'}")

    @cache.command("clear")
    def clear() -> None:
        """Forget every answer.

        Example: geomap cache clear
        """
        from geomap.geocoder import Cache

        tell(f"{counted(Cache().clear(), 'answer')} forgotten")

    @cache.command("export")
    def export() -> None:
        """Write every answer as JSON Lines to standard output.

        Example: geomap cache export > answers.jsonl
        """
        from geomap.geocoder import Cache

        for row in Cache().rows():
            typer.echo(json.dumps(row, ensure_ascii=False))


def _day(seconds: float | None) -> str | None:
    from datetime import UTC, datetime

    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).date().isoformat()
