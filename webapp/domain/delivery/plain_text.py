"""Letters as a plain text file."""

from collections.abc import Sequence

from webapp.domain.letter import Letter
from webapp.domain.text import join_paragraphs

_BETWEEN_LETTERS = "\n" + "-" * 72 + "\n\n"


def plain(letters: Sequence[Letter]) -> str:
    """Return the letters as plain text, each with what its sheet has: sender, date and address above it."""
    return _BETWEEN_LETTERS.join(_sheet(letter) for letter in letters)


def _sheet(letter: Letter) -> str:
    address = "\n".join(letter.address) if letter.target.locality_lines else ""
    head = ("\n".join(letter.sender), letter.date_line, address)
    return join_paragraphs((*(part for part in head if part), letter.text)) + "\n"
