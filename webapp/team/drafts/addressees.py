"""Shared addressees: an official is kept once, used in many campaigns, and corrected in all of them at once.

A campaign's file holds all fields of its targets, as ever. The desk knows which target is which official, and
puts a correction into each draft by the merge of `merge`: a field that a campaign changed for itself stays.
What is shared are the facts of `targets.SHARED_FIELDS`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.document import BrokenDocument, Document, parse, write
from webapp.team.drafts.drafts import Conflict, Drafts, Saved, UnknownDraft
from webapp.team.drafts.merge import merge
from webapp.team.drafts.targets import ID, UnknownTarget, find_target, free_id, shared_fields, targets_of
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_ID_CHARS, addressee_uses, addressees

TRIES = 5
"""How often a draft is read anew when somebody saves it at the same moment."""


class UnknownAddressee(Exception):
    """Nobody is kept under this id."""


class AddresseeChanged(Exception):
    """Somebody else corrected the official meanwhile."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """An official, as all campaigns should have them."""

    id: str
    version: int
    fields: Mapping[str, Any]
    """Those of `SHARED_FIELDS` that are there, as in `campaign.toml`."""


@dataclass(frozen=True, slots=True)
class Use:
    """A target of a campaign that is a shared addressee."""

    slug: str
    target: str
    addressee: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a correction does to one draft."""

    use: Use
    changed: tuple[str, ...] = ()
    """The fields that get the new value."""
    own: tuple[str, ...] = ()
    """The fields that the campaign changed for itself: they stay."""
    is_readable: bool = True
    """False where the draft cannot be read, or has no such target any more: nothing happens there."""


