"""The publications in the page's database: which files a campaign has, from which moment.

Append only. A correction, a withdrawal and the cancelling of a scheduled publication are each a row with the
next serial number; of those whose moment has come, the one with the highest serial holds.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

import sqlalchemy as sa

from webapp.campaigns.source_files import SLUG, is_campaign_file
from webapp.database.connection import (
    ActionsUnavailable,
    Database,
    retry_transient,
    translate_database_errors,
)
from webapp.database.engine import open_database
from webapp.database.tables import blobs, publications

__all__ = ["ActionsUnavailable", "Publication", "PublicationDamaged", "PublicationStore", "Superseded"]

T = TypeVar("T")
WAIT_SECONDS = 30.0
"""Time to wait for other writers, and for the files of a large campaign to be written."""

_INSERT_BLOB = sa.text("INSERT INTO blobs (digest, body) VALUES (:digest, :body) ON CONFLICT DO NOTHING")
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Publication:
    """One decision about a campaign: its files, or that it is withdrawn."""

    slug: str
    serial: int
    """1, 2, …: counts the decisions about this campaign."""
    tree: Mapping[str, str]
    """The SHA-256 of each file by its name; empty where the campaign is withdrawn."""
    withdrawn: bool
    starts: datetime
    """The moment from which it holds, in whole seconds, UTC."""
    by: str
    """The opaque id of a person of the desk: the page's database holds no name."""
    damage: str = ""
    """What is wrong with its row: then nothing else holds but `slug` and `serial`. Only the lists of all
    campaigns have such a publication, so that it does not hide the others."""


class Superseded(Exception):
    """Somebody else published the campaign meanwhile: `head` is the serial that is the last one now."""

    def __init__(self, head: int) -> None:
        super().__init__(f"the last publication is number {head} now")
        self.head = head


class PublicationDamaged(ActionsUnavailable):
    """The database does not hold a publication as it was published: an intruder in the page may have been."""


class PublicationStore:
    """The publications in the database at `url`, which `schema.upgrade` has brought up to date.

    Threads may share it; a process must not have it open when it forks. Every method raises
    `ActionsUnavailable` if the database fails.
    """

    def __init__(self, url: str, wait: float = WAIT_SECONDS) -> None:
        self._url = url
        self._wait = wait

    @cached_property
    def _database(self) -> Database:
        """The database, opened at the first use."""
        return open_database(self._url, self._wait)

    def publish(
        self,
        slug: str,
        files: Mapping[str, bytes],
        starts: datetime,
        by: str,
        after: int,
        *,
        withdrawn: bool = False,
    ) -> Publication:
        """Store a publication in one transaction: all its files or none. It is there when this returns.

        `after` is the serial of the publication that it takes the place of, 0 for none; if another one is the
        last, raise `Superseded`. A repeat of the call changes nothing and returns the same publication.
        """
        if withdrawn == bool(files):
            raise ValueError("A publication has files, unless it withdraws the campaign")
        if not SLUG.fullmatch(slug):
            raise ValueError(f"{slug!r} is no name of a campaign")
        if names := [name for name in files if not is_campaign_file(name)]:
            raise ValueError(f"{names[0]!r} is no file of a campaign")
        bodies = {hashlib.sha256(body).hexdigest(): body for body in files.values()}
        tree = {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())}
        wanted = Publication(slug, after + 1, tree, withdrawn, _whole_seconds(starts), by)

        def work(connection: sa.Connection) -> Publication:
            last = _last(connection, slug)
            if last == wanted:  # a connection was lost at the commit, or somebody clicked twice
                return wanted
            if (head := last.serial if last else 0) != after:
                raise Superseded(head)
            for digest, body in bodies.items():
                _store_blob(connection, digest, body)
            connection.execute(publications.insert(), _as_row(wanted))
            return wanted

        try:
            return self._write(work)
        except sa.exc.IntegrityError as error:  # PostgreSQL: another desk was quicker, with the same serial
            last = self.last(slug)
            if last == wanted:
                return wanted
            raise Superseded(last.serial if last else 0) from error

    def newest(self, now: datetime) -> Mapping[str, Publication]:
        """Return the publication of each campaign that holds at a moment, by slug; a damaged one says so."""
        keys = sa.tuple_(publications.c.slug, publications.c.serial)
        rows = self._read(sa.select(publications).where(keys.in_(_newest_keys(now))))
        return {row["slug"]: _publication_or_damage(row) for row in rows}

    def all_scheduled(self, now: datetime) -> Mapping[str, Publication]:
        """Return the last decision about each campaign where its moment has not come yet, by slug.

        A damaged one says so.
        """
        keys = sa.tuple_(publications.c.slug, publications.c.serial)
        last = sa.select(publications.c.slug, sa.func.max(publications.c.serial)).group_by(
            publications.c.slug
        )
        waiting = publications.c.starts > int(now.timestamp())
        rows = self._read(sa.select(publications).where(keys.in_(last), waiting))
        return {row["slug"]: _publication_or_damage(row) for row in rows}

    def serials(self, now: datetime) -> Mapping[str, int]:
        """Return the serial of what `newest` returns, by slug."""
        return {row["slug"]: row["serial"] for row in self._read(_newest_keys(now))}

    def begun(self, since: datetime, until: datetime) -> frozenset[tuple[str, int]]:
        """Return slug and serial of each publication whose moment lies between two moments, or is one."""
        keys = sa.select(publications.c.slug, publications.c.serial)
        between = publications.c.starts.between(int(since.timestamp()), int(until.timestamp()))
        return frozenset((row["slug"], row["serial"]) for row in self._read(keys.where(between)))

    def appeared(self, now: datetime) -> frozenset[str]:
        """Return the slugs of which a publication with files has ever held, up to a moment."""
        later = publications.alias()
        replaced = sa.exists().where(
            later.c.slug == publications.c.slug,
            later.c.serial > publications.c.serial,
            later.c.starts < publications.c.starts,
        )
        begun = publications.c.starts <= int(now.timestamp())
        held = sa.select(publications.c.slug).where(begun, ~publications.c.withdrawn, ~replaced)
        return frozenset(row["slug"] for row in self._read(held))

    def last(self, slug: str) -> Publication | None:
        """Return the last decision about a campaign, whether or not its moment has come."""
        return next(iter(self.history(slug, 1)), None)

    def scheduled(self, slug: str, now: datetime) -> Publication | None:
        """Return the last decision about a campaign if its moment has not come yet."""
        last = self.last(slug)
        return last if last and last.starts > now else None

    def publication(self, slug: str, serial: int) -> Publication | None:
        """Return one publication."""
        found = publications.c.slug == slug, publications.c.serial == serial
        return next(map(_publication, self._read(sa.select(publications).where(*found))), None)

    def history(self, slug: str, at_most: int = 1000) -> tuple[Publication, ...]:
        """Return the publications of a campaign, the last one first."""
        return tuple(map(_publication, self._read(_history(slug).limit(at_most))))

    def files(self, publication: Publication) -> Mapping[str, bytes]:
        """Return the files of a publication; raise `PublicationDamaged` if one is not as it was."""
        if publication.damage:
            raise PublicationDamaged(publication.damage)
        found: dict[str, bytes] = {}
        for name, digest in publication.tree.items():
            rows = self._read(sa.select(blobs.c.body).where(blobs.c.digest == digest))
            body = bytes(rows[0]["body"]) if rows else b""
            if hashlib.sha256(body).hexdigest() != digest:
                raise PublicationDamaged(f"{name} of {publication.slug} is damaged in the database")
            found[name] = body
        return found

    def close(self) -> None:
        """Close this process's connections. A later call opens new ones."""
        self._database.engine.dispose()

    def _read(self, statement: sa.Select[Any]) -> list[sa.RowMapping]:
        def attempt() -> list[sa.RowMapping]:
            with self._database.reader.connect() as connection:
                return [*connection.execute(statement).mappings()]

        return self._try(attempt)

    def _write(self, work: Callable[[sa.Connection], T]) -> T:
        def attempt() -> T:
            with self._database.write_lock(), self._database.engine.begin() as connection:
                return work(connection)

        return self._try(attempt)

    def _try(self, attempt: Callable[[], T]) -> T:
        def is_transient(error: Exception) -> bool:
            return isinstance(error, sa.exc.DBAPIError) and self._database.is_transient(error)

        with translate_database_errors():
            return retry_transient(attempt, is_transient)


