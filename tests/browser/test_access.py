"""Accessibility: axe, the keyboard alone, 320 pixels, large text, forced colours."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import IN_COLOURS, NOT_COLOURS, in_language, violations
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE
from tests.browser.seen import Seen
from tests.support.documents import DOCUMENTS

LookAt = MakePage = Callable[..., Page]
NARROW = {"width": 320, "height": 640}
PLACES = ["", "?letter=ru&to=ambassador", "/actions?channel=post", "/nowhere"]


def test_axe_finds_each_text_that_is_too_pale(make_page: MakePage) -> None:
    page = make_page()
    colours = {"one": "#aaa", "two": "#222", "three": "#aaa", "four": "rgb(34 34 34 / 30%)"}
    texts = "".join(f"<p id={name} style='color: {colour}'>{name}</p>" for name, colour in colours.items())
    page.set_content(f"<!doctype html><html lang=en><body style='background: #fff'>{texts}</body></html>")

    found = violations(page, IN_COLOURS)

    assert [re.findall(r'id="(\w+)"', fault) for fault in found] == [["one"], ["three"], ["four"]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_in_any_language(look_at: LookAt, lang: str, place: str) -> None:
    page = look_at(f"/{lang}/gorinov{place}", PHONE)

    assert violations(page, in_language(lang)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_the_dark_and_after_each_step(make_page: MakePage, lang: str) -> None:
    page = make_page(DESKTOP, color_scheme="dark")
    page.goto(f"/{lang}/gorinov")
    found = violations(page, in_language(lang))

    page.locator("#report .report-channels a").first.click()
    expect(page.locator("#report form")).to_be_visible()
    found += violations(page, in_language(lang))
    page.locator("#closing").fill("x" * 121)
    expect(page.locator("#problems")).to_be_visible()
    found += violations(page, in_language(lang))
    page.locator("#closing").fill("x")
    page.locator("#report button[type=submit]").click()
    expect(page.locator("#report [role=status]")).to_be_visible()
    found += violations(page, in_language(lang))

    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("frame", ["", "/embed"])
def test_axe_finds_nothing_where_all_delivery_options_are_unfolded(
    look_at: LookAt, lang: str, frame: str
) -> None:
    page = look_at(f"{frame}/{lang}/beacon", PHONE)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")

    assert violations(page, in_language(lang)) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


OTHER_PAGES = [
    *("/en/closed", "/privacy/en", "/en", "/en?country=FR&q=lighthouse", "/en?q=nobody"),
    *("/en/released", "/es/died", "/ar/newer?from=released", "/en/keepers", "/embed/ar/keepers"),
    *("/en/lamp-inquiry", "/en/reed-island", "/en/clockmaker", "/en/green-lantern"),
    *("/es/corrected", "/ar/many", "/ar/gorinov?letter=ru"),
]
"""In each state that a campaign has, with each field that it can have."""
TRANSLATED = [
    *("/privacy/ar", "/ar", "/ar/released", "/ar/keepers", "/ar/lamp-inquiry", "/ar/reed-island"),
    *("/ar/clockmaker", "/ar/green-lantern", "/embed/ru/released"),
]
"""The same elements in another language, most from right to left. Their colours are looked at above."""


@pytest.mark.parametrize("path", [*OTHER_PAGES, *TRANSLATED])
def test_axe_finds_nothing_on_the_other_pages(look_at: LookAt, path: str) -> None:
    page = look_at(path, NARROW)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")

    if path in TRANSLATED:
        found = violations(page, NOT_COLOURS)
    else:
        found = violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, IN_COLOURS)

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_our_scripts_the_other_pages_fit_and_have_no_fault_either(
    make_page: MakePage, seen: Seen, lang: str
) -> None:
    """In a browser that runs scripts, for axe is one; none of ours arrives."""
    seen.bring_about("net::ERR_FAILED")
    page = make_page(NARROW)
    page.route("**/*.js?*", lambda route: route.abort())
    found = []
    for slug in (*DOCUMENTS, "many"):
        page.goto(f"/{lang}/{slug}")
        found += violations(page, {} if lang == "en" else NOT_COLOURS)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{slug} is too wide")

    assert found == []
    assert page.locator("html.js").count() == 0


def test_the_search_works_without_scripts(make_page: MakePage) -> None:
    page = make_page(PHONE, scripts=False)
    page.goto("/en")

    page.locator("#q").fill("lighthouse")
    page.locator("#country").select_option("FR")
    page.locator(".search button").click()

    expect(page).to_have_url(re.compile(r"/en\?q=lighthouse&country=FR"))
    expect(page.locator("#open h3").first).to_be_visible()
    expect(page.locator("#q")).to_have_value("lighthouse")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ["", "/actions?channel=post"])
def test_nothing_is_wider_than_320_pixels(look_at: LookAt, lang: str, place: str) -> None:
    page = look_at(f"/{lang}/gorinov{place}", NARROW)

    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_controls_are_large_enough_for_a_thumb(look_at: LookAt) -> None:
    page = look_at("/en/gorinov", PHONE)

    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a, select, input, summary')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width > 1 && one.getAttribute('type') !== 'hidden' && !one.closest('p:not(.under)')
                && (box.height < 24 || box.width < 24);
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_the_keyboard_alone_is_enough(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")
    page.locator("#languages summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#languages details")).to_have_attribute("open", "")
    page.locator("a.skip").focus()
    page.keyboard.press("Shift+Tab")
    page.evaluate(
        """() => {
            window.reached = [];
            const note = ({target}) => reached.push(target.id || target.textContent.trim());
            addEventListener("focusin", note);
        }"""
    )

    for _step in range(80):
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")

    wanted = ["To the letter", "Русский", "to-minister", "letter-language", "introduction", "text", "closing",
              "sender_name", "mail-minister", "gmail-minister", "By post", "I posted it"]  # fmt: skip
    places = [[one.startswith(name) for one in reached].index(True) for name in wanted]
    assert places == sorted(places)
    assert "Check my changes" not in reached


def test_the_keyboard_reports_an_action(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/lamp")
    page.get_by_role("link", name="I posted it").focus()

    page.keyboard.press("Enter")
    expect(page.locator("#report")).to_be_focused()
    for _step in range(7):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Count it":
            break
    page.keyboard.press("Enter")

    expect(page.locator("#report")).to_contain_text("counted")
    expect(page.locator("#report")).to_be_focused()


def test_enter_in_a_field_submits_nothing(make_page: MakePage) -> None:
    page = make_page()
    page.goto("/en/gorinov")
    page.locator("#closing").fill("Bye,")

    page.locator("#closing").press("Enter")
    page.wait_for_timeout(300)  # nothing happens

    expect(page.locator("#closing")).to_have_value("Bye,")
    assert page.url.endswith("/en/gorinov")


def test_enter_in_a_field_without_scripts_only_checks_the_changes(make_page: MakePage) -> None:
    page = make_page(scripts=False)
    page.goto("/ru/gorinov")
    page.locator("#closing").fill("Bye,")

    page.locator("#closing").press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#closing")).to_have_value("Bye,")


def test_text_at_twice_its_size_hides_nothing(look_at: LookAt) -> None:
    page = look_at("/es/gorinov", {"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_forced_colours_leave_every_control_visible(look_at: LookAt) -> None:
    page = look_at("/en/gorinov", forced_colors="active")

    assert violations(page) == []
