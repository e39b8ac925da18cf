"""The history of a draft: who changed what, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.comparison import Comparison, compare, is_text
from webapp.team.drafts.version import Version, as_version, find_version, select_versions
from webapp.team.tables import blobs, versions

VERSIONS_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """A version, and what is different from the one before it."""

    version: Version
    comparison: Comparison


class History:
    """Reads the versions in the desk's database. Raises `ActionsUnavailable` if it fails."""

    def __init__(self, database: DeskDatabase) -> None:
        self._database = database

    def entries(self, slug: str, before: int | None = None) -> tuple[Entry, ...]:
        """Return a page of versions, the newest first, or those before the number `before`."""
        rows = select_versions().where(versions.c.slug == slug).order_by(versions.c.number.desc())
        if before is not None:
            rows = rows.where(versions.c.number < before)
        with self._database.read() as connection:
            found = [as_version(row) for row in connection.execute(rows.limit(VERSIONS_A_PAGE + 1))]
            trees = [version.tree for version in found] + [{}]
            contents = _read_texts(connection, pairwise(trees))
        return tuple(
            Entry(version, compare(older, version.tree, contents))
            for version, older in zip(found[:VERSIONS_A_PAGE], trees[1:], strict=False)
        )

    def compare(self, older: Version | None, newer: Version) -> Comparison:
        """Compare two versions; None stands for nothing at all."""
        tree = older.tree if older else {}
        with self._database.read() as connection:
            contents = _read_texts(connection, [(tree, newer.tree)])
        return compare(tree, newer.tree, contents)

    def find(self, slug: str, number: int | None = None) -> Version | None:
        """Return a version, the newest one without a number."""
        with self._database.read() as connection:
            return find_version(connection, slug, number)


def _read_texts(
    connection: sa.Connection, pairs: Iterable[tuple[Mapping[str, str], Mapping[str, str]]]
) -> Mapping[str, bytes]:
    """Return the text files in which any two trees differ, by digest; a photograph is never read."""
    differing = {
        digest for one, other in pairs for name, digest in one.items() ^ other.items() if is_text(name)
    }
    rows = connection.execute(sa.select(blobs.c.digest, blobs.c.body).where(blobs.c.digest.in_(differing)))
    return {digest: bytes(body) for digest, body in rows}
