"""Lines of figures as rows of a table: each value in the words of the desk's language."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from webapp.actions.breakdown import Source
from webapp.desk.http.text import ui_language
from webapp.desk.numbers import wording
from webapp.desk.numbers.tables import Row
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.team.numbers.figures import By, Line


def row_of(by: By, line: Line) -> Row:
    """Return a line in words."""
    return _MAKERS[by](line)


@lru_cache(maxsize=4_096)  # Babel takes its time, and a page has some two hundred days
def day_words(language: Language, day: date) -> str:
    """Return a day in words."""
    return language.date(day)


def _day(line: Line) -> Row:
    assert isinstance(line.value, date)  # noqa: S101 (the table says so)
    return Row(day_words(ui_language(), line.value), line.number, day=line.value)


def _week(line: Line) -> Row:
    year, week = str(line.value).split("-W")
    begin = date.fromisocalendar(int(year), int(week), 1)
    return Row(day_words(ui_language(), begin), line.number, aside=str(line.value), day=begin)


def _target(line: Line) -> Row:
    slug, slash, _id = str(line.value).partition("/")
    return Row(wording.target(line.name), line.number, aside=slug if slash else "")


def _campaign(line: Line) -> Row:
    slug = str(line.value)
    return Row(line.name, line.number, aside=slug, slug=slug)


def _worded(words: Callable[[str], str]) -> Callable[[Line], Row]:
    return lambda line: Row(words(str(line.value)), line.number)


_MAKERS: Mapping[By, Callable[[Line], Row]] = {
    By.CAMPAIGN: _campaign,
    By.DAY: _day,
    By.WEEK: _week,
    By.CHANNEL: _worded(lambda value: wording.channel(Channel(value))),
    By.TARGET: _target,
    By.COUNTRY: _worded(wording.country),
    By.LANGUAGE: _worded(wording.language),
    By.PARTNER: lambda line: Row(wording.partner(line.name), line.number),
    By.LATE: lambda line: Row(wording.late(bool(line.value)), line.number),
    By.SOURCE: _worded(lambda value: wording.source(Source(value))),
}
