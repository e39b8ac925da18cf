"""Second sheets: their numbers, and the count that the page shows before a letter is printed."""

import pytest

from tests.printing.letters_to_print import AMBASSADOR, TEXTS, a_full_letter
from webapp.domain.language import parse
from webapp.domain.stationery import Paper
from webapp.printing.sheet_count import count_sheets

STEP = 10
"""Words by which the letters differ."""


def of_words(tag, count, **changes):
    """Return a letter of `count` words, in paragraphs of sixty."""
    words = " ".join(a_full_letter(tag).paragraphs * 8).split()[:count]
    paragraphs = tuple(" ".join(words[start : start + 60]) for start in range(0, count, 60))
    return a_full_letter(tag, paragraphs=paragraphs, **changes)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TEXTS)
def test_the_count_before_printing_is_the_count_of_the_print(prints, printer, tag, paper):
    """The estimate may be wrong within ten words of the end of the sheet, where one line decides."""
    letters = {count: of_words(tag, count, paper=paper) for count in range(200, 440, STEP)}
    sheets = {count: count_sheets(letter, printer.widths) for count, letter in letters.items()}
    first = min(count for count in sheets if sheets[count] > 1)

    assert all(sheets[count] > 1 for count in sheets if count >= first), "more words never take fewer sheets"
    assert len(prints(letters[first - 2 * STEP]).pages) == 1
    assert len(prints(letters[first + STEP]).pages) > 1


def test_the_count_of_a_long_letter_is_right_within_one_sheet(prints, printer):
    letter = a_full_letter("en", paragraphs=a_full_letter("en").paragraphs * 6)

    assert abs(count_sheets(letter, printer.widths) - len(prints(letter).pages)) <= 1


def test_one_sheet_has_no_number(prints):
    assert prints(a_full_letter()).pages[0].rstrip().endswith("Hannah Whitfield")


def test_each_letter_counts_its_own_sheets(prints):
    long = a_full_letter(paragraphs=a_full_letter().paragraphs * 2)
    other = a_full_letter("ru", AMBASSADOR, paragraphs=a_full_letter("ru").paragraphs * 2, paper=Paper.LETTER)

    pages = [page.split()[-1] for page in prints(long, a_full_letter(), other).pages]

    assert [last if last.isdigit() else "" for last in pages] == ["", "2", "", "", "2"]


@pytest.mark.parametrize(("tag", "number"), [("ar", "2"), ("ar-EG", "٢"), ("fa", "۲")])
def test_the_number_is_in_the_letters_digits(prints, tag, number):
    letter = a_full_letter("ar", paragraphs=a_full_letter("ar").paragraphs * 2, language=parse(tag))

    assert prints(letter).pages[1].split()[-1] == number
