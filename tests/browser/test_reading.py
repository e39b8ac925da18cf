"""The letter beside its version: marks come while one types, whatever the width and the direction."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_path import wait_until_laid_out

MakePage = Callable[..., Page]


@pytest.mark.parametrize(("viewport", "beside"), [(DESKTOP, True), (PHONE, False)])
def test_what_is_typed_is_marked_while_the_version_is_read(
    make_page: MakePage, viewport: dict[str, int], beside: bool
) -> None:
    page = make_page(viewport)
    page.goto("/ar/gorinov?letter=ru")
    page.locator("#reading-fold > summary").click()
    row = page.locator(".reading-part").nth(3)
    letter, version = row.locator(".reading-text"), row.locator(".reading-version")
    expect(version).to_be_visible()
    wait_until_laid_out(page)
    box, other = letter.bounding_box(), version.bounding_box()
    assert box
    assert other
    assert (box["y"] == other["y"]) == beside
    assert not beside or box["x"] > other["x"]  # the letter first, where an Arabic line begins
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]

    field = page.locator("#text")
    field.press("ControlOrMeta+Home")
    field.press_sequentially("Здравствуйте. ")

    expect(row.locator(".reading-mark")).to_be_visible()
    expect(letter).to_contain_text("Здравствуйте.")
    expect(version).to_be_visible()  # still unfolded
    expect(field).to_be_focused()
    assert field.input_value().startswith("Здравствуйте. ")
