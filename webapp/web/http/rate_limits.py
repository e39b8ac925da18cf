"""Rate limits per client network: a request above its limit is answered 429.

They keep one network from taking the server for itself, and allow for a whole classroom behind one address.
Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

from collections.abc import Mapping

from webapp.server.network_counters import HOUR, MINUTE, Limit, NetworkCounters

LIMITS: Mapping[str, Limit] = {
    "letter": Limit(3_000, MINUTE),  # sixty people typing, one round a second each
    "file": Limit(120, MINUTE),  # a class of thirty, four files each
    "token": Limit(1_200, MINUTE),  # a mobile carrier puts thousands of people behind one address
    "record": Limit(600, MINUTE),
    "counted": Limit(50_000, HOUR),  # letters in reports
}


class RateLimiter:
    """Counts requests by kind and network."""

    def __init__(
        self, counters: NetworkCounters, *, on: bool = True, limits: Mapping[str, Limit] = LIMITS
    ) -> None:
        self._counters, self._on, self._limits = counters, on, limits

    def hit(self, kind: str, address: str | None, cost: int = 1) -> bool:
        """Count a request, or a report of `cost` letters. Return True while the limit is not passed."""
        if not self._on:
            return True
        limit = self._limits[kind]
        return self._counters.add(kind, address, cost, limit.seconds) <= limit.most
