"""The drafts of all campaigns. Every save is a version; none is ever changed or deleted.

Two people who save at the same time are told of each other only where they changed the same field, see
`merge`. A draft may hold anything that was typed; what `check` refuses cannot be published.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import sqlalchemy as sa

from webapp.campaigns.source_files import SLUG, SourceFiles
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.rows import delete_document
from webapp.team.drafts.confirmed import record_confirmed
from webapp.team.drafts.file_permissions import require_for
from webapp.team.drafts.merge import FieldConflict
from webapp.team.drafts.merging_files import FileMerge, merge_files
from webapp.team.drafts.size_limits import TooLarge, check_size
from webapp.team.drafts.version import (
    Version,
    as_version,
    find_version,
    insert_blob,
    read_contents,
    select_versions,
)
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_NOTE_CHARS, blobs, campaigns, decisions, versions

__all__ = [
    "RESERVED",
    "Conflict",
    "Drafts",
    "InvalidSlug",
    "Saved",
    "SlugTaken",
    "TooLarge",
    "UnknownDraft",
    "Version",
    "WasPublished",
]


RESERVED = frozenset({"new"})
"""Addresses of the desk that stand where a campaign's would."""


class SlugTaken(Exception):
    """Another campaign of the desk has this name."""


class InvalidSlug(ValueError):
    """A name that cannot be the address of a campaign."""


class WasPublished(Exception):
    """A campaign that the team decided to publish is withdrawn, not put away."""


class UnknownDraft(LookupError):
    """The desk has no such campaign, or no such version."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A version that holds what was saved, and what others saved since its base."""

    version: Version
    merged: bool = False
    """Whether somebody else had saved since the base."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was saved: somebody else changed the same fields since the base."""

    head: Version
    merged: Mapping[str, bytes | None]
    """The files as they would be, with "mine" in each conflict: to be saved upon `head`."""
    fields: tuple[FieldConflict, ...]


