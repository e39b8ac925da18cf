"""The page has nothing of the desk: no address of it answers there, and no cookie is ever set."""

from flask import Flask

from tests.support.desk_routes import ROUTES

OWN = ("/", "/static/<path:name>")
"""What the page has, too: its own home, its own files."""


def test_no_address_of_the_desk_answers(app: Flask) -> None:
    client = app.test_client()
    for route in ROUTES:
        path = route.rule.replace("<person>", "nobody").replace("<slug>", "lamp").replace("<language>", "fr")
        response = client.open(
            path.replace("<int:number>", "1").replace("<path:name>", "icon.svg"),
            method=route.method,
            headers={"Origin": "http://localhost", "Cookie": "appeal-desk=token; __Host-appeal-desk=token"},
        )

        assert "Set-Cookie" not in response.headers
        assert route.rule in OWN or response.status_code in (403, 404, 405), route.rule
