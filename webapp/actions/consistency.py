"""Compare receipts with tallies, tallies with totals, and look at what the team has entered and decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from webapp.actions.ledger import COUNTED
from webapp.database.tables import (
    HAS_BURST,
    SIGNAL_KEY,
    TALLY_KEY,
    TOTAL_KEY,
    decisions,
    entries,
    held,
    receipts,
    signal_receipts,
    signals,
    taken_off,
    tallies,
    totals,
)

ENTRY_KEY = ("campaign", "day", "channel", "target", "letter_language", "late", "place")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A key whose receipts do not add up to its tally, or whose tallies do not add up to its total.

    Or numbers of the team that cannot be: a burst of which more is counted than there is, for example.
    """

    facts: tuple[object, ...]
    """In the order of `tables.TALLY_KEY`, after the burst where there is one; or of `tables.TOTAL_KEY`, of
    `ENTRY_KEY` or `tables.SIGNAL_KEY`; or the id of a decision."""
    tallied: int
    received: int


def find_mismatches(connection: sa.Connection, since: date) -> list[Mismatch]:
    """Compare receipts from the day `since` on with tallies and held numbers, and all other tables whole."""
    return [
        *_receipts_and_tallies(connection, since),
        *_receipts_and_held(connection, since),
        *_tallies_and_totals(connection),
        *_counted_bursts(connection),
        *_entries(connection),
        *_taken_off(connection),
        *_signals(connection, since),
    ]


def _receipts_and_tallies(connection: sa.Connection, since: date) -> list[Mismatch]:
    counts = sa.or_(receipts.c.burst == "", receipts.c.burst.like(f"{COUNTED}%"))
    received = _received(TALLY_KEY, since).where(counts)
    noted = _sums(tallies, TALLY_KEY, tallies.c.day >= since)
    off = _sums(taken_off, TALLY_KEY, taken_off.c.day >= since)
    return _differing(connection, TALLY_KEY, noted, off, received)


def _receipts_and_held(connection: sa.Connection, since: date) -> list[Mismatch]:
    key = ("burst", *TALLY_KEY)
    received = _received(key, since).where(HAS_BURST)
    return _differing(connection, key, _sums(held, key, held.c.day >= since), received)


def _tallies_and_totals(connection: sa.Connection) -> list[Mismatch]:
    by_tally = sa.select(*(tallies.c[name] for name in TOTAL_KEY), sa.literal(0), tallies.c.number)
    return _differing(connection, TOTAL_KEY, _sums(totals, TOTAL_KEY), by_tally)


def _counted_bursts(connection: sa.Connection) -> list[Mismatch]:
    """No more can have come from counted bursts than was counted and taken off."""
    from_bursts = held.c.burst.like(f"{COUNTED}%")
    there = (_sums(tallies, TALLY_KEY), _sums(taken_off, TALLY_KEY))
    counted = sa.select(*(held.c[name] for name in TALLY_KEY), sa.literal(0), held.c.number)
    return _differing(connection, TALLY_KEY, *there, counted.where(from_bursts), at_least=True)


def _entries(connection: sa.Connection) -> list[Mismatch]:
    """What is taken back was entered, and is taken back once."""
    return _differing(connection, ENTRY_KEY, _sums(entries, ENTRY_KEY), at_least=True)


def _taken_off(connection: sa.Connection) -> list[Mismatch]:
    """No decision has taken more off than it says."""
    said = sa.select(decisions.c.id, decisions.c.number, sa.literal(0))
    off = sa.select(taken_off.c.decision, sa.literal(0), taken_off.c.number)
    return _differing(connection, ("id",), said, off, at_least=True)


def _signals(connection: sa.Connection, since: date) -> list[Mismatch]:
    received = sa.select(*(signal_receipts.c[name] for name in SIGNAL_KEY), sa.literal(0), sa.literal(1))
    counted = _sums(signals, SIGNAL_KEY, signals.c.day >= since)
    return _differing(connection, SIGNAL_KEY, counted, received.where(signal_receipts.c.day >= since))


def _received(key: tuple[str, ...], since: date) -> sa.Select[Any]:
    statement = sa.select(*(receipts.c[name] for name in key), sa.literal(0), receipts.c.quantity)
    return statement.where(receipts.c.day >= since, receipts.c.undone.is_(False))


def _sums(table: sa.Table, key: tuple[str, ...], *rules: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(*(table.c[name] for name in key), table.c.number, sa.literal(0)).where(*rules)


def _differing(
    connection: sa.Connection, key: tuple[str, ...], *parts: sa.Select[Any], at_least: bool = False
) -> list[Mismatch]:
    """Return the keys whose two sums differ; with `at_least`, those whose first sum is the smaller one."""
    # One statement reads one snapshot, on both databases.
    columns = list(sa.union_all(*parts).subquery().c)
    facts = columns[: len(key)]
    sums = [sa.func.sum(column) for column in columns[len(key) :]]
    rule = sums[0] < sums[1] if at_least else sums[0] != sums[1]
    query = sa.select(*facts, *sums).group_by(*facts).having(rule).order_by(*facts)
    return [Mismatch(tuple(row[: len(key)]), int(row[-2]), int(row[-1])) for row in connection.execute(query)]
