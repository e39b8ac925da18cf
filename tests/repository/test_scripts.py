"""Scripts: each has one block in scripts.css and one row in webapp/domain/script.py, and the two agree."""

import re

import pytest

from tests.repository.checkout import ROOT, hits
from tests.repository.stylesheets import declarations
from webapp.domain.script import LATIN, SCRIPTS, script_of

DEFAULTS = ":root, [data-script]"
SMALLER = "naskh.css"
"""The sheet that chooses a smaller file by language."""
FONTS = ROOT / "static" / "fonts" / "screen"


def block(selector: str) -> dict[str, str]:
    """Return the properties of one block of scripts.css."""
    return {
        one.property: one.value
        for one in declarations()
        if one.file == "scripts.css" and one.selector == selector and not one.around
    }


def faces() -> dict[str, str]:
    """Return the font files of the page, by family."""
    rules: dict[str, str] = {}
    family = ""
    for one in declarations():
        if one.selector.strip() == "@font-face":
            family = one.value.strip('"') if one.property == "font-family" else family
            if found := re.search(r"fonts/screen/([\w-]+)\.woff2", one.value):
                rules[family] = found.group(1)
    return rules


def of(code: str) -> dict[str, str]:
    """Return what the style sheet says of a script, its defaults included."""
    return block(DEFAULTS) | block(f'[data-script="{code}"]')


def serif(code: str) -> str:
    """Return the families of a script's serif, with the one that a variable names."""
    return of(code)["--serif"].replace("var(--naskh)", of(code)["--naskh"])


def test_every_block_is_about_a_script_with_a_row() -> None:
    selectors = {one.selector for one in declarations() if one.file == "scripts.css"}
    blocks = {one for one in selectors if not one.startswith("ol.digits-")}

    assert blocks == {DEFAULTS} | {f'[data-script="{code}"]' for code in set(SCRIPTS) - {"Latn"}}


@pytest.mark.parametrize("code", SCRIPTS)
def test_a_block_sets_only_what_has_a_default(code: str) -> None:
    assert set(of(code)) == set(block(DEFAULTS))


@pytest.mark.parametrize("code", SCRIPTS)
def test_the_row_has_the_measures_of_the_block(code: str) -> None:
    printed = of(code)

    assert printed["--letter-size"] == f"{SCRIPTS[code].points:g}pt"
    assert printed["--letter-leading"] == f"{SCRIPTS[code].leading:g}"


@pytest.mark.parametrize("code", SCRIPTS)
def test_the_file_that_is_preloaded_is_the_one_the_page_shows(code: str) -> None:
    families = [each.strip().strip('"') for each in serif(code).split(",")]

    assert faces().get(families[0], "") == SCRIPTS[code].screen_font
    assert not faces().keys() & families[1:]


@pytest.mark.parametrize(
    ("code", "language"), [(code, language) for code in SCRIPTS for language in SCRIPTS[code].smaller_fonts]
)
def test_a_language_with_a_smaller_file_shows_the_one_that_is_preloaded(code: str, language: str) -> None:
    chosen = next(
        one.value.strip('"')
        for one in declarations()
        if one.file == SMALLER and f'[data-script="{code}"]:lang({language})' in one.selector.split(", ")
    )

    assert faces()[chosen] == SCRIPTS[code].font_for(language) != SCRIPTS[code].screen_font


def test_every_screen_font_belongs_to_a_script() -> None:
    files = {path.stem for path in FONTS.glob("*.woff2")}
    named = {
        name for script in SCRIPTS.values() for name in (script.screen_font, *script.smaller_fonts.values())
    }

    assert files == named - {""} == set(faces().values())


@pytest.mark.parametrize("code", [code for code in SCRIPTS if not SCRIPTS[code].screen_font])
def test_a_script_with_the_readers_own_fonts_fetches_none(code: str) -> None:
    """Nor for its Latin letters: none of the families of the page is one that is fetched."""
    own = block(f'[data-script="{code}"]')

    assert not [name for name in faces() if f'"{name}"' in own["--serif"] + own["--letter-face"]]


def test_a_script_without_a_row_is_set_as_latin() -> None:
    assert script_of("Geor") is LATIN


def test_no_rule_goes_by_language() -> None:
    """A rule for Arabic alone leaves Persian, Urdu, Pashto and Kurdish behind. But a file may hold less."""
    found = hits(r":lang\(|\[lang[=\]|^]", "static/css/*.css")

    assert [hit for hit in found if not hit.startswith(f"static/css/{SMALLER}:")] == []
    assert {one.property for one in declarations() if one.file == SMALLER and one.selector[0] != "@"} == {
        "--naskh"
    }
