"""The file is small, reproducible and tagged, and has its fonts inside."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import ROOT, Printed
from webapp.domain.stationery import Paper

KB = 1024


@pytest.mark.parametrize("tag", TEXTS)
def test_a_letter_of_one_page_is_small(prints, tag):
    printed = prints(a_full_letter(tag))

    assert len(printed.pages) == 1
    assert len(printed.data) <= (30 if tag == "ar" else 15) * KB


@pytest.mark.parametrize("tag", TEXTS)
def test_all_fonts_are_ours_embedded_and_subset(prints, tag):
    fonts = prints(a_full_letter(tag)).fonts

    assert fonts
    for name, descriptor in fonts.items():
        prefix, plus, family = name.removeprefix("/").partition("+")
        assert plus, f"{name} is not a subset"
        assert len(prefix) == 6
        assert family in ("Appeal-Serif", "Noto-Naskh-Arabic")
        assert len(descriptor["/FontFile2"].get_object().get_data()) < 60 * KB


def test_the_machines_own_fonts_are_never_used(prints):
    """Debian has Bengali, Ethiopic and emoji fonts. The print does not depend on them."""
    printed = prints(a_full_letter(paragraphs=("বাংলা ዓለም 😀",)))

    assert all(name.endswith("+Appeal-Serif") for name in printed.fonts)


@pytest.mark.parametrize("tag", TEXTS)
def test_the_file_has_what_a_screen_reader_needs(prints, tag):
    """PDF/UA-1 (ISO 14289-1): the marker (5), title and tags (7.1), the language (7.2)."""
    letter = a_full_letter(tag)

    printed = prints(letter)

    metadata = printed.catalog["/Metadata"].get_object().get_data().decode()
    assert 'pdfuaid:part="1"' in metadata
    assert printed.title == letter.subject
    assert letter.subject in metadata
    assert printed.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert printed.catalog["/Lang"] == tag
    assert printed.catalog["/MarkInfo"]["/Marked"]
    assert structure_types(printed.catalog["/StructTreeRoot"]) <= {"/Document", "/Div", "/P", "/Span"}


def structure_types(tree):
    """Return the structure types in use, `/NonStruct` included, which a screen reader skips."""
    types, nodes = set(), [tree]
    while nodes:
        node = nodes.pop().get_object()
        if not isinstance(node, dict):
            continue
        if "/S" in node:
            types.add(node["/S"])
        children = node.get("/K", [])
        nodes += children if isinstance(children, list) else [children]
    return types


def test_a_file_has_no_date_of_its_making(prints):
    printed = prints(a_full_letter())

    assert set(printed.reader.metadata) == {"/Title", "/Producer"}
    assert b"Date" not in printed.data


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.LETTER, (215.9, 279.4))])
def test_the_sheet_has_the_chosen_size(prints, paper, size):
    printed = prints(a_full_letter(paper=paper))

    assert printed.sizes == [pytest.approx(size, abs=0.1)]


def test_the_same_letters_give_the_same_bytes(prints):
    letters = a_full_letter("ar"), a_full_letter("ru")

    assert prints(*letters).data == prints(*letters).data


PRINT_IN_A_PROCESS_OF_ITS_OWN = """
import hashlib, os, sys
from pathlib import Path
from jinja2 import Environment, FileSystemLoader
from tests.printing.letters_to_print import a_full_letter
from tests.printing.printed import FONTS, ROOT, STYLESHEETS
from webapp.printing.printer import Printer
from webapp.printing.letter_document import LetterDocument

environment = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
printer = Printer(FONTS, STYLESHEETS, Path(sys.argv[1]), starts_now=True)
page = LetterDocument(environment, "en").letters([a_full_letter("ar"), a_full_letter("ru")])

def show():
    print(hashlib.sha256(printer.render(page)).hexdigest(), flush=True)

if sys.argv[2] == "fork":  # as gunicorn does with a preloaded app
    for _ in range(2):
        if (child := os.fork()) == 0:
            show()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
show()
"""


@pytest.mark.parametrize(
    ("how", "variables"),
    [
        ("alone", {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}),
        ("fork", {"PYTHONHASHSEED": "2", "LC_ALL": "C", "LANG": "ar_EG.UTF-8"}),
    ],
)
def test_every_process_gives_the_same_bytes(prints, tmp_path, how, variables):
    expected = hashlib.sha256(prints(a_full_letter("ar"), a_full_letter("ru")).data).hexdigest()

    done = subprocess.run(
        [sys.executable, "-c", PRINT_IN_A_PROCESS_OF_ITS_OWN, str(tmp_path), how],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {expected}


def test_two_letters_in_one_file_share_their_fonts(prints):
    letter = a_full_letter()

    one, two = prints(letter), prints(letter, replace(letter, paragraphs=letter.paragraphs[::-1]))

    assert isinstance(two, Printed)
    assert len(two.data) < 1.5 * len(one.data)
