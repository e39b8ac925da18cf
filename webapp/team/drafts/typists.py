"""Who brought a translation into a draft, as its versions tell: whether it is done or only begun."""

import json
from collections.abc import Collection, Iterator, Mapping

import sqlalchemy as sa

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.team.tables import blobs, versions

ContextAndText = tuple[str, str]
"""A message's context and its translation."""


def find_typists(
    connection: sa.Connection, slug: str, name: str, texts: Collection[ContextAndText]
) -> Mapping[ContextAndText, str]:
    """Return the id of whose version first had each translation of the PO file `name`, as it still stands.

    Reads as many versions as it needs. "" is the shell; a text that the newest version lacks is left out.
    """
    found: dict[ContextAndText, str] = {}
    waiting = {*texts}
    for digest, author in _runs(connection, slug, name):
        present = _texts_of(connection, digest)
        waiting &= present
        if not waiting:
            break
        found |= dict.fromkeys(waiting, author)
    return found


def _runs(connection: sa.Connection, slug: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield each content of the file, the newest first, and who brought it."""
    rows = sa.select(versions.c.author, versions.c.tree).where(versions.c.slug == slug)
    last: tuple[str, str] | None = None
    for row in connection.execute(rows.order_by(versions.c.number.desc())):
        digest = json.loads(row.tree).get(name, "")
        if last and digest != last[0]:
            yield last
        last = digest, row.author
    if last:
        yield last


def _texts_of(connection: sa.Connection, digest: str) -> set[ContextAndText]:
    body = connection.scalar(sa.select(blobs.c.body).where(blobs.c.digest == digest))
    try:
        entries = catalogues.read(bytes(body or b""))
    except InvalidCatalogue:
        return set()
    return {(entry.context or "", text.strip()) for entry in entries for text in entry.strings}
