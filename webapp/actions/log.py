"""The log of reported actions: what was acknowledged is stored, and stored once.

A report is in one transaction, often with others, and is answered after its commit.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from webapp.actions import ledger, retention, review
from webapp.actions.consistency import Mismatch, find_mismatches
from webapp.actions.group_commit import GroupCommit
from webapp.actions.ledger import Recorded, Report, Undo
from webapp.database import schema, sqlite
from webapp.database.connection import (
    WAIT,
    ActionsUnavailable,
    Database,
    retry_transient,
    translate_database_errors,
)
from webapp.database.engine import is_postgresql, open_database
from webapp.database.tables import totals
from webapp.domain.action import Action, Burst, Tally
from webapp.domain.channel import Channel

__all__ = ["ActionLog", "ActionsUnavailable", "Mismatch", "Recorded"]

T = TypeVar("T")


_KINDS = (totals.c.channel, totals.c.late)
_TOTALS = (
    sa.select(*_KINDS, sa.func.sum(totals.c.number))
    .where(totals.c.campaign == sa.bindparam("campaign"))
    .group_by(*_KINDS)
)
_OF_A_PARTNER = _TOTALS.where(totals.c.partner == sa.bindparam("partner"))


class _Opened:
    """What belongs to one process."""

    def __init__(self, url: str, wait: float, on_event: Callable[[str], None]) -> None:
        self.pid = os.getpid()
        self.database: Database = open_database(url, wait)
        self._commits: GroupCommit[Report | Undo, Recorded | None] = GroupCommit(self._settle)
        self._turn = threading.Lock()
        self._wait = wait
        self._tell = on_event
        self._is_down = False

    def settle(self, job: Report | Undo) -> Recorded | None:
        """Do it, together with what other threads want done."""
        # While the database is away one thread at a time looks after it: the others are needed for pages.
        return self._commits.do(job, 0.1 if self._is_down else self._wait)

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Do some work in a transaction of its own. It must be harmless to do it twice.

        Where the connection is lost at the commit nobody knows its outcome, and it is done again.
        """

        def attempt() -> T:
            with self._my_turn(), self.database.turn(), self.database.engine.begin() as connection:
                return work(connection)

        return self._patiently(attempt)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """Look something up."""

        def attempt() -> T:
            with self.database.reader.begin() as connection:
                return work(connection)

        return self._patiently(attempt)

    def _settle(self, jobs: Sequence[Report | Undo]) -> list[Recorded | None]:
        return self.write(lambda connection: ledger.settle(connection, jobs))

    def _patiently(self, attempt: Callable[[], T]) -> T:
        """Try again what may pass, unless that was in vain for the one before."""
        with translate_database_errors():
            try:
                answer = attempt() if self._is_down else retry_transient(attempt, self._retries)
            except exc.DBAPIError as error:
                self._tell("trouble")
                self._is_down = self._passes(error)
                raise
        if self._is_down:
            self._tell("reconnected")
        self._is_down = False
        return answer

    def _passes(self, error: Exception) -> bool:
        return isinstance(error, exc.DBAPIError) and self.database.is_transient(error)

    def _retries(self, error: Exception) -> bool:
        if passes := self._passes(error):
            self._tell("retried")
        return passes

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=self._wait):
            raise ActionsUnavailable(f"No turn to write to the database of actions in {self._wait} s")
        try:
            yield
        finally:
            self._turn.release()


class ActionLog:
    """Reported actions in the database at `url`, which `schema.upgrade` has made.

    Threads may share it. It may be built before a fork, but not be open then. Every method raises
    `ActionsUnavailable` when the database fails, or stays too busy for `wait` seconds. `on_event` hears
    "trouble", "retried" (it may pass) and "reconnected" (it did, after it was away for longer).
    """

    def __init__(
        self, url: str, wait: float = WAIT, on_event: Callable[[str], None] = lambda _what: None
    ) -> None:
        self._url = url
        self._wait = wait
        self._on_event = on_event
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Record one report, an action a target. A token seen before changes nothing and answers as then."""
        if not actions:
            raise ValueError("A report has at least one action")
        recorded = self._here().settle(Report(token_id, tuple(actions)))
        assert recorded is not None  # noqa: S101 (a report always leads to something)
        return recorded

    def find(self, token_id: str) -> Recorded | None:
        """Give what is held of a report, or None if there was none or it is purged."""
        return self._here().read(lambda connection: ledger.find(connection, [token_id])).get(token_id)

    def undo(self, token_id: str, campaign: str) -> Recorded | None:
        """Take a report back; None if nothing is held of it. Twice is harmless."""
        return self._here().settle(Undo(token_id, campaign))

    def tally(self, campaign: str, partner: str | None = None) -> Tally:
        """Add up a campaign's actions, or those that came by one partner. Costs the same however many."""
        asked = {"campaign": campaign, "partner": partner}
        numbers = _TOTALS if partner is None else _OF_A_PARTNER
        rows = self._here().read(lambda connection: connection.execute(numbers, asked).all())
        channels = Counter[Channel]()
        for channel, _, number in rows:
            channels[channel] += int(number)  # PostgreSQL sums big integers to a Decimal
        late = sum(int(number) for _, late, number in rows if late)
        return Tally(total=channels.total(), late=late, channels=dict(+channels))

    def bursts(self) -> list[Burst]:
        """Give what is held apart: what waits for the team first, then what it has refused."""
        return self._here().read(review.bursts)

    def decide(self, burst: str, *, counts: bool) -> int:
        """Count a burst that waits, or refuse it, and give how many actions it was; 0 if none waits."""
        return self._here().write(lambda connection: review.decide(connection, burst, counts=counts))

    def confirm_date(self, today: date) -> bool:
        """Tell whether receipts may be forgotten as of that day; not at once after the clock has leapt."""
        return self._here().write(lambda connection: retention.confirm_date(connection, today))

    def purge(self, before: date) -> int:
        """Forget the receipts of all days before `before` and tell how many they were. Tallies stay."""
        here = self._here()
        purged = here.write(lambda connection: retention.purge(connection, before))
        if purged and not is_postgresql(self._url):
            with translate_database_errors():
                sqlite.empty_the_log(here.database.engine)
        return purged

    def check(self, since: date) -> list[Mismatch]:
        """Compare receipts, tallies and totals.

        Receipts are compared for the days from `since` on, of which none may have been purged.
        """
        return self._here().read(lambda connection: find_mismatches(connection, since))

    def require_ready(self) -> None:
        """Raise `ActionsUnavailable` unless an action could be recorded now."""

        if not self._here().write(schema.takes_writing):
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
