"""Estimate how many sheets a letter takes, without printing it: the page shows it at every change.

Lines are filled word by word with the advance widths of the print fonts. Kerning and the joining of Arabic
letters are left out: the estimate may be wrong for a letter that ends within a line or two of a sheet's end.
"""

import math
import re
from collections.abc import Mapping

from webapp.domain.letter import Letter
from webapp.domain.script import script_of
from webapp.printing import geometry

Widths = Mapping[int, float]
"""The advance width of each glyph in ems, by code point."""

MISSING_WIDTH_EM = 0.5
"""Width of a character that no print font has."""
JOINED_RATIO = 0.74
"""Average width of an Arabic letter within a word, as a share of its width alone."""
LINE_END_SPACE_EM = 0.25
"""Width of a space, which may hang over the end of a line."""
_WITHOUT_WIDTH = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060")
WORDS = re.compile(r"[^ -]*[ -]?")
"""Words with the space or hyphen after which a line may break."""


ESTIMATE_ERROR_LINES = 2
"""Lines by which the estimate may be wrong."""


def count_sheets(letter: Letter, widths: Widths) -> int:
    """Return the estimated number of sheets."""
    return _sheets(letter, widths, geometry.LEAST_SIGNATURE_SPACE_MM)


def has_room_to_sign(letter: Letter, widths: Widths) -> bool:
    """Check whether the whole space for a signature surely fits without another sheet."""
    script = script_of(letter.language.script)
    spare = ESTIMATE_ERROR_LINES * script.leading * script.points * geometry.MM_PER_POINT
    return count_sheets(letter, widths) == _sheets(letter, widths, geometry.SIGNATURE_SPACE_MM + spare)


def _sheets(letter: Letter, widths: Widths, signature_space: float) -> int:
    sheet = geometry.SHEETS[letter.paper]
    script = script_of(letter.language.script)
    em = script.points * geometry.MM_PER_POINT
    line_height = script.leading * em

    def height(text: str) -> float:
        if not text:
            return 0.0
        return line_height * sum(count_rows(line, sheet.line_width / em, widths) for line in text.split("\n"))

    used = height(letter.salutation) + geometry.SALUTATION_GAP_EM * em
    used += sum(map(height, letter.paragraphs))
    used += geometry.PARAGRAPH_GAP_EM * em * (len(letter.paragraphs) - 1)
    used += geometry.CLOSING_GAP_EM * em + height(letter.closing)
    used += signature_space + height(letter.sender_name)
    if letter.target.copies_by_post:
        names = ", ".join(each.name for each in letter.target.copies_by_post)
        used += geometry.CLOSING_GAP_EM * em + height(names)
    return 1 + max(0, math.ceil((used - sheet.first_height) / sheet.further_height))


def text_width(line: str, widths: Widths) -> float:
    """Return the width of a text in one row, in ems."""
    return sum(_width(character, widths) for character in line)


def count_rows(line: str, line_width: float, widths: Widths) -> int:
    """Return the rows that a text without line breaks fills; `line_width` is in ems."""
    width_of = {character: _width(character, widths) for character in {*line}}
    rows, used = 1, 0.0
    for word in WORDS.findall(line):
        width = sum(map(width_of.__getitem__, word))
        visible = width - LINE_END_SPACE_EM if word.endswith(" ") else width
        if used and used + visible > line_width:
            rows, used = rows + 1, 0.0
        rows += int(width // line_width)
        used += width % line_width
    return rows


def _width(character: str, widths: Widths) -> float:
    if character in _WITHOUT_WIDTH:
        return 0.0
    width = widths.get(ord(character), MISSING_WIDTH_EM)
    return width * JOINED_RATIO if "\u0620" <= character <= "\u06ff" else width
