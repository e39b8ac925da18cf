"""A cell of a CSV is a text in each spreadsheet, and is read back as it was."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.domain.spreadsheet import defused, has_formula, restored

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
TEXT = st.text([*SIGNS, *";,\t\r\n\0\"' a1|"], max_size=8)

CELLS = [
    ("=1+1", "'=1+1"),
    ("\uff1d1", "'\uff1d1"),
    ("\t=1", "'\t'=1"),
    ("Minister;=HYPERLINK(A1)", "Minister;'=HYPERLINK(A1)"),
    ("a\tb\t@c", "a\tb\t'@c"),
    ("first line\n-1", "first line\n'-1"),
    ('a;"=1+1;b', "a;\"'=1+1;b"),  # in the file, a;""=1+1: an empty quoted text, and the formula behind it
    ("'=1", "''=1"),  # is not the same as the defused "=1"
    ("a; b; -c", "a; b; -c"),
    ("1-2 = a@b", "1-2 = a@b"),
    ("a, =b", "a, =b"),  # our own separator stands within quotation marks
    ("", ""),
]


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_a_formula_gets_an_apostrophe_wherever_it_begins(text: str, cell: str) -> None:
    assert defused(text) == cell
    assert restored(cell) == text
    assert has_formula(text) is (text != cell)


@given(rows=st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=3), separator=st.sampled_from(",;\t"))
@example(rows=[["a", '";"=1', ""]], separator=";")
def test_no_spreadsheet_finds_a_formula_whatever_parts_its_cells(
    rows: list[list[str]], separator: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([map(defused, row) for row in rows])

    read = csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=separator)

    assert not [cell for row in read for cell in row if cell.startswith(tuple(SIGNS))]


@given(TEXT)
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    assert restored(defused(text)) == text
