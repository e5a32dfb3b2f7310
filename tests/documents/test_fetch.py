"""Pages are fetched only with permission, and only from the public internet."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from geomap.documents import ReadOptions, read_documents
from geomap.documents.fetch import fetch, is_private, is_public
from geomap.documents.source import Source
from geomap.documents.walk import find_sources
from geomap.errors import OnlineForbidden, UnreadableDocument

Answer = tuple[int, dict[str, str], bytes]
ANSWERS: dict[str, Answer] = {
    "/page": (200, {"Content-Type": "text/html; charset=cp1250"}, "Łódź".encode("cp1250")),
    "/there": (302, {"Location": "/page"}, b""),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/elsewhere": (302, {"Location": "http://localhost:1/page"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/ftp": (302, {"Location": "ftp://example.org/x"}, b""),
    "/nowhere": (302, {}, b""),
    "/gone": (404, {}, b"no"),
    "/large": (200, {}, b"x" * 5000),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(10_000_000))),
    "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"Mosul")),
    "/brotli": (200, {"Content-Encoding": "br"}, b"x"),
    "/wrong": (200, {"Content-Encoding": "gzip"}, b"no gzip"),
    "/short": (200, {"Content-Length": "1000"}, b"Mosul"),
    "/half": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"Mosul" * 50)[:-12]),
    "/two": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"Mosul ") + gzip.compress(b"Irbil")),
    "/bad": (302, {"Location": "http://[::1"}, b""),
    "/cut": (200, {"Transfer-Encoding": "chunked"}, b"5\r\nMosul\r\n5\r\nIr"),
    "/chunks": (200, {"Transfer-Encoding": "chunked"}, b"5\r\nMosul\r\n0\r\n\r\n"),
    "/page?token=a&page=2": (200, {"Content-Type": "text/html"}, b"<p>Seen in Mosul.</p>"),
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = ANSWERS[self.path]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def fetched(
    address: str, *, permit: Callable[[str], bool] = lambda _: True, **given: Any
) -> Source:
    return fetch(Source(address, address), ReadOptions(fetch=True, **given), permit=permit)


def test_nothing_is_fetched_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OnlineForbidden, match=r"https://example\.org: add --fetch to read it"):
        list(read_documents("https://example.org"))
    monkeypatch.setenv("GEOMAP_OFFLINE", "1")
    with pytest.raises(OnlineForbidden, match="GEOMAP_OFFLINE is set"):
        list(read_documents("https://example.org", options=ReadOptions(fetch=True)))


def test_page_and_redirect(server: str) -> None:
    source = fetched(f"{server}/there")
    assert source.content() == "Łódź".encode("cp1250")
    assert (source.address, source.charset) == (f"{server}/page", "cp1250")
    assert fetched(f"{server}/packed").content() == b"Mosul"
    assert fetched(f"{server}/two").content() == b"Mosul Irbil"
    assert fetched(f"{server}/chunks").content() == b"Mosul"


def test_secrets_of_addresses_are_not_told(server: str) -> None:
    host = server.removeprefix("http://")
    (source,) = find_sources(f"http://me:pw@{host}/page?token=a&page=2", ReadOptions())
    assert isinstance(source, Source)
    assert source.name == source.id == f"http://{host}/page?page=2"
    found = fetch(source, ReadOptions(fetch=True), permit=lambda _: True)
    assert found.content() == b"<p>Seen in Mosul.</p>"
    assert found.address == f"http://{host}/page?page=2"
    assert "pw" not in repr(found)


DRIPS = {
    "status": b"",
    "header": b"HTTP/1.1 200 OK\r\nX: ",
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n",
    "chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    "trailer": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nM\r\n0\r\nX: ",
    "body": b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n",
}


@pytest.mark.parametrize("begin", DRIPS.values(), ids=DRIPS)
def test_what_drips_is_given_up(begin: bytes) -> None:
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(begin)
            while not over.wait(0.05):
                connection.sendall(begin if b"100 Continue" in begin else b"1")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        started = time.monotonic()
        with pytest.raises(UnreadableDocument, match="no answer in time"):
            fetched(f"http://127.0.0.1:{listening.getsockname()[1]}/", seconds=1.0)
        assert time.monotonic() - started < 10
        over.set()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/circle", "redirected in circles"),
        ("/file", "leads to file:, which is not fetched"),
        ("/ftp", "leads to ftp:, which is not fetched"),
        ("/nowhere", "redirected to nowhere"),
        ("/gone", "the server answered 404 Not Found; check the address"),
        ("/large", "larger than 1,000 bytes"),
        ("/bomb", "larger than 1,000 bytes"),
        ("/brotli", "packed as br"),
        ("/wrong", "cannot be fetched"),
        ("/short", "the answer was cut off"),
        ("/half", "the answer was cut off"),
        ("/cut", "cannot be fetched"),
        ("/bad", "redirected to no valid address"),
    ],
)
def test_refused(server: str, path: str, problem: str) -> None:
    with pytest.raises(UnreadableDocument, match=problem) as caught:
        fetched(server + path, max_bytes=1_000)
    assert str(caught.value).startswith(f"{server}{path}: ")


def test_the_machine_and_its_network_are_never_asked(server: str) -> None:
    with pytest.raises(UnreadableDocument, match="is on a private network, which is not asked"):
        fetched(f"{server}/page", permit=is_public)
    asked: list[str] = []

    def only_once(ip: str) -> bool:
        asked.append(ip)
        return len(asked) == 1

    with pytest.raises(UnreadableDocument, match="private network"):
        fetched(f"{server}/there", permit=only_once)


def test_private_servers_are_asked_only_where_they_are_named(server: str) -> None:
    def private(path: str) -> Source:
        return fetched(server + path, permit=is_public, fetch_private=True)

    assert private("/page").content()
    assert private("/there").content()
    with pytest.raises(UnreadableDocument, match="localhost is on a private network"):
        private("/elsewhere")


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fd00::1"])
def test_private_networks_that_may_be_named(ip: str) -> None:
    assert is_private(ip)


@pytest.mark.parametrize(
    "ip",
    ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "224.0.0.1", "0.0.0.0"],
)
def test_addresses_that_are_no_private_servers(ip: str) -> None:
    assert not is_private(ip)


PRIVATE = (
    "127.0.0.1 10.1.2.3 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 fe80::1%eth0 "
    "fd00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2002:a00:1:: "
    "64:ff9b:1::5db8:d822 fec0::1 ::127.0.0.1"
)


@pytest.mark.parametrize("ip", PRIVATE.split(" "))
def test_private_addresses(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("address", ["http://2130706433/", "http://0x7f.1/", "http://localhost/"])
def test_disguised_addresses(address: str) -> None:
    with pytest.raises(UnreadableDocument):
        fetched(address, permit=is_public)


def test_slow_server_is_given_up() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(UnreadableDocument, match="no answer in time"):
            fetched(address, seconds=0.2)
