"""The sheet of an edition: each message with its translation, its state, and who confirmed it."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.message_rules import most_chars
from webapp.campaigns.po_matching import made_from
from webapp.campaigns.right_word import is_said_right
from webapp.campaigns.translations import read_edition
from webapp.domain.progress import EditionStatus, edition_status
from webapp.domain.translation import MessageState, TranslatedMessage
from webapp.team.drafts.confirmed import Author
from webapp.team.translating.edition_file import EditionFile

_KEY_CHARS = 16
"""Hexadecimal digits: among some hundred messages no two are the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """One message of an edition."""

    key: str
    """A digest of context and source text: names the message in a form."""
    context: str
    source: str
    in_letter: bool
    state: MessageState
    translation: str
    """As it was typed, also while it needs work."""
    previous: str
    """The source text that the translation was made from, if that has changed; "" otherwise."""
    needs_work: bool
    """Somebody typed it and nobody marked it as done: it is not used."""
    is_reviewed: bool
    author: str
    """The id of who confirmed it as done; "" where that is not known."""
    author_name: str
    max_chars: int | None
    """How long the translation may be, as `check` has it."""
    is_said_right: bool = False
    """The team has said that it is right as it is, whatever the checks say of its facts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition, message by message."""

    slug: str
    language: str
    source_language: str
    """That of the page; the letter may be in another one."""
    letter_language: str
    version: int
    rows: tuple[Row, ...]
    status: EditionStatus | None
    """How far it is; None while the PO file breaks a rule, see `problems`."""
    problems: tuple[str, ...]
    """What `check` says of the case, as long as it cannot be read, and of the PO file."""
    is_page_language: bool
    """Whether the page's own words are translated into this language; if not, only the letter is offered."""

    @property
    def by_key(self) -> Mapping[str, Row]:
        """The rows by their key."""
        return {row.key: row for row in self.rows}


def message_key(context: str, source: str) -> str:
    """Return the short name of a message in forms."""
    return hashlib.sha256(f"{context}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()[:_KEY_CHARS]


def make_sheet(
    edition: EditionFile,
    version: int,
    authors: Mapping[tuple[str, str, str], Author],
    page_languages: Collection[str],
) -> Sheet:
    """Return the sheet of an edition. `authors` is by context, source text and translation."""
    tag = edition.language.tag
    status, problems = _status(edition, tag in page_languages)
    return Sheet(
        slug=edition.source.slug,
        language=tag,
        source_language=edition.schema.language,
        letter_language=edition.schema.letter_language,
        version=version,
        rows=tuple(_row(edition, message, authors) for message in edition.states()),
        status=status,
        problems=(*edition.mistakes, *problems),
        is_page_language=tag in page_languages,
    )


def _row(
    edition: EditionFile, message: TranslatedMessage, authors: Mapping[tuple[str, str, str], Author]
) -> Row:
    entry = edition.by_key[message.context, message.source]
    is_unused = message.state is MessageState.MISSING
    translation = entry.strings[0].strip() if is_unused else message.translation
    previous = made_from(entry) if is_unused and translation else message.previous
    author = authors.get((message.context, previous or message.source, translation), Author())
    return Row(
        key=message_key(message.context, message.source),
        context=message.context,
        source=message.source,
        in_letter=message.in_letter,
        state=message.state,
        translation=translation,
        previous=previous if previous != message.source else "",
        needs_work=is_unused and bool(translation),
        is_reviewed=message.is_reviewed,
        author=author.id,
        author_name=author.name,
        max_chars=most_chars(message.context),
        is_said_right=is_said_right(entry, message.source, translation),
    )


def _status(edition: EditionFile, has_page_language: bool) -> tuple[EditionStatus | None, tuple[str, ...]]:
    try:
        read = read_edition(edition.schema, edition.source, edition.name)
    except InvalidCampaign as invalid:
        return None, tuple(map(str, invalid.diagnostics))
    return edition_status(read, has_page_language=has_page_language), ()
