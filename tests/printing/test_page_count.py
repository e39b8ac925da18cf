"""Second sheets: numbered, and told on the page before anything is printed."""

import pytest

from tests.printing.letters_to_print import AMBASSADOR, TEXTS, a_letter
from webapp.domain.language import parse
from webapp.domain.stationery import Paper
from webapp.printing.page_count import count_pages


def of_words(tag, count, **changes):
    """A letter with so many words, in paragraphs of sixty."""
    words = " ".join(a_letter(tag).paragraphs * 8).split()[:count]
    paragraphs = tuple(" ".join(words[start : start + 60]) for start in range(0, count, 60))
    return a_letter(tag, paragraphs=paragraphs, **changes)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TEXTS)
def test_what_the_page_tells_is_what_is_printed(prints, printer, tag, paper):
    """To within ten words of the sheet's end, where a line more or less decides."""
    told, printed = {}, {}
    for count in range(200, 440, 10):
        letter = of_words(tag, count, paper=paper)
        told[count] = count_pages(letter, printer.widths) > 1
        printed[count] = len(prints(letter).pages) > 1

    first = min(count for count, more in printed.items() if more)
    assert {count for count in told if told[count] != printed[count]} <= {first - 10, first}
    assert not printed[200]


def test_a_long_letter_is_told_to_within_a_sheet(prints, printer):
    letter = a_letter("en", paragraphs=a_letter("en").paragraphs * 6)

    assert abs(count_pages(letter, printer.widths) - len(prints(letter).pages)) <= 1


def test_one_sheet_has_no_number(prints):
    assert prints(a_letter()).pages[0].rstrip().endswith("Hannah Whitfield")


def test_each_letter_counts_its_own_sheets(prints):
    long = a_letter(paragraphs=a_letter().paragraphs * 2)
    other = a_letter("ru", AMBASSADOR, paragraphs=a_letter("ru").paragraphs * 2, paper=Paper.LETTER)

    pages = [page.split()[-1] for page in prints(long, a_letter(), other).pages]

    assert [last if last.isdigit() else "" for last in pages] == ["", "2", "", "", "2"]


@pytest.mark.parametrize(("tag", "number"), [("ar", "2"), ("ar-EG", "٢"), ("fa", "۲")])
def test_the_number_is_in_the_letters_digits(prints, tag, number):
    letter = a_letter("ar", paragraphs=a_letter("ar").paragraphs * 2, language=parse(tag))

    assert prints(letter).pages[1].split()[-1] == number
