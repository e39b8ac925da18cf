"""The log of reported actions: a report is stored, and stored once, before it is acknowledged.

A report is written in one transaction, often together with others, and is acknowledged after the commit.
"""

import os
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from webapp.actions import entries, ledger, retention, review, signals, taking_off
from webapp.actions.breakdown import Breakdown, Dimension, read_breakdown, read_breakdowns
from webapp.actions.consistency import Mismatch, find_mismatches
from webapp.actions.count_query import read_tally, read_totals
from webapp.actions.decisions import Decision, read_decisions
from webapp.actions.entries import Entry, Letters
from webapp.actions.leap_detection import Leap, leaps
from webapp.actions.ledger import Recorded, Report, Undo
from webapp.actions.opened_log import OpenedLog
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.database import schema
from webapp.database.connection import WAIT_SECONDS, ActionsUnavailable, translate_database_errors
from webapp.domain.action import Action, Burst, Tally
from webapp.domain.signal import Signal

__all__ = ["ActionLog", "ActionsUnavailable", "Mismatch", "Recorded"]


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
        self._opened: OpenedLog | None = None

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

    def breakdown(
        self,
        dimensions: Sequence[Dimension],
        *,
        campaigns: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> Breakdown:
        """Add up what is counted; see `breakdown.read_breakdown`."""
        return self._here().read(
            lambda connection: read_breakdown(
                connection, dimensions, campaigns=campaigns, since=since, until=until
            )
        )

    def breakdowns(
        self,
        groups: Sequence[Sequence[Dimension]],
        *,
        campaigns: Collection[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Breakdown, ...]:
        """Add up the same letters by each of these groups of dimensions, as of one moment."""
        return self._here().read(
            lambda connection: read_breakdowns(
                connection, groups, campaigns=campaigns, since=since, until=until
            )
        )

    def bursts(self) -> list[Burst]:
        """Return the bursts that wait for the team, then those it has refused."""
        return self._here().read(review.bursts)

    def all_bursts(self) -> list[Burst]:
        """Return also those that the team has counted, each with the number of its reports where it is known.

        They wait first. It reads receipts, which `bursts` does not.
        """
        bursts = self._here().read(lambda connection: review.bursts(connection, counted=True))
        reports = self._here().read(review.reports_by_burst)
        known = {key: number for key, (number, letters) in reports.items() if number and letters}
        letters = {key: letters for key, (_, letters) in reports.items()}
        return [
            # Where a part of the receipts is deleted already, their number says nothing.
            replace(burst, reports=known.get(key)) if letters.get(key) == burst.number else burst
            for burst in bursts
            for key in [(burst.id, burst.campaign)]
        ]

    def leaps(self, today: date) -> list[Leap]:
        """Return the days of late on which far more was counted than before; see `leap_detection`."""
        return self._here().read(lambda connection: leaps(connection, today))

    def decide(
        self, burst: str, *, counts: bool, stamp: Stamp | None = None, campaign: str | None = None
    ) -> int:
        """Count a waiting burst, or refuse it. Return the number of its actions; 0 if no such burst waits."""
        here, stamp = self._here(), stamp or Stamp()
        return here.write(
            lambda connection: review.decide(
                connection, here.database.dialect, burst, counts=counts, stamp=stamp, campaign=campaign
            )
        )

    def undo_decision(self, burst: str, stamp: Stamp | None = None, campaign: str | None = None) -> int:
        """Let a burst wait again; see `review.undo`. Return the number of its actions; 0 if there is none."""
        here, stamp = self._here(), stamp or Stamp()
        return here.write(
            lambda connection: review.undo(connection, here.database.dialect, burst, stamp, campaign)
        )

    def take_off(self, spoiled: Spoiled, number: int | None, stamp: Stamp) -> int:
        """Take letters off a day, None for all; see `taking_off.take_off`. Return their number."""
        here = self._here()
        return here.write(
            lambda connection: taking_off.take_off(connection, here.database.dialect, spoiled, number, stamp)
        )

    def give_back(self, decision: str, stamp: Stamp) -> int | None:
        """Count again what a decision has taken off; see `taking_off.give_back`."""
        here = self._here()
        return here.write(
            lambda connection: taking_off.give_back(connection, here.database.dialect, decision, stamp)
        )

    def decisions(self, campaigns: Collection[str] = ()) -> list[Decision]:
        """Return what the team has decided about bursts and days, newest first."""
        return self._here().read(lambda connection: read_decisions(connection, campaigns))

    def enter(self, letters: Letters, stamp: Stamp) -> None:
        """Add letters that the team has counted itself. Check them by `entries` before."""
        self._here().write(lambda connection: entries.enter(connection, letters, stamp))

    def correct_entry(self, entry: str, letters: Letters, stamp: Stamp) -> None:
        """Put letters in the place of an entry. Raises `EntryTakenBack`."""
        here = self._here()
        here.write(
            lambda connection: entries.correct(connection, here.database.dialect, entry, letters, stamp)
        )

    def remove_entry(self, entry: str, stamp: Stamp) -> None:
        """Take an entry back. Raises `EntryTakenBack`."""
        here = self._here()
        here.write(lambda connection: entries.remove(connection, here.database.dialect, entry, stamp))

    def entries(self, campaigns: Collection[str] = ()) -> list[Entry]:
        """Return what the team has entered, newest first, also what was corrected or removed."""
        return self._here().read(lambda connection: entries.read_entries(connection, campaigns))

    def signal(self, token_id: str, signal: Signal) -> bool:
        """Count a signal once under a token; see `signals.record`."""
        here = self._here()
        return here.write(
            lambda connection: signals.record(connection, here.database.dialect, token_id, signal)
        )

    def has_signal(self, token_id: str, signal: Signal) -> bool:
        """Return True if the signal is counted under this token."""
        return self._here().read(lambda connection: signals.is_recorded(connection, token_id, signal))

    def signals(self, campaigns: Collection[str] = ()) -> list[Signal]:
        """Return what supporters told of answers and bounces, the latest days first."""
        return self._here().read(lambda connection: signals.read(connection, campaigns))

    def open_bounces(self) -> dict[tuple[str, str], int]:
        """Return the bounces that the team has not dealt with, by campaign and target."""
        return self._here().read(signals.open_bounces)

    def settle_bounces(self, campaign: str, target: str, stamp: Stamp) -> int:
        """Note that the team has dealt with the bounces of a target. Return how many were open."""
        return self._here().write(lambda connection: signals.settle(connection, campaign, target, stamp))

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

    def _here(self) -> OpenedLog:
        with self._opening:
            if self._opened is None:
                self._opened = OpenedLog(self._url, self._wait, self._on_event)
            if self._opened.pid != os.getpid():
                # Not even new connections are safe here: sqlite.org/howtocorrupt.html, 2.6.
                raise RuntimeError(
                    "The log of actions was open when this process was forked; close it before"
                )
            return self._opened
