"""The current day for people in every time zone."""

from datetime import UTC, date, datetime, timedelta


def anywhere_on_earth() -> date:
    """Return the day in UTC-12: a deadline's day ends when it has ended everywhere."""
    return (datetime.now(UTC) - timedelta(hours=12)).date()
