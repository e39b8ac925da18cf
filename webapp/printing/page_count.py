"""How many sheets a letter takes, told without printing it: at every change of its words.

Lines are filled word by word with the widths of the print fonts' own letters; kerning and the joining of
Arabic letters are left out, so a letter that ends within a line or two of the sheet's may be told wrong.
The measures are those of static/css/letter.css; a test prints letters of many lengths and compares.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.letter import Letter
from webapp.domain.script import script_of
from webapp.domain.stationery import Paper

Widths = Mapping[int, float]
"""By code point, the advance of its glyph in ems."""

POINT = 25.4 / 72
"""Millimetres."""
AVERAGE = 0.5
"""Ems of a character that no font of ours has."""
JOINED = 0.74
"""Of an Arabic letter's width by itself: what it takes on average within a word."""
BREAKS = re.compile(r"[^ -]*[ -]?")


@dataclass(frozen=True, slots=True)
class _Room:
    """A sheet's measures in millimetres: line, height below the address, height of a further sheet."""

    line: float
    first: float
    further: float


_ROOMS = {
    Paper.A4: _Room(165.0, 297 - 16 - 98.46, 297 - 20 - 16),
    Paper.LETTER: _Room(6.5 * 25.4, (11 - 0.6 - 3.48) * 25.4, (11 - 0.75 - 0.6) * 25.4),
}
_PEN = 13.0
"""Millimetres left free for the signature."""


def count_pages(letter: Letter, widths: Widths) -> int:
    """Give the number of sheets a letter takes."""
    room = _ROOMS[letter.paper]
    script = script_of(letter.language.script)
    em = script.points * POINT
    row = script.leading * em

    def rows(text: str) -> int:
        return sum(_rows(line, room.line / em, widths) for line in text.split("\n")) if text else 0

    used = rows(letter.salutation) * row + 0.8 * em
    used += sum(map(rows, letter.paragraphs)) * row + 0.6 * em * (len(letter.paragraphs) - 1)
    used += 0.9 * em + rows(letter.closing) * row + _PEN + rows(letter.sender_name) * row
    return 1 if used <= room.first else 1 + int(-(-(used - room.first) // room.further))


def _rows(line: str, room: float, widths: Widths) -> int:
    rows, used = 1, 0.0
    for word in BREAKS.findall(line):
        width = sum(_width(each, widths) for each in word)
        if used and used + (width - 0.25 if word.endswith(" ") else width) > room:
            rows, used = rows + 1, 0.0
        rows += int(width // room)
        used += width % room
    return rows


def _width(character: str, widths: Widths) -> float:
    width = widths.get(ord(character), AVERAGE)
    return width * JOINED if "\u0620" <= character <= "\u06ff" else width
