"""After a report: sharing by the device or by a link, and what became of the letter, told to the team."""

from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE
from tests.browser.seen import Seen
from tests.browser.test_path import wait_until_laid_out
from tests.support.servers import Server
from webapp.actions.log import ActionLog

LookAt = MakePage = Callable[..., Page]
SHARE = "navigator.share = (data) => { window.shared = data; return Promise.resolve(); };"
TOUCH = {"has_touch": True, "is_mobile": True}


def bounces(server: Server, slug: str) -> dict[str, int]:
    """Return what the team has not dealt with."""
    with closing(ActionLog(server.database_url)) as log:
        return {
            target: number for (campaign, target), number in log.open_bounces().items() if campaign == slug
        }


def report(page: Page, slug: str = "beacon") -> None:
    """Report a call, which asks for nothing where one can be called alone."""
    page.goto(f"/en/{slug}")
    page.locator("#report .report-channels a").first.click()
    form = page.locator("#report form.report-form")
    expect(form.or_(page.locator("#report[data-recorded]"))).to_be_visible()
    if form.count():
        for box in form.locator("input[type=checkbox]").all():
            box.check()
        form.get_by_role("button", name="Count it").click()
    expect(page.locator("#report[data-recorded]")).to_be_visible()


def test_the_device_s_own_list_gets_the_text_with_the_address(make_page: MakePage, seen: Seen) -> None:
    page = make_page(PHONE, alone=True, **TOUCH)
    page.add_init_script(SHARE)
    report(page)
    asked = len(seen.requests)

    page.get_by_role("button", name="Share", exact=True).click()

    shared = page.evaluate("window.shared")
    assert shared["text"].endswith("/en/beacon")
    assert shared["title"] in shared["text"]
    assert len(seen.requests) == asked
    assert all(request.url.startswith(page.url.split("/en/")[0]) for request in seen.requests)


def test_a_device_without_such_a_list_shows_no_button_for_it(make_page: MakePage) -> None:
    page = make_page(DESKTOP, alone=True)
    page.add_init_script("delete Navigator.prototype.share;")
    page.goto("/en/beacon/share")

    expect(page.get_by_role("button", name="Share", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="WhatsApp")).to_be_visible()
    expect(page.get_by_role("link", name="E-mail")).to_be_visible()
    expect(page.get_by_role("link", name="Text message")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_has_links_of_44_pixels_and_the_text_in_a_field(
    look_at: LookAt, lang: str, scripts: bool
) -> None:
    page = look_at(f"/{lang}/gorinov/share", PHONE, scripts=scripts, phone=True)

    shown = [one for one in page.locator(".share-links .button").all() if one.is_visible()]
    assert [one.get_attribute("href").split(":")[0] for one in shown] == ["https", "https", "sms"]
    assert all(one.bounding_box()["height"] >= 44 for one in shown)
    page.locator(".share summary").click()
    assert page.locator("#share-text").input_value().endswith(f"/{lang}/gorinov")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_text_is_copied_by_a_press(make_page: MakePage) -> None:
    page = make_page(DESKTOP, alone=True, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.goto("/en/beacon/share")
    page.clock.pause_at("2999-01-01")  # it says so for four seconds
    page.locator(".share summary").click()

    page.locator("#copying-share-url").click()

    expect(page.locator("#copying-share-url")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/en/beacon")


def test_a_bounce_is_told_from_the_page_and_stored(make_page: MakePage, server: Server) -> None:
    page, before = make_page(PHONE), bounces(server, "lamp")
    page.goto("/en/lamp")

    page.get_by_role("link", name="Did you hear back?").click()
    page.get_by_label("Whom is it about?").select_option(index=1)
    page.get_by_role("button", name="The address does not work").click()

    expect(page.locator("#report [role=status]")).to_contain_text("does not work")
    assert sum(bounces(server, "lamp").values()) == sum(before.values()) + 1


def test_an_answer_is_told_without_scripts(make_page: MakePage, server: Server) -> None:
    page = make_page(PHONE, scripts=False)
    page.goto("/en/lamp")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Did you hear back?").click()
    form = opened.value
    form.get_by_label("Whom is it about?").select_option(index=2)

    form.get_by_role("button", name="I got an answer").click()

    expect(form.locator("#report [role=status]")).to_contain_text("has answered")
    expect(form.get_by_role("heading", level=1)).to_have_text("What became of your letter")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_button_to_report_stands_close_below_the_heading(look_at: LookAt, lang: str) -> None:
    page = look_at(f"/{lang}/gorinov", PHONE)
    wait_until_laid_out(page)

    section, button = (
        page.locator(selector).first.bounding_box() for selector in ("#report", "#report .report-channels a")
    )
    assert section
    assert button
    assert button["y"] - section["y"] <= 150
