"""What static/js/page does that no journey passes: each behaviour by itself."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.clocks import stop_clock
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seen import Seen

pytestmark = [pytest.mark.browser]
MakePage = Callable[..., Page]
HIDDEN_LINES = "area => area.scrollHeight - area.clientHeight"


def without_field_sizing(page: Page) -> None:
    """Make it a browser that does not fit a field to its text (Firefox, Safari before 26)."""

    def strip(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("field-sizing: content", ""))

    page.route("**/static/site.css*", strip)
    page.add_init_script("CSS.supports = () => false")


@pytest.mark.parametrize("site", ["", "/embed"])
def test_no_browser_reports_a_refused_style(make_page: MakePage, seen: Seen, site: str) -> None:
    """htmx writes the attributes of replaced fields anew; the policy refuses a `style` among them."""
    page = make_page(alone=True)
    without_field_sizing(page)
    page.goto(f"{site}/en/lamp")
    page.wait_for_function("() => document.getElementById('text').style.blockSize")
    page.locator("#closing").fill("x" * 121)
    expect(page.locator("#problems")).to_be_visible()
    page.goto(f"{site}/ar/lamp")  # what was typed comes back: the sheet is replaced
    expect(page.locator("#problems")).to_be_visible()
    page.locator("#closing").fill("x")
    expect(page.locator("#problems")).to_have_count(0)
    page.locator("#report .report-channels a").first.click()
    expect(page.locator("#report form")).to_be_visible()

    assert page.locator("#text").evaluate(HIDDEN_LINES) <= 2
    assert seen.errors == []  # Chromium writes a refusal to its console


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_sheet_is_as_long_as_the_letter_in_every_browser(
    make_page: MakePage, viewport: dict[str, int]
) -> None:
    page = make_page(viewport, alone=True)
    without_field_sizing(page)
    page.goto("/en/gorinov")
    text = page.locator("#text")
    page.wait_for_function("() => document.getElementById('text').style.blockSize")
    assert text.evaluate(HIDDEN_LINES) <= 2

    text.fill("One line.\n" * 80)

    assert text.evaluate(HIDDEN_LINES) <= 2
    assert text.evaluate("area => area.clientHeight") > 1000


def test_fonts_of_other_scripts_are_fetched_when_one_goes_to_choose_a_language(make_page: MakePage) -> None:
    page = make_page(alone=True)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.extend(re.findall(r"([\w-]+)\.woff2", request.url)))
    page.goto("/en/gorinov", wait_until="networkidle")
    page.wait_for_function("() => [...document.fonts].some(face => face.status === 'loaded')")
    before = set(fetched)

    page.focus("#letter-language")

    wanted = "['Appeal Serif', 'Appeal Serif Cyrillic', 'Noto Naskh ar-fa']"
    page.wait_for_function(
        f"""() => [...document.fonts].filter(face => face.status === 'loaded')
        .map(face => face.family.replaceAll('"', '')).sort().join() === {wanted}.join()"""
    )
    page.wait_for_load_state("networkidle")
    assert before == {"appeal-serif-latin"}
    assert set(fetched) == {"appeal-serif-latin", "appeal-serif-cyrillic", "noto-naskh-ar-fa"}


def test_a_copy_pressed_at_once_holds_the_last_words(make_page: MakePage) -> None:
    page = make_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/lamp")
    page.get_by_text("Other ways by e-mail", exact=True).click()
    page.locator("#text").fill("The very last words.")

    page.get_by_role("button", name="Copy Letter", exact=True).click()

    page.wait_for_function(
        "() => navigator.clipboard.readText().then(text => text.includes('The very last words.'))"
    )


def test_a_button_says_its_own_words_again_after_copying(make_page: MakePage) -> None:
    page = make_page(alone=True, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.goto("/en/gorinov")
    stop_clock(page)
    button = page.locator("#copying-ambassador")

    button.click()

    expect(button).to_have_text("Copied")
    expect(page.locator("#status")).to_have_text("Copied")
    page.clock.run_for(6_000)
    expect(button).to_have_text("Copy the letter")
    expect(page.locator("#status")).to_have_text("")


def test_the_focus_goes_along_with_each_step_of_a_report(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")

    page.locator("#report .report-channels a").first.click()
    expect(page.locator("#report form.report-form")).to_be_visible()
    expect(page.locator("#report")).to_be_focused()
    page.get_by_role("link", name="Not yet").click()

    expect(page.locator("#report .report-channels").first).to_be_visible()
    expect(page.locator("#report")).to_be_focused()


def test_a_number_that_a_proxy_answers_for_leaves_its_link(make_page: MakePage, seen: Seen) -> None:
    seen.bring_about("a status of 502")
    page = make_page()
    page.route("**/count", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    page.goto("/en/lamp")

    with page.expect_response("**/count"):
        page.locator("#count").scroll_into_view_if_needed()
    page.locator("#sender_name").fill("Sam Sender")

    expect(page.locator("#sheet-sender")).to_have_text("Sam Sender")
    expect(page.locator("#count a")).to_be_visible()
    expect(page.locator("#problem")).to_be_empty()


@pytest.mark.parametrize("part", ["**/static/**/*.css*", "**/static/**/page*.js*"])
def test_a_missing_part_of_a_page_is_noticed(make_page: MakePage, seen: Seen, part: str) -> None:
    page = make_page()
    page.route(part, lambda route: route.fulfill(status=404))

    with page.expect_console_message(lambda said: "a status of 404" in said.text):
        page.goto("/en/lamp")

    assert any("a status of 404" in error for error in seen.errors)
    seen.bring_about("a status of 404")
    seen.errors.clear()


def wait_for_one(page: Page, held: list[Route]) -> None:
    """Wait until a request is held."""
    give_up = time.monotonic() + 60
    while not held and time.monotonic() < give_up:
        page.wait_for_timeout(20)


def test_a_press_before_htmx_is_there_waits_for_it(make_page: MakePage) -> None:
    """On a slow line; without it the form would come in a tab of its own."""
    page = make_page(PHONE)
    held: list[Route] = []
    page.route("**/htmx-*.js*", lambda route: held.append(route))
    page.goto("/en/lamp")
    assert held == []

    page.locator("#report .report-channels a").first.click()
    wait_for_one(page, held)
    expect(page.locator("#report form")).to_have_count(0)
    assert len(held) == 1
    held[0].continue_()

    expect(page.locator("#report form")).to_be_visible()
    assert len(page.context.pages) == 1


def test_what_is_typed_before_htmx_is_there_is_in_the_letter(make_page: MakePage) -> None:
    page = make_page()
    held: list[Route] = []
    page.route("**/htmx-*.js*", lambda route: held.append(route))
    page.goto("/en/gorinov")
    page.locator("#closing").fill("Yours, Ada")
    page.locator("#to-prosecutor").uncheck()
    wait_for_one(page, held)
    held[0].continue_()

    expect(page.locator("#copy-ambassador")).to_have_value(re.compile("Yours, Ada"))
    expect(page.locator(".letter-address")).to_have_count(1)
    expect(page.locator("#closing")).to_have_value("Yours, Ada")


def test_where_htmx_cannot_be_had_the_page_works_as_without_scripts(make_page: MakePage, seen: Seen) -> None:
    seen.bring_about("net::ERR_FAILED")
    page = make_page()
    page.route("**/htmx-*.js*", lambda route: route.abort())
    page.goto("/en/lamp")
    page.locator("#closing").fill("Yours, Ada")
    expect(page.locator("#problem")).to_contain_text("cannot be reached")

    with page.expect_popup() as opened:
        page.locator("#report .report-channels a").first.click()

    expect(opened.value.locator("#report form")).to_be_visible()


def test_a_page_that_asks_nothing_of_htmx_never_loads_it(make_page: MakePage, seen: Seen) -> None:
    page = make_page(alone=True)
    page.goto("/en/")
    page.mouse.wheel(0, 400)
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")

    assert not any("htmx" in request.url for request in seen.requests)


def test_a_request_that_fails_is_seen(make_page: MakePage, seen: Seen) -> None:
    """What scripts say of it is not noted: they say the same of one that ends with its page."""
    page = make_page()
    page.goto("/en/lamp")
    page.route("**/letter", lambda route: route.abort("connectionrefused"))

    with page.expect_console_message(lambda said: "net::" in said.text):
        page.locator("#text").fill("x")

    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    assert seen.errors
    assert all("net::ERR_CONNECTION_REFUSED" in error for error in seen.errors)
    seen.errors.clear()
