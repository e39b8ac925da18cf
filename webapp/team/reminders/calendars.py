"""The private address of a person's calendar and feed: a secret that opens nothing else.

A calendar app cannot sign in, so the address itself is the key: 192 random bits, of which the database holds
the SHA-256 alone. Each person has one address at most; a new one ends the one before.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people import people as records
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.people.tokens import digest_of, new_token
from webapp.team.tables import calendars, people

SECRET_BYTES = 24
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
"""24 bytes in base64url. Nothing else is looked for."""


class Calendars:
    """Makes, finds and revokes addresses."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def made(self, person_id: str) -> datetime | None:
        """Return when a person's address was made; None if there is none."""
        found = sa.select(calendars.c.created).where(calendars.c.person == person_id)
        with self._database.read() as connection:
            created = connection.scalar(found)
        return datetime.fromtimestamp(created, UTC) if created is not None else None

    def renew(self, by: Person) -> str:
        """Make a new address for oneself and return its secret; the one before stops working.

        Raises `UnknownPerson` for somebody who is shut out.
        """
        secret = new_token(SECRET_BYTES)
        row = {"digest": digest_of(secret), "person": by.id, "created": int(self._now().timestamp())}
        is_let_in = sa.select(people.c.id).where(people.c.id == by.id, people.c.is_active).with_for_update()
        with self._database.write() as connection:
            if connection.scalar(is_let_in) is None:
                raise records.UnknownPerson(by.id)
            connection.execute(calendars.delete().where(calendars.c.person == by.id))
            connection.execute(calendars.insert().values(row))
        return secret

    def revoke(self, by: Person, person_id: str) -> None:
        """End a person's address: one's own, or as a coordinator anybody's.

        Raises `NotAllowed`, `UnknownPerson`.
        """
        if by.id != person_id:
            require(by, Permission.MANAGE_PEOPLE)
        with self._database.write() as connection:
            records.find(connection, person_id)
            connection.execute(calendars.delete().where(calendars.c.person == person_id))

    def find(self, secret: str) -> Person | None:
        """Return whose address it is, with what they may do now; None for nobody's and of who is shut out."""
        if not _SECRET.fullmatch(secret):
            return None
        whose = sa.select(calendars.c.person).where(calendars.c.digest == digest_of(secret))
        with self._database.read() as connection:
            person_id = connection.scalar(whose)
            try:
                person = records.find(connection, person_id) if person_id else None
            except records.UnknownPerson:
                return None
        return person if person and person.is_active else None
