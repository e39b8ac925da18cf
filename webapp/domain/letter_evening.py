"""Letter evenings: people meet, write together, and one of them reports the letters of all.

Such a report waits for the campaign team. The day of the evening stands in the id of its burst alone:
receipts and tallies are of the day of the report, because receipts are deleted by their days.
"""

import re
import secrets
from datetime import date, timedelta

MAX_AGE = timedelta(days=60)
"""How long after the evening it can be reported."""
ONE_DAY = timedelta(days=1)
"""East of here the evening's day begins earlier."""
MAX_DAY_CHARS = 40
"""More than a day has: a longer value is judged, and shown, as it was filled in."""
_ID = re.compile(r"(?:^|\.)evening\.(\d{4}-\d{2}-\d{2})\.")


def is_day(written: str) -> bool:
    """Return whether a day of the calendar was filled in as YYYY-MM-DD."""
    return _calendar_day(written) is not None


def read_day(written: str, today: date) -> date | None:
    """Return the day that was filled in as YYYY-MM-DD; None if it is none, too old or to come."""
    day = _calendar_day(written)
    return day if day and today - MAX_AGE <= day <= today + ONE_DAY else None


def new_id(day: date, random: str = "") -> str:
    """Return the id of a burst of reports of an evening, with new random letters unless some are given."""
    return f"evening.{day.isoformat()}.{random or secrets.token_hex(10)}"


def day_of(burst_id: str) -> date | None:
    """Return the day of the evening in a burst's id, with or without a prefix; None if it has none."""
    found = _ID.search(burst_id)
    return date.fromisoformat(found[1]) if found else None


def _calendar_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
