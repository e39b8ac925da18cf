"""The log of reported actions: what was acknowledged is stored, and stored once.

A report is one transaction and is answered after its commit. All writes go through `ActionLog._writing`, so
that several reports can share a commit one day without their callers noticing.
"""

import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from webapp.domain.action import Action, Channel, Tally
from webapp.storage import schema
from webapp.storage.schema import FACTS, WAIT, ActionsUnavailable, receipts, tallies

__all__ = ["ActionLog", "ActionsUnavailable", "Disagreement", "Recorded"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is held of one report."""

    actions: tuple[Action, ...]
    """One a target, in the order of the targets' ids."""
    undone: bool = False
    """True if the report was taken back: none of it counts."""
    repeated: bool = False
    """True if this call changed nothing, because an earlier one had."""

    @property
    def total(self) -> int:
        """Add up the letters, one for each target."""
        return sum(action.quantity for action in self.actions)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Facts whose receipts don't add up to their tally."""

    facts: tuple[object, ...]
    """In the order of `schema.FACTS`."""
    tallied: int
    received: int


class _Opened:
    """What belongs to one process."""

    def __init__(self, url: str, wait: float) -> None:
        self.pid = os.getpid()
        self.engine = schema.open_engine(url, wait)
        self.turn = threading.Lock()


class ActionLog:
    """Reported actions in the database at `url`, which `schema.upgrade` has made.

    Threads may share it. It may be built before a fork, but not be open then. Every method raises
    `ActionsUnavailable` when the database fails, or stays too busy for `wait` seconds.
    """

    def __init__(self, url: str, wait: float = WAIT) -> None:
        self._url = url
        self._wait = wait
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Record one report, an action a target. A token seen before changes nothing and answers as then."""
        if not actions:
            raise ValueError("A report has at least one action")
        with self._writing() as connection:
            if earlier := _find(connection, token_id):
                return replace(earlier, repeated=True)
            rows = [asdict(action) for action in actions]
            token = {"token_id": token_id, "undone": False}
            connection.execute(receipts.insert(), [row | token for row in rows])
            numbers = [{name: row[name] for name in FACTS} | {"number": row["quantity"]} for row in rows]
            connection.execute(_ADD, numbers)
        return Recorded(tuple(sorted(actions, key=lambda action: action.target)))

    def find(self, token_id: str) -> Recorded | None:
        """Give what is held of a report, or None if there was none or it is purged."""
        with self._reading() as connection:
            return _find(connection, token_id)

    def undo(self, token_id: str, campaign: str) -> Recorded | None:
        """Take a report back; None if nothing is held of it. Twice is harmless."""
        with self._writing() as connection:
            held = _find(connection, token_id)
            if held is None or held.actions[0].campaign != campaign:
                return None
            if held.undone:
                return replace(held, repeated=True)
            connection.execute(receipts.update().where(receipts.c.token_id == token_id).values(undone=True))
            for action in held.actions:
                same_facts = [tallies.c[name] == getattr(action, name) for name in FACTS]
                lowered = tallies.c.number - action.quantity
                connection.execute(tallies.update().where(*same_facts).values(number=lowered))
        return replace(held, undone=True)

    def tally(self, campaign: str, partner: str | None = None) -> Tally:
        """Add up a campaign's actions, or those that came by one partner.

        The cost grows with their kinds and days, not with their number.
        """
        kinds = (tallies.c.channel, tallies.c.late)
        numbers = sa.select(*kinds, sa.func.sum(tallies.c.number)).where(tallies.c.campaign == campaign)
        if partner is not None:
            numbers = numbers.where(tallies.c.partner == partner)
        with self._reading() as connection:
            rows = connection.execute(numbers.group_by(*kinds)).all()
        channels = Counter[Channel]()
        for channel, _, number in rows:
            channels[channel] += int(number)  # PostgreSQL sums big integers to a Decimal
        late = sum(int(number) for _, late, number in rows if late)
        return Tally(total=channels.total(), late=late, channels=dict(+channels))

    def purge(self, before: date) -> int:
        """Forget the receipts of all days before `before` and tell how many they were. Tallies stay."""
        with self._writing() as connection:
            purged = connection.execute(receipts.delete().where(receipts.c.day < before)).rowcount
        if purged:
            self._empty_the_wal()
        return purged

    def _empty_the_wal(self) -> None:
        # SQLite's write-ahead log holds old pages until it is overwritten; a busy one is left for next time.
        with schema.trouble_told():
            raw = self._here().engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                raw.close()

    def check(self, since: date) -> list[Disagreement]:
        """Compare receipts with tallies for the days from `since` on, of which none may have been purged."""
        with self._reading() as connection:
            rows = connection.execute(_disagreements(since)).all()
        return [Disagreement(tuple(facts), int(one), int(other)) for *facts, one, other in rows]

    def require_ready(self) -> None:
        """Raise `ActionsUnavailable` unless an action could be recorded now."""
        with self._writing() as connection:
            if not schema.is_current(connection):
                raise ActionsUnavailable(
                    "The database's schema is another version's: run `appeal db upgrade`"
                )

    def close(self) -> None:
        """Close this process's connections. A later call opens new ones."""
        with self._opening:
            if self._opened and self._opened.pid == os.getpid():
                self._opened.engine.dispose()
                self._opened = None

    def _here(self) -> _Opened:
        with self._opening:
            if self._opened is None:
                self._opened = _Opened(self._url, self._wait)
            if self._opened.pid != os.getpid():
                # Not even new connections are safe here: sqlite.org/howtocorrupt.html, 2.6.
                raise RuntimeError(
                    "The log of actions was open when this process was forked; close it before"
                )
            return self._opened

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        here = self._here()
        # SQLite's lock serves nobody in turn: one thread of a process competes for it, the others queue.
        if not here.turn.acquire(timeout=self._wait):
            raise ActionsUnavailable(f"No turn to write to the database of actions in {self._wait} s")
        try:
            with schema.trouble_told(), here.engine.begin() as connection:
                yield connection
        finally:
            here.turn.release()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with schema.trouble_told(), self._here().engine.execution_options(reading=True).begin() as connection:
            yield connection


_NEW = sqlite.insert(tallies)
_SUM = {"number": tallies.c.number + _NEW.excluded.number}
_ADD = _NEW.on_conflict_do_update(index_elements=FACTS, set_=_SUM)


def _find(connection: sa.Connection, token_id: str) -> Recorded | None:
    same_token = receipts.select().where(receipts.c.token_id == token_id)
    rows = connection.execute(same_token.order_by(receipts.c.target)).mappings().all()
    actions = tuple(Action(quantity=row["quantity"], **{name: row[name] for name in FACTS}) for row in rows)
    return Recorded(actions, undone=rows[0]["undone"]) if rows else None


def _disagreements(since: date) -> sa.Select[Any]:
    # One statement sees one moment, on every database.
    nothing = sa.literal(0)
    noted = sa.select(*(tallies.c[name] for name in FACTS), tallies.c.number, nothing)
    held = sa.select(*(receipts.c[name] for name in FACTS), nothing, receipts.c.quantity)
    both = sa.union_all(
        noted.where(tallies.c.day >= since),
        held.where(receipts.c.day >= since, receipts.c.undone.is_(False)),
    ).subquery()
    *facts, tallied, received = both.c
    sums = (sa.func.sum(tallied), sa.func.sum(received))
    return sa.select(*facts, *sums).group_by(*facts).having(sums[0] != sums[1]).order_by(*facts)
