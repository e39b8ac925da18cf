"""A campaign as reporting needs to know it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from webapp.domain.channel import Channel


class ReportableTarget(Protocol):
    """What a report needs to know of a target."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def channels_anywhere(self) -> Collection[Channel]:
        """The channels that reach it, from some country."""


class Reportable(Protocol):
    """What a report needs to know of a campaign."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def former_slugs(self) -> Sequence[str]:
        """The names that it had in addresses before. Reports of that time are stored under them."""

    @property
    def editions(self) -> Mapping[str, object]:
        """Its editions by language tag."""

    @property
    def targets(self) -> Sequence[ReportableTarget]:
        """Its targets."""

    def partner(self, partner_id: str) -> object | None:
        """Return the partner with this id, if there is one."""

    def is_past_deadline(self, on: date) -> bool:
        """Return True once the deadline's day is over."""

    def is_closed(self, on: date) -> bool:
        """Return True once no report is accepted any more."""


def reachable_targets(campaign: Reportable, channel: str) -> tuple[str, ...]:
    """Return the ids of the targets a channel reaches, or of all targets where it reaches none.

    A supporter may have found a number or an account that the campaign does not know.
    """
    reached = tuple(target.id for target in campaign.targets if channel in target.channels_anywhere)
    return reached or tuple(target.id for target in campaign.targets)
