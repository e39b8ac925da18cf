"""Joining, signing in and being asked again at the desk, with Chromium's virtual authenticator."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seen import Seen
from tests.support.desk_server import DeskServer, serve_desk
from webapp.team.people.invitations import Invitations, join_address


class Team:
    """Browsers of several people, each with a device of their own."""

    def __init__(self, browser: Browser, desk: DeskServer, seen: Seen) -> None:
        self._browser, self._desk, self._seen = browser, desk, seen
        self.contexts: list[BrowserContext] = []

    def page(self, viewport: dict[str, int] = DESKTOP, *, scripts: bool = True) -> Page:
        """Open the browser of a person with a device that holds passkeys."""
        context = self._browser.new_context(
            base_url=self._desk.url,
            viewport=viewport,
            java_script_enabled=scripts,
            ignore_https_errors=True,  # the certificate of a test is its own
        )
        self.contexts.append(context)
        page = context.new_page()
        self._seen.watch(page)
        add_device(page, "internal")
        return page


def add_device(page: Page, transport: str) -> None:
    """Give a page's browser one more device."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": transport,
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def desk_server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[DeskServer]:
    with serve_desk(tmp_path, tls=getattr(request, "param", False)) as running:
        yield running


@pytest.fixture
def team(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator[Team]:
    made = Team(browser, desk_server, seen)
    yield made
    for context in made.contexts:
        context.close()
    assert seen.errors == []
    assert {request.url.split("/")[2] for request in seen.requests if request.url.startswith("http")} == {
        desk_server.url.split("/")[2]
    }


@pytest.fixture
def first_link(desk_server: DeskServer) -> str:
    return join_address(desk_server.url, Invitations(desk_server.database, desk_server.now).first() or "")


def become_first(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name, as the team knows you").first.fill("Ada Example")
    assert violations(page) == []
    page.get_by_role("button", name="Make my passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def invite(page: Page, name: str) -> None:
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_label("Name, as the team knows this person").fill(name)
    page.get_by_label("What this person does").select_option("coordinator")
    page.get_by_role("button", name="Make the link").click()


def test_invite_join_sign_out_sign_in_asked_again_revoke(
    team: Team, desk_server: DeskServer, first_link: str
) -> None:
    ada = team.page()
    become_first(ada, first_link)
    assert "#" not in ada.url
    assert violations(ada) == []

    invite(ada, "Ben Example")
    link = ada.get_by_label("The link").input_value()
    assert violations(ada) == []
    ben = team.page(PHONE)
    ben.goto(link)
    expect(ben.get_by_text("This link is for Ben Example.")).to_be_visible()
    ben.get_by_role("button", name="Make my passkey").click()
    expect(ben.get_by_text("You have one passkey.")).to_be_visible()
    again = team.page()
    again.goto(link)
    expect(again.get_by_role("heading", level=1)).to_have_text("This link has been used, or is too old")

    ada.get_by_role("button", name="Sign out").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert violations(ada) == []
    ada.get_by_role("button", name="Sign in with a passkey").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Campaigns")

    desk_server.later += timedelta(minutes=6)
    invite(ada, "Cleo Example")
    expect(ada.get_by_role("heading", level=1)).to_have_text("Is it you?")
    assert violations(ada) == []
    ada.get_by_role("button", name="Use my passkey").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("A link for Cleo Example")

    ada.get_by_role("link", name="People", exact=True).click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("People")
    assert violations(ada) == []
    ada.get_by_role("link", name="Change Ben Example").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Ben Example")
    assert violations(ada) == []
    ada.get_by_role("button", name="Shut out").click()
    expect(ada.get_by_text("Ben Example (shut out)")).to_be_visible()
    ben.reload()
    expect(ben.get_by_role("heading", level=1)).to_have_text("Sign in")
    ben.get_by_role("button", name="Sign in with a passkey").click()
    expect(ben.get_by_text("This passkey was not accepted.")).to_be_visible()


def test_a_second_device_and_a_form_that_waited_for_its_sender(
    team: Team, desk_server: DeskServer, first_link: str
) -> None:
    ada = team.page(PHONE)
    become_first(ada, first_link)
    add_device(ada, "usb")
    ada.get_by_role("button", name="Add a passkey").click()
    ada.get_by_label("A name for this passkey").fill("Key on my ring")
    ada.get_by_role("button", name="Make the passkey").click()
    expect(ada.get_by_text("Key on my ring").first).to_be_visible()

    ada.get_by_role("link", name="People", exact=True).click()
    ada.get_by_label("Name, as the team knows this person").fill("Cleo Example")
    ada.context.clear_cookies()
    ada.get_by_role("button", name="Make the link").click()
    expect(ada.get_by_text("You are signed out.")).to_be_visible()
    ada.get_by_role("button", name="Sign in with a passkey").click()

    expect(ada.get_by_role("heading", level=1)).to_have_text("A link for Cleo Example")


def test_the_cookie_reaches_neither_scripts_nor_the_page(
    team: Team, desk_server: DeskServer, first_link: str
) -> None:
    ada = team.page()
    become_first(ada, first_link)

    (cookie,) = ada.context.cookies()
    assert (cookie["name"], cookie["sameSite"], cookie["httpOnly"]) == ("appeal-desk", "Strict", True)
    assert ada.evaluate("() => document.cookie") == ""
    port = re.sub(r".*:", "", desk_server.url)
    assert ada.context.cookies(f"http://localhost:{port}") == []


@pytest.mark.parametrize("desk_server", [True], indirect=True, ids=["tls"])
def test_over_tls_the_cookie_is_of_this_host_alone(
    team: Team, desk_server: DeskServer, first_link: str
) -> None:
    ada = team.page()
    become_first(ada, first_link)
    (cookie,) = ada.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["path"]) == ("__Host-appeal-desk", True, "/")
    ada.get_by_role("button", name="Sign out").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Sign in")

    assert ada.context.cookies() == []


def test_without_scripts_the_page_says_what_passkeys_need(team: Team, first_link: str) -> None:
    page = team.page(scripts=False)
    page.goto(first_link)
    page.get_by_label("The link that you were given").fill(first_link)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Passkeys need JavaScript.")).to_be_visible()
    page.get_by_text("My device has no passkeys").click()
    page.get_by_label("Your name, as the team knows you").last.fill("Ada Example")
    page.get_by_role("button", name="Show me my six words").click()

    expect(page.get_by_role("img", name="A QR code with the key below").locator("svg")).to_be_visible()
    assert len(page.locator("#words").inner_text().split()) == 6
