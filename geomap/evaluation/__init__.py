"""Evaluation: how well names are found and placed, by definitions stated in docs/evaluation.md."""

from geomap.evaluation.annotations import AnnotatedDocument, Name, read_annotated
from geomap.evaluation.counts import Counts, KindCounts
from geomap.evaluation.matching import align
from geomap.evaluation.metrics import METRICS
from geomap.evaluation.mistakes import Mistake
from geomap.evaluation.report import Report
from geomap.evaluation.reviewed import ReviewReport, score_review
from geomap.evaluation.run import evaluate

__all__ = [
    "METRICS",
    "AnnotatedDocument",
    "Counts",
    "KindCounts",
    "Mistake",
    "Name",
    "Report",
    "ReviewReport",
    "align",
    "evaluate",
    "read_annotated",
    "score_review",
]
