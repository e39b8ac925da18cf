"""The day of a letter evening, as a group fills it in and as the team reads it."""

from datetime import date

import pytest

from webapp.domain import letter_evening
from webapp.domain.action import SUMMED

TODAY = date(2030, 5, 8)


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("2030-05-08", True),
        ("2030-05-09", True),  # it has begun in the east
        ("2030-05-10", False),
        ("2030-03-09", True),
        ("2030-03-08", False),
        ("2030-02-30", False),
        ("07/05/2030", False),
        ("", False),
        ("٢٠٣٠-٠٥-٠٧", False),
    ],
)
def test_a_day_of_the_last_two_months_is_one(written: str, is_one: bool) -> None:
    assert letter_evening.read_day(written, TODAY) == (date.fromisoformat(written) if is_one else None)


@pytest.mark.parametrize("prefix", ["", "counted.", "refused.", SUMMED])
def test_the_day_is_read_from_the_burst(prefix: str) -> None:
    burst_id = prefix + letter_evening.new_id(TODAY)

    assert letter_evening.day_of(burst_id) == TODAY
    assert len(burst_id) <= 64


@pytest.mark.parametrize("burst_id", ["", "a1b2c3", "evening.soon.a1", "xevening.2030-05-08.a1"])
def test_other_bursts_have_none(burst_id: str) -> None:
    assert letter_evening.day_of(burst_id) is None
