"""The PO file of one edition in a version of a draft, brought up to date with the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from webapp.campaigns import catalogues
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.message_states import list_messages, read_messages
from webapp.campaigns.po_matching import Key
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_renewal import renew_entries
from webapp.campaigns.reader import read_schema
from webapp.campaigns.reviews import Review, read_review
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.translations import edition_name, edition_tag, read_entries
from webapp.domain import language
from webapp.domain.language import Language, UnknownLanguage
from webapp.domain.translation import TranslatedMessage
from webapp.team.translating.outcomes import InvalidLanguage, NoEdition, Unreadable


@dataclass(frozen=True)
class EditionFile:
    """An edition as it is in the files of a version."""

    source: SourceFiles
    schema: CampaignSchema
    language: Language
    name: str
    """Of the PO file."""
    written: tuple[PoEntry, ...]
    """The entries as the file has them."""
    mistakes: tuple[str, ...] = ()
    """Of the case as it is now; `source` has the last one that could be read."""

    @cached_property
    def messages(self) -> tuple[Key, ...]:
        """The texts to translate, in the order of the page."""
        return list_messages(self.schema, self.language.tag)

    @cached_property
    def entries(self) -> tuple[PoEntry, ...]:
        """The entries brought up to date: the header, one for each message, then what is not in use."""
        return tuple(renew_entries(self.messages, self.written))

    @cached_property
    def by_key(self) -> dict[Key, PoEntry]:
        """The entry of each message."""
        return {key_of(entry): entry for entry in live(self.entries)}

    @property
    def header(self) -> PoEntry:
        """The first entry, with the language and the reviews."""
        return catalogues.header_of(self.entries)

    @property
    def review(self) -> Review:
        """What was read by whom."""
        return read_review(self.header.comments)

    def states(self) -> tuple[TranslatedMessage, ...]:
        """Return each message with its state."""
        return tuple(read_messages(self.schema, self.entries, self.review, self.language))


def open_edition(source: SourceFiles, tag: str, mistakes: tuple[str, ...] = ()) -> EditionFile:
    """Read an edition; raise `NoEdition`, or `Unreadable` where the case or the PO file is broken."""
    wanted = known_language(tag, NoEdition)
    name = edition_name(source, wanted.tag)
    if name not in source.contents:
        raise NoEdition(f"{source.slug}, {wanted.tag}")
    try:
        entries = read_entries(source, name)
        return EditionFile(source, read_schema(source), wanted, name, entries, mistakes)
    except InvalidCampaign as invalid:
        raise Unreadable(*map(str, invalid.diagnostics)) from None


def known_language(tag: str, otherwise: type[Exception] = InvalidLanguage) -> Language:
    """Return the language of a tag as somebody typed it; raise the exception `otherwise`."""
    try:
        return language.parse(edition_tag(tag.strip()))
    except UnknownLanguage as unknown:
        raise otherwise(str(unknown)) from None


def live(entries: Iterable[PoEntry]) -> Sequence[PoEntry]:
    """Return the entries that are in use, without the header."""
    return [entry for entry in entries if not (entry.obsolete or entry.is_header)]


def key_of(entry: PoEntry) -> Key:
    """Return an entry's context and source text."""
    return entry.context or "", entry.id
