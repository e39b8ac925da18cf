"""Measures of a printed letter, as static/css/paper.css sets them, for code that works without printing.

tests/printing/test_geometry.py compares each number with the style sheet. Size and leading of the type
depend on the script: see webapp/domain/script.py.
"""

from dataclasses import dataclass

from webapp.domain.stationery import Paper

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper with its margins. All values are in millimetres."""

    width: float
    height: float
    margin_top: float
    margin_side: float
    margin_bottom: float
    indent: float
    """Between the margin and the beginning of the lines."""
    text_top: float
    """From the top edge of the first sheet to the salutation, below head and date."""

    @property
    def line_width(self) -> float:
        """Width of a line of text."""
        return self.width - 2 * self.margin_side - self.indent

    @property
    def first_height(self) -> float:
        """Height of the text area on the first sheet."""
        return self.height - self.text_top - self.margin_bottom

    @property
    def further_height(self) -> float:
        """Height of the text area on each further sheet."""
        return self.height - self.margin_top - self.margin_bottom


SHEETS = {
    Paper.A4: Sheet(
        width=210.0,
        height=297.0,
        margin_top=20.0,
        margin_side=20.0,
        margin_bottom=16.0,
        indent=5.0,
        text_top=98.46,  # DIN 5008, form B
    ),
    Paper.LETTER: Sheet(
        width=8.5 * MM_PER_INCH,
        height=11 * MM_PER_INCH,
        margin_top=0.75 * MM_PER_INCH,
        margin_side=1 * MM_PER_INCH,
        margin_bottom=0.6 * MM_PER_INCH,
        indent=0.0,
        text_top=3.48 * MM_PER_INCH,
    ),
}

SIGNATURE_SPACE_MM = 25.0
"""Left free between closing and name, to sign by hand."""
LEAST_SIGNATURE_SPACE_MM = 13.0
"""The same where more would take another sheet for a few lines."""
SALUTATION_GAP_EM = 0.8
"""Below the salutation."""
PARAGRAPH_GAP_EM = 0.6
"""Between two paragraphs."""
CLOSING_GAP_EM = 0.9
"""Above the closing."""
