"""The SQL that adds up what is counted by day, week, channel and so on, for the campaign team.

Sums come from the tallies alone: no receipt, and nothing about a single report, is read.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from webapp.database.tables import tallies
from webapp.domain.channel import Channel


class Dimension(StrEnum):
    """What counts can be added up by."""

    CAMPAIGN = "campaign"
    DAY = "day"
    WEEK = "week"
    CHANNEL = "channel"
    LANGUAGE = "language"
    TARGET = "target"
    PARTNER = "partner"
    LATE = "late"


_COLUMNS = {
    Dimension.CAMPAIGN: tallies.c.campaign,
    Dimension.DAY: tallies.c.day,
    Dimension.WEEK: tallies.c.day,
    Dimension.CHANNEL: tallies.c.channel,
    Dimension.LANGUAGE: tallies.c.letter_language,
    Dimension.TARGET: tallies.c.target,
    Dimension.PARTNER: tallies.c.partner,
    Dimension.LATE: tallies.c.late,
}
Value = str | date | bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Letters and calls, added up."""

    dimensions: tuple[Dimension, ...]
    rows: tuple[tuple[tuple[Value, ...], int], ...]
    """The values of the dimensions, and the number, in the order of the values. No number is 0."""

    @property
    def total(self) -> int:
        """Add up the numbers of all rows."""
        return sum(number for _, number in self.rows)


def read_sums(
    connection: sa.Connection,
    dimensions: Sequence[Dimension],
    *,
    campaigns: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Sums:
    """Add up the counted letters and calls of these campaigns (all, if none is named), by these dimensions.

    `since` and `until` are the first and the last day that count, each without a bound if None.
    """
    columns = tuple(dict.fromkeys(_COLUMNS[dimension] for dimension in dimensions))
    statement = sa.select(*columns, sa.func.sum(tallies.c.number)).group_by(*columns)
    if campaigns:
        statement = statement.where(tallies.c.campaign.in_(campaigns))
    if since:
        statement = statement.where(tallies.c.day >= since)
    if until:
        statement = statement.where(tallies.c.day <= until)
    numbers = Counter[tuple[Value, ...]]()
    for *values, number in connection.execute(statement):
        by_column = dict(zip(columns, values, strict=True))
        key = tuple(_value(dimension, by_column[_COLUMNS[dimension]]) for dimension in dimensions)
        numbers[key] += int(number or 0)  # PostgreSQL sums big integers to a Decimal; no row sums to None
    rows = tuple(sorted((values, number) for values, number in numbers.items() if number))
    return Sums(tuple(dimensions), rows)


def _value(dimension: Dimension, stored: str | date | bool) -> Value:
    if dimension is Dimension.WEEK and isinstance(stored, date):
        year, week, _ = stored.isocalendar()
        return f"{year}-W{week:02}"
    if isinstance(stored, Channel):
        return stored.value
    return stored
