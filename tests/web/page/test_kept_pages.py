"""Pages from memory: the same as Flask's own, right for each visitor, and no older than they may be."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.support.builders import a_campaign_folder
from tests.support.page_client import PageClient
from tests.support.rounds import rounds
from tests.web.conftest import World
from webapp import settings as app_settings
from webapp.app import create_app
from webapp.campaigns.registry import POLL_SECONDS
from webapp.web.http.page_cache import NOT_KEPT, CacheKey, key_by_route

PARTNER = (
    '[[partners]]\nid = "harbour"\nname = "Friends of the Harbour"\norigins = ["https://harbour.example"]\n'
)
PAGES = ["/en/lamp", "/ar/gorinov", "/embed/en/lamp", "/embed/ru/gorinov?scheme=dark&accent=00509e"]
THEME = "/embed/theme.css?accent=00509e&accent-dark=9ec5ff&corners=3"  # long enough to be worth a coding
OTHERS = ["/static/site.css", "/embed.js", THEME, "/static/icon.svg?v=old"]
ANYWAY = {"ETag", "Vary", "Content-Length"}


@pytest.fixture
def world(world: World) -> World:
    folder = world.campaigns / "lamp" / "campaign.toml"
    folder.write_text(folder.read_text(encoding="utf-8") + PARTNER, encoding="utf-8")
    return world


def by_flask(app: Flask, path: str, **more: Any) -> TestResponse:
    """Have Flask answer: a fetch with a body never comes from memory."""
    return app.test_client().get(path, data=b"x", **more)


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_what_comes_from_memory_is_what_flask_gives_headers_too(app: Flask, path: str) -> None:
    app.test_client().get(path)
    kept, fresh = app.test_client().get(path), by_flask(app, path)

    assert kept.get_data() == fresh.get_data()
    assert {one for one in kept.headers if one[0] not in ANYWAY} == {
        one for one in fresh.headers if one[0] not in ANYWAY
    }
    assert kept.headers["Content-Length"] == str(len(kept.get_data()))
    assert "Accept-Encoding" in kept.headers["Vary"]


@pytest.mark.parametrize("path", PAGES + OTHERS)
@pytest.mark.parametrize(("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_each_coding_holds_the_same_and_has_an_etag_of_its_own(
    app: Flask, path: str, coding: str, decode: Callable[[bytes], bytes]
) -> None:
    plain = app.test_client().get(path)
    coded = app.test_client().get(path, headers={"Accept-Encoding": coding})

    assert coded.headers["Content-Encoding"] == coding
    assert decode(coded.get_data()) == plain.get_data()
    assert coded.headers["Content-Length"] == str(len(coded.get_data()))
    assert coded.headers["ETag"] != plain.headers["ETag"]


def test_a_font_is_not_compressed_a_second_time(app: Flask) -> None:
    answer = app.test_client().get(
        "/static/fonts/screen/appeal-serif-latin.woff2", headers={"Accept-Encoding": "br"}
    )

    assert answer.mimetype == "font/woff2"
    assert "Content-Encoding" not in answer.headers


def test_a_page_may_be_kept_by_everybody_for_a_minute_or_two(client: PageClient) -> None:
    kept = client.get("/en/lamp").headers["Cache-Control"]

    assert kept == "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"


KNOWN = [
    ("{etag}", 304),
    ("W/{etag}", 304),
    ('"other", {etag}', 304),
    ('W/"other",W/{etag} , "third"', 304),
    ("*", 304),
    ('"other"', 200),
    ("{bare}", 304),  # without its quotes, as careless clients send it
    ("", 200),
    ('"', 200),
    ("%%%, \x00", 200),
]


@pytest.mark.parametrize(("asked", "status"), KNOWN)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_a_browser_knows_is_not_sent_again(app: Flask, asked: str, status: int, method: str) -> None:
    first = app.test_client().get("/en/lamp", headers={"Accept-Encoding": "br"})
    etag = first.headers["ETag"]
    asked = asked.format(etag=etag, bare=etag.strip('"'))

    again = app.test_client().open(
        "/en/lamp", method=method, headers={"Accept-Encoding": "br", "If-None-Match": asked}
    )

    assert again.status_code == status
    for name in ("ETag", "Cache-Control", "Vary", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name], name
    if status == 304:
        assert again.get_data() == b""
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(again.headers.keys())


def test_an_etag_of_one_coding_is_not_known_in_another(app: Flask) -> None:
    etag = app.test_client().get("/en/lamp", headers={"Accept-Encoding": "br"}).headers["ETag"]

    other = app.test_client().get("/en/lamp", headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert other.status_code == 200


@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_head_has_the_headers_and_no_body(app: Flask, path: str) -> None:
    head = app.test_client().head(path, headers={"Accept-Encoding": "br"})
    full = app.test_client().get(path, headers={"Accept-Encoding": "br"})

    assert list(head.headers) == list(full.headers)
    assert (head.get_data(), int(head.headers["Content-Length"])) == (b"", len(full.get_data()))


def test_a_change_is_on_the_page_a_second_after_the_library_has_seen_it(
    client: PageClient, world: World
) -> None:
    world.pace = 0.0
    first = client.get("/en/lamp")
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("lighting a lamp", "singing"), encoding="utf-8")
    world.looks += POLL_SECONDS
    assert client.get("/en/lamp").body == first.body  # it is looked at each second only

    world.seconds += 1.0
    second = client.get("/en/lamp", headers={"If-None-Match": first.headers["ETag"]})
    assert "singing" in second.words()


def test_a_change_of_who_may_frame_it_is_a_new_answer(client: PageClient, world: World) -> None:
    first = client.get("/embed/en/lamp")
    path = world.campaigns / "lamp" / "campaign.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("harbour.example", "mole.example"), encoding="utf-8"
    )
    world.look_again()

    second = client.get("/embed/en/lamp", headers={"If-None-Match": first.headers["ETag"]})
    assert "https://mole.example" in second.headers["Content-Security-Policy"]


def test_a_broken_change_leaves_the_page_as_it_was(client: PageClient, world: World) -> None:
    first = client.get("/en/lamp")
    (world.campaigns / "lamp" / "campaign.toml").write_text("broken", encoding="utf-8")
    world.look_again()

    assert client.get("/en/lamp").body == first.body


def test_a_campaign_that_has_gone_is_gone(client: PageClient, world: World) -> None:
    client.get("/en/endless")
    folder: Path = world.campaigns / "endless"
    (folder / "campaign.toml").rename(world.campaigns / "endless.toml")
    folder.rmdir()
    world.look_again()

    client.get("/en/endless", status=404)


def test_on_the_next_day_the_page_says_so(client: PageClient, world: World) -> None:
    before = client.get("/en/lamp")
    world.today += timedelta(days=1)
    after = client.get("/en/lamp", headers={"If-None-Match": before.headers["ETag"]})

    assert ("7 days left" in before.words(), "6 days left" in after.words()) == (True, True)


SAME = [
    "?utm_source=paper&fbclid=1", "?letter=", "?partner=stranger", "?x", "?&&=&", "?%ff=%00",
    "?accent=ffffff", "?v=1", "?channel=post", "?;to=nobody",
]  # fmt: skip


@pytest.mark.parametrize("query", SAME)
def test_a_query_that_changes_nothing_is_no_page_of_its_own(app: Flask, world: World, query: str) -> None:
    world.pace = 0.0
    lines: list[str] = []
    app.after_request(lambda answer: lines.append("asked") or answer)
    plain, other = app.test_client().get("/en/lamp"), app.test_client().get(f"/en/lamp{query}")

    assert plain.get_data() == other.get_data() == by_flask(app, f"/en/lamp{query}").get_data()
    assert lines == ["asked", "asked"]  # by the first, and by the one that never comes from memory


@pytest.mark.parametrize("query", ["letter=%s", "to=%s", "letter=en&to=minister&to=%s"])
def test_all_choices_that_a_campaign_does_not_have_are_one_page(app: Flask, query: str) -> None:
    lines: list[str] = []
    app.after_request(lambda response: lines.append("asked") or response)
    responses = [app.test_client().get(f"/en/lamp?{query % value}") for value in ("xx", "<b>", "nobody")]

    assert {response.status_code for response in responses} == {200}
    assert len({response.get_data() for response in responses}) == 1
    assert lines == ["asked"]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "localhost.evil.example", "evil.localhost"]
)
def test_a_strange_host_is_refused_whatever_is_in_memory(client: PageClient, host: str) -> None:
    client.get("/en/lamp")
    for _ in range(2):
        client.get("/en/lamp", headers={"Host": host}, status=400)
    assert host not in client.get("/en/lamp").text


POISON = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-URL": "/en/endless",
    "X-HTTP-Method-Override": "POST",
    "HX-Request": "true",
    "Accept-Language": "ru",
    "Accept": "application/json",
    "Origin": "https://evil.example",
    "Sec-Fetch-Site": "cross-site",
    "Range": "bytes=0-9",
    "If-Range": '"x"',
    "Cookie": "a=b",
    "Authorization": "Basic eDp5",
    "User-Agent": "<script>",
    "Referer": "https://evil.example/",
}


@pytest.mark.parametrize("path", [*PAGES, "/embed.js", THEME])
def test_no_header_of_one_visitor_changes_what_others_get(app: Flask, path: str) -> None:
    for port, (name, value) in enumerate(POISON.items(), 1000):
        here = f"http://localhost:{port}"  # nobody has been here before
        fresh = by_flask(app, path, base_url=here)
        poisoned = app.test_client().get(path, base_url=here, headers={name: value})
        clean = app.test_client().get(path, base_url=here)

        assert poisoned.status_code == clean.status_code == 200, name
        assert poisoned.get_data() == clean.get_data() == fresh.get_data(), name
        assert list(poisoned.headers) == list(clean.headers), name
        assert "evil" not in repr(clean.headers), name


def test_behind_a_proxy_a_page_is_kept_by_what_the_proxy_says(world: World, tmp_path: Path) -> None:
    """The scheme and the host stand in the page and decide on its headers."""
    app = create_app(
        app_settings.read(
            {
                "PROXIES": "1",
                "DATA": str(tmp_path),
                "CAMPAIGNS": str(world.campaigns),
                "ALLOWED_HOSTS": "a.example",
            }
        )
    )
    said = {"X-Forwarded-Host": "a.example", "X-Forwarded-For": "192.0.2.1"}

    for _ in range(2):
        secure = app.test_client().get("/en/lamp", headers=said | {"X-Forwarded-Proto": "https"})
        plain = app.test_client().get("/en/lamp", headers=said | {"X-Forwarded-Proto": "http"})
        strange = app.test_client().get("/en/lamp", headers=said | {"X-Forwarded-Host": "evil.example"})

        assert "https://a.example/en/lamp" in secure.text
        assert "http://a.example/en/lamp" in plain.text
        assert "Strict-Transport-Security" in secure.headers
        assert "Strict-Transport-Security" not in plain.headers
        assert strange.status_code == 400


CHOICES = st.lists(
    st.sampled_from(
        [
            "letter=en", "letter=es", "letter=xx", "to=minister", "to=warden", "to=nobody", "partner=harbour",
            "partner=x", "accent=00509e", "accent=ffff00", "accent=00509E", "scheme=dark", "corners=3",
            "face=sans", "letter=%65n", "to=minister%00", "utm_source=x", "LETTER=es", "%6Cetter=es",
        ]
    ),
    max_size=5,
)  # fmt: skip
BASES = st.sampled_from(
    ["http://localhost", "https://localhost", "http://localhost:8080", "http://127.0.0.1"]
)
PATHS = st.sampled_from(
    ["/en/lamp", "/es/lamp", "/embed/en/lamp", "/en/endless", "/embed/theme.css", "/embed.js"]
)


@settings(max_examples=rounds(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, choices=CHOICES, base=BASES)
def test_no_two_addresses_are_ever_mixed_up(app: Flask, path: str, choices: list[str], base: str) -> None:
    """One app keeps the pages of all examples: each answer is what Flask gives to this very address."""
    address = f"{path}?{'&'.join(choices)}"
    fresh = by_flask(app, address, base_url=base)
    for _ in range(2):
        kept = app.test_client().get(address, base_url=base)

        assert kept.status_code == fresh.status_code
        assert kept.get_data() == fresh.get_data()
        assert kept.headers["Content-Security-Policy"] == fresh.headers["Content-Security-Policy"]


def test_a_new_campaign_is_there(client: PageClient, world: World) -> None:
    client.get("/en/harp", status=404)
    a_campaign_folder(world.campaigns, "harp")
    world.look_again()

    client.get("/en/harp")


def test_an_address_as_a_webmaster_gets_it_is_canonical(app: Flask) -> None:
    """Such an address is found in memory as it stands, and its query need not be read each time."""
    written = "partner=harbour&scheme=dark&accent=00509e&corners=3"

    assert key(app, "/embed/en/lamp", written).query == written


@settings(max_examples=rounds(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, choices=CHOICES)
def test_the_key_of_a_canonical_query_is_the_same_key(app: Flask, path: str, choices: list[str]) -> None:
    found = key_by_route(app)(path, "&".join(choices))

    assert found in (None, NOT_KEPT) or key_by_route(app)(path, found.query) == found


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/lamp/count", "/en/lamp/actions", "/healthz", "/readyz", "/oembed",
             "//en/lamp", "/en//lamp", "/static//site.css", "/en/lamp/"],
)  # fmt: skip
def test_what_is_no_page_for_everybody_has_no_key(app: Flask, path: str) -> None:
    assert key_by_route(app)(path, "") is None


@pytest.mark.parametrize(
    ("path", "query"),
    [("/en", "q=word"), ("/en", "country=FR"), ("/xx/lamp", ""), ("/en/nowhere", ""), ("/en/lämp", ""),
     ("/nowhere", ""), ("/static/none.css", "")],
)  # fmt: skip
def test_of_a_search_and_of_what_is_not_there_nothing_is_kept(app: Flask, path: str, query: str) -> None:
    assert key_by_route(app)(path, query) is NOT_KEPT


def key(app: Flask, path: str, query: str) -> CacheKey:
    """Return the key of an address that has one."""
    found = key_by_route(app)(path, query)
    assert found
    return found
