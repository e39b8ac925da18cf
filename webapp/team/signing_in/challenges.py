"""Challenges that a passkey signs: random, for one purpose, good once, for five minutes."""

import secrets
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from webapp.team.desk_database import DeskDatabase
from webapp.team.tables import challenges

CHALLENGE_BYTES = 32
LIFETIME_SECONDS = 300


class Purpose(StrEnum):
    """What a signature is wanted for: one for another purpose is refused."""

    JOIN = "join"
    ADD = "add"
    SIGN_IN = "sign-in"
    CONFIRM = "confirm"


class UnknownChallenge(Exception):
    """A challenge that is not ours, was answered already, is too old, or is for something else."""


class Challenges:
    """Challenges in the database, so that any worker knows them, and each is taken once."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def new(self, purpose: Purpose, whose: str = "") -> bytes:
        """Return a new challenge. `whose` binds it to a person's or a link's id."""
        challenge, now = secrets.token_bytes(CHALLENGE_BYTES), int(self._now().timestamp())
        with self._database.write() as connection:
            connection.execute(challenges.delete().where(challenges.c.expires <= now))
            connection.execute(
                challenges.insert().values(
                    digest=sha256(challenge).hexdigest(),
                    purpose=purpose.value,
                    person=whose,
                    expires=now + LIFETIME_SECONDS,
                )
            )
        return challenge

    def burn(self, challenge: bytes, purpose: Purpose, whose: str = "") -> None:
        """Take a challenge back, once; raise `UnknownChallenge`."""
        with self._database.write() as connection:
            row = connection.execute(
                challenges.delete()
                .where(challenges.c.digest == sha256(challenge).hexdigest())
                .returning(challenges.c.purpose, challenges.c.person, challenges.c.expires)
            ).one_or_none()
        now = self._now().timestamp()
        if row is None or (row.purpose, row.person) != (purpose.value, whose) or row.expires <= now:
            raise UnknownChallenge
