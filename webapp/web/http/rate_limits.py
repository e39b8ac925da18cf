"""Rate limits per client network: a request above its limit is answered 429.

They keep one network from taking the server for itself, and allow for a whole classroom behind one address.
Nobody is refused because an address cannot be read. Figures, reasons: docs/decisions/0012-against-abuse.md.
"""

from collections.abc import Callable, Mapping

from flask import Flask, request
from werkzeug.exceptions import TooManyRequests

from webapp.server.client_networks import read_address
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http.client_address import client_address

OVER_LIMIT = "appeal.over_limit"
"""The key in the WSGI environment by which the page cache has a request refused."""

LIMITS: Mapping[str, Limit] = {
    "letter": Limit(3_000, MINUTE),  # sixty people typing, one round a second each
    "file": Limit(1_200, MINUTE),  # behind Tor or a carrier; prints have shares beside it, see `print_queue`
    "refusal": Limit(600, MINUTE),  # pages that hold what was typed, above a limit; then a short one
    "render": Limit(12_000, MINUTE),  # milliseconds for pages that no cache has: a fifth of a processor
    "record": Limit(6_000, MINUTE),  # a hundred a second, each valid and new: above it the disk would fill
}


class RateLimiter:
    """Counts requests by kind and network. `on_refused` is called for each one above its limit."""

    def __init__(
        self,
        counters: NetworkCounters,
        *,
        on: bool = True,
        limits: Mapping[str, Limit] = LIMITS,
        on_refused: Callable[[], None] = lambda: None,
    ) -> None:
        self._counters, self._on, self._limits, self._on_refused = counters, on, limits, on_refused

    def hit(self, kind: str, address: str | None, receipt: str = "", cost: int = 1) -> bool:
        """Count a request, or what it cost. Return True while the limit is not passed.

        With a receipt it is counted once, however often it comes, and only if it is within the limit.
        """
        if not self._on:
            return True
        limit = self._limits[kind]
        if receipt:
            is_within = self._counters.spend(kind, address, cost, [limit], receipt) is None
        else:
            is_within = self._counters.add(kind, address, cost, limit) <= limit.most
        if is_within or read_address(address) is None:
            return True
        self._on_refused()
        return False


def is_over_limit(limiter: RateLimiter, kind: str) -> bool:
    """Count the current request, before its body is read. Return True for a page that holds what was typed.

    Raises `TooManyRequests`, whose page is short, for a network that was told so too often.
    """
    address = client_address()
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
