"""Decisions of reviewers: read from CSV and saved maps, compared, found again, and applied.

In the order of the steps: ``decision`` (what a decision is), ``records`` (its JSON, checked),
``table`` (its CSV), ``saved_page`` (the block of a map), ``files`` (whichever a path is),
``agreement`` (what reviewers differ on), ``anchor`` (the mention in a text that has changed),
``apply`` (results with the decisions), ``learn`` (extra places and test cases).
"""

from geomap.corrections.agreement import Conflict, merged
from geomap.corrections.apply import Corrections, Deciding
from geomap.corrections.decision import DecidedPlace, Decision, Quote, Scope, Verdict
from geomap.corrections.files import load_corrections, read_decisions
from geomap.corrections.records import from_record, to_record
from geomap.corrections.table import to_csv

__all__ = [
    "Conflict",
    "Corrections",
    "DecidedPlace",
    "Deciding",
    "Decision",
    "Quote",
    "Scope",
    "Verdict",
    "from_record",
    "load_corrections",
    "merged",
    "read_decisions",
    "to_csv",
    "to_record",
]
