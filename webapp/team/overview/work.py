"""The work that is left: what each language of each campaign lacks, since when, and who does it."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from cachetools import LRUCache

from webapp.domain.progress import Amount
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.version import Version
from webapp.team.overview.campaign import CampaignOverview
from webapp.team.overview.lacks import Duty, Kind, Lack
from webapp.team.overview.overview import Board, Overview
from webapp.team.overview.source_days import SourceDays
from webapp.team.people.person import SHELL, Person, Role
from webapp.team.tables import translations

MAX_REMEMBERED = 200
"""Versions whose work is remembered; the newest one of each campaign is asked for again and again."""
ROLES: Mapping[Duty, Role] = {Duty.TRANSLATE: Role.TRANSLATOR, Duty.REVIEW: Role.REVIEWER}
"""Whose work it is. Authors and coordinators may translate as well, but nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one language of a version lacks, and one person could do."""

    language: str
    """Its tag."""
    duty: Duty
    amounts: Mapping[Kind, Amount]
    """By what is lacking, in the order of `Kind`; none is empty."""
    since: datetime
    """Since when the oldest message waits: since its text stands as it is, or since it was translated."""
    latest: datetime
    """Since when the newest one has."""
    authors: frozenset[str]
    """Of a review: the ids of those who wrote the translations, "" where nobody knows."""

    @property
    def amount(self) -> Amount:
        """All of it."""
        amounts = self.amounts.values()
        return Amount(sum(each.messages for each in amounts), sum(each.words for each in amounts))


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """A task with its campaign, and those who do it."""

    task: Task
    campaign: CampaignOverview
    people: tuple[Person, ...]
    """Translators or reviewers of this language of this campaign, by name. () is nobody."""

    @property
    def order(self) -> tuple[bool, datetime, date, str, str, str]:
        """Sorts what waits: campaigns that are open first, then the oldest, then by deadline."""
        campaign, task = self.campaign, self.task
        deadline = campaign.deadline or date.max
        return not campaign.stage.is_open, task.since, deadline, campaign.slug, task.language, task.duty


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits in the campaigns that a person may see."""

    board: Board
    tasks: tuple[WaitingTask, ...]
    """In the order of `WaitingTask.order`."""

    def of(self, person: Person) -> tuple[WaitingTask, ...]:
        """Return the tasks of one person."""
        return tuple(each for each in self.tasks if person.id in {one.id for one in each.people})


class WorkLeft:
    """Works out tasks from versions, once for each version. Threads may share it."""

    def __init__(
        self, database: DeskDatabase, overview: Overview, team: Callable[[], Iterable[Person]]
    ) -> None:
        """`team` returns everybody who ever joined, by name."""
        self._database = database
        self._overview = overview
        self._team = team
        self._days = SourceDays(database)
        self._lock = threading.Lock()
        self._known: LRUCache[object, tuple[Task, ...]] = LRUCache(MAX_REMEMBERED)

    def waiting(self, by: Person) -> Waiting:
        """Return what waits in the campaigns of the desk, but for those whose page was withdrawn."""
        board = self._overview.board(by)
        active = [person for person in self._team() if person.is_active]
        found = [
            WaitingTask(task, campaign, _people_of(task, campaign.slug, active))
            for campaign in board.campaigns
            if campaign.head and not campaign.is_withdrawn
            for task in self._tasks(campaign.head, campaign.summary.lacks)
        ]
        return Waiting(board, tuple(sorted(found, key=lambda each: each.order)))

    def warm(self) -> None:
        """Work out everything ahead, so that the first person who asks need not wait."""
        self._overview.warm()
        self.waiting(SHELL)

    def _tasks(self, head: Version, lacks: tuple[Lack, ...]) -> tuple[Task, ...]:
        key = (head.slug, head.number, head.at, *sorted(head.tree.items()))
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = tuple(self._work_out(head, lacks))
            with self._lock:
                self._known[key] = known
        return known

    def _work_out(self, head: Version, lacks: tuple[Lack, ...]) -> Iterable[Task]:
        history = self._days.of(head, {key for lack in lacks for key in lack.keys})
        confirmed = self._confirmed(head.slug) if any(lack.kind is Kind.UNREVIEWED for lack in lacks) else {}
        by_duty: Mapping[tuple[str, Duty], list[Lack]] = defaultdict(list)
        for lack in lacks:
            by_duty[lack.language, lack.kind.duty].append(lack)
        for (tag, duty), group in by_duty.items():
            begun = history.begun.get(tag)
            moments, authors = [], set()
            for key in (key for lack in group for key in lack.keys):
                moment, author = history.texts.get(key, head.at), ""
                if begun:  # nobody could translate into it before
                    moment = max(moment, begun)
                if duty is Duty.REVIEW:
                    moment, author = confirmed.get((tag, *key), (moment, author))
                moments.append(moment)
                authors.add(author)
            amounts = {lack.kind: Amount(len(lack.keys), lack.words) for lack in group}
            yield Task(tag, duty, amounts, min(moments), max(moments), frozenset(authors))

    def _confirmed(self, slug: str) -> Mapping[tuple[str, str, str], tuple[datetime, str]]:
        """Return when a translation was last confirmed and by whom, by language, context and source text."""
        columns = translations.c
        rows = (
            sa.select(columns.language, columns.context, columns.source, columns.at, columns.author)
            .where(columns.slug == slug)
            .order_by(columns.at)
        )
        with self._database.read() as connection:
            return {
                (language, context, source): (datetime.fromtimestamp(at, UTC), author)
                for language, context, source, at, author in connection.execute(rows)
            }


def _people_of(task: Task, slug: str, team: Iterable[Person]) -> tuple[Person, ...]:
    """Return those whose work it is; nobody reviews what they wrote themselves."""
    role = ROLES[task.duty]
    return tuple(
        person
        for person in team
        if any(grant.role is role and grant.covers(slug, task.language) for grant in person.grants)
        and (task.duty is Duty.TRANSLATE or task.authors != {person.id})
    )
