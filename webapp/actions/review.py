"""The review of bursts: list what is held, count or refuse it as the team decides. Mark days that leap."""

import secrets
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from webapp.actions.ledger import SUMMED, Change, apply
from webapp.actions.letter_rates import LEAST_LETTERS
from webapp.database.connection import Dialect, Work
from webapp.database.tables import TALLY_KEY, held, receipts, tallies
from webapp.domain.action import Action, Burst
from webapp.domain.channel import Channel

REFUSED = "refused."
"""Prefix of the id of a refused burst. It stays stored, and a later burst cannot mix with it."""
DAYS_SHOWN = 14
"""How long a day that leaps is listed."""
DAYS_BEFORE = 7
"""A day is compared with the mean of so many days before it."""
DAY_FACTOR = 2
"""A day is a leap above so many times that mean."""


@dataclass(frozen=True, slots=True)
class Leap:
    """A day on which far more letters of a campaign were counted than on the days before."""

    campaign: str
    day: date
    letters: int
    usual: float
    """The mean of the days before."""


def leaps(connection: sa.Connection, today: date) -> list[Leap]:
    """Return the days up to today with more than `LEAST_LETTERS` and `DAY_FACTOR` times the usual number."""
    since = today - timedelta(days=DAYS_SHOWN + DAYS_BEFORE)
    statement = (
        sa.select(tallies.c.campaign, tallies.c.day, sa.func.sum(tallies.c.number))
        .where(tallies.c.day > since)
        .group_by(tallies.c.campaign, tallies.c.day)
    )
    by_day = {(campaign, day): int(number) for campaign, day, number in connection.execute(statement)}
    found = []
    for (campaign, day), letters in sorted(by_day.items(), key=lambda item: (item[0][1], item[0][0])):
        before = sum(
            by_day.get((campaign, day - timedelta(days=back)), 0) for back in range(1, DAYS_BEFORE + 1)
        )
        usual = before / DAYS_BEFORE
        is_shown = today - timedelta(days=DAYS_SHOWN) < day <= today
        if is_shown and letters > LEAST_LETTERS and letters > DAY_FACTOR * usual:
            found.append(Leap(campaign, day, letters, usual))
    return found


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
    receipt = receipts.update().where(receipts.c.burst == burst)
    if burst.startswith(SUMMED):
        # What comes later must not raise the number of a receipt that is decided about.
        decision = f".{secrets.token_hex(8)}"
        connection.execute(receipt.values(burst=target, token_id=receipts.c.token_id.concat(decision)))
    else:
        connection.execute(receipt.values(burst=target))
    apply(connection, dialect, change)
    return change.total()


def _action(row: sa.RowMapping, burst: str) -> Action:
    return Action(quantity=0, burst=burst, **{name: row[name] for name in TALLY_KEY})
