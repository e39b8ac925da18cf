"""The SQL that adds up a count: a campaign's tally, or a partner's share of it."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from webapp.database.tables import totals
from webapp.domain.action import Tally
from webapp.domain.channel import Channel

_TOTAL_COLUMNS = (totals.c.channel, totals.c.late)
_TOTALS = (
    sa.select(*_TOTAL_COLUMNS, sa.func.sum(totals.c.number))
    .where(totals.c.campaign.in_(sa.bindparam("campaigns", expanding=True)))
    .group_by(*_TOTAL_COLUMNS)
)
_OF_A_PARTNER = _TOTALS.where(totals.c.partner == sa.bindparam("partner"))

_BY_CAMPAIGN = sa.select(totals.c.campaign, sa.func.sum(totals.c.number)).group_by(totals.c.campaign)


def read_totals(connection: sa.Connection) -> dict[str, int]:
    """Return the total of each slug, of all campaigns at once."""
    return {campaign: int(number) for campaign, number in connection.execute(_BY_CAMPAIGN)}


def read_tally(connection: sa.Connection, campaigns: Collection[str], partner: str | None = None) -> Tally:
    """Add up the totals under one or more slugs. Reading costs the same for any number of actions."""
    statement = _TOTALS if partner is None else _OF_A_PARTNER
    rows = connection.execute(statement, {"campaigns": [*campaigns], "partner": partner}).all()
    channels = Counter[Channel]()
    for channel, _, number in rows:
        channels[channel] += int(number)  # PostgreSQL sums big integers to a Decimal
    late = sum(int(number) for _, late, number in rows if late)
    return Tally(total=channels.total(), late=late, channels=dict(+channels))
