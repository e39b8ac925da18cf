"""A bar chart of numbers over time: the geometry of its SVG.

The SVG has no text: the words stand beside it in HTML, where they keep their size and their direction. It has
no style either, only classes of numbers.css and attributes, as the content security policy wants it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

MOST_DAYS = 62
"""A longer range has a bar for each week."""
MOST_WEEKS = 156
"""Three years: a bar is two pixels wide on a narrow phone. What is earlier is left out, and so it is said."""
FEWEST_BARS = 7
"""Of a day or two one would see a wall and no chart."""
WIDTH, HEIGHT = 1_000, 200
"""The view box. It is stretched to the width of the page."""
LEAST_HEIGHT = 3
"""A bar of 1 beside one of 100,000 is seen, too."""
GAP = 0.2
"""The space between two bars, as a share of a step."""


class Step(Enum):
    """What one bar stands for."""

    DAY = timedelta(days=1)
    WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, or a week by its Monday, and its number."""

    day: date
    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A chart. `bars` has every step of its range, those without a letter, too, the earliest first."""

    step: Step
    bars: tuple[Bar, ...]
    is_cut: bool
    """Whether there is something before the first bar."""

    @property
    def highest(self) -> Bar:
        """The bar with the largest number, the first of several."""
        return max(self.bars, key=lambda bar: bar.number)


def monday(day: date) -> date:
    """Return the first day of the week by ISO 8601."""
    return day - timedelta(days=day.weekday())


def draw(
    numbers: Mapping[date, int],
    since: date | None,
    until: date | None,
    today: date,
    *,
    is_mirrored: bool = False,
) -> Timeline | None:
    """Return the chart of the numbers by day; None if there are none.

    A short period is shown whole, a long one from the first day that has a number. With `is_mirrored` time
    goes from right to left.
    """
    counted = {day: number for day, number in numbers.items() if number}
    if not counted:
        return None
    last = min(until or date.max, max(today, *counted))
    first = _first_day(min(counted), since, last)
    step = Step.DAY if last - first < timedelta(days=MOST_DAYS) else Step.WEEK
    sums = Counter[date]()
    for day, number in counted.items():
        sums[day if step is Step.DAY else monday(day)] += number
    begin, end = (first, last) if step is Step.DAY else (monday(first), monday(last))
    length = (end - begin) // step.value + 1
    shown = min(length, MOST_WEEKS)
    steps = [end - step.value * back for back in reversed(range(shown))]
    bars = _bars(steps, sums, is_mirrored=is_mirrored)
    return Timeline(step, bars, is_cut=any(day < steps[0] for day in sums))


def _first_day(earliest: date, since: date | None, last: date) -> date:
    if since and (last - since).days < MOST_DAYS:
        earliest = min(earliest, since)
    few = timedelta(days=FEWEST_BARS - 1)
    return min(earliest, last - few) if last - date.min > few else earliest


def _bars(steps: list[date], sums: Mapping[date, int], *, is_mirrored: bool) -> tuple[Bar, ...]:
    space = WIDTH / len(steps)
    most = max(sums.get(day, 0) for day in steps) or 1
    bars = []
    for place, day in enumerate(steps):
        number = sums.get(day, 0)
        height = max(LEAST_HEIGHT, HEIGHT * number / most) if number > 0 else 0
        column = len(steps) - 1 - place if is_mirrored else place
        x = (column + GAP / 2) * space
        bars.append(
            Bar(
                day,
                number,
                round(x, 2),
                round(HEIGHT - height, 2),
                round(space * (1 - GAP), 2),
                round(height, 2),
            )
        )
    return tuple(bars)
