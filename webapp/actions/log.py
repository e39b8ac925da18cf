"""The log of reported actions: a report is stored, and stored once, before it is acknowledged.

A report is written in one transaction, often together with others, and is acknowledged after the commit.
"""

import os
import threading
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from webapp.actions import ledger, retention, review
from webapp.actions.consistency import Mismatch, find_mismatches
from webapp.actions.group_commit import GroupCommit
from webapp.actions.ledger import Recorded, Report, Undo
from webapp.actions.sums import Dimension, Sums, read_sums
from webapp.actions.tally import read_tally, read_totals
from webapp.database import schema
from webapp.database.connection import (
    WAIT_SECONDS,
    ActionsUnavailable,
    Database,
    retry_transient,
    translate_database_errors,
)
from webapp.database.engine import open_database
from webapp.domain.action import Action, Burst, Tally

__all__ = ["ActionLog", "ActionsUnavailable", "Mismatch", "Recorded"]

T = TypeVar("T")


class _Opened:
    """The open database of one process."""

    def __init__(self, url: str, wait: float, on_event: Callable[[str], None]) -> None:
        self.pid = os.getpid()
        self.database: Database = open_database(url, wait)
        self._commits: GroupCommit[Report | Undo, Recorded | None] = GroupCommit(self._settle)
        self._wait = wait
        self._on_event = on_event
        self._is_down = False

    def settle(self, job: Report | Undo) -> Recorded | None:
        """Do the job in one transaction with the jobs of other threads."""
        # While the database is down, one thread at a time tries it: the others are needed for pages.
        return self._commits.do(job, 0.1 if self._is_down else self._wait)

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Do the work in a transaction of its own. It must be harmless to do it twice.

        If the connection is lost at the commit, its outcome is unknown, and the work is done again.
        """

        def attempt() -> T:
            with self.database.write_lock(), self.database.engine.begin() as connection:
                return work(connection)

        return self._retry(attempt)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Do work that only reads."""

        def attempt() -> T:
            with self.database.reader.begin() as connection:
                return work(connection)

        return self._retry(attempt)

    def _settle(self, jobs: Sequence[Report | Undo]) -> list[Recorded | None]:
        return self.write(lambda connection: ledger.settle(connection, self.database.dialect, jobs))

    def _retry(self, attempt: Callable[[], T]) -> T:
        """Retry transient errors, unless retries failed for the attempt before."""
        with translate_database_errors():
            try:
                outcome = attempt() if self._is_down else retry_transient(attempt, self._is_retried)
            except exc.DBAPIError as error:
                self._on_event("trouble")
                self._is_down = self._is_transient(error)
                raise
        if self._is_down:
            self._on_event("reconnected")
        self._is_down = False
        return outcome

    def _is_transient(self, error: Exception) -> bool:
        return isinstance(error, exc.DBAPIError) and self.database.is_transient(error)

    def _is_retried(self, error: Exception) -> bool:
        if is_transient := self._is_transient(error):
            self._on_event("retried")
        return is_transient


class ActionLog:
    """Reported actions in the database at `url`, which `schema.upgrade` has created.

    Threads may share it. It may be created before a fork, but must not be open then. Every method raises
    `ActionsUnavailable` if the database fails, or is busy for longer than `wait` seconds. `on_event` receives
    "trouble", "retried" (a transient error) and "reconnected" (the database is back after a longer failure).
    """

    def __init__(
        self, url: str, wait: float = WAIT_SECONDS, on_event: Callable[[str], None] = lambda _what: None
    ) -> None:
        self._url = url
        self._wait = wait
        self._on_event = on_event
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Record a report, one action for each target. A recorded token only returns its report."""
        if not actions:
            raise ValueError("A report has at least one action")
        recorded = self._here().settle(Report(token_id, tuple(actions)))
        assert recorded is not None  # noqa: S101 (a report always leads to something)
        return recorded

    def find(self, token_id: str) -> Recorded | None:
        """Return what is stored of a report; None if there was none or it is purged."""
        return self._here().read(lambda connection: ledger.find(connection, [token_id])).get(token_id)

    def undo(self, token_id: str, campaign: str) -> Recorded | None:
        """Undo a report; None if nothing is stored of it. A second undo changes nothing."""
        return self._here().settle(Undo(token_id, campaign))

    def tally(self, campaign: str, partner: str | None = None, also: Collection[str] = ()) -> Tally:
        """Return a campaign's tally, or a partner's share. It costs the same for any number of actions.

        `also` names further slugs whose actions are added: those that the campaign had before.
        """
        slugs = (campaign, *also)
        return self._here().read(lambda connection: read_tally(connection, slugs, partner))

    def totals(self) -> dict[str, int]:
        """Return the total of each slug. It costs the same for any number of actions."""
        return self._here().read(read_totals)

    def sums(
        self,
        dimensions: Sequence[Dimension],
        *,
        campaigns: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> Sums:
        """Add up what is counted; see `sums.read_sums`."""
        return self._here().read(
            lambda connection: read_sums(
                connection, dimensions, campaigns=campaigns, since=since, until=until
            )
        )

    def bursts(self) -> list[Burst]:
        """Return the bursts that wait for the team, then those it has refused."""
        return self._here().read(review.bursts)

    def leaps(self, today: date) -> list[review.Leap]:
        """Return the days of late on which far more was counted than before; see `review.leaps`."""
        return self._here().read(lambda connection: review.leaps(connection, today))

    def decide(self, burst: str, *, counts: bool) -> int:
        """Count a waiting burst, or refuse it. Return the number of its actions; 0 if no such burst waits."""
        here = self._here()
        return here.write(
            lambda connection: review.decide(connection, here.database.dialect, burst, counts=counts)
        )

    def confirm_date(self, today: date) -> bool:
        """Return True if receipts may be deleted as of that day; at first False after a leap of the clock."""
        here = self._here()
        return here.write(lambda connection: retention.confirm_date(connection, here.database.dialect, today))

    def purge(self, before: date) -> int:
        """Delete the receipts of all days before `before` and return their number. Tallies stay."""
        here = self._here()
        purged = here.write(lambda connection: retention.purge(connection, before))
        if purged:
            with translate_database_errors():
                here.database.dialect.after_purge(here.database.engine)
        return purged

    def oldest_receipt(self) -> date | None:
        """Return the day of the oldest receipt that is still held; None if there is none."""
        return self._here().read(retention.oldest_day)

    def check(self, since: date) -> list[Mismatch]:
        """Compare receipts, tallies and totals.

        Receipts are compared for the days from `since` on, of which none may have been purged.
        """
        return self._here().read(lambda connection: find_mismatches(connection, since))

    def require_ready(self) -> None:
        """Raise `ActionsUnavailable` unless an action could be recorded now."""
        if not self._here().write(schema.is_writable):
            raise ActionsUnavailable("The database's schema is another version's: run `appeal db upgrade`")

    def close(self) -> None:
        """Close this process's connections. A later call opens new ones."""
        with self._opening:
            if self._opened and self._opened.pid == os.getpid():
                self._opened.database.engine.dispose()
                self._opened = None

    def _here(self) -> _Opened:
        with self._opening:
            if self._opened is None:
                self._opened = _Opened(self._url, self._wait, self._on_event)
            if self._opened.pid != os.getpid():
                # Not even new connections are safe here: sqlite.org/howtocorrupt.html, 2.6.
                raise RuntimeError(
                    "The log of actions was open when this process was forked; close it before"
                )
            return self._opened
