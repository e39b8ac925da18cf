"""The ledger: what is written and read of reports, in a transaction of the caller's.

Locks are taken in one order everywhere, so that no two writers wait for each other: tokens, receipts,
tallies, totals, held; the rows of a table in the order of their keys.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from webapp.database.tables import TALLY_KEY, TOTAL_KEY, held, receipts, tallies, totals
from webapp.domain.action import Action


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is held of one report."""

    actions: tuple[Action, ...]
    """One a target, in the order of the targets' ids."""
    undone: bool = False
    """True if the report was taken back: none of it counts."""
    repeated: bool = False
    """True if this call changed nothing, because an earlier one had."""

    @property
    def total(self) -> int:
        """Add up the letters, one for each target."""
        return sum(action.quantity for action in self.actions)

    @property
    def held(self) -> bool:
        """Tell whether it waits for the team's review, or was refused by it: it is in no tally."""
        return any(action.burst for action in self.actions)


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be recorded under a token."""

    token_id: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """A token's report is to be taken back."""

    token_id: str
    campaign: str


REVIEW = 7_246_352
"""The number of PostgreSQL's advisory lock that keeps reports and a review of theirs apart."""
# Made once: to put a statement together costs as much as to run it.
_FIND = (
    receipts.select()
    .where(receipts.c.token_id.in_(sa.bindparam("token_ids", expanding=True)))
    .order_by(receipts.c.target)
)
_INSERT = receipts.insert()
_COLUMNS = [column.name for column in receipts.c]
_GIVEN = sa.func.unnest(
    # As text, not as VARCHAR(64): a cast to that would shorten what is too long instead of refusing it.
    *(
        sa.bindparam(name, type_=sa.ARRAY(sa.Text if isinstance(column.type, sa.String) else column.type))
        for name, column in receipts.c.items()
    )
).table_valued(*_COLUMNS)
_INSERT_TOGETHER = receipts.insert().from_select(_COLUMNS, sa.select(_GIVEN.render_derived(name="given")))
"""PostgreSQL takes a column at a time; several inserts would each cost it as much as this one."""
_NAMES = sa.func.unnest(sa.bindparam("token_ids", type_=sa.ARRAY(sa.Text))).column_valued("name")
_LOCK = sa.select(
    sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(_NAMES, 0)),
    sa.func.pg_advisory_xact_lock_shared(REVIEW),
)
Change = Counter[Action]
"""Numbers to add or to take off, by the facts of an action whose quantity is left out."""


def find(connection: sa.Connection, token_ids: Iterable[str]) -> dict[str, Recorded]:
    """Give what is held of each token."""
    found: dict[str, Recorded] = {}
    for row in connection.execute(_FIND, {"token_ids": list(token_ids)}).mappings():
        action = _action(row, row["quantity"])
        earlier = found.get(row["token_id"], Recorded(()))
        found[row["token_id"]] = Recorded((*earlier.actions, action), undone=row["undone"])
    return found


def settle(connection: sa.Connection, jobs: Sequence[Report | Undo]) -> list[Recorded | None]:
    """Record reports and take reports back; give what each job led to, None where nothing was held."""
    token_ids = sorted({job.token_id for job in jobs})
    _lock(connection, token_ids)
    known = find(connection, token_ids)
    change, rows, undone = Change(), [], []
    answers: list[Recorded | None] = []
    for job in jobs:
        before = known.get(job.token_id)
        if isinstance(job, Report):
            if before:
                answers.append(replace(before, repeated=True))
                continue
            made = Recorded(tuple(sorted(job.actions, key=lambda action: action.target)))
            rows += [_row(job.token_id, one) for one in made.actions]
            sign = 1
        elif before is None or before.actions[0].campaign != job.campaign:
            answers.append(None)
            continue
        elif before.undone:
            answers.append(replace(before, repeated=True))
            continue
        else:
            made = replace(before, undone=True)
            undone.append(job.token_id)
            sign = -1
        known[job.token_id] = made
        answers.append(made)
        for action in made.actions:
            change[replace(action, quantity=0)] += sign * action.quantity
    if rows:
        _insert(connection, rows)
    if undone:
        connection.execute(receipts.update().where(receipts.c.token_id.in_(undone)).values(undone=True))
    apply(connection, change)
    return answers


def _insert(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_INSERT_TOGETHER, {name: [row[name] for row in rows] for name in _COLUMNS})
    else:
        connection.execute(_INSERT, rows)


def apply(connection: sa.Connection, change: Change) -> None:
    """Raise and lower the tallies and totals, or what is held apart of a burst."""
    counted = {action: number for action, number in change.items() if number and not action.burst}
    apart = {action: number for action, number in change.items() if number and action.burst}
    _add(connection, tallies, TALLY_KEY, counted)
    _add(connection, totals, TOTAL_KEY, counted)
    _add(connection, held, ("burst", *TALLY_KEY), apart)


def _add(
    connection: sa.Connection, table: sa.Table, key: tuple[str, ...], change: Mapping[Action, int]
) -> None:
    sums = Counter[tuple[Any, ...]]()
    for action, number in change.items():
        sums[tuple(getattr(action, name) for name in key)] += number
    if not sums:
        return
    rows = [
        # What is lowered exists. An insert below zero would break the table's rule before it finds that out.
        dict(zip(key, facts, strict=True)) | {"number": max(number, 0), "by": number}
        for facts, number in sorted(sums.items())
    ]
    connection.execute(_upsert(connection.dialect.name, table, key), rows)


@cache
def _upsert(dialect: str, table: sa.Table, key: tuple[str, ...]) -> sa.Insert:
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    number = table.c.number + sa.bindparam("by", type_=sa.BigInteger)
    statement: sa.Insert = insert.on_conflict_do_update(index_elements=key, set_={"number": number})
    return statement


def _lock(connection: sa.Connection, token_ids: Sequence[str]) -> None:
    # Two processes may hold the same token's report with other targets, which no key of a table would notice.
    # SQLite has one writer anyhow.
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"token_ids": list(token_ids)})


def _row(token_id: str, action: Action) -> dict[str, Any]:
    row = {name: getattr(action, name) for name in (*TALLY_KEY, "quantity", "burst")}
    return row | {"token_id": token_id, "undone": False}


def _action(row: sa.RowMapping, quantity: int) -> Action:
    return Action(quantity=quantity, burst=row["burst"], **{name: row[name] for name in TALLY_KEY})
