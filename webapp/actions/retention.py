"""Purging: receipts are forgotten by whole days, and a clock that has leapt is not believed at once.

A receipt forgotten too soon would let its token, which is still good, count again when the clock is put
right.
"""

from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database.tables import purges, receipts

ONE_DAY = timedelta(days=1)


def confirm_date(connection: sa.Connection, today: date) -> bool:
    """Tell whether it is that day, by what earlier purges have seen; and note it.

    The day after the last purge is believed, and so is any day before. A later one may be a clock that is
    wrong: it is believed when a still later day has come in the meantime. Where nobody comes for days,
    receipts stay so much longer.
    """
    if connection.dialect.name == "postgresql":  # two hosts that find no row would both write the first one
        connection.execute(sa.text("LOCK TABLE purges IN EXCLUSIVE MODE"))
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
    """Forget the receipts of all days before `before` and tell how many they were."""
    return connection.execute(receipts.delete().where(receipts.c.day < before)).rowcount
