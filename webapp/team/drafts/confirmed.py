"""Who confirmed which translation: the table `translations`, written with each version of a draft.

Whatever way a PO file comes in (typed at the desk, taken in from a file or a folder, an earlier version that
is restored), each translation in it that is done and was not before gets a row, with the version's author.
The row and the version are one transaction. A translation that is confirmed again keeps its author and gets
the new moment: the memory suggests the newest one. Of a campaign that is begun with the files of another one,
each translation keeps the author that it has there.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.campaigns.translations import edition_tag
from webapp.domain import language
from webapp.domain.language import UnknownLanguage
from webapp.team.drafts.version import Version
from webapp.team.tables import people, translations
from webapp.team.tables.columns import MAX_CONTEXT_CHARS, MAX_TAG_CHARS

Text = tuple[str, str, str]
"""A message's context, its source text, and its translation."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who confirmed a translation; both are "" where it is not known."""

    id: str = ""
    name: str = ""


def record_confirmed(
    connection: sa.Connection, version: Version, before: Mapping[str, bytes], files: Mapping[str, bytes]
) -> None:
    """Add the rows of what a version confirms; `before` has the files of the version it follows."""
    for name, content in files.items():
        if not name.endswith(EDITION_SUFFIX) or content == before.get(name):
            continue
        new = done_texts(content) - done_texts(before.get(name, b""))
        tag = _tag(name.removesuffix(EDITION_SUFFIX))
        if new and tag:
            _insert(connection, version, tag, new, _source_languages(files.get(CAMPAIGN_FILE, b"")))


def find_authors(connection: sa.Connection, slug: str, tag: str) -> Mapping[Text, Author]:
    """Return who confirmed each translation of an edition, now and earlier."""
    rows = (
        sa.select(translations, sa.func.coalesce(people.c.name, "").label("name"))
        .select_from(translations.outerjoin(people, people.c.id == translations.c.author))
        .where(translations.c.slug == slug, translations.c.language == tag)
    )
    return {
        (row.context, row.source, row.translation): Author(row.author, row.name)
        for row in connection.execute(rows)
    }


def done_texts(content: bytes) -> frozenset[Text]:
    """Return what is translated and marked as done in a PO file; nothing of one that cannot be read."""
    return frozenset(
        (entry.context or "", entry.id, entry.strings[0].strip())
        for entry in readable_entries(content)
        if "fuzzy" not in entry.flags
    )


def readable_entries(content: bytes) -> tuple[PoEntry, ...]:
    """Return the entries that have a translation; none of a file that cannot be read."""
    try:
        entries = catalogues.read(content)
    except InvalidCatalogue:
        return ()
    return tuple(
        entry
        for entry in entries
        if not entry.obsolete and not entry.is_header and entry.plural is None and entry.strings[0].strip()
    )


def _insert(
    connection: sa.Connection,
    version: Version,
    tag: str,
    texts: Iterable[Text],
    source_languages: Mapping[bool, str],
) -> None:
    rows: dict[str, dict[str, Any]] = {}
    for context, source, translation in texts:
        source_language = source_languages[belongs_to_letter(context)]
        is_storable = 1 <= len(context) <= MAX_CONTEXT_CHARS and "\0" not in context + source + translation
        if is_storable and source_language:
            digest = _digest(context, source, translation)
            rows[digest] = {
                "slug": version.slug,
                "language": tag,
                "digest": digest,
                "context": context,
                "source_language": source_language,
                "source": source,
                "translation": translation,
                "author": version.author,
                "at": int(version.at.timestamp()),
            }
    of_the_language = sa.select(translations).where(
        translations.c.language == tag, translations.c.digest.in_([*rows])
    )
    again = []
    for known in connection.execute(of_the_language.order_by(translations.c.at.desc())):
        if known.slug == version.slug:
            rows.pop(known.digest, None)
            again.append(known.digest)
        elif version.number == 1 and known.digest in rows:
            rows[known.digest]["author"] = known.author
    if again:
        own = translations.c.slug == version.slug, translations.c.language == tag
        renewed = sa.update(translations).where(*own, translations.c.digest.in_(again))
        connection.execute(renewed.values(at=int(version.at.timestamp())))
    if rows:
        connection.execute(translations.insert(), [*rows.values()])


def _digest(context: str, source: str, translation: str) -> str:
    content = "\0".join((context, source, translation))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _source_languages(toml: bytes) -> Mapping[bool, str]:
    """Return the language of the letter (True) and of the page, as far as the case says them."""
    try:
        document = tomllib.loads(toml.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {True: "", False: ""}
    letter = document.get("letter")
    page_tag = _tag(document.get("language"))
    letter_tag = _tag(letter.get("language")) if isinstance(letter, dict) else ""
    return {True: letter_tag or page_tag, False: page_tag}


def _tag(value: object) -> str:
    """Return a language tag as it is written; "" for what is none."""
    if not isinstance(value, str) or len(value) > MAX_TAG_CHARS:
        return ""
    try:
        return language.parse(edition_tag(value)).tag
    except UnknownLanguage:
        return ""
