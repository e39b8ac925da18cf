"""Sessions: who is signed in, for how long, and when they last proved that it is they."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people import people as records
from webapp.team.people.person import Person
from webapp.team.people.tokens import digest_of, new_token
from webapp.team.tables import MAX_NAME_CHARS, sessions

TOKEN_BYTES = 32
LIFETIME_SECONDS = 12 * 3600
"""A working day. Then everybody signs in again (NIST SP 800-63B-4, 2.2.3: at most 24 hours)."""
IDLE_SECONDS = 3 * 3600
"""A session that nobody used for so long has ended."""
USED_STEP_SECONDS = 300
"""How exactly the last use is known: a row is not written at each request."""
CONFIRMED_SECONDS = 300
"""How long a passkey or a phrase is good for publishing or inviting."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session of a request."""

    person: Person
    digest: str
    """The SHA-256 of the session's token: what the session is stored under."""
    confirmed: int | None
    """When the passkey or the phrase was last asked for, in seconds since 1970."""

    def is_confirmed(self, now: datetime) -> bool:
        """Check whether the person proved just now that it is they."""
        return self.confirmed is not None and now.timestamp() - self.confirmed < CONFIRMED_SECONDS


@dataclass(frozen=True, slots=True)
class ListedSession:
    """A session as its person sees it."""

    digest: str
    label: str
    created: int
    used: int


class Sessions:
    """The sessions of everybody."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def find(self, token: str) -> SignedIn | None:
        """Return the session of a cookie's token, unless it has ended or its person is shut out."""
        if not token:
            return None
        now, digest = self._seconds(), digest_of(token)
        with self._database.read() as connection:
            row = connection.execute(
                sessions.select().where(sessions.c.digest == digest, *self._alive(now))
            ).one_or_none()
            if row is None:
                return None
            try:
                person = records.find(connection, row.person)
            except records.UnknownPerson:
                return None
        if not person.is_active:
            return None
        if now - row.used >= USED_STEP_SECONDS:
            with self._database.write() as connection:
                connection.execute(sessions.update().where(sessions.c.digest == digest).values(used=now))
        return SignedIn(person, digest, row.confirmed)

    def start(self, person_id: str, label: str) -> str:
        """Begin a session of somebody who just proved who they are; return its token."""
        token, now = new_token(TOKEN_BYTES), self._seconds()
        with self._database.write() as connection:
            connection.execute(sessions.delete().where(sa.not_(sa.and_(*self._alive(now)))))
            connection.execute(
                sessions.insert().values(
                    digest=digest_of(token),
                    person=person_id,
                    label=label[:MAX_NAME_CHARS],
                    created=now,
                    expires=now + LIFETIME_SECONDS,
                    used=now,
                    confirmed=now,
                )
            )
        return token

    def renew(self, digest: str) -> str:
        """Note that the person proved again who they are; return the session's new token."""
        token, now = new_token(TOKEN_BYTES), self._seconds()
        with self._database.write() as connection:
            connection.execute(
                sessions.update()
                .where(sessions.c.digest == digest)
                .values(digest=digest_of(token), used=now, confirmed=now)
            )
        return token

    def of(self, person_id: str) -> tuple[ListedSession, ...]:
        """Return a person's sessions, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sessions.select()
                .where(sessions.c.person == person_id, *self._alive(self._seconds()))
                .order_by(sessions.c.created.desc(), sessions.c.digest)
            ).all()
        return tuple(ListedSession(row.digest, row.label, row.created, row.used) for row in rows)

    def end(self, person_id: str, digest: str) -> None:
        """End one of a person's sessions."""
        if not digest.isalnum():  # PostgreSQL takes no NUL in a text
            return
        with self._database.write() as connection:
            connection.execute(
                sessions.delete().where(sessions.c.person == person_id, sessions.c.digest == digest)
            )

    def end_others(self, person_id: str, digest: str) -> None:
        """End all of a person's sessions but this one."""
        with self._database.write() as connection:
            connection.execute(
                sessions.delete().where(sessions.c.person == person_id, sessions.c.digest != digest)
            )

    def end_of_token(self, token: str) -> None:
        """End the session of a cookie that is being replaced."""
        if not token:
            return
        with self._database.write() as connection:
            connection.execute(sessions.delete().where(sessions.c.digest == digest_of(token)))

    def _alive(self, now: int) -> tuple[sa.ColumnElement[bool], ...]:
        return sessions.c.expires > now, sessions.c.used > now - IDLE_SECONDS

    def _seconds(self) -> int:
        return int(self._now().timestamp())
