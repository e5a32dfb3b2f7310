"""Python looks for circles again after the work, whatever happened in it."""

from __future__ import annotations

import gc

import pytest

from geomap.render.quiet import no_search_for_circles


def test_searches_stop_and_come_back() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), no_search_for_circles():
        with no_search_for_circles():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with no_search_for_circles():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
