"""Leaps: the letters of a campaign come much faster than before. The team is told; nothing is held.

A sum over all networks cannot tell a botnet from the news, so the team looks. The log names an hour while it
lasts, `appeal review` the days, from the tallies. Figures: docs/decisions/0012-against-abuse.md.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from webapp.database.tables import tallies
from webapp.server.network_counters import HOUR, NetworkCounters

LOG = logging.getLogger("appeal")

LEAST_LETTERS = 500
"""Letters of an hour, or of a day, that are never a leap: a classroom's."""
HOUR_FACTOR = 4
"""An hour is a leap above so many times the mean hour of the day before. A busy evening has two or three."""
HOURS_BEFORE = 24
STEP = 100
"""Letters after which an hour is compared anew."""
DAYS_SHOWN = 14
"""How long a day that leaps is listed."""
DAYS_BEFORE = 7
"""A day is compared with the mean of so many days before it."""
DAY_FACTOR = 2
"""A day is a leap above so many times that mean."""


class LeapDetector:
    """Counts what is counted at once, by campaign and hour. `on_leap` is called once an hour, on one host."""

    def __init__(
        self,
        counters: NetworkCounters,
        *,
        clock: Callable[[], float] = time.time,
        on_leap: Callable[[], None] = lambda: None,
    ) -> None:
        self._counters, self._clock, self._on_leap = counters, clock, on_leap

    def add(self, campaign: str, letters: int) -> None:
        """Count a report's letters."""
        hour = int(self._clock() // HOUR)
        number = self._count(campaign, hour, letters)
        if number <= LEAST_LETTERS or (
            number // STEP == (number - letters) // STEP and number - letters > LEAST_LETTERS
        ):
            return
        before = sum(self._count(campaign, hour - back, 0) for back in range(1, HOURS_BEFORE + 1))
        usual = before / HOURS_BEFORE
        if number <= HOUR_FACTOR * usual or not self._counters.is_first(f"leap {campaign} {hour}", HOUR):
            return
        self._on_leap()
        LOG.warning(
            "campaign %s: %d letters were counted within this hour; the mean hour of the day before "
            "had %.0f. See `appeal review`",
            campaign,
            number,
            usual,
        )

    def _count(self, campaign: str, hour: int, letters: int) -> int:
        return self._counters.count(f"letters {campaign} {hour}", letters, (HOURS_BEFORE + 1) * HOUR)


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