def _newest_keys(now: datetime) -> sa.Select[Any]:
    begun = publications.c.starts <= int(now.timestamp())
    serial = sa.func.max(publications.c.serial).label("serial")
    return sa.select(publications.c.slug, serial).where(begun).group_by(publications.c.slug)


def _history(slug: str) -> sa.Select[Any]:
    return sa.select(publications).where(publications.c.slug == slug).order_by(publications.c.serial.desc())


def _last(connection: sa.Connection, slug: str) -> Publication | None:
    row = connection.execute(_history(slug).limit(1)).mappings().first()
    return _publication_or_damage(row) if row else None


def _store_blob(connection: sa.Connection, digest: str, body: bytes) -> None:
    """Store a file unless it is there; write it again if it was damaged."""
    found = blobs.c.digest == digest
    stored = connection.scalar(sa.select(blobs.c.body).where(found))
    if stored is None:
        connection.execute(_INSERT_BLOB, {"digest": digest, "body": body})
    elif stored != body:
        connection.execute(blobs.update().where(found).values(body=body))


def _whole_seconds(moment: datetime) -> datetime:
    return datetime.fromtimestamp(int(moment.timestamp()), UTC)


def _as_row(publication: Publication) -> dict[str, object]:
    return {
        "slug": publication.slug,
        "serial": publication.serial,
        "tree": json.dumps(dict(publication.tree)),
        "withdrawn": publication.withdrawn,
        "starts": int(publication.starts.timestamp()),
        "publisher": publication.by,
    }


def _publication(row: sa.RowMapping) -> Publication:
    try:
        tree = {str(name): str(digest) for name, digest in json.loads(row["tree"]).items()}
        starts = datetime.fromtimestamp(row["starts"], UTC)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError, OSError):
        raise PublicationDamaged(f"publication {row['serial']} of {row['slug']} is damaged") from None
    return Publication(row["slug"], row["serial"], tree, row["withdrawn"], starts, row["publisher"])


def _publication_or_damage(row: sa.RowMapping) -> Publication:
    try:
        return _publication(row)
    except PublicationDamaged as damaged:
        return Publication(row["slug"], row["serial"], {}, False, _NO_MOMENT, "", damage=str(damaged))
