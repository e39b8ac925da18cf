"""Breakdowns: what is counted, by day, week, channel and so on, for the campaign team.

The SQL reads the tallies and what the team has entered or taken off: no receipt, and nothing about a single
report. The numbers add up to the count of the public page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
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
class Breakdown:
    """Letters and calls, added up."""

    dimensions: tuple[Dimension, ...]
    rows: tuple[tuple[tuple[Value, ...], int], ...]
    """The values of the dimensions, and the number, in the order of the values. No number is 0. Those of what
    was taken off are below 0, where the source is one of the dimensions."""

    @property
    def total(self) -> int:
        """Add up the numbers of all rows."""
        return sum(number for _, number in self.rows)


def read_breakdown(
    connection: sa.Connection,
    dimensions: Sequence[Dimension],
    *,
    campaigns: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Breakdown:
    """Add up the counted letters and calls of these campaigns (all, if none is named), by these dimensions.

    `since` and `until` are the first and the last day that count, each without a bound if None.
    """
    [breakdown] = read_breakdowns(connection, [dimensions], campaigns=campaigns, since=since, until=until)
    return breakdown


def read_breakdowns(
    connection: sa.Connection,
    groups: Sequence[Sequence[Dimension]],
    *,
    campaigns: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> tuple[Breakdown, ...]:
    """Add up the same letters by several groups of dimensions. One statement: all are of one moment."""
    parts = []
    for index, dimensions in enumerate(groups):
        names = {_COLUMNS[dimension] for dimension in dimensions}
        for table, source, sign in _sources(names, every_day=since is None and until is None):
            parts.append(_part(index, names, table, source, sign, campaigns, since, until))
    keys = [_key_reader(dimensions) for dimensions in groups]
    numbers: list[dict[tuple[Value, ...], int]] = [{} for _ in groups]
    for row in connection.execute(sa.union_all(*parts)).all():
        found, key = numbers[row[0]], keys[row[0]](row)
        # PostgreSQL sums big integers to a Decimal; no row to None.
        found[key] = found.get(key, 0) + int(row[-1] or 0)
    return tuple(
        Breakdown(
            tuple(dimensions), tuple(sorted((values, number) for values, number in found.items() if number))
        )
        for dimensions, found in zip(groups, numbers, strict=True)
    )


def _key_reader(dimensions: Sequence[Dimension]) -> Callable[[sa.Row[Any]], tuple[Value, ...]]:
    """Return what reads the values of the dimensions from a row."""
    places = [_ALL_NAMES.index(_COLUMNS[dimension]) + 1 for dimension in dimensions]
    conversions = [
        (at, convert) for at, dimension in enumerate(dimensions) if (convert := _CONVERSIONS.get(dimension))
    ]

    def read(row: sa.Row[Any]) -> tuple[Value, ...]:
        values = [row[place] for place in places]
        for at, convert in conversions:
            values[at] = convert(values[at])
        return tuple(values)

    return read


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
    conditions: list[sa.ColumnElement[bool]] = []
    if campaigns:
        conditions.append(table.c.campaign.in_(campaigns))
    if since:
        conditions.append(table.c.day >= since)
    if until:
        conditions.append(table.c.day <= until)
    rows: sa.FromClause = table
    if table is tallies and names == {"day"}:
        # In the order of the key first: SQLite sorts a row for each campaign's day, and not each tally.
        first = (tallies.c.campaign, tallies.c.day)
        number = sa.func.sum(tallies.c.number).label("number")
        rows, conditions = sa.select(*first, number).where(*conditions).group_by(*first).subquery(), []
    grouped = [rows.c[name] for name in TALLY_KEY if name in names and name in rows.c]
    statement = sa.select(
        sa.literal_column(str(index)),
        *(_column(name, names, rows, source) for name in _ALL_NAMES),
        sa.func.sum(rows.c.number) * sa.literal_column(str(sign)),
    )
    return statement.where(*conditions).group_by(*grouped)


def _column(name: str, names: Collection[str], table: sa.FromClause, source: Source) -> sa.ColumnElement[Any]:
    """Return what stands in a column: all parts of the statement have the same ones, of the same types."""
    if name == "source":
        return sa.literal_column(f"'{source.value}'")
    if name in names and name in table.c:
        return table.c[name]
    if name in names:  # entries have no partner
        return sa.literal_column("''")
    return sa.cast(sa.null(), tallies.c[name].type)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


_CONVERSIONS: Mapping[Dimension, Callable[[Any], Value]] = {
    Dimension.WEEK: _week,
    Dimension.MONTH: _month,
    Dimension.CHANNEL: {channel: channel.value for channel in Channel}.__getitem__,
}
"""What makes a dimension's value of its column's."""
