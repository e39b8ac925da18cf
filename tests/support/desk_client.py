"""The client of the desk's tests: somebody signed in, whose pages and parts are held to the house's rules."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.page_client import HTMX, Fetched, check_page, check_part
from webapp.desk.http.headers import HEADERS
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.people.person import Grant, Person, Role
from webapp.team.people.sessions import SignedIn

ORIGIN = "http://desk.localhost:8001"
ADA = Person("person-ada-example", "Ada Example", (Grant(Role.COORDINATOR),))
BEN = Person("person-ben-example", "Ben Example", (Grant(Role.AUTHOR),))
CLEO = Person("person-cleo-example", "Cleo Example", (Grant(Role.TRANSLATOR, languages=frozenset({"fr"})),))
DORA = Person("person-dora-example", "Dora Example", (Grant(Role.REVIEWER, languages=frozenset({"fr"})),))
TEAM = (ADA, BEN, CLEO, DORA)


class KnownSessions:
    """Sessions of people whose id is their token."""

    def __init__(self, *people: Person, now: int | None = 1_903_870_800) -> None:
        self.people = {person.id: person for person in people}
        self.confirmed: int | None = now

    def find(self, token: str) -> SignedIn | None:
        """Return the session of a person."""
        person = self.people.get(token)
        return SignedIn(person, token, self.confirmed) if person else None


class DeskClient:
    """Fetches as a browser does that is signed in, or not (None)."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.flask = app.test_client()
        if person:
            self.flask.set_cookie(SessionCookie.of(ORIGIN).name, person.id, domain="desk.localhost")

    def get(self, path: str, *, htmx: bool = False, status: int = 200) -> Fetched:
        """Fetch an address."""
        response = self.flask.get(path, base_url=ORIGIN, headers=HTMX if htmx else {})
        return self._checked(response, status, htmx)

    def post(self, path: str, data: Any = None, *, htmx: bool = False, status: int = 200) -> Fetched:
        """Send a form."""
        headers = {"Origin": ORIGIN} | (HTMX if htmx else {})
        response = self.flask.post(path, data=data or {}, base_url=ORIGIN, headers=headers)
        return self._checked(response, status, htmx)

    def _checked(self, response: TestResponse, status: int, htmx: bool) -> Fetched:
        assert response.status_code == status, response.get_data(as_text=True)[:600]
        for name in HEADERS:
            assert name in response.headers, name
        fetched = Fetched(response)
        if response.mimetype == "text/html" and not 300 <= status < 400:
            (check_part if htmx else check_page)(fetched)
        return fetched
