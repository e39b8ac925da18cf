"""A line that anybody can cause is logged once a minute, with the number since: it must not fill a disk."""

import threading
import time
from collections.abc import Callable

PERIOD_SECONDS = 60.0


class LogThrottle:
    """Calls `log` with the number of events: at the first, and then at most once in `PERIOD_SECONDS`.

    Threads may share it. Each process has its own.
    """

    def __init__(self, log: Callable[[int], None], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._log, self._clock = log, clock
        self._lock = threading.Lock()
        self._events = 0
        self._logged_at = float("-inf")

    def event(self) -> None:
        """Count one, and log it and those before that were not logged, if it is time to."""
        with self._lock:
            self._events += 1
            now = self._clock()
            if now - self._logged_at < PERIOD_SECONDS:
                return
            events, self._events, self._logged_at = self._events, 0, now
        self._log(events)
