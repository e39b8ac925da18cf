"""An action: one letter sent or one call made, as its supporter reported it.

No value in here may identify who reported it, or when more exactly than the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.domain import letter_evening
from webapp.domain.channel import Channel

SUMMED = "sum."
"""Prefix of the id of a burst whose reports have one receipt together: thousands of rows become a few. Such a
report can be neither undone nor told from its repeat. It is also the prefix of the receipt's token id."""
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


class BurstState(StrEnum):
    """What the team has decided about a burst."""

    WAITING = "waiting"
    COUNTED = "counted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Burst:
    """Many actions from one network in a short time, held for review.

    None of them is in a tally, unless the team has counted them.
    """

    id: str
    """Random: it reveals nothing about the network. That of a letter evening has its day."""
    campaign: str
    days: tuple[date, ...]
    channels: Mapping[Channel, int]
    refused: bool = False
    """True once the team has decided that they do not count."""
    state: BurstState = BurstState.WAITING
    targets: Mapping[str, int] = field(default_factory=dict)
    """Numbers by the id of the target, "" where none was named."""
    languages: Mapping[str, int] = field(default_factory=dict)
    """Numbers by the language of the letter."""
    partners: Mapping[str, int] = field(default_factory=dict)
    """Numbers by the id of the partner on whose site they were reported, "" for none."""
    reports: int | None = None
    """How many reports they came in; None if that is not known any more, or was not asked for. One report
    with a great number is somebody who reports for many, such as an evening of letter writing."""

    @property
    def number(self) -> int:
        """The sum of its letters and calls."""
        return sum(self.channels.values())

    def waits(self, since: date | None, until: date | None) -> bool:
        """Return whether it waits for the team and has a day from `since` to `until`; None is no bound."""
        return not self.refused and any((since or day) <= day <= (until or day) for day in self.days)

    @property
    def evening(self) -> date | None:
        """The day of the letter evening that it reports; None if it is none."""
        return letter_evening.day_of(self.id)

    @property
    def is_flood(self) -> bool:
        """Whether its reports were too many to have a receipt each, so that none can be undone."""
        return SUMMED in self.id


@dataclass(frozen=True, slots=True)
class Tally:
    """A campaign's actions, added up: those reported, and those that the team has entered itself.

    Undone ones are not in it.
    """

    total: int = 0
    late: int = 0
    channels: Mapping[Channel, int] = field(default_factory=dict)
    """Only channels with at least one action. Entered letters are among them."""
    of_the_case: int | None = None
    """The total together with the campaigns that this one continues, and that continue it; None if none."""
    entered: int = 0
    """How many of the total the team has entered itself, such as letters counted on paper."""
