"""The SQL of signals: count one once, add them up, and note which bounces the team has dealt with."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from webapp.actions import ledger
from webapp.actions.decisions import DecisionKind, write_decision
from webapp.actions.stamp import Stamp
from webapp.database.connection import Dialect
from webapp.database.tables import SIGNAL_KEY, decisions, signal_receipts, signals
from webapp.domain.signal import Signal, SignalKind


def record(connection: sa.Connection, dialect: Dialect, token_id: str, signal: Signal) -> bool:
    """Count a signal. Return False, and change nothing, if one is counted under this token."""
    dialect.lock_tokens(connection, [token_id])
    if is_recorded(connection, token_id, signal):
        return False
    facts = {name: getattr(signal, name) for name in SIGNAL_KEY}
    connection.execute(signal_receipts.insert().values(token_id=token_id, **facts))
    ledger.add(connection, dialect, signals, SIGNAL_KEY, {tuple(facts.values()): 1})
    return True


def is_recorded(connection: sa.Connection, token_id: str, signal: Signal) -> bool:
    """Return True if this target and kind was counted under the token before."""
    found = signal_receipts.select().where(
        signal_receipts.c.token_id == token_id,
        signal_receipts.c.target == signal.target,
        signal_receipts.c.kind == signal.kind.value,
    )
    return connection.execute(found).first() is not None


def read(connection: sa.Connection, campaigns: Collection[str] = ()) -> list[Signal]:
    """Return the signals of these campaigns (all, if none is named), the latest days first."""
    statement = signals.select().order_by(
        signals.c.day.desc(), signals.c.campaign, signals.c.target, signals.c.kind
    )
    if campaigns:
        statement = statement.where(signals.c.campaign.in_(campaigns))
    return [
        Signal(row["campaign"], row["target"], SignalKind(row["kind"]), row["day"], row["number"])
        for row in connection.execute(statement).mappings()
    ]


_ALL_BOUNCES = (
    sa.select(signals.c.campaign, signals.c.target, sa.func.sum(signals.c.number))
    .where(signals.c.kind == SignalKind.BOUNCED.value)
    .group_by(signals.c.campaign, signals.c.target)
)
_SETTLED = (
    sa.select(decisions.c.campaign, decisions.c.subject, sa.func.max(decisions.c.number))
    .where(decisions.c.kind == DecisionKind.SETTLED.value)
    .group_by(decisions.c.campaign, decisions.c.subject)
)


def open_bounces(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """Return the bounces that the team has not dealt with, by campaign and target."""
    found = Counter(
        {(campaign, target): int(number) for campaign, target, number in connection.execute(_ALL_BOUNCES)}
    )
    found.subtract({(campaign, target): number for campaign, target, number in connection.execute(_SETTLED)})
    return dict(+found)


def settle(connection: sa.Connection, campaign: str, target: str, stamp: Stamp) -> int:
    """Note that the team has dealt with the bounces of a target. Return how many were open."""
    is_open = open_bounces(connection).get((campaign, target), 0)
    if is_open:
        everything = connection.execute(
            _ALL_BOUNCES.where(signals.c.campaign == campaign, signals.c.target == target)
        )
        write_decision(connection, stamp, DecisionKind.SETTLED, target, campaign, int(everything.one()[2]))
    return is_open
