"""A whole case is written at the desk, with scripts and without; what is typed comes back after a crash."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.seen import Seen
from tests.browser.tabs import TIMEOUT
from tests.campaigns.test_pictures import a_photo
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA
from tests.support.desk_server import DeskServer, serve_desk
from webapp.campaigns.reader import read_campaign
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.sessions import Sessions

OpenDesk = Callable[..., Page]
CASE = {
    "summary": "Ada lit a lamp in the square.\n\nShe was locked up for it.",
    "instructions": "Write in your own words.\nThen tell us.",
    "background": "There are no lamps in Lampville.",
    "letter.subject": "Ada Example: please release her",
    "letter.salutation": "Your Excellency,",
    "letter.text": "I am writing about Ada Example.",
    "letter.closing": "Yours sincerely,",
    "contact": "office@lamps.example",
}
OFFICIAL = {
    "name": "Leo Example",
    "title": "Minister of Lamps",
    "id": "minister",
    "address": "1 Wick Street\n75001 Lampville",
    "country": "FR",
    "email": "minister@lamps.example",
}


@pytest.fixture
def desk_server(tmp_path: Path) -> Iterator[DeskServer]:
    """A desk without a campaign."""
    with serve_desk(tmp_path) as running:
        add_person(running.database, ADA)
        yield running


@pytest.fixture
def open_desk(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator["OpenDesk"]:
    """Return a function that opens a page of the desk as Ada; nothing may go wrong on it."""
    contexts: list[BrowserContext] = []
    token = Sessions(desk_server.database, desk_server.now).start(ADA.id, "Chromium")

    def open_page(**more: object) -> Page:
        context = browser.new_context(base_url=desk_server.url, **more)  # type: ignore[arg-type]
        name = SessionCookie.of(desk_server.url).name
        context.add_cookies([{"name": name, "value": token, "url": desk_server.url}])
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        seen.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert seen.errors == []


def fill(page: Page, values: dict[str, str], prefix: str = "") -> None:
    """Type into fields by their names."""
    for name, value in values.items():
        page.locator(f'[name="{prefix}{name}"]').fill(value)


def begin(page: Page) -> None:
    page.goto("/campaigns/new")
    fill(page, {"headline": "Free Ada Example", "country": "FR", "slug": "lamp"})
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit the case")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_whole_case_is_written(open_desk: OpenDesk, desk_server: DeskServer, scripts: bool) -> None:
    page = open_desk(java_script_enabled=scripts)
    begin(page)
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator("fieldset[id='people.0']")).to_be_focused()
    fill(page, {"name": "Ada Example"}, "people.0.")
    page.get_by_role("button", name="Add an addressee").click()
    expect(page.locator("fieldset[id='targets.0']")).to_be_focused()
    fill(page, OFFICIAL, "targets.0.")
    fill(page, CASE)
    save(page)
    expect(page.locator("#saved")).to_contain_text("Saved, version 2")

    page.locator("fieldset[id='people.0']").get_by_role("button", name="Save, and choose a picture").click()
    picture: FilePayload = {"name": "ada.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    page.get_by_label("Picture", exact=True).set_input_files(picture)
    page.get_by_label("What the photograph shows").fill("Ada, smiling")
    save(page)
    expect(page.get_by_text("Nothing is missing")).to_be_visible()

    drafts = Drafts(desk_server.database, desk_server.now)
    head = drafts.head("lamp")
    assert head is not None
    campaign = read_campaign(drafts.source(head))
    assert campaign.source.text.people[0].photo is not None
    assert [target.email for target in campaign.targets] == [("minister@lamps.example",)]


def test_the_sentence_comes_and_goes_while_one_types_and_the_typed_text_after_a_crash(
    open_desk: OpenDesk,
) -> None:
    page = open_desk(viewport=PHONE, color_scheme="dark")
    begin(page)
    deadline = page.locator("[name=contact]")
    deadline.press_sequentially("nobody")
    expect(page.locator("p[id='contact-problem']")).to_contain_text("e-mail address")
    expect(deadline).to_be_focused()
    deadline.press_sequentially("@lamps.example")
    expect(page.locator("p[id='contact-problem']")).to_have_count(0)
    expect(page.locator("p[id='summary-problem']")).to_contain_text("missing")
    assert violations(page) == []

    page.reload()
    expect(page.locator("[name=contact]")).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("[name=contact]")).to_have_value("nobody@lamps.example")
    save(page)
    expect(page.locator("#saved")).to_contain_text("Saved, version 2")
    page.reload()
    expect(page.locator("[name=contact]")).to_have_value("nobody@lamps.example")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


def test_what_two_changed_is_shown_beside_each_other(open_desk: OpenDesk) -> None:
    one, other = open_desk(), open_desk()
    begin(one)
    other.goto("/campaigns/lamp/edit")
    one.locator("[name=headline]").fill("Free Ada at once")
    save(one)
    expect(one.locator("#saved")).to_contain_text("Saved, version 2")
    other.locator("[name=headline]").fill("Free Ada, please")
    save(other)

    expect(other.get_by_role("heading", level=1)).to_have_text("Somebody else changed this, too")
    assert violations(other) == []
    other.get_by_label("A new text, made of both").check()
    other.get_by_label("New text", exact=True).fill("Free Ada at once, please")
    other.get_by_role("button", name="Save what I chose").click()
    expect(other.locator("[name=headline]")).to_have_value("Free Ada at once, please")
