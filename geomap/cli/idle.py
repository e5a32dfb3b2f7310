"""Which options change which forms: one that was typed and changes nothing is a mistake."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geomap.cli.talk import typed
from geomap.errors import OutputError

if TYPE_CHECKING:
    from geomap.export import Output

__all__ = ["TAKEN_BY", "refuse_idle"]

_PAGES = frozenset({".html", ".fragment.html"})
_PICTURES = frozenset({".svg", ".png", ".pdf", ".docx", ".report.pdf"})
_CODE = frozenset({".embed.html", ".static.html"})
_REPORTS = frozenset({".md", ".docx", ".report.pdf", ".kml"})

TAKEN_BY: dict[str, frozenset[str]] = {
    "title": _PAGES | _PICTURES | _REPORTS | {".embed.html", ".tei.xml"},
    "borders": _PAGES | _PICTURES | _CODE,
    "tiles": _PAGES,
    "tiles_attribution": _PAGES,
    "max_passages": _PAGES | _REPORTS | {".static.html"},
    "csv_raw": frozenset({".csv"}),
    "points": frozenset({".geojson", ".kml", ".lpf.json"}),
    "width": _PICTURES,
    "height": _PICTURES,
    "ratio": _PICTURES,
    "dpi": frozenset({".png", ".docx", ".report.pdf"}),
    "extent": _PAGES | _PICTURES,
    "standfirst": _PICTURES,
    "credit": _PICTURES,
    "scheme": _PICTURES,
    "hide": _PICTURES,
    "label": _PICTURES,
    "address": _CODE,
    "auto_height": frozenset({".embed.html"}),
    "detail": frozenset({".jsonl", ".jsonl.gz", ".jsonl.zst", ".results.parquet"}),
}
"""The endings of the forms that an option changes, by the option's name; ``by`` and ``roles``
depend on the shape of an output, not on its ending."""


def refuse_idle(outputs: Iterable[Output]) -> None:
    """Raise if an option was typed that changes none of the outputs.

    Args:
        outputs: All that will be written, pictures beside others too.

    Raises:
        OutputError: There is one; the message names all of them, and what they are for.
    """
    planned = list(outputs)
    asked = typed()
    endings = {output.form.suffix for output in planned}
    idle = {
        f"--{name.replace('_', '-')}": f"for {' '.join(sorted(taken))}"
        for name, taken in TAKEN_BY.items()
        if name in asked and not taken & endings
    }
    if "by" in asked and not any(output.form.rows for output in planned):
        idle["--by"] = "for tables, map layers and reports"
    if "roles" in asked and all(output.by == "mention" for output in planned):
        idle["--roles"] = "for outputs by place"
    if idle:
        named = ", ".join(sorted({output.path.name for output in planned}))
        options = ", ".join(f"{option} ({use})" for option, use in sorted(idle.items()))
        raise OutputError(f"{options} would change nothing in {named}; leave it out")
