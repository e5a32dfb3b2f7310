"""Work on many results without searches for circles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["no_search_for_circles"]


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Let Python look for circles of objects only afterwards.

    For work that makes none: beside many results each search takes longer than the work itself.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
