"""The documents that drafts were made from: kept with the draft, deleted with it, never published."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from webapp.campaigns.source_files import SLUG
from webapp.importing.findings import Span
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.made_draft import MadeDraft
from webapp.team.documents.rows import (
    as_source_document,
    delete_document,
    read_placing,
    written_findings,
    written_placing,
)
from webapp.team.documents.source_document import Placing, ReadDocument, SourceDocument, Whose
from webapp.team.drafts.drafts import Drafts, UnknownDraft, Version
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.tables import MAX_FILE_NAME_CHARS, MAX_PUBLISHER_CHARS, document_pages, documents


class Documents:
    """The documents in the desk's database. Raises `ActionsUnavailable` if it fails."""

    def __init__(self, database: DeskDatabase, drafts: Drafts, now: Callable[[], datetime]) -> None:
        self._database = database
        self._drafts = drafts
        self._now = now

    def begin(
        self,
        by: Person,
        slug: str,
        read: ReadDocument,
        draft: MadeDraft,
        *,
        name: str = "",
        whose: Whose = Whose.OURS,
        publisher: str = "",
    ) -> Version:
        """Begin a campaign with its document; raise what `Drafts.create` raises."""
        row = {
            "slug": slug,
            "name": name[:MAX_FILE_NAME_CHARS],
            "body": read.body,
            "findings": written_findings(read.findings),
            "placing": written_placing(draft.placing),
            "whose": whose.value,
            "publisher": publisher[:MAX_PUBLISHER_CHARS],
            "author": by.id,
            "at": int(self._now().timestamp()),
        }

        def keep(connection: sa.Connection) -> None:
            connection.execute(documents.insert(), row)

        return self._drafts.create(by, slug, draft.files, draft.note, keep)

    def has(self, slug: str) -> bool:
        """Check whether a campaign has a document."""
        if not SLUG.fullmatch(slug):  # PostgreSQL takes no text with U+0000
            return False
        with self._database.read() as connection:
            found = sa.select(documents.c.slug).where(documents.c.slug == slug)
            return connection.scalar(found) is not None

    def find(self, slug: str) -> SourceDocument | None:
        """Return the document of a campaign."""
        if not SLUG.fullmatch(slug):
            return None
        columns = [column for column in documents.c if column.name != "body"]
        with self._database.read() as connection:
            row = connection.execute(sa.select(*columns).where(documents.c.slug == slug)).one_or_none()
            sizes = sa.select(document_pages.c.page, sa.func.length(document_pages.c.png))
            drawn = connection.execute(sizes.where(document_pages.c.slug == slug))
            return as_source_document(row, {page: size > 0 for page, size in drawn}) if row else None

    def file(self, slug: str) -> bytes | None:
        """Return the file itself."""
        if not SLUG.fullmatch(slug):
            return None
        with self._database.read() as connection:
            body = connection.scalar(sa.select(documents.c.body).where(documents.c.slug == slug))
        return None if body is None else bytes(body)

    def picture(self, slug: str, page: int) -> bytes | None:
        """Return the picture of a page as PNG; b"" for a page that cannot be drawn, None before it is."""
        if not SLUG.fullmatch(slug):
            return None
        is_it = (document_pages.c.slug == slug) & (document_pages.c.page == page)
        with self._database.read() as connection:
            png = connection.scalar(sa.select(document_pages.c.png).where(is_it))
        return None if png is None else bytes(png)

    def keep_pictures(self, slug: str, at: datetime, pictures: Mapping[int, bytes]) -> None:
        """Keep pictures by their pages, b"" for a page that cannot be drawn.

        `at` is the moment of the document that was drawn: those of one that is gone, or that another one has
        followed, are not kept. What is there stays.
        """
        is_it = (documents.c.slug == slug) & (documents.c.at == int(at.timestamp()))
        with self._database.write() as connection:
            if connection.scalar(sa.select(documents.c.slug).where(is_it).with_for_update()) is None:
                return
            have = {
                *connection.scalars(sa.select(document_pages.c.page).where(document_pages.c.slug == slug))
            }
            rows = [
                {"slug": slug, "page": page, "png": png} for page, png in pictures.items() if page not in have
            ]
            if rows:
                connection.execute(document_pages.insert(), rows)

    def place(self, by: Person, slug: str, moved: Mapping[Span, str | None]) -> None:
        """Note where parts were put: into a field, left out (""), or nowhere again (None).

        Raise `UnknownDraft` where there is no document, or `NotAllowed`.
        """

        def change(before: Placing) -> Placing:
            after = {**before.spans, **moved}
            return replace(before, spans={span: put for span, put in after.items() if put is not None})

        self._change(by, slug, change)

    def take(self, by: Person, slug: str, fields: Mapping[str, str]) -> None:
        """Note which found fields the draft took over, each with its place."""
        self._change(by, slug, lambda before: replace(before, fields={**before.fields, **fields}))

    def remove(self, by: Person, slug: str) -> None:
        """Delete the document; the draft stays."""
        require(by, Permission.WRITE, slug)
        with self._database.write() as connection:
            if not delete_document(connection, slug):
                raise UnknownDraft(slug)

    def _change(self, by: Person, slug: str, change: Callable[[Placing], Placing]) -> None:
        require(by, Permission.WRITE, slug)
        is_it = documents.c.slug == slug
        with self._database.write() as connection:
            text = connection.scalar(sa.select(documents.c.placing).where(is_it).with_for_update())
            if text is None:
                raise UnknownDraft(slug)
            placing = written_placing(change(read_placing(text)))
            connection.execute(sa.update(documents).where(is_it).values(placing=placing))
