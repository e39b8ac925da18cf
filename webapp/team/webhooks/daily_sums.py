"""The letters and calls of a day, by campaign, once the day is over everywhere.

A deadline's day ends at UTC-12, twelve hours after it has ended in UTC; so does the day of a letter. What is
counted later, or taken off, is not in the message: the numbers of the API are always those of the moment.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta

from webapp.actions.breakdown import Dimension, Source
from webapp.actions.log import ActionLog
from webapp.domain.dates import EARLIEST_OFFSET
from webapp.team.webhooks.messages import Event, Message, write_message


def end_of(day: date) -> datetime:
    """Return the moment at which a day has ended everywhere."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) - EARLIEST_OFFSET


def days_ended(since: datetime, now: datetime) -> Iterator[date]:
    """Yield the days that ended everywhere after one moment and until another."""
    day = (since + EARLIEST_OFFSET).date()
    while end_of(day) <= now:
        yield day
        day += timedelta(days=1)


def daily_messages(
    log: ActionLog, since: datetime, now: datetime, told: Collection[str]
) -> Iterator[tuple[datetime, Message]]:
    """Yield the message of each day that ended between two moments, but for the subjects in `told`.

    Each comes with the moment at which its day ended. Raise `ActionsUnavailable`.
    """
    for day in days_ended(since, now):
        if day.isoformat() not in told:
            yield end_of(day), _message(log, day)


def _message(log: ActionLog, day: date) -> Message:
    dimensions = Dimension.CAMPAIGN, Dimension.CHANNEL, Dimension.LATE, Dimension.SOURCE
    breakdown = log.breakdown(dimensions, since=day, until=day)
    campaigns: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    late: dict[str, int] = defaultdict(int)
    paper: dict[str, int] = defaultdict(int)
    for (slug, channel, is_late, source), number in breakdown.rows:
        campaigns[str(slug)][str(channel)] += number
        late[str(slug)] += number if is_late else 0
        paper[str(slug)] += number if source == Source.PAPER else 0
    data = {
        "day": day.isoformat(),
        "total": breakdown.total,
        "campaigns": [
            {
                "campaign": slug,
                "total": sum(channels.values()),
                "late": late[slug],
                "paper": paper[slug],
                "channels": dict(sorted(channels.items())),
            }
            for slug, channels in sorted(campaigns.items())
        ],
    }
    return write_message(Event.DAILY, day.isoformat(), end_of(day), data)
