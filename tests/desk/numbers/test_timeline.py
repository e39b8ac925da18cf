"""The geometry of the chart over time."""

from datetime import date, timedelta

import pytest

from webapp.desk.numbers.timeline import FEWEST_BARS, LEAST_HEIGHT, MOST_WEEKS, WIDTH, Step, draw

TODAY = date(2030, 5, 1)


def back(days: int) -> date:
    """Return the day so many days before."""
    return TODAY - timedelta(days=days)


def test_without_numbers_there_is_no_chart() -> None:
    assert draw({}, None, None, TODAY) is None
    assert draw({TODAY: 0}, back(30), TODAY, TODAY) is None


def test_a_short_period_has_a_bar_for_each_of_its_days() -> None:
    chart = draw({back(3): 5, back(1): 2}, back(29), TODAY, TODAY)

    assert chart
    assert chart.step is Step.DAY
    assert [bar.day for bar in chart.bars] == [back(days) for days in reversed(range(30))]
    assert [bar.number for bar in chart.bars if bar.number] == [5, 2]


def test_one_day_is_no_wall() -> None:
    chart = draw({TODAY: 5}, None, None, TODAY)

    assert chart
    assert len(chart.bars) == FEWEST_BARS


def test_a_long_period_has_a_bar_for_each_week_and_loses_nothing() -> None:
    numbers = {back(days): days + 1 for days in range(200)}
    chart = draw(numbers, None, None, TODAY)

    assert chart
    assert chart.step is Step.WEEK
    assert {bar.day.weekday() for bar in chart.bars} == {0}
    assert sum(bar.number for bar in chart.bars) == sum(numbers.values())
    assert not chart.is_cut


def test_many_years_are_cut_and_it_is_known() -> None:
    chart = draw({date(1, 1, 1): 7, TODAY: 5}, date(1, 1, 1), date(9999, 12, 31), TODAY)

    assert chart
    assert len(chart.bars) == MOST_WEEKS
    assert chart.is_cut
    assert sum(bar.number for bar in chart.bars) == 5


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trouble(day: date) -> None:
    chart = draw({day: 1}, date.min, date.max, day)

    assert chart
    assert chart.highest.day <= day


def test_a_bar_of_one_is_seen_beside_a_hundred_thousand() -> None:
    chart = draw({TODAY: 100_000, back(1): 1}, None, None, TODAY)

    assert chart
    assert {bar.number: bar.height for bar in chart.bars} == {0: 0, 1: LEAST_HEIGHT, 100_000: 200}


def test_time_goes_the_other_way_where_one_reads_so() -> None:
    numbers = {TODAY: 3, back(5): 1}
    plain, mirrored = (draw(numbers, None, None, TODAY, is_mirrored=each) for each in (False, True))

    assert plain
    assert mirrored
    assert [bar.day for bar in plain.bars] == [bar.day for bar in mirrored.bars]
    assert [bar.x for bar in plain.bars] == pytest.approx(
        [WIDTH - bar.x - bar.width for bar in mirrored.bars], abs=0.02
    )
