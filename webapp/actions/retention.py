"""Retention: receipts are deleted by whole days, and never because a clock is wrong.

A date more than one day ahead of the last purge is accepted only after a later date confirms it. A receipt
that is deleted too soon would let its token, which is still good, count again when the clock is put right.
"""

from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database.connection import Dialect, Work
from webapp.database.tables import purges, receipts, signal_receipts

ONE_DAY = timedelta(days=1)
RECEIPT_MAX_AGE = timedelta(days=3)
"""Longer than a token lives, with a day to spare: no token outlasts the receipt that makes it harmless."""


def confirm_date(connection: sa.Connection, dialect: Dialect, today: date) -> bool:
    """Return True if earlier purges make it credible that today is that day, and store the date.

    The day after the last purge is credible, and so is every day before. A later day may come from a wrong
    clock: it is credible once a still later day has come. After days without a running server, receipts stay
    one day longer.
    """
    dialect.exclusive(connection, Work.DATE)
    row = connection.execute(purges.select()).first()
    if row is None:
        connection.execute(purges.insert().values(purged_on=today, doubted=None))
        return True
    purged_on, doubted = row
    if purged_on + ONE_DAY < today and (doubted is None or today <= doubted):
        connection.execute(purges.update().values(doubted=today))
        return False
    if today != purged_on or doubted is not None:
        connection.execute(purges.update().values(purged_on=max(purged_on, today), doubted=None))
    return True


def purge(connection: sa.Connection, before: date) -> int:
    """Delete the receipts of all days before `before`, also those of signals, and return their number."""
    return sum(
        connection.execute(table.delete().where(table.c.day < before)).rowcount
        for table in (receipts, signal_receipts)
    )


def oldest_day(connection: sa.Connection) -> date | None:
    """Return the day of the oldest receipt; None if there is none."""
    day: date | None = connection.scalar(sa.select(sa.func.min(receipts.c.day)))
    return day
