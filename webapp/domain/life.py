"""The life of a campaign: when it is public, what came of it, and which campaign it continues."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """What the team says about a campaign."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


class OutcomeKind(StrEnum):
    """What came of a campaign."""

    RELEASED = "released"
    IMPROVED = "improved"
    NO_CHANGE = "no_change"
    DIED = "died"
    OTHER = "other"

    @property
    def is_good_news(self) -> bool:
        """Whether the news is good."""
        return self in (OutcomeKind.RELEASED, OutcomeKind.IMPROVED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a campaign, and when. Its words are in the editions."""

    kind: OutcomeKind
    date: date


@dataclass(frozen=True, slots=True)
class Life:
    """The fields of a campaign that say where it is in its life."""

    state: State = State.LIVE
    publish: datetime | None = None
    """The moment, with its time zone, before which it is as a draft."""
    follows: str = ""
    """The slug of the campaign that this one continues, or ""."""
    redirects: tuple[str, ...] = ()
    """Slugs that it had before."""
    outcome: Outcome | None = None

    def is_public(self, at: datetime) -> bool:
        """Check whether everybody may see it at a moment."""
        return self.state is not State.DRAFT and (self.publish is None or at >= self.publish)

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be sent any more, whatever the deadline is."""
        return self.state is State.CLOSED or self.outcome is not None
