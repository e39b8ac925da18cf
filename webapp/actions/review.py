"""The review of bursts: list what is held, count or refuse it as the team decides.

A decision is undone by moving the burst back: its receipts, and its numbers as they are by then.
"""

import secrets
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from webapp.actions.decisions import DecisionKind, is_made, write_decision
from webapp.actions.ledger import COUNTED, Change, apply
from webapp.actions.stamp import Stamp
from webapp.database.connection import Dialect, Work
from webapp.database.tables import HAS_BURST, TALLY_KEY, held, receipts
from webapp.domain.action import SUMMED, Action, Burst, BurstState

REFUSED = "refused."
"""Prefix of the id of a refused burst. It stays stored, and a later burst cannot mix with it."""
PREFIXES = {BurstState.WAITING: "", BurstState.COUNTED: COUNTED, BurstState.REFUSED: REFUSED}


def bursts(connection: sa.Connection, *, counted: bool = False) -> list[Burst]:
    """Return every burst that is not empty, those that wait first; with `counted`, those also that count.

    The id of one that was decided about begins with its prefix.
    """
    statement = held.select().where(held.c.number > 0)
    if not counted:
        statement = statement.where(held.c.burst.not_like(f"{COUNTED}%"))
    parts: dict[tuple[str, str], list[sa.RowMapping]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        parts[row["burst"], row["campaign"]].append(row)
    found = [_burst(stored, campaign, rows) for (stored, campaign), rows in parts.items()]
    return sorted(found, key=lambda burst: (list(BurstState).index(burst.state), burst.days, burst.id))


def reports_by_burst(connection: sa.Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """Return how many reports with receipts a burst has, and their letters, by its stored id and campaign."""
    reports = sa.func.count(receipts.c.token_id.distinct())
    statement = (
        sa.select(receipts.c.burst, receipts.c.campaign, reports, sa.func.sum(receipts.c.quantity))
        .where(HAS_BURST, receipts.c.undone.is_(False))
        .group_by(receipts.c.burst, receipts.c.campaign)
    )
    return {
        (burst, campaign): (number, int(letters))
        for burst, campaign, number, letters in connection.execute(statement)
        if SUMMED not in burst
    }


def decide(
    connection: sa.Connection,
    dialect: Dialect,
    burst: str,
    *,
    counts: bool,
    stamp: Stamp,
    campaign: str | None = None,
) -> int:
    """Count a waiting burst, or refuse it. Return the number of its actions. Nothing stays under its id."""
    if burst.startswith((REFUSED, COUNTED)):
        return 0
    dialect.exclusive(connection, Work.REVIEW)
    if (done := is_made(connection, stamp)) is not None:
        return done
    state = BurstState.COUNTED if counts else BurstState.REFUSED
    moved = _move(connection, dialect, burst, BurstState.WAITING, state, campaign)
    kind = DecisionKind.COUNTED if counts else DecisionKind.REFUSED
    return _write_down(connection, stamp, kind, burst, moved)


def undo(
    connection: sa.Connection, dialect: Dialect, burst: str, stamp: Stamp, campaign: str | None = None
) -> int:
    """Let a burst wait again that was counted or refused. Return the number of its actions as they are now.

    `burst` is its id with or without the prefix.
    """
    burst = burst.removeprefix(REFUSED).removeprefix(COUNTED)
    dialect.exclusive(connection, Work.REVIEW)
    if (done := is_made(connection, stamp)) is not None:
        return done
    moved = Counter[str]()
    for state in (BurstState.COUNTED, BurstState.REFUSED):
        moved.update(_move(connection, dialect, burst, state, BurstState.WAITING, campaign))
    return _write_down(connection, stamp, DecisionKind.REOPENED, burst, moved)


def _burst(stored: str, campaign: str, rows: list[sa.RowMapping]) -> Burst:
    state = next(each for each in reversed(BurstState) if stored.startswith(PREFIXES[each]))
    by: dict[str, Counter[Any]] = {
        name: Counter() for name in ("channel", "target", "letter_language", "partner")
    }
    for row in rows:
        for name, numbers in by.items():
            numbers[row[name]] += row["number"]
    return Burst(
        stored,
        campaign,
        tuple(sorted({row["day"] for row in rows})),
        dict(by["channel"]),
        refused=state is BurstState.REFUSED,
        state=state,
        targets=dict(by["target"]),
        languages=dict(by["letter_language"]),
        partners=dict(by["partner"]),
    )


def _move(
    connection: sa.Connection,
    dialect: Dialect,
    burst: str,
    old: BurstState,
    new: BurstState,
    campaign: str | None,
) -> Counter[str]:
    """Move a burst from one state to another. Return its numbers by campaign."""
    source, target = PREFIXES[old] + burst, PREFIXES[new] + burst
    of_burst = [held.c.burst == source]
    of_receipt = [receipts.c.burst == source, HAS_BURST]
    if campaign is not None:
        of_burst.append(held.c.campaign == campaign)
        of_receipt.append(receipts.c.campaign == campaign)
    change, moved = Change(), Counter[str]()
    for row in connection.execute(held.select().where(*of_burst)).mappings():
        if old is BurstState.COUNTED:
            change[_action(row, "")] -= row["number"]
        change[_action(row, target)] += row["number"]
        moved[row["campaign"]] += row["number"]
    connection.execute(held.delete().where(*of_burst))
    if burst.startswith(SUMMED):
        _move_sums(connection, of_receipt, target)
    else:
        connection.execute(receipts.update().where(*of_receipt).values(burst=target))
    apply(connection, dialect, change)
    return moved


def _move_sums(connection: sa.Connection, of_receipt: list[sa.ColumnElement[bool]], target: str) -> None:
    """Move the common receipts of a flood. What comes later must not raise the number of one of them."""
    names = (receipts.c.token_id, receipts.c.target)
    found = connection.execute(sa.select(*names).where(*of_receipt)).all()
    change = receipts.update().where(
        receipts.c.token_id == sa.bindparam("old"), receipts.c.target == sa.bindparam("to")
    )
    rows = [
        {"old": token, "to": to, "token_id": SUMMED + secrets.token_hex(11), "burst": target}
        for token, to in found
    ]
    if rows:
        connection.execute(change, rows)


def _write_down(
    connection: sa.Connection, stamp: Stamp, kind: DecisionKind, burst: str, moved: Counter[str]
) -> int:
    for number, (campaign, letters) in enumerate(sorted(moved.items())):
        # A burst is of one campaign, but for what somebody has put together by hand.
        one = replace(stamp, id=f"{stamp.id}-{number}") if number else stamp
        if letters:
            write_decision(connection, one, kind, burst, campaign, letters)
    return moved.total()


def _action(row: sa.RowMapping, burst: str) -> Action:
    return Action(quantity=0, burst=burst, **{name: row[name] for name in TALLY_KEY})
