"""What caches are told of each route, and that htmx's parts are told apart from pages."""

import pytest
from flask import Flask

from tests.support.page_client import HTMX, PageClient

REVALIDATED = "public, no-cache"
PAGE = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
CACHE_CONTROL = [
    ("/", PAGE),
    ("/en", PAGE),
    ("/en/lamp", PAGE),
    ("/embed/en/lamp", PAGE),
    ("/en/lamp/count", REVALIDATED),
    ("/embed/en/lamp/count", REVALIDATED),
    ("/api/campaigns/lamp/count", REVALIDATED),
    ("/en/lamp/actions", "no-store"),
    ("/en/lamp/actions?channel=post", "no-store"),
    ("/en/lamp/embed", REVALIDATED),
    ("/embed.js", "public, max-age=3600"),
    ("/embed/theme.css?accent=00509e", "public, max-age=86400"),
    ("/api/openapi.json", "public, max-age=3600"),
    ("/healthz", "no-store"),
    ("/readyz", "no-store"),
    ("/static/site.css", "public, max-age=300"),
]


@pytest.mark.parametrize(("path", "value"), CACHE_CONTROL)
def test_each_route_says_how_long_it_may_be_kept(client: PageClient, path: str, value: str) -> None:
    assert client.get(path).headers["Cache-Control"] == value


@pytest.mark.parametrize("path", ["/en/nowhere", "/api/campaigns/nowhere/count", "/xx/lamp"])
def test_an_error_is_not_stored(client: PageClient, path: str) -> None:
    assert client.get(path, status=404).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("path", ["/en/lamp/count", "/en/lamp/actions", "/en/nowhere"])
def test_a_cache_is_told_that_htmx_gets_a_part(app: Flask, path: str, headers: dict[str, str]) -> None:
    response = app.test_client().get(path, headers=headers)

    assert ("<html" in response.text) is (headers == {})
    assert "HX-Request" in response.vary
