"""Connections in a browser: a webhook and a token from the form to the secret, and the pages held to axe."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import IN_COLOURS, violations
from tests.browser.conftest import DESKTOP
from tests.browser.seen import Seen
from tests.support.desk_campaigns import add_person, add_version
from tests.support.desk_client import ADA
from tests.support.desk_server import DeskServer, serve_desk
from webapp.database import schema
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.people.sessions import Sessions
from webapp.team.webhooks.deliveries import Deliveries
from webapp.team.webhooks.messages import Event, Message
from webapp.team.webhooks.sending import Answer, Failure
from webapp.team.webhooks.webhooks import Webhooks

URL = "https://hooks.example.org/a-long-path/" + "of-many-words-" * 12
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def desk_server(tmp_path: Path) -> Iterator[DeskServer]:
    """A desk with one webhook, whose messages are in every state."""
    schema.upgrade(f"sqlite:///{tmp_path / 'appeal.db'}")
    with serve_desk(tmp_path) as running:
        add_person(running.database, ADA)
        add_version(running.database, "lamp", {"campaign.toml": b""}, running.now(), ADA.id)
        Webhooks(running.database, running.now).add(ADA, URL, [Event.PUBLICATION, Event.DAILY])
        yield running


@pytest.fixture
def page(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator[Page]:
    """A page of a coordinator."""
    context = browser.new_context(base_url=desk_server.url, viewport=DESKTOP)
    token = Sessions(desk_server.database, desk_server.now).start(ADA.id, "Chromium")
    name = SessionCookie.of(desk_server.url).name
    context.add_cookies([{"name": name, "value": token, "url": desk_server.url}])
    opened = context.new_page()
    seen.watch(opened)
    yield opened
    context.close()
    assert seen.errors == []


def hold_to_rules(page: Page) -> None:
    """Ask axe in light and dark, and measure a narrow phone with text of both sizes."""
    page.wait_for_load_state()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, IN_COLOURS) == []
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for size in ("100%", "200%"):
        page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_a_webhook_and_a_token_are_made(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Connections").click()
    expect(page.get_by_label("Address of the receiver")).to_be_attached()
    hold_to_rules(page)
    page.get_by_label("Address of the receiver").fill("https://localhost/in")
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("public addresses only")
    hold_to_rules(page)
    page.get_by_label("Address of the receiver").fill("https://hooks.example.org/in")
    page.get_by_role("button", name="Add the webhook").click()
    assert page.get_by_label("The secret").input_value().startswith("whsec_")
    hold_to_rules(page)
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Send a test message").click()
    expect(page.locator("table")).to_contain_text("Waiting")
    page.get_by_role("link", name="Connections").first.click()
    page.get_by_text("Make a token").click()
    page.get_by_label("What it is for").fill("The website")
    page.get_by_role("button", name="Make the token").click()
    assert page.get_by_label("The token").input_value().startswith("uad_")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("button", name="Revoke")).to_be_attached()
    hold_to_rules(page)
    page.get_by_role("button", name="Revoke").click()

    expect(page.get_by_text("No system may ask.")).to_be_visible()


def test_the_log_of_deliveries_is_readable_in_every_state(page: Page, desk_server: DeskServer) -> None:
    webhooks = Webhooks(desk_server.database, desk_server.now)
    deliveries = Deliveries(desk_server.database, desk_server.now)
    (webhook,) = webhooks.all(ADA)
    for number, answer in enumerate([Answer(204), Answer(410), Answer(None, Failure.NOT_PUBLIC), None]):
        message = Message(Event.PUBLICATION, f"lamp {number}", "{}")
        deliveries.note([(webhook.id, message)])
        desk_server.later += timedelta(seconds=1)
        if answer:
            (claimed,) = deliveries.claim()
            deliveries.complete(claimed, answer)
        webhooks.set_active(ADA, webhook.id, active=True)
    page.goto(f"/connections/webhooks/{webhook.id}")

    for words in ("Delivered", "Will be tried again", "Given up", "Waiting"):
        expect(page.get_by_role("table")).to_contain_text(words)
    hold_to_rules(page)
