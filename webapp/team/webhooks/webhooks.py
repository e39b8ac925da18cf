"""The webhooks of the team: added, changed, deactivated and removed by a coordinator of all campaigns."""

import json
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_ID_CHARS, deliveries, people, webhooks
from webapp.team.webhooks.messages import CHOICES, Event
from webapp.team.webhooks.receiver import read_receiver
from webapp.team.webhooks.signature import new_secret

MOST_WEBHOOKS = 20
EARLIER_SECRET_SECONDS = 24 * 3600
"""How long messages are signed with the earlier secret, too, so that a receiver can change in time."""


class UnknownWebhook(LookupError):
    """No webhook has this id."""


class NoEvents(ValueError):
    """A webhook that would be told of nothing."""


class TooManyWebhooks(Exception):
    """There are `MOST_WEBHOOKS` already."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A receiver, and what it is told of. It has no secret: that is shown once."""

    id: str
    url: str
    events: frozenset[Event]
    is_active: bool
    since: datetime
    """It is told of what happens from this moment on."""
    secret_since: datetime
    author_name: str
    """Who added it; "" for somebody who is not there any more."""


class Webhooks:
    """The webhooks. Every method that names a person needs `Permission.CONNECT`.

    Webhooks are the team's: they go on when the coordinator who added them leaves.
    """

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def all(self, by: Person) -> tuple[Webhook, ...]:
        """Return all webhooks by address."""
        require(by, Permission.CONNECT)
        with self._database.read() as connection:
            return _those(connection)

    def find(self, by: Person, webhook_id: str) -> Webhook:
        """Return one; raise `UnknownWebhook`."""
        require(by, Permission.CONNECT)
        with self._database.read() as connection:
            return _find(connection, webhook_id)

    def add(self, by: Person, url: str, events: Collection[Event]) -> tuple[Webhook, str]:
        """Add a webhook; return it with its secret.

        Raise `InvalidReceiver`, `NoEvents`, `TooManyWebhooks`.
        """
        require(by, Permission.CONNECT)
        webhook_id, secret, now = secrets.token_hex(12), new_secret(), self._seconds()
        row = {
            "id": webhook_id,
            "url": read_receiver(url).url,
            "secret": secret,
            "earlier_secret": "",
            "secret_since": now,
            "events": _to_json(events),
            "is_active": True,
            "since": now,
            "author": by.id,
            "created": now,
        }
        with self._database.write() as connection:
            if (connection.scalar(sa.select(sa.func.count()).select_from(webhooks)) or 0) >= MOST_WEBHOOKS:
                raise TooManyWebhooks
            connection.execute(webhooks.insert(), row)
            return _find(connection, webhook_id), secret

    def change(self, by: Person, webhook_id: str, url: str, events: Collection[Event]) -> Webhook:
        """Set its address and events. Of an event that is new to it, it is told from now on.

        Raise `UnknownWebhook`, `InvalidReceiver`, `NoEvents`.
        """
        require(by, Permission.CONNECT)
        values: dict[str, object] = {"url": read_receiver(url).url, "events": _to_json(events)}
        with self._database.write() as connection:
            before = _find(connection, webhook_id, lock=True)
            if not before.events.issuperset(events):
                values["since"] = self._seconds()
            connection.execute(webhooks.update().where(webhooks.c.id == webhook_id).values(values))
            return _find(connection, webhook_id)

    def renew_secret(self, by: Person, webhook_id: str) -> str:
        """Give it another secret and return it; for a day the earlier one signs, too."""
        require(by, Permission.CONNECT)
        secret = new_secret()
        with self._database.write() as connection:
            _find(connection, webhook_id, lock=True)
            values = {"earlier_secret": webhooks.c.secret, "secret": secret, "secret_since": self._seconds()}
            connection.execute(webhooks.update().where(webhooks.c.id == webhook_id).values(values))
        return secret

    def set_active(self, by: Person, webhook_id: str, *, active: bool) -> None:
        """Stop telling it, or tell it again: of what happens from now on, and of what was waiting."""
        require(by, Permission.CONNECT)
        with self._database.write() as connection:
            before = _find(connection, webhook_id, lock=True)
            values: dict[str, object] = {"is_active": active}
            if active and not before.is_active:
                values["since"] = self._seconds()
            connection.execute(webhooks.update().where(webhooks.c.id == webhook_id).values(values))

    def remove(self, by: Person, webhook_id: str) -> None:
        """Remove it, with the log of its deliveries."""
        require(by, Permission.CONNECT)
        with self._database.write() as connection:
            _find(connection, webhook_id, lock=True)
            connection.execute(deliveries.delete().where(deliveries.c.webhook == webhook_id))
            connection.execute(webhooks.delete().where(webhooks.c.id == webhook_id))

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def active_webhooks(connection: sa.Connection) -> tuple[Webhook, ...]:
    """Return those that are told of what happens."""
    return tuple(each for each in _those(connection) if each.is_active)


def _those(connection: sa.Connection) -> tuple[Webhook, ...]:
    rows = connection.execute(_with_author().order_by(webhooks.c.url, webhooks.c.id))
    return tuple(map(_webhook, rows))


def _find(connection: sa.Connection, webhook_id: str, *, lock: bool = False) -> Webhook:
    if not webhook_id.isalnum() or len(webhook_id) > MAX_ID_CHARS:  # PostgreSQL takes no NUL in a text
        raise UnknownWebhook(webhook_id[:MAX_ID_CHARS])
    if lock:
        connection.execute(sa.select(webhooks.c.id).where(webhooks.c.id == webhook_id).with_for_update())
    row = connection.execute(_with_author().where(webhooks.c.id == webhook_id)).one_or_none()
    if row is None:
        raise UnknownWebhook(webhook_id)
    return _webhook(row)


def _with_author() -> sa.Select[tuple[object, ...]]:
    name = sa.func.coalesce(people.c.name, "").label("author_name")
    return sa.select(*webhooks.c, name).outerjoin(people, people.c.id == webhooks.c.author)


def _webhook(row: sa.Row[tuple[object, ...]]) -> Webhook:
    return Webhook(
        row.id,
        row.url,
        frozenset(map(Event, json.loads(row.events))),
        row.is_active,
        datetime.fromtimestamp(row.since, UTC),
        datetime.fromtimestamp(row.secret_since, UTC),
        row.author_name,
    )


def _to_json(events: Collection[Event]) -> str:
    chosen = [event.value for event in CHOICES if event in events]
    if not chosen:
        raise NoEvents
    return json.dumps(chosen)
