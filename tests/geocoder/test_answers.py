"""Every way a server may answer has one defined result."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import GeocoderError, GeocoderUnavailable, OnlineForbidden
from geomap.geocoder import OnlineGeocoder, make_geocoder
from geomap.geocoder.client import Limits, bare_name
from geomap.types import Bounds
from tests.geocoder import server as fake
from tests.geocoder.conftest import AT_ONCE
from tests.geocoder.server import PELIAS, PHOTON, Server, nominatim

pytestmark = pytest.mark.filterwarnings("ignore:Latitude normalization")

Serve = Callable[..., Server]
Ask = Callable[..., OnlineGeocoder]


@pytest.mark.parametrize(
    ("provider", "shape", "place_id"),
    [
        ("nominatim", [nominatim()], "osm:relation/5555"),
        ("photon", PHOTON, "osm:relation/5555"),
        ("pelias", PELIAS, "pelias:whosonfirst:locality:421"),
    ],
)
def test_a_good_answer_becomes_a_candidate(
    serve: Serve, ask: Ask, provider: str, shape: object, place_id: str
) -> None:
    (found,) = ask(serve(fake.answer(shape)), provider).geocode("Baghouz")
    place = found.place
    assert (place.id, place.name, place.country, place.kind) == (place_id, "Baghouz", "SY", "city")
    assert (place.latitude, place.longitude) == (34.45, 40.95)
    assert place.bounds == Bounds(34.4, 40.9, 34.48, 41.0)
    assert place.admin1 == "Deir ez-Zor"
    assert "OpenStreetMap" in (place.attribution or "")
    assert found.match == "online"


NO_PLACE = {
    "empty list": fake.answer([]),
    "missing coordinates": fake.answer([{k: v for k, v in nominatim().items() if k != "lat"}]),
    "longitude off the earth": fake.answer([nominatim(lon="181.5")]),
}
UNUSABLE = {
    "latitude off the earth": fake.answer([nominatim(lat="91.0")]),
    "infinite": fake.answer([nominatim(lon="inf")]),
    "HTML": fake.body(b"<html>Busy</html>"),
    "broken UTF-8": fake.body(b'[{"lat": "\xff\xfe"}]'),
    "truncated JSON": fake.body(b'[{"lat": "1'),
    "30 MB": fake.body(b"[" + b" " * 30_000_000 + b"]"),
    "words for numbers": fake.answer([nominatim(lat="abc")]),
    "NaN": fake.body(b'[{"lat": NaN, "lon": NaN, "display_name": "x"}]'),
    "error object": fake.answer({"error": {"code": 400, "message": "no"}}),
    "HTTP 400": fake.status(400),
    "HTTP 404": fake.status(404),
    "HTTP 500": fake.status(500),
    "hang up": fake.hang_up,
    "redirect elsewhere": fake.redirect("http://127.0.0.2:9/search"),
    "redirect to a file": fake.redirect("file:///etc/passwd"),
    "redirect for ever": fake.redirect("/search"),
}
RETRIED = {f"HTTP {code}": fake.status(code) for code in (429, 502, 503, 504)}
ENDLESS = {"silent": fake.silent, "dripping": fake.dripping}
HALTING = {f"HTTP {code}": fake.status(code) for code in (401, 403, 509)}


@pytest.mark.parametrize("case", NO_PLACE)
def test_no_usable_place_is_an_empty_answer(serve: Serve, ask: Ask, case: str) -> None:
    assert ask(serve(NO_PLACE[case])).geocode("Baghouz") == ()


@pytest.mark.parametrize("case", UNUSABLE)
def test_nonsense_is_an_outage_and_is_neither_retried_nor_cached(
    serve: Serve, ask: Ask, case: str
) -> None:
    server = serve(UNUSABLE[case])
    geocoder = ask(server)
    with pytest.raises(GeocoderUnavailable, match="gave no answer"):
        geocoder.geocode("Baghouz")
    first = len(server.seen)
    assert first == 1 or case == "redirect for ever"
    with pytest.raises(GeocoderUnavailable):
        geocoder.geocode("Baghouz")
    assert len(server.seen) > first


@pytest.mark.parametrize("case", RETRIED)
def test_a_busy_server_is_asked_three_times(serve: Serve, ask: Ask, case: str) -> None:
    server = serve(RETRIED[case])
    with pytest.raises(GeocoderUnavailable):
        ask(server).geocode("Baghouz")
    assert len(server.seen) == 3


@pytest.mark.parametrize("case", ENDLESS)
def test_a_server_without_end_is_given_up_three_times(serve: Serve, ask: Ask, case: str) -> None:
    server = serve(ENDLESS[case])
    limits = replace(AT_ONCE, timeout=0.5)
    with pytest.raises(GeocoderUnavailable, match="gave no answer"):
        ask(server, limits=limits).geocode("Baghouz")
    server.wait_for(3)
    assert len(server.seen) == 3


@pytest.mark.parametrize("case", HALTING)
def test_a_refusal_stops_the_run(serve: Serve, ask: Ask, case: str) -> None:
    server = serve(HALTING[case])
    geocoder = ask(server)
    for name in ("Baghouz", "Qamishli", "Sinjar"):
        with pytest.raises(GeocoderUnavailable, match="refused"):
            geocoder.geocode(name)
    assert len(server.seen) == 1


def test_three_outages_in_a_row_stop_the_run(serve: Serve, ask: Ask) -> None:
    server = serve(fake.status(500))
    geocoder = ask(server)
    for name in "abcde":
        with pytest.raises(GeocoderUnavailable):
            geocoder.geocode(name)
    assert len(server.seen) == 3


def test_retry_after_is_honoured(serve: Serve, ask: Ask) -> None:
    server = serve(fake.status(429, Retry_After="1"), fake.answer([nominatim()]))
    assert len(ask(server).geocode("Baghouz")) == 1
    first, second = (seen[0] for seen in server.seen)
    assert second - first >= 1.0


def test_a_long_retry_after_ends_the_attempt(serve: Serve, ask: Ask) -> None:
    server = serve(fake.status(429, Retry_After="3600"))
    made, slept = ask(server), list[float]()
    geocoder = OnlineGeocoder(
        made._service, made._cache, made._limiter, limits=AT_ONCE, sleep=slept.append
    )
    with pytest.raises(GeocoderUnavailable):
        geocoder.geocode("Baghouz")
    assert slept == []
    assert len(server.seen) == 1


def test_a_redirect_within_the_host_is_followed(serve: Serve, ask: Ask) -> None:
    server = serve(fake.redirect("/other?q=Baghouz"), fake.answer([nominatim()]))
    assert len(ask(server).geocode("Baghouz")) == 1


def test_a_closed_port_is_an_outage(tmp_path: Path) -> None:
    with socket.socket() as held:  # nobody listens, and nobody else gets the port
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        geocoder = make_geocoder(url=url, folder=tmp_path, environment={})
        with pytest.raises(GeocoderUnavailable, match="gave no answer"):
            geocoder.geocode("Baghouz")


def test_answers_say_what_was_sent_found_and_failed(serve: Serve, ask: Ask) -> None:
    server = serve(fake.answer([nominatim()]), fake.answer([]), fake.status(500))
    geocoder = ask(server)
    first = geocoder.geocode_all(["Bag\nhouz", "Nowhere"])
    assert [len(first.found[name]) for name in ("Bag\nhouz", "Nowhere")] == [1, 0]
    assert first.sent == {"Bag\nhouz", "Nowhere"} and first.failed == {}
    second = geocoder.geocode_all(["Nowhere", "Sinjar", "\n"])
    assert second.found == {"Nowhere": (), "\n": ()}
    assert second.sent == {"Sinjar"} and "gave no answer" in second.failed["Sinjar"]


def test_the_cap_holds_on_public_servers_only(serve: Serve, ask: Ask) -> None:
    server = serve(fake.answer([]))
    limits = Limits(interval=0.0, names=2)
    own = ask(server, limits=limits)
    for name in "abcd":
        own.geocode(name)
    assert len(server.seen) == 4
    public = ask(server, limits=limits, folder=own._cache.path.parent / "other")
    object.__setattr__(public._service, "own_server", False)
    assert public.prepare(tuple("abcd")) == ("a", "b")
    public.geocode("a")
    public.geocode("b")
    with pytest.raises(GeocoderUnavailable, match="cap of 2 names"):
        public.geocode("c")


def test_the_environment_forbids_everything() -> None:
    with pytest.raises(OnlineForbidden, match="GEOMAP_OFFLINE"):
        make_geocoder(environment={"GEOMAP_OFFLINE": "1"})


@pytest.mark.parametrize(
    ("provider", "url", "told"),
    [
        ("nowhere", None, "no geocoder 'nowhere'"),
        ("geonames", None, "GEONAMES_USERNAME"),
        ("opencage", None, "OPENCAGE_API_KEY"),
        ("pelias", None, "--geocoder-url"),
        ("nominatim", "ftp://host", "no http"),
    ],
)
def test_a_wrong_set_up_is_told(provider: str, url: str | None, told: str) -> None:
    with pytest.raises(GeocoderError, match=told):
        make_geocoder(provider, url=url, environment={})


def test_the_user_agent_names_geomap_and_the_contact(serve: Serve, ask: Ask) -> None:
    server = serve(fake.answer([]))
    ask(server, contact="desk@example.org").geocode("Baghouz")
    agent = server.seen[0][2]["User-Agent"]
    assert agent.startswith("geomap/")
    assert "desk@example.org" in agent


FIXED = {"format", "limit", "addressdetails", "accept-language"}


@pytest.fixture(scope="module")
def listener() -> Iterator[Server]:
    server = Server(fake.answer([]))
    yield server
    server.close()


@settings(max_examples=60)
@given(name=st.text(st.characters(codec=None), max_size=300))
def test_nothing_but_the_bare_name_is_sent(
    listener: Server, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    listener.seen.clear()
    folder = tmp_path_factory.mktemp("cache")
    make_geocoder(url=listener.url, folder=folder, limits=AT_ONCE, environment={}).geocode(name)
    sent = bare_name(name)
    assert len(listener.seen) == (0 if sent is None else 1)
    if sent is None:
        return
    (query,) = listener.queries
    assert query.pop("q") == [sent]
    assert set(query) <= FIXED
    assert "\n" not in sent
    assert len(sent) <= 100
