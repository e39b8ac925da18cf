"""Bursts: reports that come in great numbers from one network are held for the campaign team's review.

Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

import secrets

from webapp.server.network_counters import DAY, HOUR, Limit, NetworkCounters

LARGE_REPORT_LETTERS = 30
"""A report of more letters waits for the team whoever sends it: no one person writes so many at once, and the
organizer of a letter-writing evening can tell the team."""
BURST_LIMITS = (
    Limit(500, HOUR),  # a class of thirty, four reports each, to four targets
    Limit(1_000, DAY),
    Limit(1_000, HOUR, "neighbourhood"),
    Limit(2_000, DAY, "neighbourhood"),
    Limit(2_500, HOUR, "provider"),
    Limit(5_000, DAY, "provider"),
)
"""Letters that count at once, narrow networks first. What does not fit is held and uses none of it up."""
APART_LIMITS = (Limit(3, DAY), Limit(10, DAY, "neighbourhood"), Limit(20, DAY, "provider"))
"""Large reports that are each a burst by itself. Further ones of a network are in one: the team has a list
that it can read."""
UNPROVED_LIMIT = Limit(20, DAY)
"""Letters without a proof of work from one network that share a burst with those of other networks. Further
ones are in a burst of that network alone."""


class BurstDetector:
    """Decides which reports count at once, and which are held together as a burst."""

    def __init__(
        self,
        counters: NetworkCounters,
        *,
        on: bool = True,
        limits: tuple[Limit, ...] = BURST_LIMITS,
    ) -> None:
        self._counters = counters
        self._limits = limits if on else ()

    def burst_for(
        self, campaign: str, address: str | None, letters: int, *, receipt: str = "", proved: bool = True
    ) -> str:
        """Return the id of a report's burst; "" if it counts at once and uses its network's allowance.

        The id is random and stands for a network and a campaign for one day, or for one large report. The
        same receipt uses the allowance once. Large reports, and those without a proof of work, are held even
        where limits are off.
        """
        receipt = receipt or secrets.token_hex(10)
        if letters > LARGE_REPORT_LETTERS:
            full = self._counters.spend("large", address, 1, APART_LIMITS, receipt)
            purpose = f"large {campaign} "
            return self._counters.random_id(purpose, address, full.width) if full else secrets.token_hex(10)
        if not proved:
            if self._counters.spend("unproved", address, letters, [UNPROVED_LIMIT], receipt):
                return self._counters.random_id(f"burst {campaign} ", address)
            return self._counters.random_id(f"burst {campaign} unproved", None)
        if not self._limits:
            return ""
        full = self._counters.spend("at once", address, letters, self._limits, receipt)
        return self._counters.random_id(f"burst {campaign} ", address, full.width) if full else ""
