"""Addresses side by side: by tabs, in the rows of rich text, in a page's layout, in centred cells."""

import pytest

from tests.importing.test_marks import HEAD, OFFICIAL, fields, found, lines
from tests.importing.test_office_files import paragraph, read, run
from webapp.importing.document import Document
from webapp.importing.reading.any_format import read_document
from webapp.importing.reading.pdf_columns import areas_of, rows_of
from webapp.importing.reading.pdf_text import Piece

ROWS = (
    ("Minister of Lamps", "Ambassador"), ("Testus Placeholder", "Nemo Nobody"),
    ("1 Lamp Street", "2 Embassy Road"), ("Lampton", "Oslo"),
)  # fmt: skip
COLUMNS = [[row[side] for row in ROWS] for side in (0, 1)]
TAB = "<w:r><w:tab/></w:r>"


def word(*rows: tuple[str, ...]) -> Document:
    return read("".join(paragraph(TAB.join(map(run, row))) for row in rows))


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_two_columns_that_tabs_make_are_read_one_after_the_other() -> None:
    document = word(("Before",), *ROWS, ("E-mail: a@lamps.example.org",), ("The letter ends here.",))
    left, right = COLUMNS
    assert texts(document) == [
        "Before",
        "\n".join([*left, "E-mail: a@lamps.example.org"]),
        "\n".join(right),
        "The letter ends here.",
    ]
    assert len({passage.group for passage in document.passages[1:3]} - {0}) == 2


@pytest.mark.parametrize(
    "rows",
    [
        (("Fax:", "1"), ("Phone:", "2"), ("E-mail:", "a@lamps.example.org")),  # labels
        (("–", "Free Ada."), ("–", "Open the files."), ("–", "Light the lamp.")),  # the marks of a list
        (("One", "two", "three"), ("four", "five", "six"), ("seven", "eight", "nine")),
        (("Index", "Norway"), ("Date", "May")),
    ],
)
def test_other_tabs_are_spaces(rows: tuple[tuple[str, ...], ...]) -> None:
    assert texts(word(*rows)) == [" ".join(row) for row in rows]


def test_rows_of_rich_text_with_a_line_of_each_address_are_read_by_columns() -> None:
    cells = "".join(
        rf"\trowd\cellx1000\cellx2000 \pard\intbl {left}\cell {right}\cell\row " for left, right in ROWS
    )
    document = read_document(rf"{{\rtf1\ansi Before\par {cells}\pard After\par}}".encode())
    left, right = COLUMNS
    assert texts(document) == ["Before", *left, *right, "After"]


def test_a_table_of_the_pages_layout_is_no_cell_of_an_address() -> None:
    text = (
        "<p>On 3 May 2021 Ada Lamp was sentenced to seven years in prison for lighting a lamp on the way to "
    )
    text += "the harbour, where a ship waited for it.</p>"
    official = f"<table><tr><td>{lines(OFFICIAL)}</td><td>{lines(OFFICIAL)}</td></tr></table>"
    findings = found(f"<table><tr><td>{HEAD[0]}{text}<h2>Addresses</h2>{official}</td></tr></table>")
    document = findings.document
    assert document.passages[0].group == 0
    assert len({passage.group for passage in document.passages} - {0}) == 2
    assert fields(findings)["targets[1].name"].value == "Mr Testus Placeholder"


def test_a_centred_cell_with_more_lines_begins_above_the_others() -> None:
    def piece(text: str, left: float, baseline: float) -> Piece:
        return Piece(text, left, left + 5.0 * len(text), baseline, 10.0)

    left = [piece(text, 60, 114 + 14 * row) for row, text in enumerate(COLUMNS[0])]
    right = [piece(text, 300, 135 + 14 * row) for row, text in enumerate(COLUMNS[1][:2])]
    above = piece("PLEASE SEND APPEALS BEFORE 3 APRIL TO THE TWO OF THEM:", 60, 100)
    areas = areas_of(rows_of([above, *left, *right]))
    assert [[line.text for line in column] for column in areas[-1]] == [COLUMNS[0], COLUMNS[1][:2]]
