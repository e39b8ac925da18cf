"""The ledger: read and write receipts and tallies in the caller's transaction.

All writers take locks in one order, so that no two wait for each other: tokens, receipts, what was taken off,
tallies, totals, held; the rows of a table in the order of their keys.

The receipts of a day add up to its tallies and to what the team has taken off these. An undo lowers the
tally, and what was taken off where the tally is 0 already: no number falls below 0, whatever is undone when.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from webapp.database.connection import Dialect
from webapp.database.tables import TALLY_KEY, TOTAL_KEY, held, receipts, taken_off, tallies, totals
from webapp.domain.action import SUMMED, Action

COUNTED = "counted."
"""Prefix of the id of a burst that the team has counted: its reports are in the tallies. How many of each
kind stands in `held` as well, so that the team can undo its decision when the receipts are long deleted."""
SUM_RECEIPTS = 16
"""Receipts that such letters are spread over at random: each holds a number of 31 bits."""
_RECEIPT_KEY = ("token_id", "target")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is stored of one report."""

    actions: tuple[Action, ...]
    """One a target, in the order of the targets' ids."""
    undone: bool = False
    """True if the report was undone: none of it counts."""
    repeated: bool = False
    """True if this call changed nothing, because an earlier one did."""

    @property
    def total(self) -> int:
        """Add up the letters, one for each target."""
        return sum(action.quantity for action in self.actions)

    @property
    def held(self) -> bool:
        """Return True if it waits for the team's review, or was refused by it. It is in no tally."""
        return not all(is_counted(action) for action in self.actions)

    @property
    def summed(self) -> bool:
        """Return True if it has no receipt of its own, so that it cannot be undone."""
        return any(action.burst.startswith(SUMMED) for action in self.actions)


@dataclass(frozen=True, slots=True)
class Report:
    """A job: record these actions under a token."""

    token_id: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """A token's report is to be taken back."""

    token_id: str
    campaign: str


# Made once: to build a statement costs as much as to run it.
_FIND = (
    receipts.select()
    .where(receipts.c.token_id.in_(sa.bindparam("token_ids", expanding=True)))
    .order_by(receipts.c.target)
)
Change = Counter[Action]
"""Numbers to add or subtract, by action. The quantity of the actions is 0."""
Key = tuple[Any, ...]
"""The facts of an action, in the order of a table's key."""


def is_counted(action: Action) -> bool:
    """Return True if an action is in the tallies."""
    return not action.burst or action.burst.startswith(COUNTED)


def find(connection: sa.Connection, token_ids: Iterable[str]) -> dict[str, Recorded]:
    """Return what is stored under each token."""
    recorded: dict[str, Recorded] = {}
    for row in connection.execute(_FIND, {"token_ids": list(token_ids)}).mappings():
        action = _action(row, row["quantity"])
        earlier = recorded.get(row["token_id"], Recorded(()))
        recorded[row["token_id"]] = Recorded((*earlier.actions, action), undone=row["undone"])
    return recorded


def settle(
    connection: sa.Connection, dialect: Dialect, jobs: Sequence[Report | Undo]
) -> list[Recorded | None]:
    """Record reports and undo reports. Return the outcome of each job; None where nothing is stored."""
    token_ids = sorted({job.token_id for job in jobs})
    dialect.lock_tokens(connection, token_ids)
    known = find(connection, token_ids)
    change, sums, rows, undone = Change(), Change(), [], []
    outcomes: list[Recorded | None] = []
    for job in jobs:
        before = known.get(job.token_id)
        if isinstance(job, Report):
            if before:
                outcomes.append(replace(before, repeated=True))
                continue
            after = Recorded(tuple(sorted(job.actions, key=lambda action: action.target)))
            if after.summed:
                for action in after.actions:
                    sums[replace(action, quantity=0)] += action.quantity
            else:
                rows += [_row(job.token_id, action) for action in after.actions]
            sign = 1
        elif before is None or before.actions[0].campaign != job.campaign:
            outcomes.append(None)
            continue
        elif before.undone:
            outcomes.append(replace(before, repeated=True))
            continue
        else:
            after = replace(before, undone=True)
            undone.append(job.token_id)
            sign = -1
        known[job.token_id] = after
        outcomes.append(after)
        for action in after.actions:
            change[replace(action, quantity=0)] += sign * action.quantity
    if rows:
        dialect.insert_receipts(connection, rows)
    if sums:
        connection.execute(dialect.upsert(receipts, _RECEIPT_KEY), _sum_rows(sums))
    if undone:
        connection.execute(receipts.update().where(receipts.c.token_id.in_(undone)).values(undone=True))
    apply(connection, dialect, change)
    return outcomes


