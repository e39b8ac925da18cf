"""Figures: what is counted of one campaign or of all, in tables that each add up to the same total.

They are read in one statement, so that all are of one moment and equal the count of the public page.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.actions.breakdown import Breakdown, Dimension, Source, Value
from webapp.domain.language import Language
from webapp.team.numbers.counted_cases import CountedCase


class By(StrEnum):
    """What a table is by. The values are those of `Dimension`, and the country of the target beside them."""

    CAMPAIGN = "campaign"
    DAY = "day"
    WEEK = "week"
    CHANNEL = "channel"
    TARGET = "target"
    COUNTRY = "country"
    LANGUAGE = "language"
    PARTNER = "partner"
    LATE = "late"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table."""

    value: Value
    """A slug, day, week (`2024-W19`), channel, target's id, country's code, language's tag, partner's id,
    True for late, or source; "" for what is not known. Of several campaigns a target is `slug/id`."""
    name: str
    """The name of a campaign, target or partner; "" for what has its words in each language of the desk."""
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted."""

    total: int
    late: int
    paper: int
    """Letters that the team has entered itself."""
    taken_off: int
    """Letters that were reported and that the team has taken off; they are not in the total."""
    waiting: int
    """Letters that are held until the team decides; they are not in the total."""
    cases: tuple[CountedCase, ...]
    """The campaigns that it is about, by slug."""
    tables: Mapping[By, tuple[Line, ...]]
    """Days and weeks in their order, all else the largest number first. Each adds up to the total."""


GROUPS = (
    (Dimension.CAMPAIGN, Dimension.CHANNEL, Dimension.PARTNER, Dimension.LATE, Dimension.SOURCE),
    (Dimension.CAMPAIGN, Dimension.TARGET, Dimension.LANGUAGE),
    (Dimension.DAY,),
)
"""Few passes over the tallies, and few rows from each: together faster than one of all dimensions."""


def make_figures(
    breakdowns: tuple[Breakdown, ...],
    waiting: int,
    cases: Mapping[str, CountedCase],
    language: Language,
) -> Figures:
    """Make the tables of breakdowns by `GROUPS`. `cases` has each campaign under all its slugs."""
    by_kind, by_target, by_day = breakdowns
    several = len({case.slug for case in cases.values()}) != 1
    tables = {by: Counter[Value]() for by in By}
    names: dict[tuple[By, Value], str] = {}
    by_campaign, by_channel, by_partner = tables[By.CAMPAIGN], tables[By.CHANNEL], tables[By.PARTNER]
    by_late, by_source = tables[By.LATE], tables[By.SOURCE]
    for (slug, channel, partner, late, source), number in by_kind.rows:
        case = _case(cases, slug)
        if case.slug not in by_campaign:
            names[By.CAMPAIGN, case.slug] = case.who
        if partner not in by_partner or case.partners:
            names[By.PARTNER, partner] = (case.partners or {}).get(str(partner), str(partner))
        by_campaign[case.slug] += number
        by_channel[channel] += number
        by_partner[partner] += number
        by_late[late] += number
        by_source[source] += number
    by_office, by_country, by_language = tables[By.TARGET], tables[By.COUNTRY], tables[By.LANGUAGE]
    for (slug, target, tag), number in by_target.rows:
        case = _case(cases, slug)
        value = f"{case.slug}/{target}" if several and target else target
        if value not in by_office:
            names[By.TARGET, value] = case.target(str(target), language)
        by_office[value] += number
        by_country[(case.countries or {}).get(str(target), "")] += number
        by_language[tag] += number
    for (day,), number in by_day.rows:
        tables[By.DAY][day] += number
        tables[By.WEEK][_week(day)] += number
    return Figures(
        total=by_day.total,
        late=tables[By.LATE][True],
        paper=tables[By.SOURCE][Source.PAPER.value],
        taken_off=-tables[By.SOURCE][Source.TAKEN_OFF.value],
        waiting=waiting,
        cases=tuple(
            sorted({case.slug: case for case in cases.values()}.values(), key=lambda case: case.slug)
        ),
        tables={by: _lines(by, numbers, names) for by, numbers in tables.items()},
    )


def _case(cases: Mapping[str, CountedCase], slug: Value) -> CountedCase:
    """Return a campaign; one that is nowhere any more has its slug as its name."""
    return cases.get(str(slug)) or CountedCase(str(slug), str(slug))


def _lines(by: By, numbers: Counter[Value], names: Mapping[tuple[By, Value], str]) -> tuple[Line, ...]:
    found = [(value, number) for value, number in numbers.items() if number]
    if by in (By.DAY, By.WEEK):
        found.sort(key=lambda item: str(item[0]))
    else:
        found.sort(key=lambda item: (-item[1], str(item[0])))
    return tuple(Line(value, names.get((by, value), ""), number) for value, number in found)


def _week(day: Value) -> str:
    assert isinstance(day, date)  # noqa: S101 (the dimension says so)
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
