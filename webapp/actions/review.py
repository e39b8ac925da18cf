"""The review of bursts: what is held apart, and what the team decides about it."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa

from webapp.actions.ledger import REVIEW, Change, apply
from webapp.database.tables import TALLY_KEY, held, receipts
from webapp.domain.action import Action, Burst
from webapp.domain.channel import Channel

REFUSED = "refused."
"""Begins the id of a burst that the team has refused: it stays stored, and a later one can't mix with it."""


def bursts(connection: sa.Connection) -> list[Burst]:
    """Give all that is held apart and not empty, what waits first."""
    channels: dict[tuple[str, str], Counter[Channel]] = defaultdict(Counter)
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for row in connection.execute(held.select().where(held.c.number > 0)).mappings():
        one = (row["burst"], row["campaign"])
        channels[one][row["channel"]] += row["number"]
        days[one].add(row["day"])
    found = [
        Burst(burst, campaign, tuple(sorted(days[burst, campaign])), dict(numbers), burst.startswith(REFUSED))
        for (burst, campaign), numbers in channels.items()
    ]
    return sorted(found, key=lambda burst: (burst.refused, burst.days, burst.id))


def decide(connection: sa.Connection, burst: str, *, counts: bool) -> int:
    """Count a burst that waits, or refuse it; give how many actions it was. None is left under its id."""
    if burst.startswith(REFUSED):
        return 0
    if connection.dialect.name == "postgresql":  # nobody may record or undo within it meanwhile
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(REVIEW)))
    target = "" if counts else REFUSED + burst
    change = Change()
    for row in connection.execute(held.select().where(held.c.burst == burst)).mappings():
        change[_facts(row, target)] += row["number"]
    connection.execute(held.delete().where(held.c.burst == burst))
    connection.execute(receipts.update().where(receipts.c.burst == burst).values(burst=target))
    apply(connection, change)
    return change.total()


def _facts(row: Any, burst: str) -> Action:
    return Action(quantity=0, burst=burst, **{name: row[name] for name in TALLY_KEY})
