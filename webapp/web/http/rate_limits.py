"""Rate limits per client network: a request above its limit is answered 429.

They keep one network from taking the server for itself, and allow for a whole classroom behind one address.
Figures and reasons: docs/decisions/0012-against-abuse.md.
"""

from collections.abc import Mapping

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from webapp.server.network_counters import HOUR, MINUTE, Limit, NetworkCounters

OVER_LIMIT = "appeal.over_limit"
"""The key in the WSGI environment by which the page cache has a request refused."""

LIMITS: Mapping[str, Limit] = {
    "letter": Limit(3_000, MINUTE),  # sixty people typing, one round a second each
    "file": Limit(1_200, MINUTE),  # behind Tor or a carrier; prints have shares beside it, see `print_queue`
    "refusal": Limit(600, MINUTE),  # pages that hold what was typed, above a limit; then a short one
    "render": Limit(12_000, MINUTE),  # milliseconds for pages that no cache has: a fifth of a processor
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


def is_over_limit(limiter: RateLimiter, kind: str) -> bool:
    """Count the current request, before its body is read. Return True for a page that holds what was typed.

    Raises `TooManyRequests`, whose page is short, for a network that was told so too often.
    """
    address = request.remote_addr
    if limiter.hit(kind, address):
        return False
    if not limiter.hit("refusal", address):
        raise TooManyRequests(retry_after=MINUTE)
    return True


def set_up(app: Flask) -> None:
    """Have the app refuse what the page cache marks."""

    @app.before_request
    def refuse() -> None:
        if OVER_LIMIT in request.environ:
            raise TooManyRequests(retry_after=MINUTE)
