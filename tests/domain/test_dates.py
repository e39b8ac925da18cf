"""Which day it is: for a deadline, and for the letter of somebody in any time zone."""

from datetime import UTC, date, datetime

import pytest

from webapp.domain import dates
from webapp.domain.dates import days_on_earth, letter_days, local_day


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("2026-11-28T09:59", ["2026-11-27", "2026-11-28"]),  # 23:59 on the Line Islands
        ("2026-11-28T10:00", ["2026-11-27", "2026-11-28", "2026-11-29"]),  # midnight there
        ("2026-11-28T11:59", ["2026-11-27", "2026-11-28", "2026-11-29"]),
        ("2026-11-28T12:00", ["2026-11-28", "2026-11-29"]),  # midnight on Baker Island
        ("2026-12-31T23:00", ["2026-12-31", "2027-01-01"]),
        ("2028-02-28T13:00", ["2028-02-28", "2028-02-29"]),
    ],
)
def test_two_or_three_days_are_somewhere_on_earth(moment: str, days: list[str]) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert [day.isoformat() for day in days_on_earth(now)] == days


@pytest.mark.parametrize(
    ("claimed", "day"),
    [
        ("2026-11-27", "2026-11-27"),  # Baker Island
        ("2026-11-28", "2026-11-28"),
        ("2026-11-29", "2026-11-29"),  # Kiritimati
        ("2026-11-26", "2026-11-28"),  # nowhere any more
        ("2026-11-30", "2026-11-28"),  # nowhere yet
        ("1970-01-01", "2026-11-28"),  # a battery that was empty
        ("9999-12-31", "2026-11-28"),
        ("0000-00-00", "2026-11-28"),
        ("2026-02-30", "2026-11-28"),
        ("", "2026-11-28"),  # no script
        ("27/11/2026", "2026-11-28"),
        ("2026-11-27T00:00", "2026-11-28"),
        ("<script>", "2026-11-28"),
        ("٢٠٢٦-١١-٢٩", "2026-11-29"),
    ],
)
def test_a_browser_is_believed_a_day_that_it_is_somewhere(claimed: str, day: str) -> None:
    assert local_day(claimed, datetime(2026, 11, 28, 11, tzinfo=UTC)).isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("2026-1-2", date(2026, 1, 2)),
        (" 2026. 11. 28", date(2026, 11, 28)),
        ("2026/11/28", date(2026, 11, 28)),
        ("۲۰۲۶-۱۱-۲۸", date(2026, 11, 28)),
        ("28.11.2026", None),  # which is the month in 03.04.2026?
        ("2026-13-01", None),
        ("2027-02-29", None),
        ("2026-11-²", None),
        ("20261128", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_year_month_and_day(text: str, day: date | None) -> None:
    assert dates.parse(text) == day


def test_a_letter_may_be_dated_some_weeks_before_or_after() -> None:
    assert letter_days(date(2026, 11, 28)) == (date(2026, 10, 28), date(2027, 1, 29))
