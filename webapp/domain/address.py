"""A postal address: the lines on the envelope, top to bottom, as the destination's post reads them."""

from dataclasses import dataclass

from webapp.domain import text

MOST_LINES = 9
"""Lines in the address zone of a window envelope: 40 mm at 9 pt (DIN 5008:2020, form B)."""


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
        """Neither too many lines nor too long ones."""
        return len(self.lines) <= MOST_LINES and all(len(line) <= text.LINE for line in self.lines)

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
