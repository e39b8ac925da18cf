"""The SQL that adds up a count: a campaign's tally with what the team has entered, or a partner's share."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from webapp.database.tables import entries, totals
from webapp.domain.action import Tally
from webapp.domain.channel import Channel

_CAMPAIGNS: sa.BindParameter[str] = sa.bindparam("campaigns", expanding=True)
_REPORTED = (
    sa.select(totals.c.channel, totals.c.late, sa.literal_column("0"), sa.func.sum(totals.c.number))
    .where(totals.c.campaign.in_(_CAMPAIGNS))
    .group_by(totals.c.channel, totals.c.late)
)
_ENTERED = (
    sa.select(entries.c.channel, entries.c.late, sa.literal_column("1"), sa.func.sum(entries.c.number))
    .where(entries.c.campaign.in_(_CAMPAIGNS))
    .group_by(entries.c.channel, entries.c.late)
)
# One statement reads one snapshot, in one round trip.
_ALL = sa.union_all(_REPORTED, _ENTERED)
_OF_A_PARTNER = _REPORTED.where(totals.c.partner == sa.bindparam("partner"))

_BY_CAMPAIGN = sa.union_all(
    sa.select(totals.c.campaign, sa.func.sum(totals.c.number)).group_by(totals.c.campaign),
    sa.select(entries.c.campaign, sa.func.sum(entries.c.number)).group_by(entries.c.campaign),
)


def read_totals(connection: sa.Connection) -> dict[str, int]:
    """Return the total of each slug, of all campaigns at once."""
    found = Counter[str]()
    for campaign, number in connection.execute(_BY_CAMPAIGN):
        found[campaign] += int(number)
    return dict(found)


def read_tally(connection: sa.Connection, campaigns: Collection[str], partner: str | None = None) -> Tally:
    """Add up the totals under one or more slugs. Reading costs the same for any number of reported actions.

    What the team has entered is of no partner.
    """
    statement = _ALL if partner is None else _OF_A_PARTNER
    rows = connection.execute(statement, {"campaigns": [*campaigns], "partner": partner}).all()
    channels = Counter[Channel]()
    late = entered = 0
    for channel, is_late, is_entered, number in rows:
        channels[channel] += int(number)  # PostgreSQL sums big integers to a Decimal
        late += int(number) if is_late else 0
        entered += int(number) if is_entered else 0
    return Tally(channels.total(), late, dict(+channels), entered=entered)
