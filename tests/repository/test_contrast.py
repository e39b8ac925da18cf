"""Each colour does its duty (WCAG 2.2, 1.4.3 and 1.4.11) in both schemes, measured on the tokens."""

import re

import pytest

from tests.repository.checkout import ROOT
from tests.repository.stylesheets import declarations
from webapp.web.campaign import theme
from webapp.web.embed import theme_stylesheet

TEXT, EDGE = 4.5, 3.0

DUTIES = [
    # a token, what it stands on, and the least contrast between the two
    ("--ink", "--ground", TEXT),
    ("--ink", "--paper", TEXT),
    ("--quiet", "--ground", TEXT),
    ("--quiet", "--paper", TEXT),
    ("--accent", "--ground", TEXT),
    ("--accent", "--paper", TEXT),
    ("--on-accent", "--accent", TEXT),
    ("--warn", "--warn-ground", TEXT),
    ("--edge", "--ground", EDGE),
    ("--edge", "--paper", EDGE),
]
WITHOUT = {"--ground", "--paper", "--warn-ground", "--rule", "--shadow"}
"""Grounds, and what is decoration only."""

SCHEMES = {
    "light": ("", ":root"),
    "dark": ("@media (prefers-color-scheme: dark)", ':root:not([data-scheme="light"])'),
    "forced dark": ("@media screen", ':root[data-scheme="dark"]'),
}
"""Where the colours of a scheme stand: the condition and the selector."""


def tokens(scheme: str) -> dict[str, str]:
    """Give the colour tokens of one scheme."""
    return {
        one.property: one.value
        for one in declarations()
        if one.file == "tokens.css" and (one.around, one.selector) == SCHEMES[scheme]
        and one.property.startswith("--") and re.match(r"#|rgb|hsl", one.value)
    }  # fmt: skip


def luminance(colour: str) -> float:
    """Work out the relative luminance of `#rrggbb` (WCAG 2.2)."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), f"{colour}: write it as #rrggbb"
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Work out the contrast ratio of two colours (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#0000ff", 2.15)],
)
def test_the_measure_is_right(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("token", "ground", "least"), DUTIES)
def test_a_colour_can_be_told_from_its_ground(scheme: str, token: str, ground: str, least: float) -> None:
    colours = tokens(scheme)

    assert contrast(colours[token], colours[ground]) >= least


def test_every_colour_has_a_duty_or_is_decoration() -> None:
    assert set(tokens("light")) == {token for token, _, _ in DUTIES} | WITHOUT


def test_every_colour_is_chosen_for_both_schemes() -> None:
    assert set(tokens("light")) == set(tokens("dark"))


def test_a_theme_that_forces_a_dark_page_has_the_colours_of_any_dark_page() -> None:
    assert tokens("forced dark") == tokens("dark")


def test_a_forced_scheme_is_also_that_of_fields_and_scroll_bars() -> None:
    forced = {one.selector: one.value for one in declarations() if one.property == "color-scheme"}

    assert forced == {
        ":root": "light dark", ':root[data-scheme="dark"]': "dark", ':root[data-scheme="light"]': "light",
    }  # fmt: skip


def test_colours_are_chosen_in_the_tokens_blocks_alone() -> None:
    """A selector that a theme's style sheet does not know would beat the theme's accent."""
    places = {
        (one.around, one.selector)
        for one in declarations()
        if one.file == "tokens.css" and re.match(r"#|rgb|hsl", one.value)
    }

    assert places == set(SCHEMES.values())


@pytest.mark.parametrize(("token", "scheme"), [("accent", "light"), ("accent-dark", "dark")])
def test_a_themes_accent_is_checked_on_our_own_grounds(token: str, scheme: str) -> None:
    grounds = ("--paper", "--ground", "--warn-ground")

    assert theme.PAPERS[token] == tuple(tokens(scheme)[name] for name in grounds)


def test_a_themes_style_sheet_uses_the_selectors_of_our_dark_pages() -> None:
    ours = {SCHEMES["dark"], SCHEMES["forced dark"]}

    assert {(f"@media {media}", selector) for media, selector in theme_stylesheet.DARK} == ours


def test_the_duty_beside_a_token_is_the_one_that_is_measured() -> None:
    sheet = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    told = {token: float(least) for token, least in re.findall(r"(--[\w-]+):.*/\*.*: ([\d.]+) \*/", sheet)}

    assert told == {token: least for token, _, least in DUTIES}
