"""A postal address: the lines on the envelope, top to bottom, as the destination's post reads them."""

import unicodedata
from dataclasses import dataclass

from webapp.domain import text
from webapp.domain.language import Language

MOST_ROWS = 9
"""Rows in the window, the country's among them: 28.6 mm high (#10) at 8 pt (USPS DMM 202, the least size)."""
ROW = 52
"""Letters that find room beside each other there: 75 mm at 8 pt."""
ROOMY_ROWS = 6
"""Rows of the address zone at 10 pt: 27.3 mm (DIN 5008:2020, form B)."""
ROOMY_ROW = 44
"""Letters beside each other at 10 pt."""
ENVELOPE_ROWS, ENVELOPE_ROW = 8, 50
"""The same on an envelope without a window, at 12 pt: 45 by 100 mm."""

OFFICE_FIRST = frozenset(
    "AT AU AX BE BL BR BY CC CH CX DE FI FR GF GP HM IQ IR KZ LI LT LU MF MQ NC NF NL PM RE SE WF YT".split()  # noqa: SIM905
)
"""Where the post wants the organisation above the person: Google's address data (libaddressinput) has %O
before %N there in letters from abroad; and Germany (DIN 5008)."""


def head(country: str, name: str, title: str, office: str) -> tuple[str, ...]:
    """Give the lines above the place in the order of the destination's post."""
    return (office, name, title) if country in OFFICE_FIRST else (name, title, office)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address. Each property names one way of being valid; `is_valid` asks them all."""

    lines: tuple[str, ...]

    @property
    def has_a_place(self) -> bool:
        """A name alone reaches nobody: there is at least a second line."""
        return len(self.lines) >= 2

    @property
    def fits_the_window(self) -> bool:
        """Neither too many lines nor too long ones, and a row left for the country."""
        rows = sum(-(-len(line) // ROW) for line in self.lines)
        return rows < MOST_ROWS and all(len(line) <= text.LINE for line in self.lines)

    @property
    def is_clean(self) -> bool:
        """No line holds control or invisible characters, nor white space at its ends."""
        return all(line and line == text.line(line) for line in self.lines)

    @property
    def is_valid(self) -> bool:
        """Whether it can be printed on an envelope."""
        return self.has_a_place and self.fits_the_window and self.is_clean

    def __str__(self) -> str:
        return "\n".join(self.lines)


def is_long(lines: tuple[str, ...], rows: int = ROOMY_ROWS, row: int = ROOMY_ROW) -> bool:
    """Tell whether an address, country and all, needs the smaller type to stay in the window."""
    return sum(-(-len(line) // row) for line in lines) > rows


def country_line(country: str, sender: Language) -> str:
    """Name a destination as the sender's post office wants it: in capitals, in its own language.

    UPU Convention Regulations, on addressing: the country of destination in capitals, in the language of
    the country of origin, and for the posts on the way in an internationally known one, too: where the
    sender writes another script than Latin, the English name follows.
    """
    own = _capitals(sender.locale.territories.get(country, country), sender)
    known = Language("en").locale.territories.get(country, country).upper()
    return own if sender.script == "Latn" else f"{own} / {known}"


def _capitals(name: str, language: Language) -> str:
    match language.locale.language:
        case "tr" | "az":  # the dot stays
            return name.replace("i", "İ").upper()
        case "el":  # capitals have no accents
            bare = unicodedata.normalize("NFD", name).replace("\u0301", "")
            return unicodedata.normalize("NFC", bare).upper()
    return name.upper()
