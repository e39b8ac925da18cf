"""How long the current request has been here: the web worker says when it began to wait for a thread.

A supporter waits for this, too, so every time limit includes it: see `gunicorn_worker`.
"""

import time
from contextvars import ContextVar

MAX_WAIT_SECONDS = 5.0
"""The longest that a letter waits, for a thread and for the printer together. Then the page says so."""

_arrived_at: ContextVar[float | None] = ContextVar("arrived_at", default=None)


def note_arrival(at: float | None) -> None:
    """Say when the request of this thread arrived, by `time.monotonic`."""
    _arrived_at.set(at)


def seconds_left() -> float:
    """Return how much of `MAX_WAIT_SECONDS` is left; all of it where nobody noted the arrival."""
    arrived_at = _arrived_at.get()
    waited = 0.0 if arrived_at is None else time.monotonic() - arrived_at
    return max(0.0, MAX_WAIT_SECONDS - waited)
