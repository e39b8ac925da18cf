"""Who may open which address of the desk."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.support.desk_client import ORIGIN, TEAM, DeskClient
from tests.support.desk_routes import ROUTES, DeskRoute
from webapp.team.people.permissions import may
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
ids = [f"{route.method} {route.rule}" for route in ROUTES]


def address(route: DeskRoute) -> str:
    """Fill in the parameters of a rule."""
    filled = (
        route.rule.replace("<path:name>", "icon.svg").replace("<slug>", "lamp").replace("<language>", "fr")
    )
    return filled.replace("<int:number>", "1")


def test_the_table_is_that_of_the_app(desk_app: Flask) -> None:
    routes = {
        (method, rule.rule)
        for rule in desk_app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}
    }

    assert {(route.method, route.rule) for route in ROUTES} == routes


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_nobody_gets_in_without_signing_in(route: DeskRoute, sign_in: SignIn) -> None:
    if route.permission is None:
        return
    client = sign_in(None).flask
    response = client.open(address(route), method=route.method, base_url=ORIGIN, headers={"Origin": ORIGIN})

    assert response.status_code in (302, 303, 401)


@pytest.mark.parametrize("person", TEAM, ids=lambda person: person.name)
@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_a_role_gets_what_its_row_says(route: DeskRoute, person: Person, sign_in: SignIn) -> None:
    client = sign_in(person).flask
    slug = "lamp" if "<slug>" in route.rule else None
    language = "fr" if "<language>" in route.rule else None
    response = client.open(address(route), method=route.method, base_url=ORIGIN, headers={"Origin": ORIGIN})

    allowed = route.permission is None or may(person, route.permission, slug, language)
    assert (response.status_code != 403) == allowed


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://localhost:8000"])
def test_a_post_from_elsewhere_is_refused(origin: str | None, desk: DeskClient) -> None:
    response = desk.flask.post("/", base_url=ORIGIN, headers={"Origin": origin} if origin else {})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "host", ["localhost:8001", "127.0.0.1:8001", "desk.localhost:8000", "elsewhere.example"]
)
def test_another_host_is_answered_421(host: str, desk: DeskClient) -> None:
    assert desk.flask.get("/", base_url=f"http://{host}").status_code == 421
