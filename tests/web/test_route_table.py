"""The table of routes is that of the app: its addresses, its forms, its bounds. The fuzzing stands on it."""

import json
from collections import Counter
from typing import Any

import pytest
from flask import Flask

from tests.repository import prose
from tests.support import route_table
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from webapp.actions.proof_of_work import ProofOfWork
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.settings import ROOT
from webapp.web.http import locales

NOT_DESCRIBED = {"static_file"}
"""Named by the pages that load them, each by its content; no program needs to know them."""
NOT_FILLED_IN = {
    "both_sides",
    "reset",
    "restore",
    "demands",
    "only",
    "view",
    "kept-text",
    "kept-closing",
    "kept-card",
}
"""Buttons, and words put aside: not on a page nobody has written on."""
METHODS = {"GET", "POST"}


TAGS = tuple(language.tag for language in locales.offered(ROOT / "translations"))

REPORT_FORM = "/en/lamp/actions?channel=post&to=minister"


@pytest.fixture
def described() -> Any:
    """The table, as the fuzzing reads it."""
    return json.loads(json.dumps(route_table.document(TAGS)))


def operations(described: Any) -> dict[str, tuple[str, str]]:
    """Give method and path of each operation by its id."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_every_address_is_described_and_no_other(app: Flask, described: Any) -> None:
    routes = {
        (method, prose.without_converters(rule.rule).replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & METHODS
        if rule.endpoint not in NOT_DESCRIBED
    }

    assert set(operations(described).values()) == routes


def test_no_two_operations_have_one_name(described: Any) -> None:
    names = Counter(
        operation["operationId"] for each in described["paths"].values() for operation in each.values()
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_every_parameter_of_a_path_is_described(described: Any) -> None:
    for path, methods in described["paths"].items():
        for operation in methods.values():
            pointed = [follow(described, one) for one in operation["parameters"]]
            assert {one["name"] for one in pointed if one["in"] == "path"} == {
                part[1:-1] for part in path.split("/") if part.startswith("{")
            }


def test_every_component_is_used_and_every_pointer_leads_to_one(described: Any) -> None:
    pointers = set(pointers_in(described))

    assert pointers == {
        f"#/components/{kind}/{name}" for kind, named in described["components"].items() for name in named
    }


def test_the_languages_are_those_of_the_pages(described: Any) -> None:
    tags = described["components"]["schemas"]["PageLanguage"]["enum"]

    assert tags == [one.tag for one in locales.offered(ROOT / "translations")]


@pytest.mark.parametrize("path", ["/en/lamp/letter", "/embed/en/beacon/letter"])
def test_what_the_pages_form_sends_is_a_draft(client: PageClient, described: Any, path: str) -> None:
    page = client.get(path.removesuffix("/letter"))
    draft = described["components"]["schemas"]["Draft"]
    sent = {name for name, _ in page.form(path)}
    salutations = {name for name in sent if name.startswith("salutation-")}

    assert salutations
    assert sent - salutations == set(draft["properties"]) - NOT_FILLED_IN


def test_buttons_and_words_put_aside_are_of_the_draft(client: PageClient, described: Any) -> None:
    typed = {"letter": "en", "to": "minister", "text": "My own.", "reset": "1", "was": "en"}
    page = client.post("/en/lamp/letter", typed)
    form = next(one for one in page.root.iter("form") if one.get("action") == "/en/lamp/letter")
    names = {one.get("name") for one in form.iter() if isinstance(one.tag, str) and one.get("name")}
    draft = described["components"]["schemas"]["Draft"]["properties"]

    plain = {name for name in names if name and not name.startswith(("salutation-", "kept-salutation-"))}
    assert plain - set(draft) == set()
    assert {"restore", "kept-text", "kept-closing"} <= plain


@pytest.mark.parametrize(("field", "kind"), [("paper", Paper), ("window", Window), ("envelope", Envelope)])
def test_choices_are_those_of_the_page(client: PageClient, described: Any, field: str, kind: Any) -> None:
    page = client.get("/en/lamp")
    offered = {value for value in values_of(page, field) if value}

    assert (
        set(described["components"]["schemas"]["Draft"]["properties"][field]["enum"]) == offered == set(kind)
    )


def test_what_the_reporting_form_sends_is_a_report(client: PageClient, described: Any) -> None:
    sent = {name for name, _ in client.get(REPORT_FORM).form("/en/lamp/actions")}

    assert sent == set(described["components"]["schemas"]["Report"]["properties"]) - {"proof"}


def test_a_proof_of_work_is_of_the_report_while_it_is_asked_for(
    world: World, described: Any, request: pytest.FixtureRequest
) -> None:
    world.proofs = ProofOfWork(["a-key-for-tests-that-is-long-enough"])
    client: PageClient = request.getfixturevalue("client")

    sent = {name for name, _ in client.get(REPORT_FORM).form("/en/lamp/actions")}

    assert sent == set(described["components"]["schemas"]["Report"]["properties"])


def test_what_is_at_the_described_bounds_goes_and_what_is_over_them_does_not(
    client: PageClient, described: Any
) -> None:
    bounds = {
        name: shape["maxLength"]
        for name, shape in described["components"]["schemas"]["Draft"]["properties"].items()
        if name in ("text", "closing", "sender_name", "card")
    }
    paragraph = "x" * 3_998
    long = "\n\n".join([paragraph] * 5)
    most = {name: (long if name == "text" else "x" * bound) for name, bound in bounds.items()}
    whole = {"letter": "en", "to": "minister", **most}

    assert len(long) == bounds["text"] - 2
    client.post("/en/lamp/letter", whole)
    for name in bounds:
        client.post("/en/lamp/letter", whole | {name: most[name] + "xxx"}, status=422)


def values_of(page: Fetched, field: str) -> list[str]:
    """Give what a field can be, be it a list to choose from or buttons."""
    found = [one for one in page.root.iter() if isinstance(one.tag, str) and one.get("name") == field]
    return [
        option.get("value", "")
        for one in found
        for option in (one.iter("option") if one.tag == "select" else [one])
    ]


def pointers_in(part: Any) -> list[str]:
    """Collect all pointers."""
    if isinstance(part, list):
        return [one for each in part for one in pointers_in(each)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [one for each in part.values() for one in pointers_in(each)]


def follow(described: Any, pointer: Any) -> Any:
    """Give what a pointer leads to."""
    _, _, kind, name = pointer["$ref"].split("/")
    return described["components"][kind][name]