class Drafts:
    """The drafts in the desk's database. Raises `ActionsUnavailable` if it fails."""

    def __init__(self, database: DeskDatabase, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def slugs(self, *, archived: bool = False) -> tuple[str, ...]:
        """Return the campaigns of the desk by name; with `archived`, those that were put away."""
        listed = sa.select(campaigns.c.slug).where(campaigns.c.is_archived.is_(archived))
        with self._database.read() as connection:
            return tuple(connection.scalars(listed.order_by(campaigns.c.slug)))

    def heads(self) -> Mapping[str, Version]:
        """Return the newest version of each campaign that is not archived, by slug."""
        is_head = (campaigns.c.slug == versions.c.slug) & (campaigns.c.head == versions.c.number)
        rows = select_versions().where(is_head, campaigns.c.is_archived.is_(False))
        with self._database.read() as connection:
            return {row.slug: as_version(row) for row in connection.execute(rows)}

    def head(self, slug: str) -> Version | None:
        """Return the newest version of a campaign."""
        with self._database.read() as connection:
            return find_version(connection, slug)

    def version(self, slug: str, number: int) -> Version | None:
        """Return one version."""
        with self._database.read() as connection:
            return find_version(connection, slug, number)

    def history(self, slug: str) -> tuple[Version, ...]:
        """Return all versions of a campaign, newest first."""
        rows = select_versions().where(versions.c.slug == slug).order_by(versions.c.number.desc())
        with self._database.read() as connection:
            return tuple(map(as_version, connection.execute(rows)))

    def source(self, version: Version, /) -> SourceFiles:
        """Return the files of a version."""
        with self._database.read() as connection:
            return SourceFiles(version.slug, read_contents(connection, version))

    def create(
        self,
        by: Person,
        slug: str,
        files: Mapping[str, bytes],
        note: str = "",
        also: Callable[[sa.Connection], None] | None = None,
    ) -> Version:
        """Begin a campaign; raise `SlugTaken`, `InvalidSlug`, `TooLarge` or `NotAllowed`.

        `also` writes in the same transaction: what it adds is there with the campaign, or not at all.
        """
        if not SLUG.fullmatch(slug) or slug in RESERVED:
            raise InvalidSlug(slug)
        require(by, Permission.WRITE, slug)
        check_size(files)
        row = {"slug": slug, "head": 1, "is_archived": False, "created": int(self._now().timestamp())}
        with self._database.write() as connection:
            _lock_all(connection)
            if connection.scalar(sa.select(campaigns.c.slug).where(campaigns.c.slug == slug)):
                raise SlugTaken(slug)
            connection.execute(campaigns.insert(), row)
            if also:
                also(connection)
            return self._append(connection, by, slug, 1, None, files, note)

    def save(
        self, by: Person, slug: str, base: int, changes: Mapping[str, bytes | None], note: str = ""
    ) -> Saved | Conflict:
        """Save files that were changed since the version `base`; None removes one.

        Changes that others saved since then are kept. Raise `UnknownDraft`, `TooLarge` or `NotAllowed`.
        """
        with self._database.write() as connection:
            head = _lock(connection, slug)
            before = head if base == head.number else find_version(connection, slug, base)
            if before is None:
                raise UnknownDraft(f"{slug}, version {base}")
            current = dict(read_contents(connection, head))
            old = current if before is head else read_contents(connection, before)
            require_for(by, slug, changes, old)
            merge = FileMerge(dict(changes)) if before is head else merge_files(old, changes, current)
            if merge.conflicts:
                return Conflict(head, merge.changes, merge.conflicts)
            files = {name: body for name, body in {**current, **merge.changes}.items() if body is not None}
            if files == current:
                return Saved(head, merged=before is not head)
            check_size(files)
            version = self._append(connection, by, slug, head.number + 1, base, files, note, current)
            return Saved(version, merged=before is not head)

    def restore(self, by: Person, slug: str, number: int) -> Version:
        """Make the files of an earlier version the newest one."""
        require(by, Permission.WRITE, slug)
        with self._database.write() as connection:
            head = _lock(connection, slug)
            earlier = find_version(connection, slug, number)
            if earlier is None:
                raise UnknownDraft(f"{slug}, version {number}")
            files = read_contents(connection, earlier)
            note = f"Version {number} restored"
            current = read_contents(connection, head)
            return self._append(connection, by, slug, head.number + 1, head.number, files, note, current)

    def was_published(self, slug: str) -> bool:
        """Check whether the team ever decided to publish a campaign."""
        with self._database.read() as connection:
            return _was_published(connection, slug)

    def archive(self, by: Person, slug: str, *, archived: bool = True) -> None:
        """Put a draft away, or bring it back; raise `WasPublished` or `NotAllowed`.

        Its versions stay. The document that it was made from is deleted when it is put away.
        """
        require(by, Permission.PUBLISH, slug)
        with self._database.write() as connection:
            _lock(connection, slug)
            if archived and _was_published(connection, slug):
                raise WasPublished(slug)
            statement = sa.update(campaigns).where(campaigns.c.slug == slug)
            connection.execute(statement.values(is_archived=archived))
            if archived:
                delete_document(connection, slug)

    def _append(
        self,
        connection: sa.Connection,
        by: Person,
        slug: str,
        number: int,
        base: int | None,
        files: Mapping[str, bytes],
        note: str,
        before: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Version:
        """Add a version; `before` has the files of the one that it follows."""
        tree = {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())}
        stored = {*connection.scalars(sa.select(blobs.c.digest).where(blobs.c.digest.in_(tree.values())))}
        for name, digest in tree.items():
            if digest not in stored:
                connection.execute(insert_blob(connection), {"digest": digest, "body": files[name]})
                stored.add(digest)
        row = {
            "slug": slug,
            "number": number,
            "base": base,
            "author": by.id,
            "at": int(self._now().timestamp()),
            "note": note[:MAX_NOTE_CHARS],
            "tree": json.dumps(tree),
        }
        connection.execute(versions.insert(), row)
        connection.execute(sa.update(campaigns).where(campaigns.c.slug == slug).values(head=number))
        found = find_version(connection, slug, number)
        assert found is not None  # noqa: S101 (it was written just now)
        record_confirmed(connection, found, before, files)
        return found


def _lock(connection: sa.Connection, slug: str) -> Version:
    """Return the head; nobody else saves the campaign until the transaction ends."""
    locked = connection.scalar(sa.select(campaigns.c.head).where(campaigns.c.slug == slug).with_for_update())
    head = find_version(connection, slug, locked) if locked else None
    if head is None:
        raise UnknownDraft(slug)
    return head


def _was_published(connection: sa.Connection, slug: str) -> bool:
    rows = sa.select(decisions.c.id).where(decisions.c.slug == slug).limit(1)
    return connection.scalar(rows) is not None


def _lock_all(connection: sa.Connection) -> None:
    """Keep others from beginning a campaign until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE campaigns IN SHARE ROW EXCLUSIVE MODE"))
