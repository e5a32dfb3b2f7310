"""A real HTTP server on loopback that answers like Nominatim, Photon and Pelias, or misbehaves.

Shapes follow the services' documentation (nominatim.org, photon's and Pelias' readmes).
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.waiting import PATIENCE, eventually


def nominatim(**changes: Any) -> dict[str, Any]:
    return {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "osm_type": "relation",
        "osm_id": 5555,
        "boundingbox": ["34.40", "34.48", "40.90", "41.00"],
        "lat": "34.4500",
        "lon": "40.9500",
        "display_name": "Baghouz, Abu Kamal District, Deir ez-Zor Governorate, Syria",
        "class": "place",
        "type": "village",
        "addresstype": "village",
        "name": "Baghouz",
        "importance": 0.3,
        "address": {"state": "Deir ez-Zor", "country": "Syria", "country_code": "sy"},
    } | changes


PHOTON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [40.95, 34.45]},
            "properties": {
                "osm_id": 5555,
                "osm_type": "R",
                "osm_key": "place",
                "osm_value": "village",
                "type": "city",
                "name": "Baghouz",
                "country": "Syria",
                "countrycode": "SY",
                "state": "Deir ez-Zor",
                "extent": [40.9, 34.48, 41.0, 34.4],
            },
        }
    ],
}
PELIAS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "bbox": [40.9, 34.4, 41.0, 34.48],
            "geometry": {"type": "Point", "coordinates": [40.95, 34.45]},
            "properties": {
                "gid": "whosonfirst:locality:421",
                "source": "whosonfirst",
                "layer": "locality",
                "name": "Baghouz",
                "label": "Baghouz, Syria",
                "country": "Syria",
                "country_code": "SY",
                "region": "Deir ez-Zor",
            },
        }
    ],
}

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def do_GET(self) -> None:
        self.server.seen.append((time.monotonic(), self.path, dict(self.headers)))
        queue = self.server.behaviours
        behaviour = queue.pop(0) if len(queue) > 1 else queue[0]
        behaviour(self)

    def reply(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


def answer(value: Any) -> Behaviour:
    return lambda handler: handler.reply(json.dumps(value).encode())


def body(content: bytes) -> Behaviour:
    return lambda handler: handler.reply(content)


def status(code: int, **headers: str) -> Behaviour:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.reply(b'{"error": "no"}', code, named)


def redirect(target: str) -> Behaviour:
    return lambda handler: handler.reply(b"", 302, {"Location": target})


def silent(handler: Handler) -> None:
    """Say nothing for as long as anybody waits."""
    handler.server.closing.wait(PATIENCE)
    handler.close_connection = True


def dripping(handler: Handler) -> None:
    """Send a letter now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.closing.wait(0.1):
        handler.wfile.write(b" ")
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    handler.connection.close()


class Http(ThreadingHTTPServer):
    """Looks no name up, and is silent about clients that hung up."""

    daemon_threads = True

    def __init__(self, behaviours: list[Behaviour]) -> None:
        self.seen: list[tuple[float, str, dict[str, str]]] = []
        self.behaviours = behaviours
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Runs until closed; ``seen`` holds (time, path, headers) of every request."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self._http = Http(list(behaviours))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def seen(self) -> list[tuple[float, str, dict[str, str]]]:
        return self._http.seen

    @property
    def queries(self) -> list[dict[str, list[str]]]:
        return [parse_qs(urlsplit(path).query) for _, path, _ in self.seen]

    def wait_for(self, requests: int) -> None:
        """Wait for requests that the asker no longer waits for."""
        eventually(lambda: len(self.seen) >= requests)

    def close(self) -> None:
        self._http.closing.set()
        self._http.shutdown()
        self._http.server_close()
