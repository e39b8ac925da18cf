"""Rate limits per client network: a request above its limit is answered 429. Reports are held instead.

They keep one network from taking the server for itself, and allow for a whole classroom behind one address.
Nobody is refused because an address cannot be read. Figures, reasons: docs/decisions/0012-against-abuse.md.
"""

import time
from collections.abc import Callable, Mapping
from functools import wraps
from math import ceil
from typing import ParamSpec

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, ServiceUnavailable, TooManyRequests

from webapp.server.client_networks import read_address
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http.client_address import client_address
from webapp.web.http.responses import RETRY_AFTER_SECONDS
from webapp.web.http.thread_wait import MAX_WAIT_SECONDS, seconds_left

Arguments = ParamSpec("Arguments")

OVER_LIMIT = "appeal.over_limit"
"""The key in the WSGI environment by which the page cache has a request refused."""

LIMITS: Mapping[str, Limit] = {
    "letter": Limit(3_000, MINUTE),  # sixty people typing, one round a second each
    "file": Limit(1_200, MINUTE),  # behind Tor or a carrier; prints have shares beside it, see `print_queue`
    # Milliseconds of a processor:
    "draft": Limit(
        30_000, MINUTE
    ),  # drafts and files: half of one; an ordinary draft takes 10, the longest 70
    "refusal": Limit(500, MINUTE),  # refusals on a page that holds what was typed; then on a short one
    "render": Limit(12_000, MINUTE),  # pages that no cache has: a fifth of one
}
PRESSED_SECONDS = 0.5
"""A web worker is under pressure when a request has waited so long for a thread."""
SHARE_UNDER_PRESSURE = 0.3
"""Of the refusals on a page that holds what was typed: two of the longest drafts, ten of ordinary ones."""


class RateLimiter:
    """Counts requests, and what they cost, by kind and network.

    `on_refused` is called once for each request above a limit.
    """

    def __init__(
        self,
        counters: NetworkCounters,
        *,
        on: bool = True,
        limits: Mapping[str, Limit] = LIMITS,
        on_refused: Callable[[], None] = lambda: None,
    ) -> None:
        self._counters, self._on, self._limits, self._on_refused = counters, on, limits, on_refused

    def hit(self, kind: str, address: str | None) -> bool:
        """Count a request. Return True while the limit is not passed."""
        if not self._on:
            return True
        limit = self._limits[kind]
        if self._counters.add(kind, address, 1, limit) <= limit.most or read_address(address) is None:
            return True
        self.refused()
        return False

    def has_left(self, kind: str, address: str | None, share: float = 1.0) -> bool:
        """Return True while what was spent of a kind is within that share of its limit. It counts nothing."""
        if not self._on or read_address(address) is None:
            return True
        limit = self._limits[kind]
        return self._counters.add(kind, address, 0, limit) <= limit.most * share

    def spend(self, kind: str, address: str | None, cost: int) -> None:
        """Add what a request cost."""
        if self._on and cost:
            self._counters.add(kind, address, cost, self._limits[kind])

    def refused(self) -> None:
        """Report a request that is refused because nothing was left."""
        self._on_refused()


def is_over_limit(limiter: RateLimiter, kind: str) -> bool:
    """Count the current request, before its body is read. Return True for a page that holds what was typed.

    Raises `TooManyRequests`, whose page is short, for a network that was told so too often, and
    `ServiceUnavailable` for a request that has waited too long for a thread of its web worker.
    """
    address = client_address()
    if not seconds_left():
        limiter.refused()
        raise ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS)
    if not limiter.has_left("draft", address):
        limiter.refused()
    elif limiter.hit(kind, address):
        return False
    if not may_show_draft(limiter):
        raise TooManyRequests(retry_after=MINUTE)
    return True


def may_show_draft(limiter: RateLimiter) -> bool:
    """Return True if the current request's refusal may be a page that holds what was typed.

    That page costs as much as what is refused. While requests wait for threads, it is for networks that were
    hardly refused before.
    """
    is_pressed = seconds_left() < MAX_WAIT_SECONDS - PRESSED_SECONDS
    return limiter.has_left("refusal", client_address(), SHARE_UNDER_PRESSURE if is_pressed else 1.0)


def charged(
    limiter: RateLimiter, view: Callable[Arguments, ResponseReturnValue]
) -> Callable[Arguments, Response]:
    """Return the view of a posted draft; its network is charged for the processor time that it took.

    A refusal costs as much as what it refuses, because its page holds what was typed. So it is charged twice:
    networks that are refused again and again get the short page.
    """

    @wraps(view)
    def charging(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
        begun, status = time.thread_time(), 0
        try:
            response = make_response(view(*args, **kwargs))
            status = response.status_code
            return response
        except HTTPException as error:
            status = error.code or 0
            raise
        finally:
            cost = ceil((time.thread_time() - begun) * 1_000)
            limiter.spend("draft", client_address(), cost)
            if status in (429, 503):
                limiter.spend("refusal", client_address(), cost)

    return charging


def set_up(app: Flask) -> None:
    """Have the app refuse what the page cache marks."""

    @app.before_request
    def refuse() -> None:
        if OVER_LIMIT in request.environ:
            raise TooManyRequests(retry_after=MINUTE)
