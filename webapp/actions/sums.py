"""The SQL that adds up what is counted by day, week, channel and so on, for the campaign team.

Sums come from the tallies and from what the team has entered or taken off: no receipt, and nothing about a
single report, is read. They add up to the count of the public page.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from webapp.database.tables import TALLY_KEY, TOTAL_KEY, entries, taken_off, tallies, totals
from webapp.domain.channel import Channel


class Dimension(StrEnum):
    """What counts can be added up by."""

    CAMPAIGN = "campaign"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    CHANNEL = "channel"
    LANGUAGE = "language"
    TARGET = "target"
    PARTNER = "partner"
    LATE = "late"
    SOURCE = "source"


class Source(StrEnum):
    """Where a number comes from."""

    REPORTED = "reported"
    """By supporters, on the page."""
    PAPER = "paper"
    """Entered by the team, as for letters on paper."""
    TAKEN_OFF = "taken_off"
    """Below zero: reported, and taken off a spoiled day by the team."""


_COLUMNS = {
    Dimension.CAMPAIGN: "campaign",
    Dimension.DAY: "day",
    Dimension.WEEK: "day",
    Dimension.MONTH: "day",
    Dimension.CHANNEL: "channel",
    Dimension.LANGUAGE: "letter_language",
    Dimension.TARGET: "target",
    Dimension.PARTNER: "partner",
    Dimension.LATE: "late",
    Dimension.SOURCE: "source",
}
Value = str | date | bool


@dataclass(frozen=True, slots=True)
class Sums:
    """Letters and calls, added up."""

    dimensions: tuple[Dimension, ...]
    rows: tuple[tuple[tuple[Value, ...], int], ...]
    """The values of the dimensions, and the number, in the order of the values. No number is 0. Those of what
    was taken off are below 0, where the source is one of the dimensions."""

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
    [sums] = read_many(connection, [dimensions], campaigns=campaigns, since=since, until=until)
    return sums


def read_many(
    connection: sa.Connection,
    groups: Sequence[Sequence[Dimension]],
    *,
    campaigns: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[Sums, ...]:
    """Add up the same letters by several groups of dimensions. One statement: all are of one moment."""
    parts = []
    for index, dimensions in enumerate(groups):
        names = {_COLUMNS[dimension] for dimension in dimensions}
        for table, source, sign in _sources(names, every_day=since is None and until is None):
            parts.append(_part(index, names, table, source, sign, campaigns, since, until))
    numbers = [Counter[tuple[Value, ...]]() for _ in groups]
    for index, *values, number in connection.execute(sa.union_all(*parts)):
        by_name = dict(zip(_ALL_NAMES, values, strict=True))
        key = tuple(_value(dimension, by_name[_COLUMNS[dimension]]) for dimension in groups[index])
        numbers[index][key] += int(number or 0)  # PostgreSQL sums big integers to a Decimal; no row to None
    return tuple(
        Sums(tuple(dimensions), tuple(sorted((values, number) for values, number in found.items() if number)))
        for dimensions, found in zip(groups, numbers, strict=True)
    )


_ALL_NAMES = (*TALLY_KEY, "source")


def _sources(names: AbstractSet[str], *, every_day: bool) -> Sequence[tuple[sa.Table, Source, int]]:
    """Return the tables whose numbers are added up, each with its sign."""
    # The totals are the tallies of all days added up already, by fewer columns.
    table = totals if every_day and names <= {*TOTAL_KEY, "source"} else tallies
    counted = [(table, Source.REPORTED, 1), (entries, Source.PAPER, 1)]
    # What was taken off was reported, too. Where sources are not told apart, the two make nothing.
    apart = [(taken_off, Source.REPORTED, 1), (taken_off, Source.TAKEN_OFF, -1)]
    return [*counted, *apart] if "source" in names else counted


def _part(
    index: int,
    names: Collection[str],
    table: sa.Table,
    source: Source,
    sign: int,
    campaigns: Collection[str],
    since: date | None,
    until: date | None,
) -> sa.Select[Any]:
    grouped = [table.c[name] for name in TALLY_KEY if name in names and name in table.c]
    statement = sa.select(
        sa.literal_column(str(index)),
        *(_column(name, names, table, source) for name in _ALL_NAMES),
        sa.func.sum(table.c.number) * sa.literal_column(str(sign)),
    )
    if grouped:
        statement = statement.group_by(*grouped)
    if campaigns:
        statement = statement.where(table.c.campaign.in_(campaigns))
    if since:
        statement = statement.where(table.c.day >= since)
    if until:
        statement = statement.where(table.c.day <= until)
    return statement


def _column(name: str, names: Collection[str], table: sa.Table, source: Source) -> sa.ColumnElement[Any]:
    """Return what stands in a column: all parts of the statement have the same ones, of the same types."""
    if name == "source":
        return sa.literal_column(f"'{source.value}'")
    if name in names and name in table.c:
        return table.c[name]
    if name in names:  # entries have no partner
        return sa.literal_column("''")
    return sa.cast(sa.null(), tallies.c[name].type)


def _value(dimension: Dimension, stored: str | date | bool) -> Value:
    if dimension is Dimension.WEEK and isinstance(stored, date):
        year, week, _ = stored.isocalendar()
        return f"{year}-W{week:02}"
    if dimension is Dimension.MONTH and isinstance(stored, date):
        return f"{stored.year}-{stored.month:02}"
    if isinstance(stored, Channel):
        return stored.value
    return stored
