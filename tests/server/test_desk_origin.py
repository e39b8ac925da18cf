"""The desk's origin: one spelling, and a name by which browsers offer passkeys."""

import pytest

from webapp import settings
from webapp.server.desk_origin import InvalidDeskOrigin, desk_origin, host_of
from webapp.settings import InvalidSetting

TAKEN = [
    ("https://desk.example.org", "https://desk.example.org"),
    ("https://Desk.Example.org/", "https://desk.example.org"),
    ("https://desk.example.org:443", "https://desk.example.org"),
    ("https://desk.example.org:8443", "https://desk.example.org:8443"),
    ("http://desk.localhost:8001", "http://desk.localhost:8001"),
    ("http://localhost:8001", "http://localhost:8001"),
]
REFUSED = [
    "desk.example.org",
    "http://desk.example.org",
    "https://127.0.0.1",
    "https://[::1]:8001",
    "https://",
    "https://desk.example.org/desk",
    "https://a@desk.example.org",
    "ftp://desk.example.org",
    "https://desk example.org",
]


@pytest.mark.parametrize(("text", "origin"), TAKEN)
def test_an_origin_has_one_spelling(text: str, origin: str) -> None:
    assert desk_origin(text) == origin


@pytest.mark.parametrize("text", REFUSED)
def test_what_offers_no_passkeys_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(InvalidDeskOrigin, match=r"https://desk\.example\.org"):
        desk_origin(text)


def test_the_host_of_an_origin_is_what_browsers_send() -> None:
    assert host_of("https://desk.example.org:8443") == "desk.example.org:8443"


@pytest.mark.parametrize("url", ["sqlite:////var/lib/appeal.db", "postgresql://appeal@db/appeal"])
def test_page_and_desk_have_a_database_each(url: str) -> None:
    with pytest.raises(InvalidSetting, match="DESK_DATABASE_URL is DATABASE_URL"):
        settings.read({"DATABASE_URL": url, "DESK_DATABASE_URL": url})
