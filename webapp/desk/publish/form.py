"""What the form of a decision says: when, what a correction was, what came of the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ui_language
from webapp.domain.life import OutcomeKind
from webapp.team.publishing.plan import Word

Member = TypeVar("Member", bound=StrEnum)
MAX_OUTCOME_CHARS = 5_000
MAX_FIELD_CHARS = 100


class Decision(StrEnum):
    """What can be decided. The values are in addresses; most are those of `plan.Kind`."""

    PUBLISH = "publish"
    CLOSE = "close"
    REOPEN = "reopen"
    OUTCOME = "outcome"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """The fields as they were typed, what they mean, and what is wrong with them."""

    typed: Mapping[str, str]
    at: datetime | None = None
    """The moment to publish at; None: now."""
    word: Word | None = None
    outcome: OutcomeKind | None = None
    day: date | None = None
    """When it came to the outcome."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """By field."""

    def __getitem__(self, name: str) -> str:
        return self.typed.get(name, "")


def read_form(fields: Mapping[str, str], decision: Decision) -> DecisionForm:
    """Read the fields of a decision."""
    problems: dict[str, str] = {}
    meant: dict[str, Any] = {}
    text = fields.get("text", "").replace("\r\n", "\n")  # a browser counts a line break as one character
    if decision is Decision.PUBLISH:
        meant["word"] = _member(Word, fields.get("word", ""))
        if fields.get("when") == "at":
            meant["at"] = _moment(fields, problems)
    if decision is Decision.OUTCOME:
        meant["outcome"] = _member(OutcomeKind, fields.get("outcome", ""))
        if meant["outcome"] is None:
            problems["outcome"] = _("Say what came of the case.")
        meant["day"] = _day(fields.get("day", ""), "day", problems)
        if not text.strip():
            problems["text"] = _("Write what happened: people who wrote a letter read it.")
        if len(text) > MAX_OUTCOME_CHARS:
            most = ui_language().number(MAX_OUTCOME_CHARS)
            problems["text"] = _(
                "This is too long: at most %(most)s characters are allowed. Shorten it.", most=most
            )
    typed = {name: value[:MAX_FIELD_CHARS] for name, value in fields.items()}
    return DecisionForm(typed | {"text": text}, **meant, problems=problems)


def _moment(fields: Mapping[str, str], problems: dict[str, str]) -> datetime | None:
    day = _day(fields.get("day", ""), "day", problems)
    try:
        clock = time.fromisoformat(fields.get("time", "").strip())
    except ValueError:
        clock = None
    if clock is None or clock.tzinfo:  # the time zone is a field of its own
        problems["time"] = _("Write a time as 17:00.")
    name = fields.get("zone", "").strip()
    if name not in available_timezones():
        problems["zone"] = _("Write a time zone as Europe/Paris, or UTC.")
    if problems or day is None or clock is None:
        return None
    return datetime.combine(day, clock, ZoneInfo(name))


def _day(typed: str, name: str, problems: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        problems[name] = _("Write a day as 2030-05-08.")
        return None


def _member(of: type[Member], value: str) -> Member | None:
    return next((each for each in of if each.value == value), None)
