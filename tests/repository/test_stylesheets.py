"""The style sheets: no side of the page is named, nothing is undefined, nothing is dead."""

import re
from fnmatch import fnmatchcase

import pytest

from tests.repository.checkout import texts
from tests.repository.stylesheets import CSS, declarations
from webapp.printing.letter_document import STYLESHEETS
from webapp.web.http.assets import STYLES

SIDES = r"(?:^|-)(?:left|right|top|bottom)(?:-|$)"
BLOCK_AND_INLINE = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
"""Shorthands that go top, right, bottom, left: the second and the fourth must agree."""


PRINTED = set(STYLESHEETS)
"""What WeasyPrint reads; it reads envelope.css alone."""


def test_every_sheet_is_served_or_printed() -> None:
    assert {path.name for path in CSS} == set(STYLES) | PRINTED


def test_no_property_names_a_side_of_the_page() -> None:
    assert not [str(one) for one in declarations() if re.search(SIDES, one.property)]


def test_no_value_names_a_side_of_the_page() -> None:
    """But where the window of an envelope is: that is left or right in every language."""
    assert not [
        str(one)
        for one in declarations()
        if re.search(r"(?<![\w-])(left|right)(?![\w-])", one.value)
        and not (one.file == "letter.css" and one.selector.startswith(".window-"))
    ]


def test_no_shorthand_tells_left_from_right() -> None:
    assert not [
        str(one)
        for one in declarations()
        if one.property in BLOCK_AND_INLINE
        and len(parts := re.findall(r"[^\s(]+(?:\([^)]*\))?", one.value)) == 4
        and parts[1] != parts[3]
    ]


def test_every_variable_is_defined_and_used() -> None:
    defined = {one.property for one in declarations() if one.property.startswith("--")}
    used = {name for one in declarations() for name in variables(one.value)}

    assert used - defined == set()
    assert defined - used == set()


def test_the_printed_letter_s_sheet_stands_alone() -> None:
    """WeasyPrint reads it without the others, and warns about what it does not know."""
    letter = [one for one in declarations() if one.file in PRINTED]
    defined = {one.property for one in letter}

    assert letter
    assert not [str(one) for one in letter if set(variables(one.value)) - defined]
    assert not [str(one) for one in letter if re.search(r"light-dark\(|clamp\(|\d(vw|vh|vi|vb)\b", one.value)]
    assert not [str(one) for one in letter if "prefers-" in one.around]


def test_colours_stand_in_the_tokens_alone() -> None:
    functions = r"\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    colour = rf"(?i)#[0-9a-f]{{3,8}}\b|{functions}|(?<![\w-])(?:white|black|red|gr[ae]y)(?![\w-])"

    assert not [
        str(one) for one in declarations() if one.file != "tokens.css" and re.search(colour, one.value)
    ]


def variables(value: str) -> list[str]:
    """Name the custom properties that a value asks for."""
    return re.findall(r"var\(\s*(--[\w-]+)", value)


def named(kind: str) -> set[str]:
    """Give the classes (".") or ids ("#") of all selectors."""
    selectors = (re.sub(r"\[[^\]]*\]", "", one.selector) for one in declarations())
    return {found for selector in selectors for found in re.findall(rf"\{kind}([a-zA-Z][\w-]*)", selector)}


def given(attribute: str) -> set[str]:
    """Give the classes or ids that elements get, `*` standing for what is filled in."""
    found: set[str] = set()
    for text in texts("templates/*.html", "webapp/*.py").values():
        for value in re.findall(rf'\s{attribute}="((?:{{{{.*?}}}}|{{%.*?%}}|[^"])*)"', text):
            plain = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "*", value))
            found |= set(plain.split())
    for text in texts("static/js/*.js").values():
        found |= set(re.findall(r'(?:classList\.\w+\(|className = )"([\w-]+)"', text))
    return found


@pytest.mark.parametrize(("kind", "attribute"), [(".", "class"), ("#", "id")])
def test_every_rule_is_about_something_on_a_page(kind: str, attribute: str) -> None:
    patterns = given(attribute)
    dead = {one for one in named(kind) if not any(fnmatchcase(one, pattern) for pattern in patterns)}

    assert named(kind)
    assert dead == set()
