"""Notice when the letters of a campaign come much faster than before: logged, and held against nobody.

A sum over all networks cannot tell a botnet from the news, so the team is told and looks. Days are marked by
`appeal review`, from the tallies: see `review.leaps`. Figures: docs/decisions/0012-against-abuse.md.
"""

import logging
import time
from collections.abc import Callable

from webapp.server.network_counters import HOUR, NetworkCounters

LOG = logging.getLogger("appeal")

LEAST_LETTERS = 500
"""Letters of an hour, or of a day, that are never a leap: a classroom's."""
HOUR_FACTOR = 4
"""An hour is a leap above so many times the mean hour of the day before. A busy evening has two or three."""
HOURS_BEFORE = 24
STEP = 100
"""Letters after which an hour is compared anew."""


class LetterRates:
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
