"""The open database of one process: transactions that are retried, and reports that share one."""

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from webapp.actions import ledger
from webapp.actions.group_commit import GroupCommit
from webapp.actions.ledger import Recorded, Report, Undo
from webapp.database.connection import Database, retry_transient, translate_database_errors
from webapp.database.engine import open_database

T = TypeVar("T")


class OpenedLog:
    """Belongs to the process that made it. `on_event` is that of `log.ActionLog`."""

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
