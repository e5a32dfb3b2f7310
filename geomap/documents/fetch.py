"""Fetches a web page the user named, with --fetch, and nothing else.

Every address on the way is resolved once, has to be public, and is the one connected to: no
redirect and no name server can lead to the machine itself or its network. With --fetch-private
the servers that the user named may lie there; no redirect leads to another. Proxies of the
environment are not used; certificates are always verified.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from geomap._version import __version__
from geomap.documents.address import public_address
from geomap.documents.options import ReadOptions
from geomap.documents.source import Source, too_large, unreadable
from geomap.errors import UnreadableDocument

__all__ = ["fetch", "is_private", "is_public"]

_REDIRECTS = 5
_STEP = 15.0
_CHUNK = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEVER_PUBLIC = tuple(
    ipaddress.ip_network(block) for block in ("64:ff9b:1::/48", "fec0::/10", "::/96")
)
"""Local NAT64, site-local addresses, and IPv4 addresses written the oldest way."""
_AGENT = f"geomap/{__version__}"

Permit = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public internet, also behind its disguises."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in block for block in _NEVER_PUBLIC):
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def is_private(address: str) -> bool:
    """Whether an IP address is this machine's or of a private network, and has pages for people.

    Addresses of one link (169.254…, fe80::) are left out: machines in clouds give their keys away
    there.
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    usable = ip.is_private and not ip.is_link_local and not ip.is_multicast
    return usable and not ip.is_unspecified and (ip.is_loopback or not ip.is_reserved)


def fetch(source: Source, options: ReadOptions, *, permit: Permit = is_public) -> Source:
    """Return the source with what its address answers.

    Raises:
        UnreadableDocument: The address leads nowhere, to a private network, in circles, takes
            too long or answers too much.
    """
    deadline = time.monotonic() + options.seconds
    address = source.link or source.name
    named = _server(address)
    for _ in range(_REDIRECTS + 1):
        with ExitStack() as closing:
            inside = options.fetch_private and _server(address) == named
            allowed = _either(permit, is_private) if inside else permit
            connection = _connect(address, source.name, allowed, deadline)
            closing.callback(connection.close)
            closing.enter_context(_cut_off(connection, deadline))
            response = _ask(connection, address, source.name)
            closing.callback(response.close)
            if response.status not in (301, 302, 303, 307, 308):
                return _answered(response, source, address, options, deadline)
            address = _next(address, response.getheader("Location"), source.name)
    raise unreadable(source.name, "redirected in circles; check the address")


def _either(one: Permit, other: Permit) -> Permit:
    return lambda ip: one(ip) or other(ip)


def _server(address: str) -> str | None:
    """Return the host of an address, or None if it is no valid one."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


@contextmanager
def _cut_off(connection: http.client.HTTPConnection, deadline: float) -> Iterator[None]:
    """Break the connection at the deadline, whatever drips through it until then."""

    def cut() -> None:
        with suppress(OSError):
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except UnreadableDocument as error:
        if time.monotonic() >= deadline:
            raise _too_slow(str(error).partition(": ")[0]) from error
        raise
    finally:
        timer.cancel()


def _too_slow(name: str) -> UnreadableDocument:
    return unreadable(name, "no answer in time; try again or save the page first")


def _answered(
    response: http.client.HTTPResponse,
    source: Source,
    address: str,
    options: ReadOptions,
    deadline: float,
) -> Source:
    if response.status != 200:
        problem = f"the server answered {response.status} {response.reason}"
        raise unreadable(source.name, f"{problem}; check the address")
    try:
        data = _body(response, source.name, options, deadline)
    except (OSError, http.client.HTTPException, zlib.error) as error:
        raise _failed(source.name, error) from error
    charset = response.headers.get_content_charset()
    if time.monotonic() >= deadline:
        raise _too_slow(source.name)
    return replace(source, data=data, address=public_address(address), charset=charset)


def _failed(name: str, error: Exception) -> Exception:
    if isinstance(error, TimeoutError):
        return unreadable(name, "no answer in time; try again or save the page first")
    return unreadable(name, f"cannot be fetched ({error}); check the address")


def _next(address: str, location: str | None, name: str) -> str:
    if not location:
        raise unreadable(name, "redirected to nowhere; check the address")
    try:
        target = urljoin(address, location)
        urlsplit(target)
    except ValueError as error:
        raise unreadable(name, "redirected to no valid address; check the address") from error
    if urlsplit(address).scheme == "https" and urlsplit(target).scheme != "https":
        raise unreadable(name, "redirected to an address without encryption; not followed")
    return target


def _connect(
    address: str, name: str, permit: Permit, deadline: float
) -> http.client.HTTPConnection:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise unreadable(name, "not a valid address; check it") from error
    if parts.scheme not in ("http", "https") or not host:
        raise unreadable(name, f"leads to {parts.scheme}:, which is not fetched")
    try:
        found = socket.getaddrinfo(
            host, port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM
        )
    except (OSError, UnicodeError) as error:
        raise unreadable(name, f"there is no server {host}; check the address") from error
    if not found or not all(permit(str(entry[4][0])) for entry in found):
        raise unreadable(
            name,
            f"{host} is on a private network, which is not asked; if you trust it, name it with "
            "--fetch-private, or save the page first",
        )
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise _too_slow(name)
    return _Connection(parts, str(found[0][4][0]), min(_STEP, remaining))


class _Connection(http.client.HTTPConnection):
    """Connects to the address that was checked, not to what the name says a second time."""

    def __init__(self, parts: SplitResult, ip: str, timeout: float) -> None:
        assert parts.hostname is not None
        secure = parts.scheme == "https"
        super().__init__(parts.hostname, parts.port or (443 if secure else 80), timeout=timeout)
        self._ip, self._secure = ip, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _ask(
    connection: http.client.HTTPConnection, address: str, name: str
) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    headers = {
        "User-Agent": _AGENT,
        "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _failed(name, error) from error


def _body(
    response: http.client.HTTPResponse, name: str, options: ReadOptions, deadline: float
) -> bytes:
    packed = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packed not in ("identity", "gzip", "deflate"):
        raise unreadable(name, f"answered packed as {packed}; save the page first")
    unpack = None if packed == "identity" else _Unpacked()
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_CHUNK):
        if time.monotonic() > deadline:
            raise _too_slow(name)
        if unpack is not None:
            piece = unpack.add(piece, options.max_bytes + 1 - size)
        pieces.append(piece)
        size += len(piece)
        if size > options.max_bytes:
            raise too_large(name, options.max_bytes)
    if response.length or (unpack is not None and not unpack.is_whole):
        raise unreadable(name, "the answer was cut off; try again or save the page first")
    return b"".join(pieces)


class _Unpacked:
    """What a gzip or zlib stream unpacks to, all of its members, never more than asked for."""

    def __init__(self) -> None:
        self._unpack = zlib.decompressobj(47)
        self._begun = False

    @property
    def is_whole(self) -> bool:
        return self._unpack.eof or not self._begun

    def add(self, data: bytes, room: int) -> bytes:
        pieces: list[bytes] = []
        while data and room > 0:
            if self._unpack.eof:
                self._unpack = zlib.decompressobj(47)
            self._begun = True
            piece = self._unpack.decompress(data, room)
            pieces.append(piece)
            room -= len(piece)
            data = self._unpack.unused_data if self._unpack.eof else self._unpack.unconsumed_tail
        return b"".join(pieces)
