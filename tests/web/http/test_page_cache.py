"""The page cache before an app that records its requests: what is kept, for how long and for whom."""

import itertools
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder, TestResponse
from werkzeug.wrappers import Response

from tests.web.conftest import World
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http import page_cache
from webapp.web.http.cached_response import OVERHEAD_BYTES
from webapp.web.http.page_cache import REVALIDATE_SECONDS, CacheKey, PageCache
from webapp.web.http.rate_limits import LIMITS, OVER_LIMIT, RateLimiter

PAGE = 10_000
"""Bytes of a page that cannot be compressed much."""


class Site:
    """An app with pages below /page, and whatever a cache before it can meet."""

    def __init__(self, **limits: int) -> None:
        self.now = 0.0
        self.version = "first"
        self.status = 200
        self.asked: list[dict[str, Any]] = []
        self.sources: list[str] = []
        self.looked_up: list[str] = []
        self.cache = PageCache(self.answer, self.key_for, lambda: self.now, self.sources.append, **limits)
        self.client = Client(self.cache)
        self.meanwhile: Callable[[], None] = lambda: None

    def answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ)
        self.meanwhile()
        if environ["PATH_INFO"].startswith("/page"):
            page_cache.mark_cacheable(environ)
        told = " ".join(environ.get(name, "") for name in ("PATH_INFO", "QUERY_STRING", "HTTP_HOST"))
        noise = "".join(chr(33 + ord(char) * number % 90) for number in range(250) for char in told[:40])
        return Response(f"{self.version} {told} {noise[:PAGE]}", self.status)(environ, start_response)

    def key_for(self, path: str, query: str) -> CacheKey | None:
        self.looked_up.append(query)
        return CacheKey(query, self.version, is_variant=bool(query)) if path.startswith("/page") else None

    @property
    def hits(self) -> int:
        return self.sources.count("hit")


@pytest.fixture
def site() -> Site:
    return Site()


def test_each_response_is_counted_by_where_it_came_from(site: Site) -> None:
    first = site.client.get("/page")
    site.client.get("/page")
    site.client.head("/page")
    site.client.get("/page", headers={"If-None-Match": first.headers["ETag"]})
    site.client.get("/elsewhere")
    site.version, site.now = "second", 2.0
    site.client.get("/page")

    assert site.sources == ["miss", "hit", "hit", "unchanged", "renewed"]


def test_the_second_of_two_is_answered_without_the_app_and_counted(site: Site) -> None:
    first, second = site.client.get("/page"), site.client.get("/page")

    assert first.get_data() == second.get_data()
    assert (len(site.asked), site.hits) == (1, 1)


def test_what_is_no_place_is_the_apps_affair_each_time_with_all_that_was_sent(site: Site) -> None:
    for _ in range(2):
        site.client.get("/other", headers={"X-Anything": "mine"})

    assert [one["HTTP_X_ANYTHING"] for one in site.asked] == ["mine", "mine"]
    assert site.hits == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "PROPFIND"])
def test_only_what_fetches_is_answered(site: Site, method: str) -> None:
    site.client.get("/page")
    site.client.open("/page", method=method)

    assert [one["REQUEST_METHOD"] for one in site.asked] == ["GET", method]


def test_a_fetch_with_a_body_is_the_apps_affair(site: Site) -> None:
    site.client.get("/page")
    site.client.get("/page", data=b"x")
    site.client.get("/page", headers={"Transfer-Encoding": "chunked"})

    assert len(site.asked) == 3


