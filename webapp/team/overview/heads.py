"""The newest version of every campaign of the desk, read at once."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.tables import blobs, campaigns, people, versions

AT_WORK = timedelta(minutes=15)
"""Who has saved within this time is still at work."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest version of a campaign."""

    slug: str
    number: int
    tree: Mapping[str, str]
    """The SHA-256 of each file by its name."""
    at: datetime
    author: str
    """The name of who saved it; "" for a command on the server."""
    at_work: tuple[str, ...] = ()
    """The names of all who have saved lately, by name."""


class Heads:
    """Reads them from the desk's database."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def all(self, now: datetime) -> tuple[Head, ...]:
        """Return the head of each campaign that is not archived, by slug."""
        joined = campaigns.join(
            versions, sa.and_(versions.c.slug == campaigns.c.slug, versions.c.number == campaigns.c.head)
        ).outerjoin(people, people.c.id == versions.c.author)
        statement = (
            sa.select(versions, people.c.name)
            .select_from(joined)
            .where(campaigns.c.is_archived.is_(False))
            .order_by(versions.c.slug)
        )
        since = int((now - AT_WORK).timestamp())
        with self._database.read() as connection:
            rows = connection.execute(statement).mappings().all()
            recent = [row["slug"] for row in rows if row["at"] > since]
            savers = _savers(connection, recent, since)
        return tuple(
            Head(
                row["slug"],
                row["number"],
                json.loads(row["tree"]),
                datetime.fromtimestamp(row["at"], UTC),
                row["name"] or "",
                tuple(sorted(savers[row["slug"]])),
            )
            for row in rows
        )

    def files(self, tree: Mapping[str, str]) -> Mapping[str, bytes]:
        """Return the files of a version."""
        statement = sa.select(blobs.c.digest, blobs.c.body).where(blobs.c.digest.in_({*tree.values()}))
        with self._database.read() as connection:
            found = {row.digest: row.body for row in connection.execute(statement)}
        return {name: found[digest] for name, digest in tree.items()}


def _savers(connection: sa.Connection, slugs: Collection[str], since: int) -> Mapping[str, set[str]]:
    """Return the names of those who saved after a moment, by slug."""
    found: dict[str, set[str]] = defaultdict(set)
    if slugs:
        statement = (
            sa.select(versions.c.slug, people.c.name)
            .join(people, people.c.id == versions.c.author)
            .where(versions.c.slug.in_(slugs), versions.c.at > since)
            .distinct()
        )
        for slug, name in connection.execute(statement):
            found[slug].add(name)
    return found
