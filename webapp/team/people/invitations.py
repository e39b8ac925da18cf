"""Invitations: a link that lets one person in, once. There is no mail: somebody hands it over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people import people as records
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Grant, Person, Role, checked_grants
from webapp.team.people.tokens import digest_of, new_token
from webapp.team.tables import links, people

TOKEN_BYTES = 24
LIFETIME_SECONDS = 48 * 3600


class LinkUsed(Exception):
    """A link that was used, withdrawn or is too old; or none of ours."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link is good for."""

    digest: str
    person: str
    """The id of the person: of a new one, or of one who lost every way in."""
    name: str
    """"" in the first link: its user enters a name."""
    grants: tuple[Grant, ...]
    may_use_phrase: bool
    expires: int


def join_address(origin: str, token: str) -> str:
    """Return the link. The token is in the fragment, which no log and no `Referer` has (RFC 9110, 10.1.3)."""
    return f"{origin}/join#{token}"


class Invitations:
    """Makes, finds and withdraws invitations."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def invite(self, by: Person, name: str, grants: Sequence[Grant], *, may_use_phrase: bool = False) -> str:
        """Invite a new person and return the link's token.

        Raises `NotAllowed`, `InvalidName`, `InvalidGrants`, `NameTaken`.
        """
        require(by, Permission.MANAGE_PEOPLE)
        name, checked = records.checked_name(name), checked_grants(grants)
        with self._database.write() as connection:
            self._forget_old(connection)
            records.require_free_name(connection, name)
            return self._insert(connection, by, records.new_id(), name, checked, may_use_phrase)

    def invite_again(self, by: Person, person_id: str) -> str:
        """Return the token of a link for somebody who lost every way in. Their earlier links stop working.

        Raises `NotAllowed`, `UnknownPerson`. Using it removes their passkeys, phrase and sessions.
        """
        require(by, Permission.MANAGE_PEOPLE)
        with self._database.write() as connection:
            person = records.find(connection, person_id)
            if not person.is_active:
                raise records.UnknownPerson(person_id)
            connection.execute(links.delete().where(links.c.person == person_id))
            return self._insert(connection, by, person_id, person.name, person.grants, person.may_use_phrase)

    def first(self) -> str | None:
        """Return the token of a link for the first coordinator, or None when there is one.

        Each call makes a new link, and the one before stops working.
        """
        with self._database.write() as connection:
            if records.has_coordinator(connection):
                return None
            connection.execute(links.delete().where(links.c.name == ""))
            nobody = Person("", "")
            # With a phrase: the first person, too, may have no device for a passkey.
            return self._insert(
                connection, nobody, records.new_id(), "", (Grant(Role.COORDINATOR),), may_use_phrase=True
            )

    def find(self, token: str) -> Invitation:
        """Return what a link is good for; raise `LinkUsed`."""
        with self._database.read() as connection:
            row = connection.execute(
                links.select().where(links.c.digest == digest_of(token), links.c.expires > self._seconds())
            ).one_or_none()
        if row is None:
            raise LinkUsed
        return _invitation(row)

    def open(self) -> tuple[Invitation, ...]:
        """Return the invitations that nobody has used yet, by name."""
        with self._database.read() as connection:
            rows = connection.execute(
                links.select().where(links.c.expires > self._seconds()).order_by(links.c.name, links.c.digest)
            ).all()
        return tuple(map(_invitation, rows))

    def withdraw(self, by: Person, digest: str) -> None:
        """Make a link stop working; raise `NotAllowed`."""
        require(by, Permission.MANAGE_PEOPLE)
        if not digest.isalnum():  # PostgreSQL takes no NUL in a text
            return
        with self._database.write() as connection:
            connection.execute(links.delete().where(links.c.digest == digest))

    def _forget_old(self, connection: sa.Connection) -> None:
        connection.execute(links.delete().where(links.c.expires <= self._seconds()))

    def _insert(
        self,
        connection: sa.Connection,
        by: Person,
        person_id: str,
        name: str,
        grants: Sequence[Grant],
        may_use_phrase: bool,
    ) -> str:
        token, now = new_token(TOKEN_BYTES), self._seconds()
        connection.execute(
            links.insert().values(
                digest=digest_of(token),
                person=person_id,
                name=name,
                grants=records.to_json(grants),
                may_use_phrase=may_use_phrase,
                invited_by=by.id,
                phrase="",
                totp_secret="",
                created=now,
                expires=now + LIFETIME_SECONDS,
            )
        )
        return token

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def burn(connection: sa.Connection, digest: str, now: int) -> sa.Row[tuple[object, ...]]:
    """Use a link up, in the transaction that lets its person in; raise `LinkUsed`."""
    row = connection.execute(
        links.delete().where(links.c.digest == digest, links.c.expires > now).returning(*links.c)
    ).one_or_none()
    if row is None:
        raise LinkUsed
    return row


def is_recovery(connection: sa.Connection, person_id: str) -> bool:
    """Check whether a link is for somebody who joined already."""
    return connection.execute(sa.select(people.c.id).where(people.c.id == person_id)).first() is not None


def _invitation(row: sa.Row[tuple[object, ...]]) -> Invitation:
    return Invitation(
        row.digest, row.person, row.name, records.from_json(row.grants), row.may_use_phrase, row.expires
    )
