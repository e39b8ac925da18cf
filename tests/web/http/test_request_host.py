"""The host of a request is brought to one spelling; behind a proxy, too."""

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from tests.web.conftest import World

CANONICAL = "http://localhost/en/lamp"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "LocalHost.:80", "localhost:"])
def test_a_page_is_the_same_however_its_host_is_spelled(client: PageClient, host: str) -> None:
    page = client.get("/en/lamp", headers={"Host": host})

    assert page.one("link", rel="canonical").get("href") == CANONICAL


def test_every_spelling_has_one_place_in_the_page_cache(app: Flask, world: World) -> None:
    world.pace = 0
    first = app.test_client().get("/en/lamp", headers={"Host": "localhost"})
    other = app.test_client().get("/en/lamp", headers={"Host": "LOCALHOST.:80"})

    assert first.headers["ETag"] == other.headers["ETag"]


@pytest.mark.parametrize("host", ["[::1]:8000", "[0:0:0:0:0:0:0:1]:8000"])
def test_ipv6_is_a_host(client: PageClient, host: str) -> None:
    page = client.get("/en/lamp", headers={"Host": host})

    assert page.one("link", rel="canonical").get("href") == "http://[::1]:8000/en/lamp"


@pytest.mark.parametrize(
    "host",
    ["", "localhost..", "evil.example", "localhost.evil.example", "a@localhost", "localhost/", "localhost:x",
     "localhost, evil.example", "[::2]", "[::1", "lócalhost", "localhost:99999", "x" * 3_000],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/en/lamp", "/static/site.css", "/.well-known/security.txt", "/nowhere"])
def test_another_is_refused_for_every_address(client: PageClient, host: str, path: str) -> None:
    client.get(path, headers={"Host": host}, status=400)


def test_the_first_request_for_another_host_stores_nothing(client: PageClient) -> None:
    client.get("/en/lamp", headers={"Host": "evil.example"}, status=400)

    assert "evil" not in client.get("/en/lamp").text


@pytest.fixture
def behind_a_proxy(world: World) -> None:
    world.environ = {"PROXIES": "1", "ALLOWED_HOSTS": "letters.example.org"}


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://letters.example.org", 422),  # reaches the view, which misses a target
        ("https://Letters.Example.org:443", 422),
        ("http://letters.example.org", 303),
        ("https://evil.example", 303),
        ("null", 303),
    ],
)
def test_behind_a_proxy_the_origin_has_the_scheme_of_the_proxy(app: Flask, origin: str, status: int) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "LETTERS.example.org", "Origin": origin}

    answer = app.test_client().post("/en/lamp/letter", headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize(("site", "status"), [("same-origin", 422), ("cross-site", 303)])
def test_what_the_browser_says_comes_before_the_origin(app: Flask, site: str, status: int) -> None:
    """A frame without an origin of its own, or a proxy that is not counted: `Origin` tells nothing then."""
    for origin in ("null", "https://localhost", "http://localhost"):
        headers = {"Sec-Fetch-Site": site, "Origin": origin}

        assert app.test_client().post("/en/lamp/letter", headers=headers).status_code == status


def test_requests_for_other_hosts_do_not_fill_the_log(
    client: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        client.get("/en/lamp", headers={"Host": "capybara.example"}, status=400)

    lines = [record.getMessage() for record in caplog.records if "ALLOWED_HOSTS" in record.getMessage()]
    assert lines == ["requests for hosts that are not in ALLOWED_HOSTS were refused: 1"]
