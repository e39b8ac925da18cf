"""Health checks for load balancers and monitoring: `/healthz` and `/readyz`, as plain text."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.actions.log import ActionLog
from webapp.campaigns.registry import CampaignRegistry
from webapp.database.connection import ActionsUnavailable
from webapp.web.http.responses import RETRY_AFTER_SECONDS

REMEMBERED_SECONDS = 1.0
"""How long `/readyz` repeats its last answer. A check writes to the database, and anybody can ask for one."""
HEADERS = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
UNAVAILABLE_HEADERS = HEADERS | {"Retry-After": str(RETRY_AFTER_SECONDS)}


class RememberedCheck:
    """A check that runs at most once a second in each process. Threads may share it.

    While one thread checks again, the others get the last result and do not wait.
    """

    def __init__(self, check: Callable[[], str], clock: Callable[[], float]) -> None:
        self._check, self._clock = check, clock
        self._running = threading.Lock()
        self._result: str | None = None
        self._check_again = float("-inf")

    def __call__(self) -> str:
        """Return the problem that the last check found, or ""."""
        first = self._result is None
        if self._clock() >= self._check_again and self._running.acquire(blocking=first):
            try:
                if self._clock() >= self._check_again:  # another thread may have checked meanwhile
                    self._result = self._check()
                    self._check_again = self._clock() + REMEMBERED_SECONDS
            finally:
                self._running.release()
        return self._result or ""


@dataclass(frozen=True, slots=True)
class Health:
    """`/healthz`: the process answers. `/readyz`: it can show a campaign and record an action."""

    find_problem: Callable[[], str]

    @classmethod
    def of(cls, campaigns: CampaignRegistry, log: ActionLog, clock: Callable[[], float]) -> "Health":
        """Check these campaigns and this database."""

        def find_problem() -> str:
            if campaigns.is_empty():
                return "no campaign can be served"
            try:
                log.require_ready()
            except ActionsUnavailable:
                return "actions cannot be recorded"
            return ""

        return cls(RememberedCheck(find_problem, clock))

    def blueprint(self) -> Blueprint:
        """Return the blueprint with both routes."""
        blueprint = Blueprint("health", __name__)
        blueprint.add_url_rule("/healthz", view_func=self.alive)
        blueprint.add_url_rule("/readyz", view_func=self.ready)
        return blueprint

    def alive(self) -> ResponseReturnValue:
        """Answer 200 without a check."""
        return "alive\n", 200, HEADERS

    def ready(self) -> ResponseReturnValue:
        """Answer 200, or 503 with the problem."""
        problem = self.find_problem()
        return (f"{problem}\n", 503, UNAVAILABLE_HEADERS) if problem else ("ready\n", 200, HEADERS)
