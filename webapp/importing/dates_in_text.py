"""Days as they are written in documents: by the months of CLDR, or in numbers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_BEHIND_YEAR = re.compile(r"(?<!\d)(\d{4})\s?[(,]\s?(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
"""A day without its year, behind the month and the year in words: "end of July 2025 (31.07.)"."""
_BETWEEN = r"[\s.,]{0,4}(?:(?:de|del|di|do|of|le)\b)?[\s.,]{0,4}"
"""Between the day, the month and the year: "1 de junio de 2023"."""
_DAY = r"(?<!\d)(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th|er|º|°|ª|\.)?"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that stands in a text, from `start` to `end`."""

    day: date
    start: int
    end: int
    is_certain: bool = True
    """False for numbers that can be read as day and month or as month and day."""


def days_in(text: str, locale: Locale) -> list[Day]:
    """Return the days that a text names, in its order; in English, too, whatever its language is."""
    found = [*_iso(text), *_behind_year(text), *_numbers(text, locale), *_written(text, locale)]
    if locale.language != "en":
        found += _written(text, Locale("en"))
    days: list[Day] = []
    for day in sorted(found, key=lambda day: (day.start, -day.end)):
        if not days or day.start >= days[-1].end:
            days.append(day)
    return days


def day_after(text: str, locale: Locale, first: date) -> Day | None:
    """Return the first day that a text names without a year, as the one that comes on or after `first`."""
    pattern, months = _days_of_year(str(locale))
    for each in pattern.finditer(text):
        month, number = months[_fold(each["month"] or each["month2"])], int(each["day"] or each["day2"])
        for year in (first.year, first.year + 1):
            for day in _day(each, year, month, number, is_certain=False):
                if day.day >= first:
                    return day
    return None


def _iso(text: str) -> Iterator[Day]:
    for each in _ISO.finditer(text):
        yield from _day(each, int(each[1]), int(each[2]), int(each[3]))


def _behind_year(text: str) -> Iterator[Day]:
    for each in _BEHIND_YEAR.finditer(text):
        yield from _day(each, int(each[1]), int(each[3]), int(each[2]))


def _numbers(text: str, locale: Locale) -> Iterator[Day]:
    for each in _NUMBERS.finditer(text):
        first, second, year = int(each[1]), int(each[2]), int(each[3])
        day_first = "." in each[0] or locale.language != "en"  # with dots, the day is first everywhere
        if first > 12 or second > 12:
            day, month = (first, second) if first > 12 else (second, first)
            yield from _day(each, year, month, day)
        else:
            yield from _day(each, year, second, first, is_certain=day_first or first == second)


def _written(text: str, locale: Locale) -> Iterator[Day]:
    pattern, months = _months(str(locale))
    for each in pattern.finditer(text):
        month = months[_fold(each["month"] or each["month2"])]
        yield from _day(each, int(each["year"] or each["year2"]), month, int(each["day"] or each["day2"]))


def _day(found: re.Match[str], year: int, month: int, day: int, *, is_certain: bool = True) -> Iterator[Day]:
    with suppress(ValueError):  # February 30
        yield Day(date(year, month, day), found.start(), found.end(), is_certain)


@cache
def _months(name: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months = _month_names(name)
    day, any_month = _DAY, _any(months)
    year = r"(?P<year{0}>\d{{4}})(?!\d)"
    first = rf"{day.format('')}{_BETWEEN}(?P<month>{any_month})\b(?:/\w{{3,9}})?{_BETWEEN}{year.format('')}"
    second = rf"(?P<month2>\b(?:{any_month}))\b\.?\s*{day.format('2')}{_BETWEEN}{year.format('2')}"
    return re.compile(f"{first}|{second}", re.IGNORECASE), months


@cache
def _days_of_year(name: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months = _month_names(name)
    first = rf"{_DAY.format('')}{_BETWEEN}(?P<month>{_any(months)})\b"
    second = rf"(?P<month2>\b(?:{_any(months)}))\b\.?\s*{_DAY.format('2')}(?!\d)"
    return re.compile(f"(?:{first}|{second})(?!{_BETWEEN}\\d{{4}})", re.IGNORECASE), months


def _any(months: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(months, key=len, reverse=True))


def _month_names(name: str) -> dict[str, int]:
    locale = Locale.parse(name)
    return {
        _fold(word.rstrip(".")): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, word in locale.months[context][width].items()
        if len(word) > 2
    }


def _fold(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()
