"""Actions, as supporters report them: taken, taken back, counted.

Of a report only the quantity is free, and it has bounds; whatever else is kept must be something that the
campaign names. So nothing a supporter typed can reach the database.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from webapp.actions.log import ActionLog, ActionsUnavailable, Mismatch, Recorded
from webapp.actions.tokens import TokenId
from webapp.domain.action import MOST_AT_ONCE, Action, Tally
from webapp.domain.channel import Channel

LEAST_AT_ONCE = 1
RECEIPTS_KEPT = timedelta(days=3)
"""More than a token lives, with a day to spare: no token outlasts the receipts that make it harmless."""


class Reportable(Protocol):
    """What must be known of a campaign to count for it."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def editions(self) -> Mapping[str, object]:
        """Its editions by language tag."""

    def target(self, target_id: str) -> object | None:
        """Give the target with this id, if there is one."""

    def partner(self, partner_id: str) -> object | None:
        """Give the partner with this id, if there is one."""

    def is_past_deadline(self, on: date) -> bool:
        """Tell whether the deadline's day is over."""

    def is_closed(self, on: date) -> bool:
        """Tell whether nothing may be reported any more."""


class RejectionReason(StrEnum):
    """Reasons to refuse, for the page to put into words."""

    CLOSED = "closed"
    CHANNEL = "unknown-channel"
    TARGET = "unknown-target"
    LETTER_LANGUAGE = "unknown-letter-language"
    QUANTITY = "quantity-out-of-bounds"
    NOTHING_HELD = "nothing-to-take-back"


class ReportRejected(Exception):
    """A report that can't be taken, or taken back. Nothing was changed."""

    least = LEAST_AT_ONCE
    most = MOST_AT_ONCE

    def __init__(self, why: RejectionReason) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(slots=True)
class LastPurge:
    """When this process last purged; the app holds one."""

    day: date | None = None


def report(
    log: ActionLog,
    campaign: Reportable,
    token_id: TokenId,
    *,
    channel: str,
    targets: Iterable[str],
    quantity: int,
    letter_language: str,
    today: date,
    partner: str = "",
    burst: str = "",
) -> Recorded:
    """Record `quantity` letters to each target, or to nobody in particular where none is named.

    A token recorded before changes nothing and answers as then, whatever else is asked now. A view that found
    no number passes 0. With a `burst` it is held apart with the others of that burst.
    Raises `ReportRejected` and `ActionsUnavailable`.
    """
    named = tuple(dict.fromkeys(filter(None, targets))) or ("",)
    if why := _reason_to_refuse(campaign, channel, named, quantity, letter_language, today):
        # The campaign may have changed or closed meanwhile: what was acknowledged stays acknowledged.
        if earlier := log.find(token_id):
            return replace(earlier, repeated=True)
        raise ReportRejected(why)
    late = campaign.is_past_deadline(today)
    # A partner's mistake in its own page is no reason to refuse a supporter.
    partner = partner if campaign.partner(partner) else ""
    actions = [
        Action(
            campaign=campaign.slug,
            channel=Channel(channel),
            target=target,
            letter_language=letter_language,
            quantity=quantity,
            day=today,
            late=late,
            partner=partner,
            burst=burst,
        )
        for target in named
    ]
    return log.record(token_id, actions)


def undo_report(log: ActionLog, campaign_slug: str, token_id: TokenId) -> Recorded:
    """Take a report back, past the deadline too. Raises `ReportRejected` and `ActionsUnavailable`."""
    undone = log.undo(token_id, campaign_slug)
    if undone is None:
        raise ReportRejected(RejectionReason.NOTHING_HELD)
    return undone


def count(log: ActionLog, campaign_slug: str, partner: str | None = None) -> Tally:
    """Add up what was reported for a campaign, or by one of its partners. Raises `ActionsUnavailable`."""
    return log.tally(campaign_slug, partner)


def check(log: ActionLog, today: date) -> list[Mismatch]:
    """Compare receipts with tallies for the days whose receipts are still held; [] is as it should be."""
    return log.check(since=today - RECEIPTS_KEPT)


def purge_once_a_day(log: ActionLog, last: LastPurge, today: date) -> int:
    """Forget receipts of more than three days ago, and tell how many. Cheap to call at each request.

    Where the clock has leapt nothing is forgotten before a later day has come.
    Trouble with the database is logged and the next call tries again: nobody's request fails for it.
    """
    if last.day == today:
        return 0
    try:
        purged = log.purge(before=today - RECEIPTS_KEPT) if log.confirm_date(today) else 0
    except ActionsUnavailable as trouble:
        logging.getLogger(__name__).warning("Old receipts could not be purged: %s", trouble)
        return 0
    last.day = today
    return purged


def _reason_to_refuse(
    campaign: Reportable,
    channel: str,
    targets: Iterable[str],
    quantity: int,
    letter_language: str,
    today: date,
) -> RejectionReason | None:
    if campaign.is_closed(today):
        return RejectionReason.CLOSED
    if channel not in tuple(Channel):
        return RejectionReason.CHANNEL
    if any(target and campaign.target(target) is None for target in targets):
        return RejectionReason.TARGET
    if letter_language not in campaign.editions:
        return RejectionReason.LETTER_LANGUAGE
    if not LEAST_AT_ONCE <= quantity <= MOST_AT_ONCE:
        return RejectionReason.QUANTITY
    return None
