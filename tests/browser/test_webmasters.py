"""The integration guide in a browser: preview, copying, small screens, no scripts, themes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import in_language, violations
from tests.browser.clocks import STAYS_TOLD, stop_clock
from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE
from tests.browser.seen import Seen

LookAt = MakePage = Callable[..., Page]
WRONG = "accent=ffcc00&corners=40"


def style(page: Page, selector: str, name: str) -> str:
    return str(
        page.locator(selector).first.evaluate(
            "(one, name) => getComputedStyle(one).getPropertyValue(name)", name
        )
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_chosen_is_shown_with_and_without_scripts(make_page: MakePage, scripts: bool) -> None:
    page = make_page(scripts=scripts)
    page.goto("/en/beacon")
    page.get_by_role("link", name="Put this page into your own site").click()
    expect(page).to_have_url(re.compile("/en/beacon/embed$"))
    page.get_by_label("Language").select_option("ar")
    page.get_by_label("Colour of links and buttons on a light page").fill("#00509E")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("#line")).to_have_value(
        f'<script src="{origin(page)}/embed.js" async></script> '
        f'<a class="urgent-appeal" href="{origin(page)}/ar/beacon" data-accent="00509e">'
        "Ada Example: Free the keeper of the lighthouse</a>"
    )
    page.locator("#preview").scroll_into_view_if_needed()
    frame = page.frame_locator("#preview")
    expect(frame.locator("html")).to_have_attribute("lang", "ar")
    expect(frame.locator("a").first).to_be_attached()
    expect(frame.locator("link[href*='theme.css?accent=00509e']")).to_have_count(1)


def origin(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def test_a_button_copies_the_line_and_says_so(make_page: MakePage) -> None:
    page = make_page(alone=True, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    page.goto("/en/beacon/embed")
    stop_clock(page)
    button = page.locator("#copying-line")

    button.click()

    expect(button).to_contain_text("Copied")
    expect(page.locator("#status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#line").input_value()
    page.clock.run_for(6_000)
    expect(button).to_have_text("Copy The line for your page")


def test_a_browser_without_a_clipboard_copies_the_older_way(make_page: MakePage) -> None:
    page = make_page(alone=True)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.add_init_script(STAYS_TOLD)
    page.goto("/en/beacon/embed")

    page.locator("#copying-frame").click()

    expect(page.locator("#copying-frame")).to_contain_text("Copied")
    expect(page.locator("#copying-frame")).to_be_focused()


def test_without_scripts_there_is_no_button_that_does_nothing(make_page: MakePage) -> None:
    page = make_page(scripts=False)
    page.goto("/en/beacon/embed")

    expect(page.locator("#copying-line")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", ["", f"?{WRONG}"])
def test_axe_finds_nothing(look_at: LookAt, lang: str, query: str) -> None:
    page = look_at(f"/{lang}/gorinov/embed{query}", PHONE)

    assert violations(page, in_language(lang)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_wider_than_320_pixels(look_at: LookAt, lang: str) -> None:
    page = look_at(f"/{lang}/gorinov/embed?{WRONG}", {"width": 320, "height": 640})

    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


THEMES = [
    # a theme, the visitor's own scheme, the colour of the page, of links, of a button's words
    ("scheme=dark&accent-dark=9ec5ff", "light", "rgb(22, 20, 17)", "rgb(158, 197, 255)", "rgb(22, 20, 17)"),
    ("scheme=light&accent=00509e", "dark", "rgb(245, 242, 235)", "rgb(0, 80, 158)", "rgb(255, 255, 255)"),
    ("accent=00509e", "light", "rgb(245, 242, 235)", "rgb(0, 80, 158)", "rgb(255, 255, 255)"),
    ("accent=00509e", "dark", "rgb(22, 20, 17)", "rgb(242, 168, 147)", "rgb(43, 15, 8)"),
    ("accent-dark=9ec5ff", "dark", "rgb(22, 20, 17)", "rgb(158, 197, 255)", "rgb(22, 20, 17)"),
]


@pytest.mark.parametrize(("theme", "own", "ground", "accent", "on_accent"), THEMES)
def test_a_theme_is_what_the_frame_shows(
    look_at: LookAt, theme: str, own: str, ground: str, accent: str, on_accent: str
) -> None:
    page = look_at(f"/embed/en/beacon?{theme}", DESKTOP, color_scheme=own)

    assert style(page, "html", "background-color") == ground
    assert style(page, ".foot a", "color") == accent
    assert style(page, ".button-primary", "background-color") == accent
    assert style(page, ".button-primary", "color") == on_accent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_corners_and_face_reach_every_language(make_page: MakePage, seen: Seen, lang: str) -> None:
    page = make_page(DESKTOP, alone=True)
    page.goto(f"/embed/{lang}/gorinov?corners=13&face=sans")

    assert style(page, ".button", "border-radius") == "13px"
    assert style(page, ".delivery", "border-radius") == "13px"
    for words in ("h1", "h2", ".sheet #text", ".letter-address", ".letter-date", ".count"):
        assert style(page, words, "font-family").startswith("system-ui"), words
    page.focus("#letter-language")  # where letters in other scripts get their fonts beforehand
    page.evaluate("document.fonts.ready")
    assert [request.url for request in seen.requests if "woff2" in request.url] == []


def test_no_serif_is_fetched_while_the_theme_s_sheet_is_on_its_way(make_page: MakePage, seen: Seen) -> None:
    page = make_page(DESKTOP, alone=True)
    page.route("**/embed/theme.css*", lambda route: route.fulfill(content_type="text/css"))  # as if late
    page.goto("/embed/en/gorinov?corners=13&face=sans")

    assert style(page, ".delivery", "border-radius") != "13px"
    assert style(page, "h1", "font-family").startswith("system-ui")
    assert [request.url for request in seen.requests if "woff2" in request.url] == []


@pytest.mark.parametrize(
    "theme", ["scheme=dark", "scheme=light&accent=6a6a6a", "scheme=dark&accent-dark=949494"]
)
def test_axe_finds_nothing_in_a_theme(look_at: LookAt, theme: str) -> None:
    page = look_at(f"/embed/ar/gorinov?{theme}", DESKTOP)

    assert violations(page) == []


def test_a_dark_theme_is_printed_dark_on_white(look_at: LookAt) -> None:
    page = look_at("/embed/en/beacon?scheme=dark", DESKTOP)

    page.emulate_media(media="print")

    assert style(page, "html", "color") == "rgb(28, 26, 23)"
