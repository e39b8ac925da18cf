"""Check that every version of every draft is whole: each of its files is there as it was saved."""

import hashlib
import json
from dataclasses import dataclass

import sqlalchemy as sa

from webapp.team.desk_database import DeskDatabase
from webapp.team.tables import blobs, campaigns, people, versions


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a database of the desk holds."""

    campaigns: int
    versions: int
    people: int
    damaged: tuple[str, ...]
    """Versions of which a file is missing or changed, and campaigns without their newest version."""


def examine(database: DeskDatabase) -> Holdings:
    """Read everything once. Raise `ActionsUnavailable` if the database cannot be read."""
    with database.read() as connection:
        whole = {
            row.digest
            for row in connection.execute(sa.select(blobs.c.digest, blobs.c.body))
            if hashlib.sha256(bytes(row.body)).hexdigest() == row.digest
        }
        trees = {
            (row.slug, row.number): json.loads(row.tree)
            for row in connection.execute(sa.select(versions.c.slug, versions.c.number, versions.c.tree))
        }
        heads = [(row.slug, row.head) for row in connection.execute(sa.select(campaigns))]
        known = connection.scalar(sa.select(sa.func.count()).select_from(people)) or 0
    torn = [key for key, tree in trees.items() if not whole.issuperset(tree.values())]
    lost = [key for key in heads if key not in trees]
    damaged = tuple(f"{slug}, version {number}" for slug, number in sorted({*torn, *lost}))
    return Holdings(len(heads), len(trees), known, damaged)
