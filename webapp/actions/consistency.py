"""Compare receipts with tallies, and tallies with totals."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from webapp.database.tables import TALLY_KEY, TOTAL_KEY, held, receipts, tallies, totals


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A key whose receipts do not add up to its tally, or whose tallies do not add up to its total."""

    facts: tuple[object, ...]
    """In the order of `tables.TALLY_KEY`, after the burst where there is one; or of `tables.TOTAL_KEY`."""
    tallied: int
    received: int


def find_mismatches(connection: sa.Connection, since: date) -> list[Mismatch]:
    """Compare receipts from the day `since` on with tallies and held numbers, and all tallies with totals."""
    mismatches: list[Mismatch] = []
    for key, table, belongs in (
        (TALLY_KEY, tallies, receipts.c.burst == ""),
        (("burst", *TALLY_KEY), held, receipts.c.burst != ""),
    ):
        facts = [receipts.c[name] for name in key]
        received = sa.select(*facts, sa.literal(0), receipts.c.quantity)
        received = received.where(receipts.c.day >= since, receipts.c.undone.is_(False), belongs)
        mismatches += _differing(connection, key, _sums(table, key, table.c.day >= since), received)
    by_tally = sa.select(*(tallies.c[name] for name in TOTAL_KEY), sa.literal(0), tallies.c.number)
    return mismatches + _differing(connection, TOTAL_KEY, _sums(totals, TOTAL_KEY), by_tally)


def _sums(table: sa.Table, key: tuple[str, ...], *rules: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(*(table.c[name] for name in key), table.c.number, sa.literal(0)).where(*rules)


def _differing(
    connection: sa.Connection, key: tuple[str, ...], noted: sa.Select[Any], received: sa.Select[Any]
) -> list[Mismatch]:
    # One statement reads one snapshot, on both databases.
    *facts, tallied, received_sum = sa.union_all(noted, received).subquery().c
    sums = (sa.func.sum(tallied), sa.func.sum(received_sum))
    query = sa.select(*facts, *sums).group_by(*facts).having(sums[0] != sums[1]).order_by(*facts)
    return [Mismatch(tuple(row[: len(key)]), int(row[-2]), int(row[-1])) for row in connection.execute(query)]
