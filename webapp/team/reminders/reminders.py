"""What a person is reminded of: deadlines of campaigns that they see, and their own work that waits.

It leaves the desk, often for the servers of a calendar's provider. So it has no text of a letter, no name of
the team, and the name of a case only where its page is public: before, it has the short name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from webapp.domain.stage import Stage
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.work import Task, WorkLeft
from webapp.team.people.person import Person

PUBLIC = frozenset({Stage.LIVE, Stage.PAST, Stage.CLOSED, Stage.OUTCOME})
"""The stages in which everybody can read whom a case is about."""
WITH_DEADLINE = frozenset({Stage.DRAFT, Stage.SCHEDULED, Stage.LIVE})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a campaign."""

    slug: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Work:
    """A task of the person's own."""

    slug: str
    name: str
    task: Task


@dataclass(frozen=True, slots=True)
class Reminders:
    """All that one person is reminded of now."""

    now: datetime
    deadlines: tuple[Deadline, ...]
    """Those to come, the nearest first."""
    work: tuple[Work, ...]
    """The oldest first."""


class Reminding:
    """Works reminders out, each time anew: a role that was taken away tells nothing more."""

    def __init__(self, work: WorkLeft, now: Callable[[], datetime]) -> None:
        self._work = work
        self._now = now

    def of(self, person: Person) -> Reminders:
        """Return what a person is reminded of."""
        waiting = self._work.waiting(person)
        deadlines = (
            Deadline(each.slug, _name(each), each.deadline)
            for each in waiting.board.campaigns
            if each.deadline and each.days_left is not None and each.stage in WITH_DEADLINE
        )
        return Reminders(
            self._now(),
            tuple(sorted(deadlines, key=lambda each: (each.day, each.slug))),
            tuple(Work(each.campaign.slug, _name(each.campaign), each.task) for each in waiting.of(person)),
        )


def _name(campaign: CampaignOverview) -> str:
    is_told = campaign.public and campaign.stage in PUBLIC
    return campaign.public.who if campaign.public and is_told else campaign.slug
