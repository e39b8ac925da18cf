"""The style sheets: no side of the page is named, nothing is undefined, nothing is dead."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT, hits, texts
from tests.repository.stylesheets import CSS, declarations
from webapp.desk_app import BUNDLES as DESK
from webapp.domain.language import ZERO_OF
from webapp.mirror.style import STYLES as OF_MIRRORS
from webapp.printing.letter_document import STYLESHEETS
from webapp.team.handover.document import STYLESHEETS as OF_PACKS
from webapp.web.http.assets import SITE

SIDES = r"(?:^|-)(?:left|right|top|bottom)(?:-|$)"
BLOCK_AND_INLINE = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
"""Shorthands that go top, right, bottom, left: the second and the fourth must agree."""


PRINTED = {*STYLESHEETS, *OF_PACKS}
"""What WeasyPrint reads; it alone reads paper.css, envelope.css and handover.css."""


def sheet_name(path: Path) -> str:
    """Name a sheet from the folder of all of them."""
    return path.relative_to(ROOT / "static" / "css").as_posix()


def test_every_sheet_is_served_or_printed() -> None:
    assert {sheet_name(path) for path in CSS} == {
        name for styles in (SITE.styles, DESK.styles) for names in styles.values() for name in names
    } | PRINTED | {*OF_MIRRORS}


COMPONENTS = {
    # a sheet, and what its own classes begin with
    "layout.css": ("top", "languages", "foot", "narrow", "step", "skip"),
    "home.css": ("home", "list", "search"),
    "messages.css": ("hint", "note", "notice", "problem", "problems", "retry"),
    "case.css": ("case", "outcome", "instructions", "background", "story", "fold", "folds"),
    "path.css": ("path", "next"),
    "targets.css": ("target",),
    "sheet.css": ("sheet",),
    "reading.css": ("reading", "is"),
    "delivery.css": ("delivery", "send"),
    "report.css": ("report", "count", "share"),
    "integration.css": ("integration",),
    "reading-copy.css": ("reading", "digits"),
    "letter.css": ("letter",),
    "paper.css": ("letter", "letters", "paper", "window", "digits", "is"),
    "mirror.css": ("mirror",),
    "handover.css": ("handover", "digits", "is"),
    "envelope.css": ("envelope", "card", "cards", "fax", "is", "digits"),
    "poster.css": ("picture", "poster", "is"),
    "evening.css": ("evening", "letter", "is"),
    "desk/shell.css": ("desk", "button", "quiet"),
    "desk/states.css": ("badge", "desk", "problems"),
    "desk/tables.css": ("table",),
    "desk/forms.css": ("form", "field"),
    "desk/preview.css": ("preview",),
    "desk/board.css": ("board", "work"),
    "desk/publish.css": ("publish",),
    "desk/gate.css": ("gate", "role"),
    "desk/history.css": ("version", "versions", "compared"),
    "desk/officials.css": ("official",),
    "desk/connections.css": ("connection",),
    "desk/glossary.css": ("glossary",),
    "desk/editor.css": ("editor",),
    "desk/document.css": ("document",),
    "desk/numbers.css": ("numbers",),
    "desk/translate.css": ("translate",),
}
SHARED = {"button", "button-link", "js", "js-only", "nojs"}
"""Of base.css, for use in every component."""
BORROWED = {
    # where a component styles what stands in it
    "case.css": {"note", "notice", "count-number"},
    "layout.css": {"hint"},
    "mirror.css": {"case-deadline"},
    "path.css": {"framed"},
    "targets.css": {"problem-slot"},
    "delivery.css": {"share-ready"},
    "sheet.css": {"letter", "letter-address", "letter-date", "letter-salutation", "letter-closing"},
    "envelope.css": {"letter", "letter-fold"},
    "desk/states.css": {"notice"},
    "desk/forms.css": {"hint", "problem"},
    "desk/translate.css": {"hint", "table"},
    "desk/document.css": {"field", "badge"},
    "desk/numbers.css": {"field", "desk-top", "desk-path", "desk-help", "desk-actions", "desk-question"},
}
MOST_CLASSES = 3
MOST_CONDITIONS = 4
"""Classes and attributes together."""


def selectors() -> set[tuple[str, str]]:
    """Return each selector with its file, one a comma."""
    return {
        (one.file, selector.strip())
        for one in declarations()
        if not one.selector.startswith("@")
        for selector in one.selector.split(",")
    }


@pytest.mark.parametrize(("file", "prefixes"), COMPONENTS.items(), ids=COMPONENTS)
def test_a_component_s_classes_begin_with_its_name(file: str, prefixes: tuple[str, ...]) -> None:
    found = {name for sheet, one in selectors() if sheet == file for name in classes(one)}
    strange = found - SHARED - BORROWED.get(file, set())

    assert found
    assert not {name for name in strange if name.split("-")[0] not in prefixes}


def test_every_sheet_is_a_component_or_for_all() -> None:
    for_all = {"tokens.css", "scripts.css", "naskh.css", "base.css"}

    assert {sheet_name(path) for path in CSS} == set(COMPONENTS) | for_all


def test_no_selector_goes_by_an_id() -> None:
    """Ids are addresses, for links and for htmx; and no class could override such a rule."""
    assert not {one for one in selectors() if "#" in re.sub(r"\[[^\]]*\]", "", one[1])}


def test_no_selector_is_longer_than_its_purpose() -> None:
    assert not {one for one in selectors() if len(classes(one[1])) > MOST_CLASSES}
    assert not {one for one in selectors() if len(classes(one[1])) + one[1].count("[") > MOST_CONDITIONS}


def classes(selector: str) -> list[str]:
    """Name the classes of a selector."""
    return re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\[[^\]]*\]", "", selector))


def test_no_property_names_a_side_of_the_page() -> None:
    assert not [str(one) for one in declarations() if re.search(SIDES, one.property)]


def test_no_value_names_a_side_of_the_page() -> None:
    """But where the window of an envelope is: that is left or right in every language."""
    assert not [
        str(one)
        for one in declarations()
        if re.search(r"(?<![\w-])(left|right)(?![\w-])", one.value)
        and not (one.file == "paper.css" and one.selector.startswith(".window-"))
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


UNNUMBERED = {
    *("templates/page/_path.html", "templates/desk/macros/notices.html"),
    *("templates/desk/translate/_pages.html", "templates/desk/history/history.html"),
}
"""Their lists show no numbers, or write them out."""


def test_numbered_lists_count_in_the_digits_of_their_language() -> None:
    rules = {one.selector for one in declarations() if one.value in ("persian", "arabic-indic")}
    plain = {hit.split(":")[0] for hit in hits(r"<ol(?![^>]*\bdigits-)", "templates/*.html")}

    assert {one.file for one in declarations() if one.selector in rules} == {"scripts.css"}
    assert {one.selector for one in declarations() if one.selector.startswith("ol.digits-")} == {
        f"ol.digits-{name}" for name in ZERO_OF
    }
    assert plain == UNNUMBERED


COLOUR = (
    r"(?i)#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    r"|(?<![\w-])(?:white|black|red|gr[ae]y)(?![\w-])"
)


def test_colours_stand_in_the_tokens_alone() -> None:
    others = [one for one in declarations() if one.file not in ("tokens.css", "poster.css")]

    assert not [str(one) for one in others if re.search(COLOUR, one.value)]


def test_a_poster_has_the_colours_of_the_page() -> None:
    """WeasyPrint cannot read the tokens, which name the typefaces of the screen."""
    tokens = {one.value for one in declarations() if one.file == "tokens.css" and one.selector == ":root"}
    found = {
        colour
        for one in declarations()
        if one.file == "poster.css"
        for colour in re.findall(COLOUR, one.value)
    }

    assert found
    assert found <= tokens


def variables(value: str) -> list[str]:
    """Name the custom properties that a value asks for."""
    return re.findall(r"var\(\s*(--[\w-]+)", value)


def given() -> set[str]:
    """Return the classes that elements get, `*` standing for what is filled in."""
    found: set[str] = set()
    for text in texts("templates/*.html", "webapp/*.py", ":(exclude)templates/status/*").values():
        for value in re.findall(r'\sclass="((?:{{.*?}}|{%.*?%}|[^"])*)"', text):
            plain = re.sub(r"{%.*?%}", " ", re.sub(r"{{.*?}}", "*", value))
            found |= set(plain.split())
        for value in re.findall(r'set class = "([^"]+)"', text):
            found |= set(value.split())
    for text in texts("static/js/*.js").values():
        for value in re.findall(r'(?:classList\.\w+\(|className = )"([\w -]+)"', text):
            found |= set(value.split())
    return found


def test_every_rule_is_about_something_on_a_page() -> None:
    patterns = given()
    named = {name for _, selector in selectors() for name in classes(selector)}

    assert named
    assert not {one for one in named if not any(fnmatchcase(one, pattern) for pattern in patterns)}


def test_the_page_of_appeal_status_has_a_rule_for_each_class_in_its_own_sheet() -> None:
    (page,) = texts("templates/status/*.html").values()
    (sheet,) = texts("templates/status/*.css").values()

    given_there = {name for value in re.findall(r'\sclass="([^"]+)"', page) for name in value.split()}

    assert given_there == set(re.findall(r"(?m)^\s*\.([a-z][\w-]*)", sheet))


HOOKS = {
    "steps": "js/frame/sandbox.js puts a link in its place",
    "typed": "hx-trigger: the page is renewed while one types here",
    "card-name": "the part's name, on a postcard",
    "preview-bar": "static/preview/bar.css, which only a preview has",
}
"""Classes that no rule is about."""


def test_every_class_has_a_rule_or_a_reason() -> None:
    named = {name for _, selector in selectors() for name in classes(selector)}

    assert {one for one in given() if "*" not in one} - named == set(HOOKS)
