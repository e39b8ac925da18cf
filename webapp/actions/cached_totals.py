"""The totals of all campaigns as they were about a minute ago, for pages that are the same for everybody."""

import threading
import time
from collections.abc import Callable, Collection, Mapping

from webapp.database.connection import ActionsUnavailable

MAX_AGE_SECONDS = 60.0


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="totals", daemon=True).start()


class CachedTotals:
    """The totals that `read` returned last. Threads may share it; it may be created before a fork.

    A call never waits: `start` runs what reads the totals anew, beside the requests. While the database
    is out of reach, the last totals stay.
    """

    def __init__(
        self,
        read: Callable[[], Mapping[str, int]],
        clock: Callable[[], float] = time.monotonic,
        start: Callable[[Callable[[], None]], None] = _in_background,
    ) -> None:
        self._read, self._clock, self._start = read, clock, start
        self._totals: Mapping[str, int] | None = None
        self._renew_at = float("-inf")
        self._lock = threading.Lock()

    def total(self, slugs: Collection[str]) -> int | None:
        """Return the total under these slugs; None as long as none was ever read."""
        now = self._clock()
        with self._lock:
            is_old = now >= self._renew_at
            if is_old:
                self._renew_at = now + MAX_AGE_SECONDS
        if is_old:
            self._start(self._renew)
        totals = self._totals
        return None if totals is None else sum(totals.get(slug, 0) for slug in slugs)

    def _renew(self) -> None:
        try:
            self._totals = self._read()
        except ActionsUnavailable:
            return  # the next one comes in a minute
