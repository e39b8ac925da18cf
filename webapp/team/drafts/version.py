"""A version of a draft, and its rows in the desk's database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from webapp.campaigns.source_files import SLUG
from webapp.team.tables import blobs, campaigns, people, versions


@dataclass(frozen=True, slots=True)
class Version:
    """One save of a campaign."""

    slug: str
    number: int
    """1, 2, …, without a gap."""
    base: int | None
    """The version that its author began from; None for the first."""
    author: str
    """The id of a person; "" for the shell."""
    author_name: str
    at: datetime
    note: str
    tree: Mapping[str, str]
    """The SHA-256 of each file's content by its name."""


def _with_authors() -> sa.Join:
    return versions.outerjoin(people, people.c.id == versions.c.author)


def select_versions() -> sa.Select[Any]:
    """Return the query of all versions, with the names of their authors."""
    author_name = sa.func.coalesce(people.c.name, "").label("author_name")
    return sa.select(versions, author_name).select_from(_with_authors())


def find_version(connection: sa.Connection, slug: str, number: int | None = None) -> Version | None:
    """Return a version of a campaign, the newest one without a `number`."""
    if not SLUG.fullmatch(slug):  # PostgreSQL takes no text with U+0000
        return None
    wanted = (
        sa.select(campaigns.c.head).where(campaigns.c.slug == slug).scalar_subquery()
        if number is None
        else number
    )
    row = connection.execute(
        select_versions().where(versions.c.slug == slug, versions.c.number == wanted)
    ).one_or_none()
    return as_version(row) if row else None


def read_contents(connection: sa.Connection, version: Version) -> dict[str, bytes]:
    """Return the content of each file of a version, by name."""
    rows = connection.execute(
        sa.select(blobs.c.digest, blobs.c.body).where(blobs.c.digest.in_({*version.tree.values()}))
    )
    bodies = {digest: bytes(body) for digest, body in rows}
    return {name: bodies[digest] for name, digest in version.tree.items()}


def insert_blob(connection: sa.Connection) -> sa.Insert:
    """Return the insert of a content.

    Two people may store the same photograph at once: the content is the same.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert(blobs).on_conflict_do_nothing()
    return blobs.insert()


def as_version(row: sa.Row[Any]) -> Version:
    """Return the version of a row of `select_versions`."""
    return Version(
        row.slug,
        row.number,
        row.base,
        row.author,
        row.author_name,
        datetime.fromtimestamp(row.at, UTC),
        row.note,
        json.loads(row.tree),
    )
