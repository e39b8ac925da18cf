"""The preview beside a form and by its link, in a real browser: in its sandbox, and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seen import Seen
from tests.support.desk_campaigns import add_person, lamp_files
from tests.support.desk_client import ADA
from tests.support.desk_server import DeskServer, serve_desk
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.sessions import Sessions


@pytest.fixture
def desk_server(tmp_path: Path) -> Iterator[DeskServer]:
    with serve_desk(tmp_path) as running:
        add_person(running.database, ADA)
        Drafts(running.database, running.now).create(ADA, "lamp", lamp_files(tmp_path, deadline="2999-01-01"))
        yield running


CUT_SHORT = "Failed to fetch"
"""What a page in the panel says that is replaced while it asks for its count."""

NOTE_SCROLL = """() => addEventListener("message", ({data}) => {
    if (data?.preview === "at") window.scrolled = data.top;
})"""
"""Where the frame was last time it told: the desk's page knows then, too."""


@pytest.fixture
def drafts(desk_server: DeskServer) -> Drafts:
    return Drafts(desk_server.database, desk_server.now)


@pytest.fixture
def ada(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator[BrowserContext]:
    """Ada's browser, signed in; afterwards nothing may have gone wrong in it."""
    context = browser.new_context(base_url=desk_server.url, viewport=DESKTOP)
    token = Sessions(desk_server.database, desk_server.now).start(ADA.id, "Chromium")
    name = SessionCookie.of(desk_server.url).name
    context.add_cookies([{"name": name, "value": token, "url": desk_server.url}])
    context.on("page", seen.watch)
    yield context
    context.close()
    assert [error for error in seen.errors if CUT_SHORT not in error] == []


def test_the_page_in_the_panel_is_the_page_and_is_apart_from_the_desk(
    ada: BrowserContext, seen: Seen
) -> None:
    page = ada.new_page()
    page.goto("/campaigns/lamp/preview")
    shown = page.frame_locator("#preview-frame")
    with page.expect_response(lambda response: response.url.endswith("/en/lamp/letter")) as revised:
        shown.get_by_label("Your name").first.fill("Ben Example")
        shown.get_by_label("Your name").first.blur()

    assert revised.value.status == 200
    assert page.frames[1].evaluate("window.origin") == "null"
    fonts = [
        one for one in seen.requests if "/preview/" in one.url and one.url.split("?")[0].endswith(".woff2")
    ]
    assert fonts
    assert {answer.status for one in fonts if (answer := one.response())} == {200}
    assert violations(page) == []

    for view in ("Dark", "On another site", "Desktop"):
        page.get_by_role("link", name=view, exact=True).press("Enter")
        expect(page.get_by_role("link", name=view, exact=True)).to_have_attribute("aria-current", "true")
        expect(shown.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label("Page", exact=True).select_option("ar")
    expect(shown.locator("html")).to_have_attribute("dir", "rtl")


def test_a_colleague_s_phone_opens_the_link_without_signing_in(
    ada: BrowserContext, browser: Browser, drafts: Drafts, seen: Seen
) -> None:
    page = ada.new_page()
    page.goto("/campaigns/lamp/preview")
    link = page.get_by_label("The link", exact=True).input_value()
    phone = browser.new_context(viewport=PHONE)
    seen.watch(other := phone.new_page())
    other.goto(link)

    expect(other.get_by_text("Preview of version 1 · not public")).to_be_visible()
    report(other)
    expect(other.get_by_text("This is a preview: nothing was counted.")).to_be_visible()
    assert phone.cookies() == []
    page.get_by_role("button", name="Withdraw all links").click()
    expect(page.get_by_text("All links that were made before have ended.")).to_be_visible()
    seen.bring_about("a status of 410")
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("This link has ended")
    phone.close()


def report(page: Page) -> None:
    """Say that a letter was sent."""
    page.goto(page.url.split("#")[0].split("?")[0] + "/actions?channel=post")
    page.get_by_role("button", name="Count it").click()


def test_without_scripts_the_panel_has_links_and_a_button(
    ada: BrowserContext, browser: Browser, desk_server: DeskServer
) -> None:
    context = browser.new_context(
        base_url=desk_server.url, java_script_enabled=False, storage_state=ada.storage_state()
    )
    page = context.new_page()
    page.goto("/campaigns/lamp/preview")
    page.get_by_role("link", name="Dark", exact=True).click()
    expect(page.get_by_role("link", name="Dark", exact=True)).to_have_attribute("aria-current", "true")
    page.get_by_label("Page", exact=True).select_option("ar")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.frame_locator("#preview-frame").locator("html")).to_have_attribute("data-scheme", "dark")
    expect(page.frame_locator("#preview-frame").locator("html")).to_have_attribute("dir", "rtl")
    context.close()


def test_the_preview_beside_the_editor_shows_what_is_typed_and_stays_where_it_was(
    ada: BrowserContext,
) -> None:
    page = ada.new_page()
    page.goto("/campaigns/lamp/edit")
    shown = page.frame_locator("#preview-frame")
    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    page.frames[1].wait_for_load_state()  # it tells of its scrolling
    page.evaluate(NOTE_SCROLL)
    shown.locator("#report").scroll_into_view_if_needed()
    expect(shown.locator("#report")).to_be_in_viewport()
    page.wait_for_function("top => window.scrolled >= top", arg=page.frames[1].evaluate("scrollY"))
    page.get_by_label("Headline", exact=True).fill("Typed just now")

    expect(shown.get_by_text("Typed just now").first).to_be_attached()
    expect(shown.locator("#report")).to_be_in_viewport()
    expect(page.get_by_label("Headline", exact=True)).to_be_focused()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Saved, version 2")).to_be_visible()
    expect(shown.get_by_text("Typed just now").first).to_be_attached()


def test_on_a_phone_the_preview_is_behind_a_tab(ada: BrowserContext) -> None:
    page = ada.new_page()
    page.set_viewport_size(PHONE)
    page.goto("/campaigns/lamp/edit")
    tab = page.locator("#preview-tab > summary")
    expect(page.locator("#preview-frame")).to_have_count(0)
    tab.press("Enter")

    expect(page.frame_locator("#preview-frame").get_by_role("heading", level=1)).to_be_visible()
    tab.press("Enter")
    expect(page.get_by_label("Headline", exact=True)).to_be_visible()
    expect(page.locator("#preview-frame")).to_be_hidden()
