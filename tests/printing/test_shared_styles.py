"""Styles that are kept from letter to letter change no byte, and leave the next letter nothing to compute."""

import re
import subprocess
import sys

from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from webapp.printing.fonts import fontconfig_file, only_our_fonts

IN_TURNS = """
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
computed, known = used.styles.computed, len(used.styles._known)
assert [used.print(page) for page in reversed(pages)] == first[::-1]
assert (used.styles.computed, len(used.styles._known)) == (computed, known), "the same letters, computed anew"
edited = a_full_letter("en", paragraphs=("Other words.", "Quite other ones."))
used.print(document.letters([edited]))
assert used.styles.computed == computed, "other words, and styles computed anew"
fresh = Engine(STYLESHEETS)
for page, pdf in zip(pages[-4:], first[-4:], strict=True):
    fresh.close()
    fresh = Engine(STYLESHEETS)
    assert fresh.print(page) == pdf
used.close()
fresh.close()
print(known)
"""

TOO_MANY = """
from tests.printing.printed import STYLESHEETS
from webapp.printing import shared_styles
from webapp.printing.engine import Engine

engine = Engine(STYLESHEETS)
most = shared_styles.MAX_STYLES
for number in range(6):
    body = "".join(f'<p style="margin: {each}px">a</p>' for each in range(number * 500, number * 500 + 500))
    engine.print(f"<!DOCTYPE html><html lang='en'><head><title>a</title></head><body>{body}</body></html>")
    assert len(engine.styles._known) <= most + 600
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


def test_what_is_kept_is_bounded(tmp_path):
    assert run(TOO_MANY, tmp_path) == "bounded\n"


def test_print_has_no_units_of_a_first_page():
    """A kept style has the page size of the document that it was made for."""
    for sheet in (*STYLESHEETS, ROOT / "static" / "css" / "handover.css"):
        assert not re.search(r"\d(vw|vh|vi|vb|vmin|vmax|pw|ph)\b", sheet.read_text("utf-8")), sheet
