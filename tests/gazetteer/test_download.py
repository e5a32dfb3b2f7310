"""Downloading, against a fake server: nothing leaves the machine."""

from __future__ import annotations

import io
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer.download import BASE, download, files_for

BODY = bytes(range(256)) * 4000


class Answer(io.BytesIO):
    def __init__(self, body: bytes, status: int, stated: int | None) -> None:
        super().__init__(body)
        self.status = status
        self.headers = Message()
        if stated is not None:
            self.headers["Content-Length"] = str(stated)


class Server:
    """Gives the body in pieces of ``piece`` bytes, then breaks off."""

    def __init__(self, piece: int, ranges: bool = True) -> None:
        self.piece = piece
        self.ranges = ranges
        self.asked: list[str | None] = []

    def __call__(self, request: urllib.request.Request) -> Any:
        wanted = request.get_header("Range")
        self.asked.append(wanted)
        assert request.full_url.startswith(BASE)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        rest = BODY[start:]
        return Answer(rest[: self.piece], 206 if start else 200, len(rest))


def test_a_download_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    server = Server(len(BODY) // 2)
    path = download("XX.zip", tmp_path, opener=server)
    assert path.read_bytes() == BODY
    assert server.asked == [None, f"bytes={len(BODY) // 2}-"]
    assert [item.name for item in tmp_path.iterdir()] == ["XX.zip"]


def test_a_later_run_goes_on_too(tmp_path: Path) -> None:
    (tmp_path / "XX.zip.part").write_bytes(BODY[:1000])
    server = Server(len(BODY))
    assert download("XX.zip", tmp_path, opener=server).read_bytes() == BODY
    assert server.asked == ["bytes=1000-"]


def test_a_server_without_ranges_starts_over(tmp_path: Path) -> None:
    (tmp_path / "XX.zip.part").write_bytes(b"something else")
    assert download("XX.zip", tmp_path, opener=Server(len(BODY), False)).read_bytes() == BODY


def test_a_file_that_stays_short_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="run the command again"):
        download("XX.zip", tmp_path, opener=Server(10, ranges=False))
    assert not (tmp_path / "XX.zip").exists()


def test_what_is_there_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "XX.zip").write_bytes(b"kept")
    server = Server(10)
    assert download("XX.zip", tmp_path, opener=server).read_bytes() == b"kept"
    assert server.asked == []


@pytest.mark.parametrize("error", [OSError("refused"), TimeoutError("slow")])
def test_an_unreachable_server_is_one_line(tmp_path: Path, error: OSError) -> None:
    def fail(request: urllib.request.Request) -> Any:
        raise error

    with pytest.raises(GazetteerError, match="could not be fetched"):
        download("XX.zip", tmp_path, opener=fail)


def test_an_unknown_country_is_said(tmp_path: Path) -> None:
    def missing(request: urllib.request.Request) -> Any:
        raise urllib.error.HTTPError(request.full_url, 404, "no", Message(), None)

    with pytest.raises(GazetteerError, match="404; check the country codes"):
        download("QQ.zip", tmp_path, opener=missing)


def test_which_files_a_build_needs() -> None:
    assert "allCountries.zip" in files_for(frozenset(), False)
    chosen = files_for(frozenset({"SY", "IQ"}), True)
    assert chosen[-3:] == ["IQ.zip", "SY.zip", "alternateNamesV2.zip"]
    assert "allCountries.zip" not in chosen
