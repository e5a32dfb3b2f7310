"""What annotators marked, taken back: Label Studio, CoNLL, brat, DocBin, TEI, Web Annotations.

``geomap export`` writes these files; people correct them in the tool they know; here they become
decisions (a corrections file) or gold for `geomap evaluate`. The results that were exported have
to be at hand: they hold the texts.
"""

from __future__ import annotations

from geomap.annotators.read import Marked, MarkedDocument, read_marked
from geomap.annotators.use import decisions_of, gold_of

__all__ = ["Marked", "MarkedDocument", "decisions_of", "gold_of", "read_marked"]
