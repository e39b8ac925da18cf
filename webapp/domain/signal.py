"""A signal: a supporter tells the team, by one press, what became of a letter. It has no content."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SignalKind(StrEnum):
    """What a signal says. The values are in the database."""

    ANSWERED = "answered"
    """An official has answered."""
    BOUNCED = "bounced"
    """A letter came back, or a number does not work."""


@dataclass(frozen=True, slots=True)
class Signal:
    """How often something was told of a target on a day."""

    campaign: str
    target: str
    """The target's id."""
    kind: SignalKind
    day: date
    number: int = 1
