"""What the page's database says of all campaigns: letters of a week, what waits, what bounces."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.actions.breakdown import Dimension
from webapp.actions.log import ActionLog, ActionsUnavailable

DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """Numbers by slug."""

    week: Mapping[str, int]
    """Letters and calls of the last seven days, today among them."""
    waiting: Mapping[str, int]
    """Letters and calls that are held until the team has looked."""
    bounces: Mapping[str, int]
    """How many supporters told that an address does not work, where the team has not dealt with it."""


def read_numbers(log: ActionLog, today: date) -> PageNumbers | None:
    """Read them; None while the database cannot be reached."""
    try:
        breakdown = log.breakdown((Dimension.CAMPAIGN,), since=today - DAYS + timedelta(days=1))
        waiting: Counter[str] = Counter()
        for burst in log.bursts():
            if not burst.refused:
                waiting[burst.campaign] += burst.number
        bounces: Counter[str] = Counter()
        for (campaign, _target), number in log.open_bounces().items():
            bounces[campaign] += number
    except ActionsUnavailable:
        return None
    return PageNumbers({str(slug): number for (slug, *_), number in breakdown.rows}, waiting, bounces)