def apply(connection: sa.Connection, dialect: Dialect, change: Change) -> None:
    """Raise and lower the tallies and totals, and the held numbers of bursts."""
    counted, apart = Counter[Key](), Counter[Key]()
    for action, number in change.items():
        facts = key_of(action)
        if is_counted(action):
            counted[facts] += number
        if action.burst:
            apart[action.burst, *facts] += number
    change_tallies(connection, dialect, counted)
    add(connection, dialect, held, ("burst", *TALLY_KEY), apart)


def change_tallies(connection: sa.Connection, dialect: Dialect, change: Counter[Key]) -> None:
    """Raise and lower the tallies and totals; the keys are those of tallies."""
    if any(number < 0 for number in change.values()):
        change = _lower_taken_off(connection, dialect, change)
    add(connection, dialect, tallies, TALLY_KEY, change)
    by_total = Counter[Key]()
    for facts, number in change.items():
        named = dict(zip(TALLY_KEY, facts, strict=True))
        by_total[tuple(named[name] for name in TOTAL_KEY)] += number
    add(connection, dialect, totals, TOTAL_KEY, by_total)


def add(
    connection: sa.Connection,
    dialect: Dialect,
    table: sa.Table,
    key: tuple[str, ...],
    change: Mapping[Key, int],
) -> None:
    """Add to the numbers of a table."""
    rows = [
        # A number that is lowered exists. To insert a negative one would break the table's rule first.
        dict(zip(key, facts, strict=True)) | {"number": max(number, 0), "by": number}
        for facts, number in sorted(change.items())
        if number
    ]
    if rows:
        connection.execute(dialect.upsert(table, key), rows)


def key_of(action: Action) -> Key:
    """Return an action's facts in the order of `TALLY_KEY`."""
    return tuple(getattr(action, name) for name in TALLY_KEY)


_TALLY = sa.select(tallies.c.number).where(*(tallies.c[name] == sa.bindparam(name) for name in TALLY_KEY))


def _lower_taken_off(connection: sa.Connection, dialect: Dialect, change: Counter[Key]) -> Counter[Key]:
    """Lower what was taken off by what the tallies lack. Return what is left to change in the tallies.

    To lower a tally of which something was taken off, hold those rows until the transaction ends.
    """
    lowered = {facts: -number for facts, number in change.items() if number < 0}
    named = [dict(zip(TALLY_KEY, facts, strict=True)) for facts in lowered]
    rows = connection.execute(
        taken_off.select()
        .where(
            taken_off.c.campaign.in_({facts["campaign"] for facts in named}),
            taken_off.c.day.in_({facts["day"] for facts in named}),
            taken_off.c.number > 0,
        )
        .order_by(*taken_off.primary_key.columns)
        .with_for_update()
    ).mappings()
    apart: dict[Key, list[tuple[str, int]]] = {}
    for row in rows:
        facts = tuple(row[name] for name in TALLY_KEY)
        if facts in lowered:
            apart.setdefault(facts, []).append((row["decision"], row["number"]))
    left, off = change.copy(), Counter[Key]()
    for facts, parts in apart.items():
        tally = connection.scalar(_TALLY, dict(zip(TALLY_KEY, facts, strict=True))) or 0
        missing = max(0, lowered[facts] - tally)
        left[facts] += missing
        for decision, number in parts:
            off[*facts, decision] -= min(missing, number)
            missing -= min(missing, number)
    add(connection, dialect, taken_off, (*TALLY_KEY, "decision"), off)
    return left


def _row(token_id: str, action: Action) -> dict[str, Any]:
    row = {name: getattr(action, name) for name in (*TALLY_KEY, "quantity", "burst")}
    return row | {"token_id": token_id, "undone": False}


def _sum_rows(sums: Change) -> list[dict[str, Any]]:
    """Return the receipts to raise, in the order of their keys."""
    rows = [
        _row(_sum_token(action), replace(action, quantity=number)) | {"by": number}
        for action, number in sums.items()
    ]
    return sorted(rows, key=lambda row: tuple(row[name] for name in _RECEIPT_KEY))


def _sum_token(action: Action) -> str:
    facts = [str(getattr(action, name)) for name in ("burst", *TALLY_KEY)]
    facts.append(str(secrets.randbelow(SUM_RECEIPTS)))
    return SUMMED + hashlib.blake2b("|".join(facts).encode(), digest_size=11).hexdigest()


def _action(row: sa.RowMapping, quantity: int) -> Action:
    return Action(quantity=quantity, burst=row["burst"], **{name: row[name] for name in TALLY_KEY})
