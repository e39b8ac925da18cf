"""Whether an address fits where it is printed: the window, an envelope, a postcard.

Lines are wrapped by the advance widths of the print fonts, as the printer wraps them. Sizes of type are those
of static/css/paper.css and static/css/envelope.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.domain.stationery import Paper
from webapp.printing.geometry import MM_PER_INCH, MM_PER_POINT
from webapp.printing.sheet_count import Widths, count_rows, text_width

MARGIN = 0.99
"""Of a line's width: kerning and hinting may widen a word by so much."""


@dataclass(frozen=True, slots=True)
class AddressSpace:
    """A place for an address in one size of type."""

    name: str
    width: float
    """In millimetres."""
    points: float
    rows: int

    def rows_of(self, line: str, widths: Widths) -> int:
        """Return the rows that one line of an address takes here."""
        return count_rows(line, self.width * MARGIN / (self.points * MM_PER_POINT), widths)

    def holds(self, lines: Sequence[str], widths: Widths) -> bool:
        """Check whether an address fits."""
        return sum(self.rows_of(line, widths) for line in lines) <= self.rows

    def width_of(self, line: str, widths: Widths) -> float:
        """Return the width of a line in one row, in millimetres."""
        return text_width(line, widths) * self.points * MM_PER_POINT


WINDOWS = {
    Paper.A4: AddressSpace("window", 75.0, 10.2, 6),  # the zone of 27.3 mm (DIN 5008:2020, form B)
    Paper.LETTER: AddressSpace("window", 3.3 * MM_PER_INCH, 10.2, 6),
}
"""The address in its usual size."""
SMALL_WINDOW = AddressSpace("window", 75.0, 8.0, 9)
"""The narrower of the two in the least type that machines read (USPS DMM 202); #10 is 28.6 mm high."""
OUTSIDE = AddressSpace("envelope", 100.0, 12.0, 8)
"""An envelope without a window. A postcard has as many characters in a row: 92 mm at 11 pt."""
SMALL_OUTSIDE = AddressSpace("postcard", 92.0, 10.0, 11)
"""The same in the smaller type; the postcard is narrower, the #10 envelope lower: 46.9 mm."""


def misfit(lines: Sequence[str], country_lines: Sequence[str], widths: Widths) -> str:
    """Say what is too long of an address with any of the country's lines, or return ""."""
    for space in (SMALL_WINDOW, SMALL_OUTSIDE):
        country_rows = max((space.rows_of(line, widths) for line in country_lines), default=1)
        rows = country_rows + sum(space.rows_of(line, widths) for line in lines)
        if rows > space.rows:
            wide = [
                f'"{line}" ({space.width_of(line, widths):.0f} mm, {space.rows_of(line, widths)} rows)'
                for line in lines
                if space.rows_of(line, widths) > 1
            ]
            wraps = f"; wider than its {space.width:.0f} mm: {', '.join(wide)}" if wide else ""
            return (
                f"with the country it takes {rows} rows in the {space.name} of at most {space.rows}, "
                f"in the smallest type{wraps}"
            )
    return ""
