"""The people of the team as the database has them: listed, changed, deactivated."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.permissions import Permission, may, require
from webapp.team.people.person import Grant, Person, Role, checked_grants
from webapp.team.tables import MAX_NAME_CHARS, calendars, links, passkeys, people, preferences, sessions

_LANGUAGE = sa.func.coalesce(preferences.c.language, "").label("language")
_WITH_LANGUAGE = sa.select(people, _LANGUAGE).select_from(
    people.outerjoin(preferences, preferences.c.person == people.c.id)
)


class UnknownPerson(LookupError):
    """No person has this id."""


class LastCoordinator(Exception):
    """Without this person nobody could let people in any more."""


class NameTaken(ValueError):
    """Somebody has this name already. People sign in by name, and a history names them."""


class InvalidName(ValueError):
    """A name that is empty, too long, or holds characters that are no text."""


class People:
    """The people, for the desk and the command."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def all(self) -> tuple[Person, ...]:
        """Return everybody who ever joined, by name."""
        with self._database.read() as connection:
            return everybody(connection)

    def find(self, person_id: str) -> Person:
        """Return one person; raise `UnknownPerson`."""
        with self._database.read() as connection:
            return find(connection, person_id)

    def change(self, by: Person, person_id: str, grants: Sequence[Grant], *, may_use_phrase: bool) -> None:
        """Set what a person may do.

        Raises `NotAllowed`, `UnknownPerson`, `InvalidGrants`, `LastCoordinator`.
        """
        require(by, Permission.MANAGE_PEOPLE)
        checked = checked_grants(grants)
        with self._database.write() as connection:
            before = _lock(connection)
            person = find(connection, person_id)
            changed = replace(person, grants=checked, may_use_phrase=may_use_phrase)
            self._store(connection, before, changed)

    def set_active(self, by: Person, person_id: str, *, active: bool) -> None:
        """Let a person in, or shut them out at once: their sessions and invitations end.

        Raises `NotAllowed`, `UnknownPerson`, `LastCoordinator`.
        """
        require(by, Permission.MANAGE_PEOPLE)
        with self._database.write() as connection:
            before = _lock(connection)
            person = find(connection, person_id)
            changed = replace(person, is_active=active)
            self._store(connection, before, changed)

    def _store(self, connection: sa.Connection, before: tuple[Person, ...], changed: Person) -> None:
        after = [changed if person.id == changed.id else person for person in before]
        ways = _ways_in(connection)
        if _is_coordinated(before, ways) and not _is_coordinated(after, ways):
            raise LastCoordinator(changed.name)
        values: dict[str, object] = {
            "grants": to_json(changed.grants),
            "may_use_phrase": changed.may_use_phrase,
        }
        if not changed.may_use_phrase:
            values |= {"phrase": "", "totp_secret": ""}
        connection.execute(links.update().where(links.c.person == changed.id).values(values))
        values["is_active"] = changed.is_active
        connection.execute(people.update().where(people.c.id == changed.id).values(values))
        if not changed.is_active:
            connection.execute(sessions.delete().where(sessions.c.person == changed.id))
            connection.execute(links.delete().where(links.c.person == changed.id))
            connection.execute(calendars.delete().where(calendars.c.person == changed.id))
        if not may(changed, Permission.MANAGE_PEOPLE):
            connection.execute(links.delete().where(links.c.invited_by == changed.id))


def new_id() -> str:
    """Return an id for a person: random, so that it says nothing of them."""
    return secrets.token_hex(12)


def everybody(connection: sa.Connection) -> tuple[Person, ...]:
    """Return all people by name."""
    found = (_person(row) for row in connection.execute(_WITH_LANGUAGE))
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def find(connection: sa.Connection, person_id: str) -> Person:
    """Return one person; raise `UnknownPerson`."""
    known = person_id.isprintable()  # PostgreSQL takes no NUL in a text
    wanted = _WITH_LANGUAGE.where(people.c.id == person_id)
    row = connection.execute(wanted).one_or_none() if known else None
    if row is None:
        raise UnknownPerson(person_id)
    return _person(row)


def has_coordinator(connection: sa.Connection) -> bool:
    """Check whether somebody can let people in."""
    return any(map(_coordinates, everybody(connection)))


def has_phrase(connection: sa.Connection, person_id: str) -> bool:
    """Check whether a person can sign in without a passkey."""
    return bool(connection.scalar(sa.select(people.c.phrase).where(people.c.id == person_id)))


def checked_name(name: str) -> str:
    """Return a name without needless spaces; raise `InvalidName`."""
    folded = " ".join(name.split())
    if not 1 <= len(folded) <= MAX_NAME_CHARS or not folded.isprintable():
        raise InvalidName(f"a name has 1 to {MAX_NAME_CHARS} characters")
    return folded


def require_free_name(connection: sa.Connection, name: str) -> None:
    """Raise `NameTaken` if somebody has this name, or is invited by it."""
    invited = connection.scalars(sa.select(links.c.name))
    taken = {person.name.casefold() for person in everybody(connection)} | {one.casefold() for one in invited}
    if name.casefold() in taken:
        raise NameTaken(name)


def to_json(grants: Sequence[Grant]) -> str:
    """Return grants as the database has them."""
    return json.dumps(
        [
            {
                "role": grant.role.value,
                "campaigns": None if grant.campaigns is None else sorted(grant.campaigns),
                "languages": None if grant.languages is None else sorted(grant.languages),
            }
            for grant in grants
        ]
    )


def from_json(text: str) -> tuple[Grant, ...]:
    """Return grants of the database."""
    return tuple(
        Grant(
            Role(grant["role"]),
            None if grant["campaigns"] is None else frozenset(grant["campaigns"]),
            None if grant["languages"] is None else frozenset(grant["languages"]),
        )
        for grant in json.loads(text)
    )


def _lock(connection: sa.Connection) -> tuple[Person, ...]:
    """Hold all people until the end of the transaction: two coordinators do not remove each other at once."""
    connection.execute(sa.select(people.c.id).order_by(people.c.id).with_for_update()).all()
    return everybody(connection)


def _ways_in(connection: sa.Connection) -> tuple[frozenset[str], frozenset[str]]:
    """Return who has a passkey, and who has a phrase."""
    with_phrase = sa.select(people.c.id).where(people.c.phrase != "")
    return (
        frozenset(connection.scalars(sa.select(passkeys.c.person))),
        frozenset(connection.scalars(with_phrase)),
    )


def _is_coordinated(team: Sequence[Person], ways: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Check whether somebody could come in and let others in."""
    with_passkey, with_phrase = ways
    return any(
        _coordinates(person)
        and (person.id in with_passkey or (person.may_use_phrase and person.id in with_phrase))
        for person in team
    )


def _coordinates(person: Person) -> bool:
    return may(person, Permission.MANAGE_PEOPLE)


def _person(row: sa.Row[tuple[object, ...]]) -> Person:
    grants = from_json(row.grants)
    return Person(row.id, row.name, grants, row.is_active, row.may_use_phrase, row.language)
