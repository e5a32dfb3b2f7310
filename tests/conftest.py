"""Fixtures for all tests. No test may meet the network: only this machine answers."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.waiting import PATIENCE
from tests.watched import impossible

# The same examples in each run, and no judgement on how fast the machine makes them.
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("GEOMAP_CORPORA", ROOT.parent / "shared" / "corpora"))


class NetworkBlocked(RuntimeError):
    """A test tried to leave the machine."""


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


def pytest_report_header() -> list[str]:
    why = impossible()
    watched = "asked" if why is None else f"NOT ASKED, {why}"
    return ["network: loopback only", f"kernel, whether anything leaves: {watched}"]


@pytest.fixture(autouse=True, scope="session")
def _network_guard() -> Iterator[None]:
    real = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto

    def guard(function: Any) -> Any:
        def guarded(self: socket.socket, *arguments: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(arguments[-1]):
                raise NetworkBlocked(f"a test tried to reach {arguments[-1]}")
            return function(self, *arguments)

        return guarded

    patched = pytest.MonkeyPatch()
    for name, function in zip(("connect", "connect_ex", "sendto"), real, strict=True):
        patched.setattr(socket.socket, name, guard(function))
    patched.setenv("GEOMAP_OFFLINE", "1")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        patched.delenv(name)
    yield
    patched.undo()


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium; a machine without it fails, since `make test` installs it."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * PATIENCE)
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "no Chromium; install it with: build_support/system browser"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
            timeout=1000 * PATIENCE,
        )
        yield running
        running.close()


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patched = pytest.MonkeyPatch()
    patched.setenv("GEOMAP_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patched.undo()
