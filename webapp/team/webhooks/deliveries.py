"""Deliveries: one message for one webhook, noted once, taken by one process at a time, tried for three days.

At least once: a process that ends between sending and noting the answer leaves a row that is sent again when
its lease is over. A receiver recognizes the repeat by the message's id.
"""

import random
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_ID_CHARS, deliveries, webhooks
from webapp.team.webhooks.messages import Event, Message, write_message
from webapp.team.webhooks.sending import Answer
from webapp.team.webhooks.webhooks import EARLIER_SECRET_SECONDS, UnknownWebhook

WAITS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds after each failure, as the Standard Webhooks specification proposes: three days and three hours."""
JITTER = 0.1
"""Share by which a wait is longer or shorter: messages that failed together do not come back together."""
LEASE_SECONDS = 120
"""More than resolving a name and sending take; afterwards another process may try."""
KEEP_SECONDS = 60 * 24 * 3600
"""How long the log has a delivery that is over."""
MOST_LISTED = 200


class State(StrEnum):
    """Where a delivery is."""

    WAITING = "waiting"
    FAILED = "failed"
    """It failed, and will be tried again."""
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class UnknownDelivery(LookupError):
    """The webhook has no delivery with this id."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A line of the log."""

    id: str
    event: Event
    subject: str
    created: datetime
    tries: int
    next_try: datetime | None
    delivered: datetime | None
    answer: str
    """The last status or failure, see `sending.Answer`; "" before the first try."""

    @property
    def state(self) -> State:
        """Where it is."""
        if self.delivered:
            return State.DELIVERED
        if self.next_try is None:
            return State.GIVEN_UP
        return State.FAILED if self.answer else State.WAITING


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this process has taken and now sends."""

    id: str
    webhook: str
    url: str
    secrets: tuple[str, ...]
    body: str
    tries: int
    """This one counted in."""


class Deliveries:
    """The deliveries of all webhooks."""

    def __init__(
        self,
        database: DeskDatabase,
        now: Callable[[], datetime],
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._database = database
        self._now = now
        self._jitter = jitter

    def note(self, told: Collection[tuple[str, Message]]) -> None:
        """Note messages for webhooks by their ids; what was noted before stays as it is."""
        rows = [_row(webhook, message, self._seconds()) for webhook, message in told]
        if not rows:
            return
        with self._database.write() as connection:
            known = set(connection.scalars(sa.select(webhooks.c.id)))
            for row in rows:
                if row["webhook"] in known:
                    connection.execute(_insert(connection), row)

    def test(self, by: Person, webhook: str) -> None:
        """Note a message that says nothing; raise `UnknownWebhook`."""
        require(by, Permission.CONNECT)
        now = self._now()
        message = write_message(Event.TEST, secrets.token_hex(8), now, {"text": "A test of this webhook."})
        with self._database.write() as connection:
            found = sa.select(webhooks.c.id).where(webhooks.c.id == webhook)
            if not _is_id(webhook) or connection.scalar(found) is None:
                raise UnknownWebhook(webhook[:MAX_ID_CHARS])
            connection.execute(deliveries.insert(), _row(webhook, message, self._seconds()))

    def log(self, by: Person, webhook: str) -> tuple[Delivery, ...]:
        """Return the last deliveries of a webhook, the newest first."""
        require(by, Permission.CONNECT)
        if not _is_id(webhook):
            return ()
        newest = deliveries.select().where(deliveries.c.webhook == webhook)
        newest = newest.order_by(deliveries.c.created.desc(), deliveries.c.id).limit(MOST_LISTED)
        with self._database.read() as connection:
            return tuple(map(_delivery, connection.execute(newest)))

    def replay(self, by: Person, webhook: str, delivery: str) -> None:
        """Send one again, from the beginning, with the same id; raise `UnknownDelivery`."""
        require(by, Permission.CONNECT)
        if not (_is_id(webhook) and _is_id(delivery.replace("_", ""))):
            raise UnknownDelivery(delivery[:MAX_ID_CHARS])
        again = deliveries.update().where(deliveries.c.webhook == webhook, deliveries.c.id == delivery)
        values = {"tries": 0, "next_try": self._seconds(), "delivered": None, "answer": ""}
        with self._database.write() as connection:
            if not connection.execute(again.values(values)).rowcount:
                raise UnknownDelivery(delivery)

    def claim(self, busy: Collection[str] = ()) -> tuple[Claimed, ...]:
        """Take the delivery of each webhook that is due longest, but of those that are `busy`."""
        now = self._seconds()
        due = deliveries.c.next_try <= now, webhooks.c.is_active, deliveries.c.webhook.not_in(busy)
        joined = deliveries.join(webhooks, webhooks.c.id == deliveries.c.webhook)
        with self._database.read() as connection:
            waiting = sorted(
                connection.scalars(sa.select(deliveries.c.webhook).select_from(joined).where(*due).distinct())
            )
        if not waiting:
            return ()
        with self._database.write() as connection:
            taken = [self._take(connection, webhook, now) for webhook in waiting]
        return tuple(filter(None, taken))

    def _take(self, connection: sa.Connection, webhook: str, now: int) -> Claimed | None:
        oldest = (
            sa.select(deliveries.c.id, deliveries.c.tries, deliveries.c.body)
            .where(deliveries.c.webhook == webhook, deliveries.c.next_try <= now)
            .order_by(deliveries.c.next_try, deliveries.c.created, deliveries.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = connection.execute(oldest).one_or_none()
        whose = connection.execute(webhooks.select().where(webhooks.c.id == webhook)).one_or_none()
        if row is None or whose is None:  # another process was quicker
            return None
        tries = row.tries + 1
        leased = {"tries": tries, "next_try": now + LEASE_SECONDS}
        connection.execute(deliveries.update().where(deliveries.c.id == row.id).values(leased))
        is_new = now - whose.secret_since < EARLIER_SECRET_SECONDS
        keys = (whose.secret, whose.earlier_secret) if is_new and whose.earlier_secret else (whose.secret,)
        return Claimed(row.id, webhook, whose.url, keys, row.body, tries)

    def complete(self, claimed: Claimed, answer: Answer) -> State:
        """Note what came of sending it; return where it is now."""
        now = self._seconds()
        values: dict[str, object] = {"answer": answer.text, "next_try": None}
        state = State.GIVEN_UP
        if answer.is_taken:
            values["delivered"], state = now, State.DELIVERED
        elif claimed.tries <= len(WAITS) and not answer.is_gone:
            wait = WAITS[claimed.tries - 1] * self._jitter(1 - JITTER, 1 + JITTER)
            values["next_try"], state = now + max(1, round(wait)), State.FAILED
        with self._database.write() as connection:
            mine = deliveries.c.id == claimed.id, deliveries.c.tries == claimed.tries
            connection.execute(deliveries.update().where(*mine).values(values))
            if answer.is_gone:
                gone = webhooks.update().where(
                    webhooks.c.id == claimed.webhook, webhooks.c.url == claimed.url
                )
                connection.execute(gone.values(is_active=False))
        return state

    def purge(self) -> None:
        """Delete what is over and old."""
        old = deliveries.c.created < self._seconds() - KEEP_SECONDS
        with self._database.write() as connection:
            connection.execute(deliveries.delete().where(old, deliveries.c.next_try.is_(None)))

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def _row(webhook: str, message: Message, now: int) -> dict[str, object]:
    return {
        "id": f"msg_{secrets.token_hex(12)}",
        "webhook": webhook,
        "event": message.event.value,
        "subject": message.subject,
        "body": message.body,
        "created": now,
        "tries": 0,
        "next_try": now,
        "delivered": None,
        "answer": "",
    }


def _insert(connection: sa.Connection) -> sa.Insert:
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # hosts on SQLite do without it

        return postgresql.insert(deliveries).on_conflict_do_nothing()
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(deliveries).on_conflict_do_nothing()


def _delivery(row: sa.Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        row.id,
        Event(row.event),
        row.subject,
        datetime.fromtimestamp(row.created, UTC),
        row.tries,
        None if row.next_try is None else datetime.fromtimestamp(row.next_try, UTC),
        None if row.delivered is None else datetime.fromtimestamp(row.delivered, UTC),
        row.answer,
    )


def _is_id(text: str) -> bool:
    """Check an id's shape: PostgreSQL takes no NUL in a text."""
    return text.isascii() and text.isalnum() and len(text) <= MAX_ID_CHARS
