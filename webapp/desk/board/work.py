"""The work that is left: one's own first, then everybody's, by person, by campaign or by language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from webapp.desk.board import work_wording
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import language_name, pgettext
from webapp.domain.text import line
from webapp.team.overview.lacks import Duty
from webapp.team.overview.work import Waiting, WaitingTask, WorkLeft
from webapp.team.people.permissions import Permission

ROWS = 50
"""Tasks on one page; of one's own, the first page has as many."""
MAX_CHARS = 80
NOBODY = "nobody"
"""In an address, instead of a person's id: what no translator or reviewer is there for."""


class By(StrEnum):
    """What all work is summed up by. The values are in addresses."""

    PERSON = "person"
    CAMPAIGN = "campaign"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which tasks are shown; "" asks for nothing."""

    person: str = ""
    campaign: str = ""
    language: str = ""
    duty: str = ""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> "Choice":
        """Read the fields of an address."""
        names = ("person", "campaign", "language", "duty")
        return cls(*(line(arguments.get(name, "")[:MAX_CHARS]) for name in names))

    @property
    def fields(self) -> Mapping[str, str]:
        """What its address says."""
        values = {
            "person": self.person,
            "campaign": self.campaign,
            "language": self.language,
            "duty": self.duty,
        }
        return {name: value for name, value in values.items() if value}

    def takes(self, waiting: WaitingTask) -> bool:
        """Check whether a task is shown."""
        people = {person.id for person in waiting.people} or {NOBODY}
        return (
            (not self.person or self.person in people)
            and self.campaign in ("", waiting.campaign.slug)
            and self.language in ("", waiting.task.language)
            and self.duty in ("", waiting.task.duty)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one person, campaign or language, summed up."""

    value: str
    """As in an address."""
    name: str
    tasks: int
    messages: int
    words: int
    since: datetime
    deadline: date | None
    """The nearest one."""

    @classmethod
    def of(cls, value: str, name: str, tasks: Iterable[WaitingTask]) -> "Group":
        """Sum up."""
        found = [*tasks]
        amounts = [each.task.amount for each in found]
        deadlines = [each.campaign.deadline for each in found if each.campaign.deadline]
        return cls(
            value,
            name,
            len(found),
            sum(each.messages for each in amounts),
            sum(each.words for each in amounts),
            min(each.task.since for each in found),
            min((day for day in deadlines if day >= found[0].campaign.today), default=None),
        )


@dataclass(frozen=True, slots=True)
class WorkPage:
    """What `desk/board/work.html` is rendered from."""

    title: str
    own: tuple[WaitingTask, ...]
    """The person's own, at most a page of it."""
    own_number: int
    person: str
    by: By
    groups: tuple[Group, ...]
    has_drafts: bool


@dataclass(frozen=True, slots=True)
class ChosenWorkPage:
    """What `desk/board/chosen_work.html` is rendered from."""

    title: str
    choice: Choice
    tasks: tuple[WaitingTask, ...]
    number: int
    """Of all that fit."""
    first: int
    people: tuple[tuple[str, str], ...]
    campaigns: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]

    @property
    def next_first(self) -> int | None:
        """Where the next page begins; None on the last one."""
        after = self.first + len(self.tasks)
        return after if after < self.number else None


class WorkViews:
    """The pages. Everybody sees the work of the campaigns that they may see."""

    def __init__(self, work: WorkLeft) -> None:
        self._work = work

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        work = Blueprint("work", __name__)
        work.add_url_rule("/work", "show", needs(Permission.SEE)(self.show))
        return work

    def show(self) -> ResponseReturnValue:
        """Show all work, or what was asked for."""
        waiting = self._work.waiting(current_person())
        choice = Choice.read(request.args)
        if choice.fields:
            return self._chosen(waiting, choice)
        own = waiting.of(current_person())
        by = next((each for each in By if each.value == request.args.get("by")), By.PERSON)
        page = WorkPage(
            pgettext("name of a page", "Work"),
            own[:ROWS],
            len(own),
            current_person().id,
            by,
            _groups(waiting, by),
            any(each.head for each in waiting.board.campaigns),
        )
        return render_template("desk/board/work.html", page=page, wording=work_wording)

    def _chosen(self, waiting: Waiting, choice: Choice) -> ResponseReturnValue:
        found = [each for each in waiting.tasks if choice.takes(each)]
        first = min(max(request.args.get("from", 0, type=int), 0), max(len(found) - 1, 0))
        options = {by: tuple((each.value, each.name) for each in _groups(waiting, by)) for by in By}
        page = ChosenWorkPage(
            pgettext("name of a page", "Work"),
            choice,
            tuple(found[first : first + ROWS]),
            len(found),
            first,
            options[By.PERSON],
            options[By.CAMPAIGN],
            options[By.LANGUAGE],
        )
        return render_template("desk/board/chosen_work.html", page=page, wording=work_wording)


def _groups(waiting: Waiting, by: By) -> tuple[Group, ...]:
    """Sum all tasks up; what nobody does comes first."""
    found: dict[str, list[WaitingTask]] = {}
    names: dict[str, str] = {}
    for each in waiting.tasks:
        for value, name in _KEYS[by](each):
            names.setdefault(value, name)
            found.setdefault(value, []).append(each)
    groups = (Group.of(value, names[value], tasks) for value, tasks in found.items())
    return tuple(
        sorted(groups, key=lambda group: (group.value != NOBODY, group.name.casefold(), group.value))
    )


def _people(waiting: WaitingTask) -> Iterable[tuple[str, str]]:
    if waiting.people:
        return [(person.id, person.name) for person in waiting.people]
    return [(NOBODY, pgettext("choice of a field", "Nobody"))]


def _campaign(waiting: WaitingTask) -> Iterable[tuple[str, str]]:
    campaign = waiting.campaign
    return [(campaign.slug, f"{campaign.summary.who} ({campaign.slug})")]  # two issues have one name


def _language(waiting: WaitingTask) -> Iterable[tuple[str, str]]:
    return [(waiting.task.language, language_name(waiting.task.language))]


_KEYS: Mapping[By, Callable[[WaitingTask], Iterable[tuple[str, str]]]] = {
    By.PERSON: _people,
    By.CAMPAIGN: _campaign,
    By.LANGUAGE: _language,
}
DUTIES = tuple(duty.value for duty in Duty)
