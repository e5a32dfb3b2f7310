"""The page's words, one JSON table a language; keys missing in one are taken from English."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from geomap.errors import GeomapError

__all__ = ["RIGHT_TO_LEFT", "languages", "strings", "words"]

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def languages() -> tuple[str, ...]:
    """Return the languages that there is a table for."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".json")))


@lru_cache(maxsize=8)
def strings(language: str = "en") -> dict[str, str]:
    """Return the table of a language.

    Raises:
        GeomapError: There is no table for the language; the message names those there are.
    """
    if language not in languages():
        raise GeomapError(
            f"the page has no words in {language!r}; choose one of: {', '.join(languages())}"
        )
    table: dict[str, str] = json.loads((files(__name__) / "en.json").read_text("utf-8"))
    if language != "en":
        table.update(json.loads((files(__name__) / f"{language}.json").read_text("utf-8")))
    return table


def words(table: dict[str, str], key: str, **values: object) -> str:
    """Return a sentence of the table, ``{name}`` filled in; English plural forms."""
    text = table.get(key)
    if text is None:
        text = table[f"{key}.{'one' if values.get('n') == 1 else 'other'}"]
    shown = {k: f"{v:,}" if isinstance(v, int) else str(v) for k, v in values.items()}
    return re.sub(r"\{(\w+)\}", lambda found: shown.get(found[1], found[0]), text)
