"""Days for people in every time zone: the day of a deadline, and the day that a letter bears."""

import re
from datetime import UTC, date, datetime, timedelta

EARLIEST_OFFSET, LATEST_OFFSET = timedelta(hours=-12), timedelta(hours=14)
"""The time zones in which a day ends last and begins first."""
MAX_DAYS_BEFORE, MAX_DAYS_AFTER = 31, 62
"""How far a letter may be dated from the supporter's day: written some weeks ago, or to be posted later."""
_DAY = re.compile(r"\s*(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\s*")


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def anywhere_on_earth() -> date:
    """Return the day in UTC-12: a deadline's day ends when it has ended everywhere."""
    return (utc_now() + EARLIEST_OFFSET).date()


def days_on_earth(now: datetime) -> tuple[date, ...]:
    """Return the days that it is somewhere at this moment, two or three; `now` is in UTC."""
    first, last = (now + EARLIEST_OFFSET).date(), (now + LATEST_OFFSET).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def local_day(claimed: str, now: datetime) -> date:
    """Return the day that the browser claims, if it is that day anywhere now; else the day in UTC."""
    day = parse(claimed)
    return day if day in days_on_earth(now) else now.date()


def parse(text: str) -> date | None:
    """Return the day that is written as year, month and day, in any digits; None for anything else."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:  # the 30th of February, the year 0
        return None


def letter_days(today: date) -> tuple[date, date]:
    """Return the first and the last day that a letter may bear."""
    return today - timedelta(days=MAX_DAYS_BEFORE), today + timedelta(days=MAX_DAYS_AFTER)
