"""Who is at work on a campaign: those who have saved it lately."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.tables import people, versions

LATELY = timedelta(minutes=15)


def names_at_work(
    database: DeskDatabase, slugs: Collection[str], now: datetime
) -> Mapping[str, tuple[str, ...]]:
    """Return the names of those who have saved these campaigns in the last quarter of an hour, by slug."""
    if not slugs:
        return {}
    statement = (
        sa.select(versions.c.slug, people.c.name)
        .join(people, people.c.id == versions.c.author)
        .where(versions.c.slug.in_(slugs), versions.c.at > int((now - LATELY).timestamp()))
        .distinct()
        .order_by(people.c.name)
    )
    found: dict[str, list[str]] = defaultdict(list)
    with database.read() as connection:
        for slug, name in connection.execute(statement):
            found[slug].append(name)
    return {slug: tuple(names) for slug, names in found.items()}
