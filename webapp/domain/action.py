"""An action: one letter sent or one call made, as its supporter reported it.

No value in here may identify who reported it, or when more exactly than the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from webapp.domain.channel import Channel

MAX_ACTIONS_PER_REPORT = 500
"""Letters or calls: enough for a hall of letter writers, too few for a slip of the key."""


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
    """The burst with which it is held for review; "" if it is in the tally."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Many actions from one network in a short time, held for review: none of them is in a tally."""

    id: str
    """Random: it reveals nothing about the network."""
    campaign: str
    days: tuple[date, ...]
    channels: Mapping[Channel, int]
    refused: bool = False
    """True once the team has decided that they do not count."""

    @property
    def number(self) -> int:
        """The sum of its letters and calls."""
        return sum(self.channels.values())


@dataclass(frozen=True, slots=True)
class Tally:
    """A campaign's reported actions, added up. Undone ones are not in it."""

    total: int = 0
    late: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)
    """Only channels with at least one action."""
    of_the_case: int | None = None
    """The total together with the campaigns that this one continues, and that continue it; None if none."""
