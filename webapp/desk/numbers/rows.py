"""Sums as rows of a table: each value in the words of the desk's language."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from webapp.actions.sums import Dimension, Sums, Value
from webapp.desk.http.text import ui_language
from webapp.desk.numbers import wording
from webapp.desk.numbers.tables import Row
from webapp.domain.channel import Channel
from webapp.domain.language import Language

Names = Mapping[str, str]
"""Names by id: of campaigns, of addressees, of partners."""


def rows_of(sums: Sums, names: Names) -> tuple[Row, ...]:
    """Return the rows of sums by one dimension."""
    (dimension,) = sums.dimensions
    make = _MAKERS[dimension]
    return tuple(make(value, number, names) for (value,), number in sums.rows)


@lru_cache(maxsize=4_096)  # Babel takes its time, and a page has some two hundred days
def day_words(language: Language, day: date) -> str:
    """Return a day in words."""
    return language.date(day)


def _day(value: Value, number: int, _names: Names) -> Row:
    assert isinstance(value, date)  # noqa: S101 (the dimension says so)
    return Row(day_words(ui_language(), value), number, day=value)


def _week(value: Value, number: int, _names: Names) -> Row:
    year, week = str(value).split("-W")
    begin = date.fromisocalendar(int(year), int(week), 1)
    return Row(day_words(ui_language(), begin), number, aside=str(value), day=begin)


def _channel(value: Value, number: int, _names: Names) -> Row:
    return Row(wording.channel(Channel(str(value))), number)


def _language(value: Value, number: int, _names: Names) -> Row:
    return Row(wording.language(str(value)), number)


def _late(value: Value, number: int, _names: Names) -> Row:
    return Row(wording.late(bool(value)), number)


def _target(value: Value, number: int, names: Names) -> Row:
    return Row(wording.target(names.get(str(value), str(value))), number)


def _partner(value: Value, number: int, names: Names) -> Row:
    return Row(wording.partner(names.get(str(value), str(value))), number)


def _campaign(value: Value, number: int, names: Names) -> Row:
    slug = str(value)
    return Row(names.get(slug, slug), number, aside=slug, slug=slug if slug in names else "")


_MAKERS: Mapping[Dimension, Callable[[Value, int, Names], Row]] = {
    Dimension.CAMPAIGN: _campaign,
    Dimension.DAY: _day,
    Dimension.WEEK: _week,
    Dimension.CHANNEL: _channel,
    Dimension.LANGUAGE: _language,
    Dimension.TARGET: _target,
    Dimension.PARTNER: _partner,
    Dimension.LATE: _late,
}
