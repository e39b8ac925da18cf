"""JavaScript: what lets modules be put together into one script, and which syntax each script may have."""

import re
from pathlib import Path

import pytest

from tests.repository.checkout import ROOT, files, name
from webapp.desk_app import BUNDLES as DESK
from webapp.web.http.assets import SITE
from webapp.web.http.script_bundle import ENTRY, bundle

BUNDLES = (*SITE.scripts, *DESK.scripts)
FOLDERS = [ROOT / "static" / folder for folder in BUNDLES]
WITHOUT_HTMX = ["static/js/frame", "static/js/retry.js", "static/js/proof.js"]
"""They run in browsers that htmx is too new for."""
AFTER_2019 = r"\?\.(?!\d)|\?\?|\.at\(|replaceAll|Promise\.any|import\(|static \{|^\s*#\w"
AFTER_2009 = r"=>|`|\b(?:const|let|class|async|await|import|export)\b|\.\.\."
STATEMENT = re.compile(
    r"^(?!import\b|export\b|const\b|let\b|(?:async )?function\b|[\s})\]/*]|$).*", re.MULTILINE
)


def code(path: Path) -> str:
    """Return a script without its comments."""
    return re.sub(
        r"/\*.*?\*/|(?<![:\w'\"\\/])//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )


def modules(folder: Path) -> list[Path]:
    """Return the modules of a folder."""
    return sorted(folder.glob("*.js"))


def top_names(text: str) -> list[str]:
    """Name what stands at the top of a module."""
    return re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) ([\w$]+)", text, re.MULTILINE)


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_all_modules_of_a_folder_are_in_its_script_once(folder: Path) -> None:
    script = bundle(folder)
    named = [found for path in modules(folder) for found in top_names(code(path))]

    assert len(modules(folder)) > 2
    assert sorted(top_names(script)) == sorted(named)


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_a_name_stands_once_at_the_top_of_a_folder_s_modules(folder: Path) -> None:
    named = [found for path in modules(folder) for found in top_names(code(path))]

    assert named
    assert [one for one in named if named.count(one) > 1] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_a_folder_s_script_imports_and_exports_nothing(folder: Path) -> None:
    assert re.findall(r"^\s*(?:import|export)\b.*", bundle(folder), re.MULTILINE) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_only_the_entry_acts_when_it_is_loaded(folder: Path) -> None:
    acting = {path.name for path in modules(folder) if STATEMENT.search(code(path))}

    assert acting == {ENTRY}


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_what_looks_like_a_comment_to_the_bundle_is_one(folder: Path) -> None:
    """It takes away what stands after " // ", and does not know strings."""
    before = [
        line.partition(" // ")[0]
        for path in modules(folder)
        for line in path.read_text(encoding="utf-8").splitlines()
        if " // " in line
    ]

    assert [code for code in before if any(code.count(quote) % 2 for quote in "\"'`")] == []
    assert " // " not in bundle(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_no_string_goes_over_a_line_where_the_bundle_takes_indents_away(folder: Path) -> None:
    lines = [line for path in modules(folder) for line in code(path).splitlines()]

    assert [line for line in lines if line.count("`") % 2 or line.endswith("\\")] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=BUNDLES)
def test_every_module_says_first_what_it_does(folder: Path) -> None:
    assert [
        path.name for path in modules(folder) if not path.read_text(encoding="utf-8").startswith("/* ")
    ] == []


def test_what_runs_without_htmx_has_no_newer_syntax() -> None:
    found = files(*WITHOUT_HTMX)

    assert len(found) > 3
    assert {
        name(path): hits for path in found if (hits := re.findall(AFTER_2019, code(path), re.MULTILINE))
    } == {}


def test_the_partners_script_is_for_any_browser() -> None:
    assert re.findall(AFTER_2009, code(ROOT / "static" / "js" / "embed.js")) == []
