"""Work shared by processes; its outcomes come back in the order of the work.

    >>> from geomap.workers import spread
    >>> for outcome in spread(function, batches, jobs=2):  # doctest: +SKIP
    ...     print(outcome)

A process that dies costs one item: its batch is done again, item by item, by a new one.
"""

from __future__ import annotations

from geomap.workers.order import Lost
from geomap.workers.pool import processors, spread

__all__ = ["Lost", "processors", "spread"]
