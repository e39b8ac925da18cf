"""One campaign as the board shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from webapp.domain.dates import EARLIEST_OFFSET
from webapp.domain.progress import EditionStatus
from webapp.domain.stage import Stage
from webapp.team.drafts.version import Version
from webapp.team.overview.page_numbers import PageNumbers
from webapp.team.overview.summary import Summary
from webapp.team.publishing.public_state import PublicState


class Alarm(StrEnum):
    """Something that somebody has to look at."""

    NOT_PUBLISHED = "not-published"
    """The last decision failed; why is in `failed`."""
    LETTERS_WAIT = "letters-wait"
    """Letters are held until the team has looked; their number is in `waiting`."""
    ADDRESS_BOUNCES = "address-bounces"
    """Supporters told that an address does not work; how many is in `bounces`."""
    BROKEN = "broken"
    """What the page shows, or a folder, breaks a rule of this version of the app."""


@dataclass(frozen=True, slots=True)
class CampaignOverview:
    """A campaign of the desk, or one in a folder of the page's host."""

    slug: str
    summary: Summary
    """Of the draft; of the files of a folder."""
    stage: Stage
    """Where it is for the public."""
    public: Summary | None
    """What the public sees."""
    head: Version | None
    """None: it is a folder, which the desk only shows."""
    today: date
    """The day at UTC-12, by which deadlines are told."""
    at_work: tuple[str, ...] = ()
    """The names of those who have saved lately."""
    scheduled: datetime | None = None
    """When something is published that is not public yet."""
    is_unpublished: bool = False
    """The draft differs from what is public or scheduled."""
    failed: str = ""
    """Why the last decision was not carried out."""
    week: int | None = None
    """Letters and calls of the last seven days; None if the page's database cannot be reached."""
    waiting: int | None = None
    """Letters that wait for a review."""
    bounces: int | None = None
    """Supporters who told of an address that does not work, since the team has last dealt with it."""

    @property
    def deadline(self) -> date | None:
        """The deadline that the public sees, or that of the draft."""
        return (self.public or self.summary).deadline

    @property
    def days_left(self) -> int | None:
        """The days until the deadline, 0 on its last day; None without one or past it."""
        if self.deadline is None or self.deadline < self.today:
            return None
        return (self.deadline - self.today).days

    @property
    def is_folder(self) -> bool:
        """Whether it is in a folder of the page's host and not in the desk."""
        return self.head is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its page was taken away."""
        return self.stage is Stage.WITHDRAWN

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What is red."""
        return tuple(self._alarms())

    def _alarms(self) -> Iterator[Alarm]:
        if self.failed:
            yield Alarm.NOT_PUBLISHED
        if self.waiting:
            yield Alarm.LETTERS_WAIT
        if self.bounces:
            yield Alarm.ADDRESS_BOUNCES
        if self.stage is Stage.BROKEN:
            yield Alarm.BROKEN

    @property
    def editions(self) -> Mapping[str, EditionStatus]:
        """How far each language of the draft is, by tag."""
        return {each.language: each for each in self.summary.editions}

    @property
    def order(self) -> tuple[bool, date, str]:
        """Sorts a board: open ones first, by deadline."""
        return not self.stage.is_open, self.deadline or date.max, self.slug


def of_the_desk(
    head: Version,
    at_work: tuple[str, ...],
    summary: Summary,
    state: PublicState | None,
    public: Summary | None,
    numbers: PageNumbers | None,
    now: datetime,
) -> CampaignOverview:
    """Put together what is known of a campaign of the desk; `state` is None while it is not known."""
    last = (state.scheduled or state.public) if state else None
    found = CampaignOverview(
        slug=head.slug,
        summary=summary,
        stage=_stage(state, public, now),
        public=public,
        head=head,
        today=(now + EARLIEST_OFFSET).date(),
        at_work=at_work,
        scheduled=state.scheduled.starts if state and state.scheduled else None,
        is_unpublished=bool(last and last.tree != head.tree),
        failed=state.failed.failure if state and state.failed else "",
    )
    return _with_numbers(found, numbers)


def of_a_folder(slug: str, summary: Summary, numbers: PageNumbers | None, now: datetime) -> CampaignOverview:
    """Put together what is known of a folder."""
    today = (now + EARLIEST_OFFSET).date()
    found = CampaignOverview(slug, summary, summary.stage(now), summary, head=None, today=today)
    return _with_numbers(found, numbers)


def _stage(state: PublicState | None, public: Summary | None, now: datetime) -> Stage:
    if public:
        return public.stage(now)
    if state and state.scheduled and state.scheduled.tree:
        return Stage.SCHEDULED
    return Stage.WITHDRAWN if state and state.is_withdrawn else Stage.DRAFT


def _with_numbers(campaign: CampaignOverview, numbers: PageNumbers | None) -> CampaignOverview:
    """Add the numbers of a campaign, under its name and those that it had before.

    What it was called, its public page says: each author may write another campaign's name into a draft.
    """
    if numbers is None:
        return campaign
    life = campaign.public.life if campaign.public else None
    names = {campaign.slug, *(life.redirects if life else ())}
    return replace(
        campaign,
        week=sum(numbers.week.get(each, 0) for each in names),
        waiting=sum(numbers.waiting.get(each, 0) for each in names),
        bounces=sum(numbers.bounces.get(each, 0) for each in names),
    )
