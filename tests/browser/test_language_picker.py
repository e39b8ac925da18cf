"""The languages of the page: folded, and in reach of a thumb, the keyboard, large text and no scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_path import wait_until_laid_out
from webapp.domain.language import parse

LookAt = Callable[..., Page]
NARROW = {"width": 320, "height": 640}


PATHS = ["/en/gorinov", "/ar/gorinov", "/en", "/privacy/ar", "/embed/en/gorinov", "/en/closed"]


@pytest.mark.parametrize("path", PATHS)
def test_each_language_has_its_own_name_and_says_what_it_is_in(look_at: LookAt, path: str) -> None:
    page = look_at(path, NARROW, scripts=False)
    names = page.locator("#languages li > *")
    expect(names.first).to_be_hidden()

    page.locator("#languages summary").click()

    expect(names.first).to_be_visible()
    found = names.evaluate_all("all => all.map(one => [one.lang, one.dir, one.textContent])")
    languages = [parse(tag) for tag, _direction, _name in found]
    assert [(one.tag, one.direction, one.name) for one in languages] == [tuple(one) for one in found]
    assert len(found) >= 4
    assert page.locator("#languages [aria-current]").count() == 1


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_the_names_fit_on_the_narrowest_phone_and_under_a_thumb(
    look_at: LookAt, lang: str, size: str
) -> None:
    page = look_at(f"/{lang}/gorinov", NARROW)
    page.evaluate(f"document.documentElement.style.fontSize = '{size}'")

    page.locator("#languages summary").press("Enter")

    boxes = page.locator("#languages li > *, #languages summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44
    assert min(box["left"] for box in boxes) >= 0
    assert max(box["right"] for box in boxes) <= NARROW["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    over = [(a, b) for a in boxes for b in boxes if a is not b and meet(a, b)]
    assert over == []


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    """Tell whether two boxes overlap."""
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_folded_it_takes_one_line_and_what_was_pressed_stays_in_its_place(
    look_at: LookAt, viewport: dict[str, int]
) -> None:
    page = look_at("/en/gorinov", viewport)
    wait_until_laid_out(page)
    summary = page.locator("#languages summary")
    before = summary.bounding_box()

    summary.click()

    assert before == summary.bounding_box()
    assert before is not None
    assert before["height"] < 50
