"""`/.well-known/security.txt` holds to RFC 9116, and is there only where a contact is named."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from tests.web.conftest import World

PATH = "/.well-known/security.txt"
MAIL, FORM = "security@example.org", "https://example.org/security"


@pytest.fixture
def client(world: World, request: pytest.FixtureRequest) -> PageClient:
    """A site whose operator names two contacts."""
    world.environ = {"SECURITY_CONTACT": f"{MAIL},{FORM}", "SECURITY_LANGUAGES": "en,ru"}
    return PageClient(request.getfixturevalue("app").test_client())


def fields(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (line.partition(": ") for line in text.splitlines())]


def test_the_contacts_come_in_their_order(client: PageClient) -> None:
    found = client.get(PATH)

    assert found.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert [value for name, value in fields(found.text) if name == "Contact"] == [f"mailto:{MAIL}", FORM]
    assert ("Preferred-Languages", "en, ru") in fields(found.text)


def test_it_expires_within_a_year_and_not_soon(client: PageClient, world: World) -> None:
    (expires,) = [value for name, value in fields(client.get(PATH).text) if name == "Expires"]

    left = datetime.fromisoformat(expires).date() - world.today
    assert expires.endswith("T00:00:00Z")
    assert timedelta(days=90) < left < timedelta(days=365)


def test_it_expires_later_when_it_is_asked_for_later(client: PageClient, world: World) -> None:
    before = client.get(PATH).text
    world.today = date(2031, 2, 1)

    assert client.get(PATH).text != before


@pytest.mark.parametrize(("scheme", "canonical"), [("https", [f"https://localhost{PATH}"]), ("http", [])])
def test_a_canonical_address_is_https(client: PageClient, scheme: str, canonical: list[str]) -> None:
    text = client.get(PATH, base_url=f"{scheme}://localhost").text

    assert [value for name, value in fields(text) if name == "Canonical"] == canonical


def test_another_host_name_is_never_canonical(client: PageClient) -> None:
    client.get(PATH, base_url="https://evil.example", status=400)


def test_without_a_contact_there_is_none(app: Flask) -> None:
    PageClient(app.test_client()).get(PATH, status=404)
