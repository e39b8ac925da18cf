"""The days whose figures a page shows: what a plain GET form asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.domain import dates
from webapp.domain.text import line

FROM, TO = "from", "to"
"""The names of the two fields."""
MAX_CHARS = 40
QUICK_DAYS = (7, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day; None is without a bound."""

    since: date | None = None
    until: date | None = None
    typed: tuple[str, str] = ("", "")
    """The two fields as they were sent."""
    problems: tuple[tuple[str, str], ...] = ()
    """The field and the sentence for what is no period."""

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> Self:
        """Read the fields `from` and `to`: days as 2030-05-01, in any digits."""
        typed = tuple(line(arguments.get(name, "")[:MAX_CHARS]) for name in (FROM, TO))
        days = tuple(dates.parse(each) for each in typed)
        problems = [
            (name, _not_a_day(name, text))
            for name, text, day in zip((FROM, TO), typed, days, strict=True)
            if text and day is None
        ]
        since, until = days
        if since and until and since > until:
            problems.append((FROM, _from_after_to(since, until)))
        if problems:
            since = until = None
        return cls(since, until, (typed[0], typed[1]), tuple(problems))

    @classmethod
    def last(cls, days: int, today: date) -> Self:
        """Return the period of so many days until today."""
        return cls(today - timedelta(days=days - 1), today)

    @property
    def query(self) -> dict[str, str]:
        """The arguments of an address with this period."""
        bounds = {FROM: self.since, TO: self.until}
        return {name: day.isoformat() for name, day in bounds.items() if day}

    def kind(self, name: str) -> str:
        """Return the kind of a field: one for days takes nothing but a day, and would lose what was typed."""
        value = self.values[name]
        return "date" if not value or dates.parse(value) else "text"

    @property
    def values(self) -> dict[str, str]:
        """The two fields as a form shows them: days by ISO 8601."""
        return {
            name: day.isoformat() if (day := dates.parse(text)) else text
            for name, text in zip((FROM, TO), self.typed, strict=True)
        }

    def problem(self, name: str) -> str:
        """Return what is wrong with a field; "" if nothing is."""
        return next((sentence for field, sentence in self.problems if field == name), "")


def quick_periods(today: date) -> tuple[tuple[str, Period], ...]:
    """Return the periods that a link leads to, each with its words."""
    week, month = (Period.last(days, today) for days in QUICK_DAYS)
    return (
        (_("Last 7 days"), week),
        (_("Last 30 days"), month),
        (pgettext("choice of a field", "All"), Period()),
    )


def _not_a_day(name: str, text: str) -> str:
    if name == FROM:
        return _(
            "From: “%(value)s” is not a day. Write year, month and day, such as 2030-05-31, or leave the "
            "field empty.",
            value=text,
        )
    return _(
        "To: “%(value)s” is not a day. Write year, month and day, such as 2030-05-31, or leave the field "
        "empty.",
        value=text,
    )


def _from_after_to(since: date, until: date) -> str:
    return _(
        "From: %(since)s is later than %(until)s. Exchange the two days.",
        since=since.isoformat(),
        until=until.isoformat(),
    )
