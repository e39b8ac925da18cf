"""The printer checks the machine when it starts, knows its fonts, and prints one letter at a time."""

import os
import sys
import threading

import pytest

from tests.live_servers.processes import printing
from tests.printing.fake_engine import without_weasyprint
from tests.printing.letters_to_print import TEXTS, a_full_letter
from tests.printing.printed import FONTS, STYLESHEETS
from webapp.printing.letter_document import LetterDocument
from webapp.printing.printer import Printer, PrintingUnavailable

pytestmark = pytest.mark.usefixtures("executed_workers")


def test_a_letter_in_an_offered_language_misses_no_character(printer):
    for tag in TEXTS:
        letter = a_full_letter(tag)
        text = letter.body + letter.subject + letter.language.date(letter.day)

        assert printer.missing(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Plain words.", ""),
        ("Žluťoučký kůň, Đặng Hữu Phước, ŁÓDŹ, Þórður, ĠgĦ", ""),
        ("Ελληνικά, Μαΐου", ""),
        ("Українська, Српски Ђ, Беларуская ў, Қазақша", ""),
        ("فارسی گچپژ، اردو ٹھیک ہے؟ پښتو ښه، کوردی ڕێ", ""),
        ("₴ ₽ € £ № – — … “ ” „ « » ‹ › † §", ""),
        ("spaces\u00a0\u202f\u2009\u3000 and\nlines", ""),
        ("joiners \u200c\u200d, marks \u200e\u200f, soft\u00adhyphen, zero\u200bwidth", ""),
        ("中文", ""),
        ("বাংলা", "বাংলা"),
        ("ok 👍\ufe0f", "👍"),
        ("שלום", "שלום"),
    ],
)
def test_characters_without_a_font_are_named(printer, text, missing):
    assert printer.missing(text) == frozenset(missing)


def test_a_missing_character_is_printed_as_a_box_that_pdf_ua_allows(prints, printer):
    """U+FFFD has a glyph in our font; the glyph for no character would break PDF/UA (7.21.8)."""
    printed = prints(a_full_letter(paragraphs=("before ক after",)))

    assert "before \ufffd after" in printed.lines()


def test_a_folder_without_fonts_stops_the_start(tmp_path):
    with pytest.raises(PrintingUnavailable, match=r"no font is in .*/empty.*tools/fonts"):
        Printer(tmp_path / "empty", STYLESHEETS, tmp_path / "cache")


WITHOUT = {
    "libharfbuzz-subset0": "import weasyprint.text.ffi as ffi; ffi.harfbuzz_subset = None",
    "libpangoft2-1.0-0": (
        "import sys\n"
        "class NoPango:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'weasyprint': raise OSError(\"cannot load library 'libpango-1.0-0'\")\n"
        "sys.meta_path.insert(0, NoPango())"
    ),
}


@pytest.mark.parametrize("package", WITHOUT)
def test_a_missing_library_stops_the_start_and_the_error_names_the_remedy(tmp_path, package):
    """Without the subset library WeasyPrint would be five to eleven times slower, without a warning."""
    command = (sys.executable, "-c", f"{WITHOUT[package]}\nfrom webapp.printing.worker import main; main()")

    with pytest.raises(PrintingUnavailable, match=f"apt-get install {package}"):
        Printer(FONTS, STYLESHEETS, tmp_path, command=command)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ((sys.executable, "-c", "raise SystemExit(3)"), "ended with status 3"),
        ((sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"), "by signal 11"),
    ],
)
def test_a_printing_process_that_cannot_start_stops_the_start(tmp_path, command, message):
    with pytest.raises(PrintingUnavailable, match=message):
        Printer(FONTS, STYLESHEETS, tmp_path, command=command)


def test_a_missing_style_sheet_stops_the_start(tmp_path):
    with pytest.raises(PrintingUnavailable, match="no trial letter could be printed: FileNotFoundError"):
        Printer(FONTS, [tmp_path / "none.css"], tmp_path)


def test_letters_of_many_threads_are_not_mixed_up(printer, environment):
    pages = {tag: LetterDocument(environment).letters([a_full_letter(tag)]) for tag in TEXTS}
    expected = {tag: printer.render(page) for tag, page in pages.items()}
    found = []

    def print_all():
        found.extend((tag, printer.render(page)) for tag, page in pages.items())

    threads = [threading.Thread(target=print_all) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(found) == 4 * len(TEXTS)
    assert all(expected[tag] == data for tag, data in found)


def test_other_programs_of_this_process_keep_the_machines_fonts(printer):
    """For example the browser of other tests: only the printing process has the variable."""
    assert str(FONTS) not in os.environ.get("FONTCONFIG_FILE", "")


def test_only_the_list_of_fonts_is_written_to_disk(environment, tmp_path):
    printer = Printer(FONTS, STYLESHEETS, tmp_path, starts_now=True)
    printer.render(LetterDocument(environment).letters([a_full_letter()]))
    printer.close()

    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} <= {".conf", ".TAG", ".cache-8", ".cache-9", ".NEW", ""}
    assert not any(b"Hannah" in path.read_bytes() for path in written)


@pytest.mark.parametrize("starts_now", [False, True])
def test_the_process_that_was_tried_prints_the_first_letter_where_none_is_forked(tmp_path, starts_now):
    command = (sys.executable, "-c", without_weasyprint("act = len"))
    before = set(printing(os.getpid()))
    printer = Printer(FONTS, STYLESHEETS, tmp_path, command=command, starts_now=starts_now)
    tried = set(printing(os.getpid())) - before
    printer.render("<p>Well.</p>")
    printed = set(printing(os.getpid())) - before
    printer.close()

    assert (len(tried), len(printed)) == (int(starts_now), 1)
    assert tried <= printed
    assert set(printing(os.getpid())) == before


def test_no_compiler_is_run_to_look_for_libraries(tmp_path, monkeypatch):
    programs, ran = tmp_path / "programs", tmp_path / "ran"
    programs.mkdir()
    for name in ("gcc", "cc", "ld"):
        (programs / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")

    Printer(FONTS, STYLESHEETS, tmp_path / "cache")

    assert not ran.exists()
