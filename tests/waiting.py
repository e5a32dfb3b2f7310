"""Waiting for what must happen, however slow and busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 180.0
"""Seconds after which a thing is taken never to happen; reached only where a test fails."""


def eventually(condition: Callable[[], object], page: Any = None) -> None:
    """Wait until the condition holds.

    Args:
        page: A page of the browser whose events the condition depends on.
    """
    ends = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < ends, f"never true: {condition}"
        if page is None:
            time.sleep(0.02)
        else:
            page.wait_for_timeout(50)


def until(page: Any, expression: str) -> None:
    """Wait for an expression; playwright's own way needs an evaluation that the policy forbids."""
    ends = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < ends, f"never true: {expression}"
        page.wait_for_timeout(50)
