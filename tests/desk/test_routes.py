"""Who may open which address of the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.desk.conftest import DeskWorld
from tests.support.desk_client import ORIGIN, TEAM, DeskClient
from tests.support.desk_routes import ROUTES, DeskRoute
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Grant, Person, Role

SignIn = Callable[[Person | None], DeskClient]
ELSEWHERE = frozenset({"beacon"})
PEOPLE = (
    *TEAM,
    *(
        Person(f"person-of-beacon-{role}", f"{role} of another campaign", (Grant(role, ELSEWHERE),))
        for role in Role
    ),
    *(
        Person(
            f"person-of-spanish-{role}",
            f"{role} of another language",
            (Grant(role, None, frozenset({"es"})),),
        )
        for role in (Role.TRANSLATOR, Role.REVIEWER)
    ),
    Person("person-without-a-role", "without a role"),
    Person("person-shut-out", "shut out", (Grant(Role.COORDINATOR),), is_active=False),
)
"""Every role for everything; every role for another campaign, or another language; and none."""
PROOFS = ("/sign-in/passkey", "/sign-in/phrase", "/confirm/passkey", "/confirm/phrase")
"""A proof that proves nothing is answered 403, too: test_signing_in.py looks at them."""


def address(route: DeskRoute) -> str:
    """Fill in the parameters of a rule."""
    filled = (
        route.rule.replace("<path:name>", "icon.svg")
        .replace("<person>", "nobody")
        .replace("<official>", "nobody")
        .replace("<webhook>", "nobody")
    )
    filled = filled.replace("<secret>", "x" * 32).replace("<token>", "x").replace("<path:path>", "en/lamp")
    filled = filled.replace("<decision>", "close")
    filled = filled.replace("<place>", "photo").replace("<name>", "photo.jpg")
    return filled.replace("<slug>", "lamp").replace("<language>", "fr").replace("<int:number>", "1")


def is_allowed(route: DeskRoute, person: Person) -> bool:
    """Read the table."""
    if not isinstance(route.permission, Permission):
        return True
    slug = "lamp" if "<slug>" in route.rule else None
    language = "fr" if "<language>" in route.rule else None
    return may(person, route.permission, slug, language)


def status(client: DeskClient, route: DeskRoute) -> int:
    """Ask for an address with nothing in the form."""
    return client.flask.open(
        address(route), method=route.method, base_url=ORIGIN, headers={"Origin": ORIGIN}
    ).status_code


def test_the_table_is_that_of_the_app(desk_app: Flask) -> None:
    routes = {
        (method, rule.rule): getattr(desk_app.view_functions[rule.endpoint], "asks_again", False)
        for rule in desk_app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}
    }

    assert {(route.method, route.rule): route.asks_again for route in ROUTES} == routes


def test_nobody_gets_in_without_signing_in(sign_in: SignIn) -> None:
    client = sign_in(None)
    refused = {"GET": (302, 401), "POST": (401,)}
    found = {(each.method, each.rule): status(client, each) for each in ROUTES}

    assert {each for each, code in found.items() if code not in refused[each[0]]} == {
        (each.method, each.rule) for each in ROUTES if each.permission is None
    }


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_a_role_gets_what_the_table_says(person: Person, sign_in: SignIn, desk_world: DeskWorld) -> None:
    desk_world.sessions.people[person.id] = person
    found = {
        (each.method, each.rule): status(sign_in(person), each) for each in ROUTES if each.rule not in PROOFS
    }

    assert {each for each, code in found.items() if code == 403} == {
        (each.method, each.rule) for each in ROUTES if not is_allowed(each, person)
    }
    assert {each: code for each, code in found.items() if code >= 500} == {}


def test_what_asks_again_asks_after_five_minutes(desk: DeskClient, desk_world: DeskWorld) -> None:
    asking = [each for each in ROUTES if each.asks_again]
    assert [each.rule for each in asking if status(desk, each) == 401] == []
    desk_world.moment += timedelta(minutes=5)

    assert [each.rule for each in asking if status(desk, each) != 401] == []


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://localhost:8000"])
def test_a_post_from_elsewhere_is_refused(origin: str | None, desk: DeskClient) -> None:
    response = desk.flask.post("/", base_url=ORIGIN, headers={"Origin": origin} if origin else {})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "host", ["localhost:8001", "127.0.0.1:8001", "desk.localhost:8000", "elsewhere.example"]
)
def test_another_host_is_answered_421(host: str, desk: DeskClient) -> None:
    assert desk.flask.get("/", base_url=f"http://{host}").status_code == 421
