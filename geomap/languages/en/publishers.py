"""Words in the names of newspapers, as their domains spell them."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["HEADS", "TAILS"]

HEADS = words_of("daily weekly the this is my")
"""In front of the place: "thedailymosul"."""

TAILS = words_of(
    "news times post gazette herald tribune item journal press daily today online star sun "
    "observer courier register dispatch chronicle leader citizen record recorder review world "
    "union sentinel mail echo examiner mirror advertiser enquirer inquirer standard telegraph "
    "guardian argus bulletin democrat republican independent messenger reporter beacon globe "
    "voice weekly local live advocate eagle express free monitor mercury pilot banner state "
    "intelligencer city county newspapers pi"
)
"""Behind the place: "mosultimes"."""