def test_the_app_is_asked_without_anything_of_the_browsers(site: Site) -> None:
    headers = {
        "Accept-Encoding": "br",
        "Accept-Language": "ru",
        "Range": "bytes=0-1",
        "Cookie": "a=b",
        "If-None-Match": "*",
        "X-Forwarded-Host": "evil.example",
        "HX-Request": "true",
    }
    site.client.head("/page", headers=headers, content_type="text/plain")

    (asked,) = site.asked
    assert {name for name in asked if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert (asked["REQUEST_METHOD"], "CONTENT_TYPE" in asked) == ("GET", False)


@pytest.mark.parametrize("status", [404, 500, 302, 206])
def test_an_answer_that_is_no_page_is_given_and_forgotten(site: Site, status: int) -> None:
    site.status = status
    assert site.client.get("/page").status_code == status
    site.status = 200

    assert site.client.get("/page").status_code == 200


def test_a_change_is_seen_within_a_second_and_not_looked_for_before(site: Site) -> None:
    site.client.get("/page")
    site.version = "second"
    site.now += REVALIDATE_SECONDS / 2
    assert site.client.get("/page").text.startswith("first")
    site.now = REVALIDATE_SECONDS * 2

    assert site.client.get("/page").text.startswith("second")


def test_while_one_makes_the_new_page_the_others_have_the_old_one(site: Site) -> None:
    site.client.get("/page")
    site.version, site.now = "second", REVALIDATE_SECONDS * 2
    seen: list[str] = []
    site.meanwhile = lambda: seen.append(site.client.get("/page").text[:5])

    assert site.client.get("/page").text.startswith("second")
    assert seen == ["first"]


def test_a_page_that_cannot_be_made_anew_fails_for_one_visitor_a_second(site: Site) -> None:
    site.client.get("/page")
    site.version, site.now, site.status = "second", REVALIDATE_SECONDS * 2, 500

    answers = [site.client.get("/page").status_code for _ in range(5)]

    assert answers == [500, 200, 200, 200, 200]


@pytest.mark.parametrize(
    "host", ["LOCALHOST", "local_host", "localhost:", "a b", "localhost:123456", "[::1", "é"]
)
def test_no_page_is_kept_under_an_odd_host_name(site: Site, host: str) -> None:
    for _ in range(2):
        environ = EnvironBuilder("/page").get_environ() | {"HTTP_HOST": host}
        assert list(site.cache(environ, lambda *_: None))

    assert len(site.asked) == 2


@pytest.mark.parametrize("query", ["", "odd=1"])
def test_a_canonical_address_is_only_read_on_a_miss_and_to_revalidate(site: Site, query: str) -> None:
    for _ in range(5):
        site.client.get("/page", query_string=query)
    assert site.looked_up == [query]

    site.now += REVALIDATE_SECONDS
    for _ in range(5):
        site.client.get("/page", query_string=query)
    assert site.looked_up == [query, query]
    assert len(site.asked) == 1


def test_hosts_schemes_and_mounts_have_pages_of_their_own(site: Site) -> None:
    bases = [
        "http://localhost",
        "https://localhost",
        "http://localhost:81",
        "http://127.0.0.1",
        "http://localhost/at",
    ]
    texts = [site.client.get("/page", base_url=base).text for base in bases for _ in range(2)]

    assert len(site.asked) == len(bases)
    assert texts[::2] == texts[1::2]


def test_a_flood_of_odd_addresses_pushes_out_no_page() -> None:
    site = Site(variant_bytes=100_000)
    site.client.get("/page")
    for number in range(60):
        site.client.get(f"/page?odd={number}")

    site.client.get("/page")
    assert len(site.asked) == 61
    site.client.get("/page?odd=59")
    assert len(site.asked) == 61
    site.client.get("/page?odd=0")
    assert len(site.asked) == 62


def test_a_flood_of_names_of_the_host_does_not_push_out_a_page_that_is_asked_for() -> None:
    site = Site(page_bytes=100_000)
    for port in range(1000, 1060):
        site.client.get("/page")
        site.client.get("/page", base_url=f"http://localhost:{port}")

    assert len(site.asked) == 61


def test_a_page_larger_than_the_cache_is_answered_all_the_same() -> None:
    site = Site(page_bytes=OVERHEAD_BYTES)

    assert [site.client.get("/page").status_code for _ in range(2)] == [200, 200]
    assert len(site.asked) == 2


def test_many_threads_get_only_pages_of_their_own() -> None:
    site = Site(page_bytes=60_000, variant_bytes=60_000)  # too little for all: they push each other out
    wrong: list[str] = []

    def visit(start: int) -> None:
        client = Client(site.cache)
        for number in range(150):
            path = f"/page{(start + number) % 9}"
            query = f"n={number % 3}" if number % 2 else ""
            site.now += 0.01
            if f" {path} {query} " not in client.get(path, query_string=query).text:
                wrong.append(path)

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert site.hits > 0


LITTLE = {**LIMITS, "render": Limit(0, MINUTE)}
MADE_UP = [
    lambda number: {"path": f"/en/lamp?accent={number:06x}"},
    lambda number: {"path": f"/embed/en/lamp?accent={number:06x}&partner=none"},
    lambda number: {"path": f"/embed/theme.css?accent={number:06x}"},
    lambda number: {"path": f"/en?q=word{number}"},
    lambda number: {"path": "/en/lamp", "data": f"{number}"},
    lambda number: {"path": "/en/lamp", "base_url": f"http://localhost:{number + 1024}/"},
    lambda number: {"path": "/en/lamp", "base_url": f"http://127.0.0.1:{number + 1024}/"},
]


class TestMadeUpAddresses:
    """Colours and ports can be made up without end: a network has so much rendering time a minute."""

    @pytest.fixture
    def world(self, world: World) -> World:
        world.limiter = RateLimiter(NetworkCounters(), limits=LITTLE)
        return world

    @pytest.mark.parametrize("made_up", MADE_UP)
    def test_a_network_that_makes_up_addresses_gets_only_what_is_kept(
        self, app: Flask, made_up: Callable[[int], dict[str, str]]
    ) -> None:
        client = app.test_client()

        def get(address: str, **request: str) -> TestResponse:
            return client.get(**request, environ_overrides={"REMOTE_ADDR": address})

        for number in range(8):
            answer = get("192.0.2.1", **made_up(number))
            if answer.status_code == 429:
                break

        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "60"
        is_kept = "data" not in made_up(0) and "?q=" not in made_up(0)["path"]
        assert get("192.0.2.1", **{**made_up(0), "data": ""}).status_code == (200 if is_kept else 429)
        assert get("198.51.100.1", **made_up(9)).status_code == 200, "another network has its own time"

    def test_the_quickest_page_costs_something(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(time, "perf_counter", itertools.count(step=0.0001).__next__)
        site.cache._limiter = RateLimiter(NetworkCounters(), limits=LITTLE)

        for number in range(2):
            site.client.get(f"/page?n={number}", environ_overrides={"REMOTE_ADDR": "192.0.2.1"})

        assert [OVER_LIMIT in environ for environ in site.asked] == [False, True]

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/en/lamp/count", "/api/campaigns/lamp/count"])
    def test_a_network_above_its_limit_gets_what_is_no_page(
        self, app: Flask, world: World, path: str
    ) -> None:
        world.limiter.spend("render", "192.0.2.1", 1)

        answer = app.test_client().get(path, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})

        assert answer.status_code == 200

    def test_a_page_that_changed_is_rendered_for_everybody(self, site: Site) -> None:
        limiter = RateLimiter(NetworkCounters(), limits={**LIMITS, "render": Limit(0, MINUTE)})
        site.cache._limiter = limiter
        limiter.spend("render", "127.0.0.1", 1)
        site.client.get("/page", environ_overrides={"REMOTE_ADDR": "198.51.100.1"})
        site.version, site.now = "second", site.now + 2 * REVALIDATE_SECONDS

        answer = site.client.get("/page", environ_overrides={"REMOTE_ADDR": "127.0.0.1"})

        assert answer.get_data(as_text=True).startswith("second")
