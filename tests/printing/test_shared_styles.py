"""Styles that are kept from letter to letter change no byte, and leave the next letter nothing to compute."""

import re
import subprocess
import sys

import pytest

from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from webapp.printing.fonts import fontconfig_file, only_our_fonts
from webapp.printing.shared_styles import SharedStyles

IN_TURNS = """
from xml.etree import ElementTree
from jinja2 import Environment, FileSystemLoader
from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import ROOT, STYLESHEETS
from webapp.domain.stationery import Paper
from webapp.printing.engine import Engine
from webapp.printing.letter_document import LetterDocument

document = LetterDocument(Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True), "en")
letters = [a_full_letter(tag, paper=paper) for tag in TEXTS for paper in Paper]
pages = [document.letters([letter]) for letter in letters]
pages += [document.envelopes(letters[:2]), document.postcards(letters[:3]), document.letters(letters)]
used = Engine(STYLESHEETS)
first = [used.print(page) for page in pages]
known = len(used.styles._known)
assert [used.print(page) for page in reversed(pages)] == first[::-1]
computed = used.styles.computed
assert [used.print(page) for page in pages[-3:]] == first[-3:]
assert (used.styles.computed, len(used.styles._known)) == (computed, known), "the same letters, computed anew"
edited = a_full_letter("en", paragraphs=("Other words.", "Quite other ones."))
used.print(document.letters([edited]))
assert used.styles.computed == computed, "other words, and styles computed anew"
root = ElementTree.fromstring(document.letters([edited]))
assert used.styles.of_document(root), "other words, and selectors matched anew"
fresh = Engine(STYLESHEETS)
for page, pdf in zip(pages[-4:], first[-4:], strict=True):
    fresh.close()
    fresh = Engine(STYLESHEETS)
    assert fresh.print(page) == pdf
used.close()
fresh.close()
print(known)
"""

OWN_STYLE = """
from tests.printing.printed import STYLESHEETS
from webapp.printing.engine import Engine

page = "<!DOCTYPE html><html lang='en'><head><title>a</title>{}</head><body><p{}>a</p>{}</body></html>"
engine = Engine(STYLESHEETS)
for first, second in (
    (("<style>p {margin: 1px}</style>", "", ""), ("<style>p {margin: 9px}</style>", "", "")),
    (("", " style='margin: 1px'", ""), ("", " style='margin: 9px'", "")),
    (("", " id='a'", ""), ("", " id='b'", "")),
    (("", "", ""), ("", "", "<p>b</p>")),
):
    engine.print(page.format(*first))
    fresh = Engine(STYLESHEETS)
    assert engine.print(page.format(*second)) == fresh.print(page.format(*second)), second
    fresh.close()
engine.close()
print("their own")
"""

TOO_MANY = """
from tests.printing.printed import STYLESHEETS
from webapp.printing import shared_styles
from webapp.printing.engine import Engine

most = shared_styles.MAX_STYLES = 200  # it is 2,000: to lay out so many paragraphs takes seconds
engine = Engine(STYLESHEETS)
seen = []
for number in range(6):
    body = "".join(f'<p style="margin: {each}px">a</p>' for each in range(number * 50, number * 50 + 50))
    engine.print(f"<!DOCTYPE html><html lang='en'><head><title>a</title></head><body>{body}</body></html>")
    seen.append(len(engine.styles._known))
    assert seen[-1] <= most + 60
    assert len(engine.styles._kinds) <= shared_styles.MAX_ELEMENTS + 60
assert seen != sorted(seen), "never forgotten"
engine.close()
print("bounded")
"""


def run(script, folder):
    """Run a script with our fonts alone, as the printing process has them; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=only_our_fonts(fontconfig_file(FONTS, folder)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_letters_in_turns_are_printed_as_by_themselves(tmp_path):
    assert int(run(IN_TURNS, tmp_path)) > 100


def test_documents_that_look_otherwise_are_not_printed_alike(tmp_path):
    assert run(OWN_STYLE, tmp_path) == "their own\n"


@pytest.mark.parametrize(
    "selector", [":empty", ":has(b)", ":only-child", ":nth-last-child(2)", ":last-of-type"]
)
def test_a_selector_that_depends_on_what_follows_is_refused(selector):
    with pytest.raises(ValueError, match=f"has {selector[:4]}"):
        SharedStyles(f"p{selector} {{ margin: 0 }}")


def test_what_is_kept_is_bounded(tmp_path):
    assert run(TOO_MANY, tmp_path) == "bounded\n"


def test_print_has_no_units_of_a_first_page():
    """A kept style has the page size of the document that it was made for."""
    for sheet in (*STYLESHEETS, ROOT / "static" / "css" / "handover.css"):
        assert not re.search(r"\d(vw|vh|vi|vb|vmin|vmax|pw|ph)\b", sheet.read_text("utf-8")), sheet
