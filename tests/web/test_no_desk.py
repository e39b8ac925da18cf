"""The page has nothing of the desk: no address of it answers there, and no cookie is ever set."""

import pytest
from flask import Flask

from tests.support.desk_routes import ROUTES, DeskRoute

OWN = ("/", "/static/<path:name>")
"""What the page has, too: its own home, its own files."""


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.rule not in OWN],
    ids=lambda route: f"{route.method} {route.rule}",
)
def test_no_address_of_the_desk_answers(route: DeskRoute, app: Flask) -> None:
    path = route.rule.replace("<person>", "nobody").replace("<slug>", "lamp").replace("<language>", "fr")
    response = app.test_client().open(
        path.replace("<int:number>", "1"),
        method=route.method,
        headers={"Origin": "http://localhost", "Cookie": "appeal-desk=token; __Host-appeal-desk=token"},
    )

    assert response.status_code in (403, 404, 405)
    assert "Set-Cookie" not in response.headers
