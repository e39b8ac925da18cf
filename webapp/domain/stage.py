"""Where a campaign is in its life, at a moment."""

from datetime import date, datetime
from enum import StrEnum

from webapp.domain.dates import EARLIEST_OFFSET
from webapp.domain.life import Life, State


class Stage(StrEnum):
    """Where a campaign is in its life."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    """Public from a moment that is still to come."""
    LIVE = "live"
    PAST = "past"
    """Its deadline has passed."""
    CLOSED = "closed"
    OUTCOME = "outcome"
    """It says what came of it."""
    BROKEN = "broken"
    """It has never been valid here, so it has no page."""
    WITHDRAWN = "withdrawn"
    """Its page was taken away, or its folder."""

    @property
    def is_open(self) -> bool:
        """Whether letters are still to be written."""
        return self in (Stage.BROKEN, Stage.DRAFT, Stage.SCHEDULED, Stage.LIVE)


def stage_of(life: Life, deadline: date | None, now: datetime) -> Stage:
    """Return where a valid campaign is. Its deadline passes with the day at UTC-12."""
    if life.state is State.DRAFT:
        return Stage.DRAFT
    if not life.is_public(now):
        return Stage.SCHEDULED
    if life.outcome:
        return Stage.OUTCOME
    if life.is_over:
        return Stage.CLOSED
    is_past = deadline is not None and (now + EARLIEST_OFFSET).date() > deadline
    return Stage.PAST if is_past else Stage.LIVE
