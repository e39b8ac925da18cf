"""A stamp: who of the team did something, when, and why."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from webapp.domain.dates import utc_now

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id() -> str:
    """Return an id for an entry or a decision. A form carries it, so that a second press changes nothing."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Goes with everything that the team enters or decides."""

    author: str = ""
    """The opaque id of a person of the desk; "" for a command."""
    note: str = ""
    """The reason, in at most `tables.MAX_NOTE_CHARS` characters."""
    id: str = field(default_factory=new_id)
    """What is done once under an id is not done again under it."""
    at: datetime = field(default_factory=utc_now)


def to_microseconds(moment: datetime) -> int:
    """Return a moment as the database has it: decisions are read in their order."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(stored: int) -> datetime:
    """Return a moment of the database, in UTC."""
    return _EPOCH + timedelta(microseconds=stored)
