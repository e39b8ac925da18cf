"""The text in the file is the letter, complete and in order."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.printing.letters_to_print import AMBASSADOR, MINISTER, TEXTS, a_full_letter
from tests.printing.printed import arabic_words, fold, lines_of, unmirrored, without_marks, words
from tests.printing.short_letters import a_short_letter


@pytest.mark.parametrize("tag", TEXTS)
def test_the_glyphs_of_the_file_read_as_the_letter(prints, tag):
    """Glyph by glyph, vowel signs and shadda included, independent of any PDF reader."""
    letter = a_full_letter(tag)

    printed = prints(letter)

    assert fold("".join(printed.lines())) == words(letter)


@pytest.mark.parametrize("tag", TEXTS)
def test_a_reader_program_finds_the_letter(prints, tag):
    """As PDFium sees it, which Chrome has: by where the letters stand.

    In Arabic that has limits of its own. PDFium sorts pieces of a line by where they begin, and a mark that
    stands higher is a piece of its own: it comes out at the end of its line, or breaks it. Several Latin
    words come out last one first, brackets are turned round once too often. The first two are kept out of
    this letter, the third is undone on both sides. docs/decisions/0003-pdf.md has what was tried.
    """
    letter = a_full_letter(tag)
    if tag == "ar":
        paragraphs = (without_marks(each).replace(" (Reg. No. 207)", "") for each in letter.paragraphs)
        letter = replace(letter, paragraphs=tuple(paragraphs), sender_name=without_marks(letter.sender_name))

    printed = prints(letter)

    assert unmirrored(fold(printed.text)) == unmirrored(words(letter))


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param(a_full_letter("ar"), id="ar"),
        pytest.param(replace(a_short_letter("fa"), sender_name="مُحَمَّد تَقَوی"), id="fa"),
    ],
)
def test_another_reader_program_finds_each_word_with_its_vowel_signs(prints, letter):
    """As pypdf sees it, by the order in the file. It turns figures round and moves full stops, no word."""
    printed = prints(letter)

    written = "\n".join(lines_of(letter))
    assert without_marks(written) != written
    assert arabic_words(printed.text_in_file_order) == arabic_words(written)


def test_arabic_letters_are_joined(prints):
    """An Arabic letter has up to four shapes; the print has more than one of them."""
    shapes = Counter(prints(a_full_letter("ar")).characters)

    assert [letter for letter in "بتسعمنهي" if shapes[letter] < 2] == []


def test_a_latin_line_in_an_arabic_letter_reads_from_the_left(prints):
    printed = prints(a_full_letter("ar"))

    assert "14 Linden Square" in printed.lines()
    assert "14 Linden Square" in printed.text


def test_line_breaks_within_a_paragraph_are_kept(prints):
    printed = prints(a_full_letter(paragraphs=("First line\nsecond line", "Next paragraph")))

    assert {"First line", "second line", "Next paragraph"} <= set(printed.lines())


def test_without_a_sender_there_is_no_empty_line_for_one(prints):
    letter = a_full_letter(sender_name="", sender_address=())

    printed = prints(letter)

    assert printed.lines()[0] == MINISTER.address.lines[0]
    assert printed.lines()[-1] == letter.closing


def test_each_letter_has_its_own_address_and_salutation_and_no_others(prints):
    printed = prints(a_full_letter(), a_full_letter(target=AMBASSADOR))
    minister, ambassador = printed.pages

    for only, other, target in ((minister, ambassador, MINISTER), (ambassador, minister, AMBASSADOR)):
        for line in target.address.lines:
            assert line in only
            assert line not in other
    assert "Dear Minister," in minister
    assert "Minister" not in ambassador
    assert "Dear Ambassador," in ambassador
    assert "Ambassador" not in minister


def test_each_letter_begins_on_a_new_page(prints):
    long = a_full_letter(paragraphs=a_full_letter().paragraphs * 2)

    printed = prints(long, a_full_letter(target=AMBASSADOR))

    assert len(printed.pages) == 3
    assert "Dear Ambassador," in printed.pages[2]
    assert "Hannah" in printed.pages[2].splitlines()[0]


def test_the_closing_is_never_alone_on_a_page(prints):
    """Whatever the length, the page with the closing has at least two lines of the text."""
    sentence = "One more sentence to fill the page with, and not a short one at that either. "
    for count in range(20, 34):
        *_, last = prints(a_full_letter(paragraphs=(sentence * count,))).pages

        lines = last.splitlines()
        assert lines.index("Yours sincerely,") >= 2, f"{count} sentences"
