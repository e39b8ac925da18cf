"""A table of numbers as the page shows it: bounded, and with a bar beside each number.

What does not fit is added up in one row, so that every table adds up to the same total.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from webapp.desk.numbers import wording
from webapp.team.numbers.figures import By

MOST_ROWS = 60
"""Days, weeks, partners and so on that a page shows; the files have all of them."""
OF_TIME = frozenset({By.DAY, By.WEEK})


@dataclass(frozen=True, slots=True)
class Row:
    """A value in words, and its number."""

    words: str
    number: int
    aside: str = ""
    """What stands below the words: the short name of a campaign, the number of a week."""
    day: date | None = None
    """Of a row that is about one day or one week: its first day."""
    slug: str = ""
    """Of a row that is about a campaign."""
    share: float = 0.0
    """The length of its bar, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one thing: time in its order, the latest first; all else the largest number first."""

    by: By
    rows: tuple[Row, ...]
    left_out: int
    """How many rows are not shown."""
    rest: int
    """Their numbers, added up."""

    @property
    def title(self) -> str:
        """The heading."""
        return wording.title(self.by)

    @property
    def column(self) -> str:
        """The heading of the column with the values."""
        return wording.column(self.by)

    @property
    def is_of_time(self) -> bool:
        """Whether it has what the chart shows."""
        return self.by in OF_TIME

    @property
    def total(self) -> int:
        """Add up all rows, also those that are not shown."""
        return sum(row.number for row in self.rows) + self.rest


def make_table(by: By, rows: Iterable[Row]) -> Table:
    """Put rows in order and bound them."""
    ordered = _ordered(by, [*rows])
    shown, others = ordered[:MOST_ROWS], ordered[MOST_ROWS:]
    most = max((row.number for row in shown), default=1)
    drawn = tuple(replace(row, share=_share(row.number, most)) for row in shown)
    return Table(by, drawn, len(others), sum(row.number for row in others))


def _ordered(by: By, rows: list[Row]) -> list[Row]:
    if by in OF_TIME:
        return sorted(rows, key=lambda row: row.day or date.min, reverse=True)
    return sorted(rows, key=lambda row: (-row.number, row.words))


def _share(number: int, most: int) -> float:
    """Return the length of a bar: 1 beside 100,000 is seen, too; less than nothing has none."""
    return max(1.0, round(100 * number / most, 1)) if number > 0 else 0.0
