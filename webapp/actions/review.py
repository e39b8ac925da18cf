"""The review of bursts: list what is held, and count or refuse it as the team decides."""

from collections import Counter, defaultdict
from datetime import date

import sqlalchemy as sa

from webapp.actions.ledger import Change, apply
from webapp.database.connection import Dialect, Work
from webapp.database.tables import TALLY_KEY, held, receipts
from webapp.domain.action import Action, Burst
from webapp.domain.channel import Channel

REFUSED = "refused."
"""Prefix of the id of a refused burst. It stays stored, and a later burst cannot mix with it."""


def bursts(connection: sa.Connection) -> list[Burst]:
    """Return every burst that is not empty, those that wait first."""
    channels: dict[tuple[str, str], Counter[Channel]] = defaultdict(Counter)
    days: dict[tuple[str, str], set[date]] = defaultdict(set)
    for row in connection.execute(held.select().where(held.c.number > 0)).mappings():
        key = (row["burst"], row["campaign"])
        channels[key][row["channel"]] += row["number"]
        days[key].add(row["day"])
    not_empty = [
        Burst(burst, campaign, tuple(sorted(days[burst, campaign])), dict(numbers), burst.startswith(REFUSED))
        for (burst, campaign), numbers in channels.items()
    ]
    return sorted(not_empty, key=lambda burst: (burst.refused, burst.days, burst.id))


def decide(connection: sa.Connection, dialect: Dialect, burst: str, *, counts: bool) -> int:
    """Count a waiting burst, or refuse it. Return the number of its actions. Nothing stays under its id."""
    if burst.startswith(REFUSED):
        return 0
    dialect.exclusive(connection, Work.REVIEW)
    target = "" if counts else REFUSED + burst
    change = Change()
    for row in connection.execute(held.select().where(held.c.burst == burst)).mappings():
        change[_action(row, target)] += row["number"]
    connection.execute(held.delete().where(held.c.burst == burst))
    connection.execute(receipts.update().where(receipts.c.burst == burst).values(burst=target))
    apply(connection, dialect, change)
    return change.total()


def _action(row: sa.RowMapping, burst: str) -> Action:
    return Action(quantity=0, burst=burst, **{name: row[name] for name in TALLY_KEY})
