"""Bursts: reports that come in great numbers from one network are held for the campaign team's review.

Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

from webapp.server.network_counters import DAY, HOUR, Limit, NetworkCounters

BURST_LIMITS = (Limit(500, HOUR), Limit(1_000, DAY))
"""Letters a network may report before further reports are held for review: a class of thirty, four reports
each, to four targets."""
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

    def burst_for(self, campaign: str, address: str | None, letters: int, *, proved: bool = True) -> str:
        """Count a report and return the id of its burst, or "" if the report counts at once.

        The whole report that passes a limit is in the burst. The id is random and stands for a network and a
        campaign for one day. Reports without a proof of work are in a burst even where limits are off.
        """
        # Count for every limit, also after one of them is passed.
        passed = [
            self._counters.add(f"at once {limit.seconds}", address, letters, limit.seconds) > limit.most
            for limit in self._limits
        ]
        if any(passed):
            return self._counters.random_id(f"burst {campaign} ", address)
        if proved:
            return ""
        unproved = self._counters.add("unproved", address, letters, UNPROVED_LIMIT.seconds)
        if unproved > UNPROVED_LIMIT.most:
            return self._counters.random_id(f"burst {campaign} ", address)
        return self._counters.random_id(f"burst {campaign} unproved", None)
