"""A draft survives reloads, changes of language and target, late responses and a lost connection."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.clocks import keep_told
from tests.browser.conftest import DESKTOP, PHONE, choose_language, unfold
from tests.browser.seen import Seen

MakePage = Callable[..., Page]
WORDS = 'My own words.\n\nAnd <more> & "more".'


def settled(page: Page) -> None:
    """Wait until the response to what was typed is on the page: the text to copy holds it."""
    page.wait_for_function(
        """() => {
            const folded = text => text.trim().replace(/\\s+/g, ' ');
            const typed = ['text', 'closing'].map(id => folded(document.getElementById(id).value));
            const copies = [...document.querySelectorAll('textarea[id^=copy-]')];
            return copies.length && copies.every(one => typed.every(own => folded(one.value).includes(own)));
        }"""
    )


def test_a_draft_survives_a_reload_with_every_field(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    page.get_by_label("Language of the letter").select_option("es")
    expect(page.locator("#text")).to_have_value(re.compile("concejal"))
    page.locator("#text").fill(WORDS)
    page.locator("#closing").fill("Bye,")
    page.locator("#introduction").fill("I light lamps.")
    page.get_by_text("Your address, if you wish").click()
    page.locator("#sender_address").fill("3 Any Lane\nLampville")
    page.get_by_label("Igor Viktorovich Krasnov").first.uncheck()
    expect(page.locator("#salutation-prosecutor")).to_have_count(0)
    settled(page)
    unfold(page)
    page.get_by_text("For a letter evening").click()
    page.get_by_label("How many?").fill("45")
    page.get_by_label("The printer prints on both sides").check()

    page.reload()

    expect(page.locator("#problem")).to_contain_text("is back")
    expect(page.locator("#text")).to_have_value(WORDS)
    expect(page.locator("#closing")).to_have_value("Bye,")
    expect(page.locator("#introduction")).to_have_value("I light lamps.")
    expect(page.locator("#sender_address")).to_have_value("3 Any Lane\nLampville")
    expect(page.locator("#sender_address")).to_be_visible()
    expect(page.locator("#letter-language")).to_have_value("es")
    expect(page.locator("#salutation-prosecutor")).to_have_count(0)
    expect(page.locator("#mail-ambassador")).to_have_attribute("href", re.compile("My%20own%20words"))
    expect(page.locator("#evening")).to_have_value("45")
    expect(page.locator("#both_sides")).to_be_checked()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_draft_survives_a_change_of_the_pages_language(make_page: MakePage, scripts: bool) -> None:
    page = make_page(PHONE, scripts=scripts)
    page.goto("/en/gorinov")
    page.locator("#text").fill(WORDS)

    choose_language(page, "العربية")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#text")).to_have_value(WORDS)
    if scripts:
        expect(page).to_have_url(re.compile("/ar/gorinov$"))  # a reload posts nothing again
        page.reload()
        expect(page.locator("#text")).to_have_value(WORDS)


def test_with_nothing_typed_another_language_is_a_plain_address(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")

    choose_language(page, "Русский")

    expect(page).to_have_url(re.compile("/ru/gorinov$"))
    expect(page.locator("#letter-language")).to_have_value("ru")


def test_own_text_is_kept_when_the_language_of_the_letter_changes(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    page.locator("#text").fill(WORDS)
    settled(page)

    page.get_by_label("Language of the letter").focus()
    page.get_by_label("Language of the letter").select_option("ru")

    expect(page.locator("#letter")).to_contain_text("Your own words stay")
    expect(page.locator("#text")).to_have_value(WORDS)
    expect(page.locator("#letter-language")).to_be_focused()


def test_the_suggested_text_and_the_own_text_can_each_be_restored(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    page.locator("#text").fill(WORDS)
    settled(page)

    page.get_by_role("button", name="Put the suggested text back").click()
    expect(page.locator("#text")).to_have_value(re.compile("^I am writing"))
    settled(page)
    page.reload()
    page.get_by_role("button", name="Bring my words back").click()

    expect(page.locator("#text")).to_have_value(WORDS)


def test_the_caret_and_the_text_stay_while_responses_arrive(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    text = page.locator("#text")
    text.fill("")

    text.press_sequentially("One two three four five six seven eight nine ten.", delay=60)
    settled(page)

    expect(text).to_be_focused()
    expect(text).to_have_value("One two three four five six seven eight nine ten.")
    expect(page.locator("#mail-ambassador")).to_have_attribute("href", re.compile("nine%20ten"))


def test_text_typed_while_a_new_sheet_is_loading_is_not_lost(make_page: MakePage, seen: Seen) -> None:
    page = make_page()
    page.goto("/en/gorinov")

    held: list[Route] = []
    page.route("**/letter", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/letter"):
        page.get_by_label("Igor Viktorovich Krasnov").first.uncheck()
    page.locator("#text").press_sequentially("Typed meanwhile. ")
    assert len([request for request in seen.requests if request.url.endswith("/letter")]) == 1
    held[0].continue_()
    settled(page)

    expect(page.locator("#text")).to_have_value(re.compile("Typed meanwhile"))
    expect(page.locator("#salutation-prosecutor")).to_have_count(0)


def test_a_mail_link_pressed_at_once_holds_the_text_just_typed(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")
    page.evaluate(
        """() => addEventListener('click', event => {
            const link = event.target.closest('[data-mail]');
            if (link && !event.defaultPrevented) { window.opened = link.href; event.preventDefault(); }
        })"""
    )
    page.locator("#text").fill("The very last words.")

    page.locator("#mail-minister").click()

    page.wait_for_function("() => window.opened")
    assert "The%20very%20last%20words" in page.evaluate("window.opened")


def test_a_lost_connection_is_reported_and_the_text_stays(make_page: MakePage, seen: Seen) -> None:
    seen.bring_about("net::ERR_FAILED")
    page = make_page()
    page.goto("/en/gorinov")
    page.route("**/letter", lambda route: route.abort())

    page.locator("#text").fill(WORDS)

    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    expect(page.locator("#text")).to_have_value(WORDS)


def test_a_failing_server_is_reported_and_the_text_stays(make_page: MakePage, seen: Seen) -> None:
    seen.bring_about("a status of 502")
    page = make_page()
    page.goto("/en/gorinov")
    page.route("**/letter", lambda route: route.fulfill(status=502, body="<html><h1>Bad gateway</h1></html>"))

    page.locator("#text").fill(WORDS)

    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    expect(page.locator("#send")).to_contain_text("By post")
    expect(page.locator("#text")).to_have_value(WORDS)


def test_a_problem_is_shown_while_typing_and_links_to_its_field(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")

    page.locator("#closing").fill("x" * 121)
    expect(page.locator("#closing-problem")).to_contain_text("121 characters")
    expect(page.locator("#status")).to_contain_text("Closing of the letter: This has 121 characters")
    expect(page.locator("#closing")).to_have_attribute("aria-invalid", "true")
    page.locator("#problems a").click()

    expect(page.locator("#closing")).to_be_focused()


def test_the_page_works_where_storage_is_blocked(make_page: MakePage) -> None:
    page = make_page(alone=True)
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('blocked'); }})"
    )
    page.goto("/en/lamp")

    page.locator("#text").fill(WORDS)
    settled(page)

    expect(page.locator("#mail-minister")).to_have_attribute("href", re.compile("My%20own%20words"))


def test_the_letter_is_copied_whole(make_page: MakePage) -> None:
    page = make_page(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/gorinov")
    keep_told(page)
    page.get_by_role("button", name="Copy the letter").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Dear Ambassador Anatoly I. Antonov,")
    assert "Article 207.3" in copied
    assert "Prosecutor General Igor" not in copied


def test_an_opened_text_stays_open_while_typing(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    page.get_by_text("Other ways by e-mail", exact=True).click()

    page.locator("#closing").fill("Bye,")
    settled(page)

    expect(page.locator("#copy-ambassador")).to_be_visible()
    expect(page.locator("#copy-ambassador")).to_have_value(re.compile("Bye,"))


def test_the_sender_stands_above_the_letter_as_typed_below_it(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")
    expect(page.locator("#sheet-sender")).to_be_hidden()

    page.locator("#sender_name").fill("Sam Sender")
    page.get_by_text("Your address, if you wish").click()
    page.get_by_label("Your address, if you wish").fill("3 Any Lane\nLampville")

    expect(page.locator("#sheet-sender")).to_have_text("Sam Sender\n3 Any Lane\nLampville")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_introduction_goes_with_the_letter_and_stays_through_changes(
    make_page: MakePage, scripts: bool
) -> None:
    page = make_page(PHONE, scripts=scripts)
    page.goto("/en/lamp")
    introduction = page.get_by_label("In one sentence: who are you, why do you write?")
    introduction.fill("I light lamps.")
    if not scripts:
        page.get_by_role("button", name="Check my changes").first.click()
    expect(page.locator("a[href^='mailto:']").first).to_have_attribute(
        "href", re.compile("I%20light%20lamps")
    )

    page.get_by_role("button", name="Put the suggested text back").click()
    choose_language(page, "العربية")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#introduction")).to_have_value("I light lamps.")
    expect(page.locator("#text")).to_have_value(re.compile("^Please release"))


def test_a_hint_comes_and_goes_with_the_words(make_page: MakePage) -> None:
    page = make_page(PHONE)
    page.goto("/en/gorinov")
    hints = page.locator("#hints")
    expect(hints).to_have_text("")

    page.locator("#sender_name").fill("Sam Sender")
    expect(hints).to_contain_text("every word is ours")
    expect(page.locator("#status")).to_contain_text("every word is ours")
    page.locator("#introduction").fill("I light lamps.")
    expect(hints).to_have_text("")
    page.locator("#text").fill("Please release him.")
    expect(hints).to_contain_text("does not name whom it is about: Aleksei Gorinov")
    page.locator("#text").fill("Please release Mr Gorinov.")
    expect(hints).to_have_text("")
