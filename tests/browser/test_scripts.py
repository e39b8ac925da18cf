"""All languages of a script have the same typography: Persian, Urdu, Pashto, Kurdish and Arabic."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, IN_ARABIC_SCRIPT

LookAt = Callable[..., Page]
TYPE = """() => {
  const all = document.querySelectorAll("main [data-script=Arab], main [data-script=Arab] *");
  return [...all].map(one => {
    const style = getComputedStyle(one);
    const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    const face = style.fontFamily;
    const name = one.className.replace(/digits-\\w+/, "");  // those are the language's own
    return [one.tagName, name, face, leading.toFixed(2), style.letterSpacing].join(" | ");
  });
}"""
WHOLE = "Noto Naskh Arabic"
FILES = dict.fromkeys(("ar", "fa"), "Noto Naskh ar-fa")
"""The same letters in a smaller file."""


def typeset(page: Page) -> list[str]:
    """Return how each part in Arabic script is set, whichever file its letters come from."""
    lines: list[str] = page.evaluate(TYPE)
    return [re.sub("|".join(FILES.values()), WHOLE, line) for line in lines]


@pytest.mark.parametrize("tag", IN_ARABIC_SCRIPT)
def test_languages_in_arabic_script_have_one_typography(look_at: LookAt, tag: str) -> None:
    """A campaign written in each, on a page in English."""
    arabic = typeset(look_at("/en/lamp-ar", DESKTOP))
    page = look_at(f"/en/lamp-{tag}", DESKTOP)

    assert page.locator(f".case-head[lang={tag}]").count() == 1
    assert typeset(page) == arabic
    expect(page.locator(".case h1")).to_have_css(
        "font-family",
        f'"{FILES.get(tag, WHOLE)}", "Geeza Pro", "Traditional Arabic", "Times New Roman", serif',
    )
    leadings = {line.split(" | ")[0]: float(line.split(" | ")[3]) for line in arabic}
    assert leadings["H1"] >= 1.35
    assert leadings["TEXTAREA"] >= 1.6
