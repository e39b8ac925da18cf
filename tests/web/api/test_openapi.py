"""The published description: what programs need, and the same as the table of all routes."""

import json
from collections import Counter
from typing import Any

import pytest
from flask import Flask

from tests.support import route_table
from tests.support.page_client import PageClient
from webapp.web.embed.oembed import MAX_LINK_CHARS

ADDRESS = "/api/openapi.json"
OPERATIONS = {
    "counts.count_json": ("GET", "/api/campaigns/{slug}/count"),
    "counts.partner_json": ("GET", "/api/campaigns/{slug}/partners/{partner}/count"),
    "oembed.answer": ("GET", "/oembed"),
    "health.alive": ("GET", "/healthz"),
    "health.ready": ("GET", "/readyz"),
}
"""Published names: they stay."""
BY_THE_SERVER = {"400", "414"}
"""Responses to what is not HTTP as this site speaks it; published where a view sends them, too."""


@pytest.fixture
def described(client: PageClient) -> Any:
    """What programs are given."""
    return json.loads(client.get(ADDRESS).text)


@pytest.fixture
def table() -> Any:
    """The table of all routes, which is compared with the app."""
    return json.loads(json.dumps(route_table.document(("en",))))


def operations(described: Any) -> dict[str, tuple[str, str]]:
    """Give method and path of each operation by its id."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_the_counts_oembed_and_health_are_described(described: Any) -> None:
    assert operations(described) == OPERATIONS


@pytest.mark.parametrize(("method", "path"), OPERATIONS.values(), ids=OPERATIONS)
def test_an_operation_is_that_of_the_table(described: Any, table: Any, method: str, path: str) -> None:
    """The fuzzing asks for what the table says; so what is published is tried, too."""
    ours, every = (
        inlined(whole, whole["paths"][path][method.lower()], without=("description",))
        for whole in (described, table)
    )

    assert ours["operationId"] == every["operationId"]
    assert ours["parameters"] == every["parameters"]
    assert set(every["responses"]) - BY_THE_SERVER <= set(ours["responses"]) <= set(every["responses"])
    for status, response in ours["responses"].items():
        content = every["responses"][status]["content"]
        assert response["content"] == {kind: content[kind] for kind in response["content"]}, status
        assert set(content) - set(response["content"]) <= {"text/html"}, status
        assert response.get("headers") == every["responses"][status].get("headers"), status


def test_a_link_may_be_as_long_as_oembed_takes_it(described: Any) -> None:
    (link,) = (each for each in described["paths"]["/oembed"]["get"]["parameters"] if each["name"] == "url")

    assert link["schema"]["maxLength"] == MAX_LINK_CHARS


def test_no_two_operations_have_one_name(described: Any) -> None:
    names = Counter(
        operation["operationId"] for each in described["paths"].values() for operation in each.values()
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_every_parameter_of_a_path_is_described(described: Any) -> None:
    for path, methods in described["paths"].items():
        for operation in methods.values():
            pointed = operation["parameters"]
            assert {one["name"] for one in pointed if one["in"] == "path"} == {
                part[1:-1] for part in path.split("/") if part.startswith("{")
            }


def test_every_component_is_used_and_every_pointer_leads_to_one(described: Any) -> None:
    pointers = set(pointers_in(described))

    assert pointers == {
        f"#/components/{kind}/{name}" for kind, named in described["components"].items() for name in named
    }


def test_it_is_open_to_every_site_and_kept_for_an_hour(client: PageClient) -> None:
    answer = client.get(ADDRESS)

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]}, status=304).body == b""


def test_it_says_nothing_of_campaigns(client: PageClient) -> None:
    text_of_it = client.get(ADDRESS).text

    assert [slug for slug in ("gorinov", "lamp", "beacon", "minister") if slug in text_of_it] == []


def test_it_is_short_on_a_slow_line(app: Flask) -> None:
    answer = app.test_client().get(ADDRESS, headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 1_500


def pointers_in(part: Any) -> list[str]:
    """Collect all pointers."""
    if isinstance(part, list):
        return [one for each in part for one in pointers_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [one for each in part.values() for one in pointers_in(each)]


def inlined(whole: Any, part: Any, *, without: tuple[str, ...]) -> Any:
    """Return a part of a description with each pointer replaced by what it leads to."""
    if isinstance(part, list):
        return [inlined(whole, each, without=without) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        _, _, kind, name = part["$ref"].split("/")
        part = whole["components"][kind][name] | {key: part[key] for key in part if key != "$ref"}
    return {name: inlined(whole, each, without=without) for name, each in part.items() if name not in without}
