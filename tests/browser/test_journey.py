"""The whole journey as a supporter walks it, with and without scripts, on a phone and on a desktop."""

import io
import json
import re
import urllib.request
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from tests.browser.clocks import stop_clock
from tests.browser.conftest import DESKTOP, PHONE, unfold
from tests.browser.seen import Seen
from tests.support.servers import Server

MakePage = Callable[..., Page]

WAYS = [
    pytest.param(PHONE, True, id="phone"),
    pytest.param(PHONE, False, id="phone without scripts"),
    pytest.param(DESKTOP, True, id="desktop"),
    pytest.param(DESKTOP, False, id="desktop without scripts"),
]
WORDS = "Пишу Вам своими словами.\n\nОсвободите его."


def total(server: Server, slug: str = "gorinov") -> int:
    with urllib.request.urlopen(f"{server.url}/api/campaigns/{slug}/count") as answer:  # noqa: S310
        return int(json.load(answer)["total"])


def download(page: Page, name: str, tmp_path: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_bytes()


@pytest.mark.parametrize(("viewport", "scripts"), WAYS)
def test_from_first_sight_to_counted_action(
    make_page: MakePage, server: Server, tmp_path: Path, viewport: dict[str, int], scripts: bool
) -> None:
    """Write to the ambassador in Russian, take the PDF and the e-mail, report it, and be counted once."""
    page, before = make_page(viewport, scripts=scripts), total(server)
    page.goto("/en/gorinov")

    page.get_by_label("Igor Viktorovich Krasnov").first.uncheck()
    page.get_by_label("Language of the letter").select_option("ru")
    if not scripts:
        page.get_by_role("button", name="Change", exact=True).click()
    expect(page.locator("#salutation-prosecutor")).to_have_count(0)
    expect(page.locator("#text")).to_have_value(re.compile("Горинов", re.DOTALL))

    page.locator("#text").fill(WORDS)
    page.get_by_label("Your name").fill("Петя Выдуманный")
    if not scripts:
        page.get_by_role("button", name="Check my changes").last.click()
    link = page.locator("#mail-ambassador")
    expect(link).to_have_text("Open the e-mail")
    expect(link).to_have_attribute("href", re.compile(quote("Петя Выдуманный") + "$"))  # all that was typed
    mail = urlsplit(link.get_attribute("href") or "")
    body = parse_qs(mail.query)["body"][0].replace("\r\n", "\n")
    assert unquote(mail.path) == "rusembusa@mid.ru"
    assert WORDS in body
    assert body.startswith("Уважаемый")
    assert body.endswith("Петя Выдуманный")
    assert "прокурор" not in body

    unfold(page)
    pdf = PdfReader(io.BytesIO(download(page, "Download the letter (PDF)", tmp_path)))
    assert len(pdf.pages) == 1
    assert "Освободите его." in pdf.pages[0].extract_text()
    page.get_by_text("Other ways by e-mail", exact=True).click()
    draft = message_from_bytes(download(page, "Download as an e-mail draft", tmp_path), policy=default)
    assert draft.get_content().replace("\r\n", "\n").strip() == body
    expect(page.locator("#text")).to_have_value(WORDS)

    if scripts:
        page.locator("#report").get_by_role("link", name="I e-mailed it").click()
    else:
        with page.expect_popup() as opened:
            page.locator("#report").get_by_role("link", name="I e-mailed it").click()
        letter, page = page, opened.value
        page.get_by_role("button", name="Count it").click()
    expect(page.locator("#report")).to_contain_text("1 action of yours is counted")
    assert total(server) == before + 1

    page.get_by_role("button", name="take it back").click()
    expect(page.locator("#report")).to_contain_text("no longer counted")
    assert total(server) == before
    if not scripts:
        expect(letter.locator("#text")).to_have_value(WORDS)


def test_one_press_reports_an_email_and_the_new_count_stands_on_the_page_at_once(
    make_page: MakePage, server: Server
) -> None:
    page, before = make_page(), total(server, "lamp")
    page.goto("/en/lamp")

    page.locator("#report").get_by_role("link", name="I e-mailed it").click()

    expect(page.locator("#count .count-number")).to_have_text(str(before + 1))
    expect(page.locator("#report")).to_be_focused()


def test_what_was_sent_by_email_is_reported_beside_it(
    make_page: MakePage, seen: Seen, server: Server
) -> None:
    page, before = make_page(PHONE), total(server, "lamp")
    page.goto("/en/lamp")
    page.locator("#text").fill(WORDS)

    page.locator("#send .delivery-sent a").click()

    expect(page.locator("#report")).to_contain_text("counted")
    expect(page.locator("#report")).to_be_focused()
    expect(page.locator("#report-title")).to_be_in_viewport()
    assert total(server, "lamp") > before
    forms = [request.url for request in seen.requests if "channel=email" in request.url]
    assert forms
    assert not [url for url in forms if "text=" in url]  # a report has nothing of the letter


def test_a_report_gets_the_focus_though_the_last_words_are_sent_meanwhile(make_page: MakePage) -> None:
    page = make_page(PHONE)
    page.goto("/en/lamp")
    held: list[Route] = []
    page.route(re.compile("channel=email"), lambda route: held.append(route))
    with page.expect_request(re.compile("channel=email")):
        page.locator("#send .delivery-sent a").click()
    with page.expect_response("**/letter"):
        page.locator("#draft").dispatch_event("revise")

    held[0].continue_()

    expect(page.locator("#report")).to_contain_text("counted")
    expect(page.locator("#report")).to_be_focused()


def test_a_report_that_is_put_aside_is_not_sent_by_itself(make_page: MakePage, server: Server) -> None:
    page, before = make_page(alone=True), total(server, "lamp")
    page.clock.install()
    page.goto("/en/lamp")
    page.locator("#text").focus()
    page.wait_for_function("() => window.htmx")
    stop_clock(page)
    page.locator("#report").get_by_role("link", name="I e-mailed it").click()
    expect(page.locator("#report")).to_contain_text("Counting…")
    page.clock.run_for(100)  # htmx waits a moment before it knows the new links

    page.get_by_role("link", name="Not yet").click()
    expect(page.locator("#report").get_by_role("link", name="I e-mailed it")).to_be_visible()
    page.clock.run_for(10_000)
    page.get_by_role("link", name="I posted it").click()  # after whatever else was on its way

    expect(page.get_by_role("button", name="Count it")).to_be_visible()
    assert total(server, "lamp") == before


def test_who_was_unticked_in_the_letter_is_not_ticked_in_the_report(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")

    with page.expect_response("**/letter*"):
        page.locator("#to-minister").uncheck()
    page.get_by_role("link", name="I posted it").click()

    expect(page.locator("#told-warden")).to_be_checked()
    expect(page.locator("#told-minister")).not_to_be_checked()


def test_without_scripts_the_report_ticks_nobody_and_says_when_nobody_is_ticked(
    make_page: MakePage, server: Server
) -> None:
    page, before = make_page(scripts=False), total(server, "lamp")
    page.goto("/en/lamp")
    page.locator("#to-minister").uncheck()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="I posted it").click()
    form = opened.value

    form.get_by_role("button", name="Count it").click()
    expect(form.locator("#report [role=alert]")).to_contain_text("Choose at least one person")
    form.get_by_label("Wanda Warden").check()
    form.get_by_role("button", name="Count it").click()

    expect(form.locator("#report")).to_contain_text("1 action of yours is counted")
    assert total(server, "lamp") == before + 1