class Addressees:
    """The shared addressees in the desk's database. Raises `ActionsUnavailable` if it fails."""

    def __init__(self, database: DeskDatabase, drafts: Drafts, now: Callable[[], datetime]) -> None:
        self._database = database
        self._drafts = drafts
        self._now = now

    def all(self) -> tuple[Addressee, ...]:
        """Return everybody, by id."""
        newest = sa.select(addressees.c.id, sa.func.max(addressees.c.version)).group_by(addressees.c.id)
        rows = sa.select(addressees).where(sa.tuple_(addressees.c.id, addressees.c.version).in_(newest))
        with self._database.read() as connection:
            return tuple(map(_addressee, connection.execute(rows.order_by(addressees.c.id))))

    def find(self, addressee: str) -> Addressee:
        """Return one; raise `UnknownAddressee`."""
        if not ID.fullmatch(addressee):
            raise UnknownAddressee(addressee[:MAX_ID_CHARS])
        rows = sa.select(addressees).where(addressees.c.id == addressee)
        with self._database.read() as connection:
            row = connection.execute(rows.order_by(addressees.c.version.desc()).limit(1)).one_or_none()
        if row is None:
            raise UnknownAddressee(addressee[:MAX_ID_CHARS])
        return _addressee(row)

    def uses(self, *, slug: str | None = None, addressee: str | None = None) -> tuple[Use, ...]:
        """Return who is used where, in campaigns that are not archived."""
        rows = sa.select(addressee_uses).order_by(addressee_uses.c.slug, addressee_uses.c.target)
        if slug is not None:
            rows = rows.where(addressee_uses.c.slug == slug)
        if addressee is not None:
            rows = rows.where(addressee_uses.c.addressee == addressee)
        kept = {*self._drafts.slugs()}
        with self._database.read() as connection:
            return tuple(Use(*row) for row in connection.execute(rows) if row.slug in kept)

    def keep(self, by: Person, slug: str, target: str) -> Addressee:
        """Make a target of a draft an official that other campaigns can use, too, unless it is one."""
        require(by, Permission.WRITE, slug)
        fields = shared_fields(find_target(self.document(slug), target))
        if linked := next((use for use in self.uses(slug=slug) if use.target == target), None):
            return self.find(linked.addressee)
        known = {each.id for each in self.all()}
        kept = Addressee(free_id(target, known), 1, fields)
        try:
            with self._database.write() as connection:
                connection.execute(addressees.insert(), self._row(by, kept))
                _link(connection, Use(slug, target, kept.id))
        except sa.exc.IntegrityError:
            raise AddresseeChanged(kept.id) from None
        return kept

    def link(self, by: Person, slug: str, target: str, addressee: str) -> None:
        """Say that a target is an official. Its fields stay as they are until they are corrected."""
        require(by, Permission.WRITE, slug)
        find_target(self.document(slug), target)
        self.find(addressee)
        with self._database.write() as connection:
            _link(connection, Use(slug, target, addressee))

    def unlink(self, by: Person, slug: str, target: str) -> None:
        """Say that a target is the campaign's own again."""
        require(by, Permission.WRITE, slug)
        with self._database.write() as connection:
            _unlink(connection, slug, target)

    def add(self, by: Person, slug: str, addressee: str) -> Version:
        """Add an official to the targets of a draft, unless it has them."""
        require(by, Permission.WRITE, slug)
        fields, target = self.find(addressee).fields, ""
        head, _content, document = self._head(slug)
        there = {each["id"] for each in targets_of(document)}
        if any(use.target in there for use in self.uses(slug=slug, addressee=addressee)):
            return head

        def added(document: Document) -> Document:
            nonlocal target
            targets = document.get("targets", [])
            if not isinstance(targets, list):
                raise UnknownTarget("targets")
            target = free_id(addressee, {each.get("id") for each in targets if isinstance(each, Mapping)})
            return {**document, "targets": [*targets, {"id": target, **fields}]}

        version = self._save(by, slug, added, f"{addressee} added")
        self.link(by, slug, target, addressee)
        return version

    def plan(self, by: Person, addressee: str, fields: Mapping[str, Any]) -> tuple[Touched, ...]:
        """Return what a correction would do; raise `NotAllowed` unless the person may write all campaigns."""
        before = self._before(addressee, fields)
        uses = self.uses(addressee=addressee)
        for use in uses:
            require(by, Permission.WRITE, use.slug)
        return tuple(self._touch(use, before, fields) for use in uses)

    def correct(
        self, by: Person, addressee: str, version: int, fields: Mapping[str, Any]
    ) -> tuple[Touched, ...]:
        """Correct an official, and each draft that has them; raise `AddresseeChanged` or `NotAllowed`.

        `version` is the one that the person has seen. A correction that ended halfway is finished by
        repeating it.
        """
        require(by, Permission.WRITE)
        planned = self.plan(by, addressee, fields)
        before = self._before(addressee, fields)
        now = self.find(addressee)
        if now.version != version:
            raise AddresseeChanged(addressee)
        if now.fields != fields:
            try:
                with self._database.write() as connection:
                    row = self._row(by, Addressee(addressee, version + 1, fields))
                    connection.execute(addressees.insert(), row)
            except sa.exc.IntegrityError:
                raise AddresseeChanged(addressee) from None
        for touched in planned:
            if touched.changed:
                self._correct_draft(by, touched.use, before, fields)
        return planned

    def document(self, slug: str) -> Document:
        """Return the newest draft's values; raise `UnknownTarget` where it cannot be read."""
        return self._head(slug)[2]

    def _head(self, slug: str) -> tuple[Version, bytes, Document]:
        head = self._drafts.head(slug)
        if head is None:
            raise UnknownDraft(slug)
        content = self._drafts.source(head).contents[CAMPAIGN_FILE]
        try:
            return head, content, parse(content)
        except BrokenDocument:
            raise UnknownTarget(slug) from None

    def _before(self, addressee: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what drafts have that were not corrected yet."""
        self.find(addressee)
        rows = sa.select(addressees).where(addressees.c.id == addressee)
        with self._database.read() as connection:
            newest = connection.execute(rows.order_by(addressees.c.version.desc()).limit(2)).all()
        known = [_addressee(row).fields for row in newest]
        return next((each for each in known if each != fields), known[0])

    def _touch(self, use: Use, before: Mapping[str, Any], after: Mapping[str, Any]) -> Touched:
        try:
            target = find_target(self.document(use.slug), use.target)
        except (UnknownTarget, UnknownDraft):
            return Touched(use, is_readable=False)
        merged = merge({**before}, target, {**after})
        names = dict.fromkeys((*target, *merged.document))
        changed = tuple(name for name in names if target.get(name) != merged.document.get(name))
        return Touched(use, changed, tuple(dict.fromkeys(each.path[0] for each in merged.conflicts)))

    def _correct_draft(
        self, by: Person, use: Use, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        def corrected(document: Document) -> Document:
            target = find_target(document, use.target)
            merged = merge({**before}, target, {**after}).document
            targets = [merged if each is target else each for each in document["targets"]]
            return {**document, "targets": targets}

        self._save(by, use.slug, corrected, f"{use.addressee} corrected")

    def _save(self, by: Person, slug: str, change: Callable[[Document], Document], note: str) -> Version:
        for _try in range(TRIES):
            head, content, document = self._head(slug)
            changes = {CAMPAIGN_FILE: write(change(document), content)}
            outcome = self._drafts.save(by, slug, head.number, changes, note)
            if isinstance(outcome, Saved):
                return outcome.version
        assert isinstance(outcome, Conflict)  # noqa: S101 (the loop has run)
        raise AddresseeChanged(slug)

    def _row(self, by: Person, kept: Addressee) -> dict[str, Any]:
        return {
            "id": kept.id,
            "version": kept.version,
            "fields": json.dumps(kept.fields, ensure_ascii=False, default=str),
            "author": by.id,
            "at": int(self._now().timestamp()),
        }


def _addressee(row: sa.Row[Any]) -> Addressee:
    return Addressee(row.id, row.version, json.loads(row.fields))


def _link(connection: sa.Connection, use: Use) -> None:
    _unlink(connection, use.slug, use.target)
    row = {"slug": use.slug, "target": use.target, "addressee": use.addressee}
    connection.execute(addressee_uses.insert(), row)


def _unlink(connection: sa.Connection, slug: str, target: str) -> None:
    found = addressee_uses.c.slug == slug, addressee_uses.c.target == target
    connection.execute(sa.delete(addressee_uses).where(*found))
