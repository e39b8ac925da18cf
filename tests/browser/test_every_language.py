"""The page in each language, once: all has room on the narrowest phone, and axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import in_language, violations
from tests.browser.conftest import DESKTOP
from tests.browser.crowding import CROWDING
from tests.support.page_languages import OFFERED
from webapp.domain.language import parse

LookAt = Callable[..., Page]
NARROW = {"width": 320, "height": 640}
WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5) && one.checkVisibility();
}).map(one => one.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("lang", OFFERED)
def test_a_page_fits_and_has_no_fault_in_its_language(look_at: LookAt, lang: str) -> None:
    page = look_at(f"/{lang}/gorinov", NARROW)
    language = parse(lang)
    page.locator("#languages summary").click()
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    found = violations(page, in_language(lang))
    wide, crowded = page.evaluate(WIDE), page.evaluate(CROWDING)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wider = page.evaluate(WIDE)

    expect(page.locator("html")).to_have_attribute("dir", language.direction)
    assert found == []
    assert (wide, wider, crowded) == ([], [], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("lang", ["zh-Hans", "ja", "ar", "ru"])
def test_an_address_in_latin_letters_has_their_font_in_a_letter_of_another_script(
    look_at: LookAt, lang: str
) -> None:
    """In a Chinese font "’" fills a whole square."""
    page = look_at(f"/{lang}/gorinov", DESKTOP)
    address = page.locator(".sheet .letter-address").first

    expect(address).to_contain_text("General’s")
    assert str(address.evaluate("each => getComputedStyle(each).fontFamily")).startswith('"Appeal Serif",')
