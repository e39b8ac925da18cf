"""Signing in by name, phrase and code, without a script: ten tries an hour for each name."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import everybody
from webapp.team.signing_in import totp
from webapp.team.signing_in.phrases import is_phrase
from webapp.team.tables import people, tries

MAX_TRIES_AN_HOUR = 10


class PhraseRefused(Exception):
    """Name, phrase and code do not belong together. It is not told which is wrong."""


class TooManyTries(Exception):
    """This name was tried ten times within the hour, rightly or not."""


class PhraseSignIn:
    """Checks phrases and codes."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def check(self, name: str, phrase: str, code: str) -> str:
        """Return the id of the person; raise `PhraseRefused`, `TooManyTries`.

        Whether anybody has this name makes no difference to the answer or to its time.
        """
        key = sha256(" ".join(name.split()).casefold().encode("utf-8", "replace")).hexdigest()
        try:
            self._count(key)
        except sa.exc.IntegrityError:  # PostgreSQL: two first tries of an hour at once
            self._count(key)
        person_id, stored, secret, last_step = self._find(name)
        is_right = is_phrase(stored, phrase)  # 30 ms, outside any transaction
        step = totp.step_of(secret, code, self._now(), last_step)
        if not is_right or step is None:
            raise PhraseRefused
        with self._database.write() as connection:
            taken = connection.execute(
                people.update()
                .where(people.c.id == person_id, people.c.totp_step < step, people.c.phrase == stored)
                .values(totp_step=step)
            )
            if taken.rowcount != 1:  # the same code at the same moment
                raise PhraseRefused
            connection.execute(tries.delete().where(tries.c.name_digest == key))
        return person_id

    def _count(self, key: str) -> None:
        """Count a try before it is checked: a hundred at once get no more than ten answers."""
        hour = int(self._now().timestamp()) // 3600
        here = (tries.c.name_digest == key, tries.c.hour == hour)
        with self._database.write() as connection:
            connection.execute(tries.delete().where(tries.c.hour < hour))
            counted = connection.execute(tries.update().where(*here).values(number=tries.c.number + 1))
            if counted.rowcount == 0:
                connection.execute(tries.insert().values(name_digest=key, hour=hour, number=1))
            number = connection.scalar(sa.select(tries.c.number).where(*here))
        if number is None or number > MAX_TRIES_AN_HOUR:
            raise TooManyTries

    def _find(self, name: str) -> tuple[str, str, str, int]:
        folded = " ".join(name.split()).casefold()
        with self._database.read() as connection:
            for person in everybody(connection):
                if person.name.casefold() == folded and person.is_active and person.may_use_phrase:
                    row = connection.execute(people.select().where(people.c.id == person.id)).one()
                    return person.id, row.phrase, row.totp_secret, row.totp_step
        return "", "", "", 0
