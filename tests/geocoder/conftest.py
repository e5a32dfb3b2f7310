"""A server for each test, and geocoders that ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from geomap.geocoder import OnlineGeocoder, make_geocoder
from geomap.geocoder.client import Limits
from tests.geocoder.server import Behaviour, Server
from tests.waiting import PATIENCE

AT_ONCE = Limits(interval=0.0, timeout=PATIENCE, deadline=3 * PATIENCE)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(*behaviours: Behaviour) -> Server:
        servers.append(Server(*behaviours))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., OnlineGeocoder]:
    def make(server: Server, provider: str = "nominatim", **settings: Any) -> OnlineGeocoder:
        settings.setdefault("limits", AT_ONCE)
        settings.setdefault("folder", tmp_path / "cache")
        return make_geocoder(provider, url=server.url, environment={}, **settings)

    return make
