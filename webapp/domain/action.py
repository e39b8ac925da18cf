"""An action: one letter sent or one call made, as its supporter reported it.

Nothing in here may tell who reported it, nor when to anything finer than a day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from webapp.domain.channel import Channel

MOST_AT_ONCE = 500
"""Letters one report may stand for: a hall of letter writers, not a typing slip."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is counted: a number of letters to one target by one channel on one day."""

    campaign: str
    channel: Channel
    target: str
    """The target's id, or "" where the supporter named none."""
    letter_language: str
    quantity: int
    day: date
    late: bool
    """True once the campaign's deadline had passed on that day."""
    partner: str = ""
    burst: str = ""
    """The burst it came in and is held apart with until the campaign team has looked; "" where it counts."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Actions that came thick and fast from one network, held apart: none of them is in a tally."""

    id: str
    """Random: nothing of the network is in it."""
    campaign: str
    days: tuple[date, ...]
    channels: Mapping[Channel, int]
    refused: bool = False
    """True once the team has decided that they don't count."""

    @property
    def number(self) -> int:
        """Add up its letters and calls."""
        return sum(self.channels.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """A campaign's reported actions, added up. Undone ones are not in it."""

    total: int = 0
    late: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)
    """Only channels with at least one action."""
