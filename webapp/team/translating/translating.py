"""The service of those who translate: an edition as a sheet, saved message by message."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.po_renewal import renew_catalogue, template
from webapp.campaigns.reader import read_schema
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.translations import edition_name
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.confirmed import find_authors
from webapp.team.drafts.drafts import Conflict, Drafts, Version
from webapp.team.people.permissions import Permission, require
from webapp.team.people.person import Person
from webapp.team.translating.edition_file import EditionFile, known_language
from webapp.team.translating.editions import Editions
from webapp.team.translating.outcomes import (
    EditionConflict,
    EditionExists,
    InvalidLanguage,
    NoEdition,
    Refused,
    Saved,
    Typed,
    Unreadable,
    Uploaded,
)
from webapp.team.translating.po_exchange import for_download, misfit, receive
from webapp.team.translating.reviewing import CHANGED, chosen, refusals, with_read, without_read
from webapp.team.translating.saving import save_content
from webapp.team.translating.sheet import Sheet, make_sheet
from webapp.team.translating.typed_texts import Applied, apply_typed
from webapp.team.translating.uploading import take_in


class Translating:
    """Translates drafts. Raises `ActionsUnavailable` if the desk's database fails."""

    def __init__(
        self,
        database: DeskDatabase,
        drafts: Drafts,
        now: Callable[[], datetime],
        page_languages: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """`page_languages` returns the tags of the languages that the page itself is translated into."""
        self._database = database
        self._drafts = drafts
        self._editions = Editions(drafts)
        self._now = now
        self._page_languages = page_languages

    def sheet(self, by: Person, slug: str, language: str, version: int | None = None) -> Sheet:
        """Return an edition in a version of the draft, the newest one without a `version`.

        Raise `UnknownDraft`, `NoEdition`, `Unreadable` or `NotAllowed`.
        """
        require(by, Permission.SEE, slug)
        found = self._editions.version(slug, version)
        edition = self._editions.open(found, language)
        with self._database.read() as connection:
            authors = find_authors(connection, slug, edition.language.tag)
        return make_sheet(edition, found.number, authors, self._page_languages())

    def begin(self, by: Person, slug: str, language: str) -> Version:
        """Begin the translation into a language: a PO file with all messages, none of them translated.

        Raise `InvalidLanguage`, `EditionExists`, `UnknownDraft`, `Unreadable`, `TooLarge` or `NotAllowed`.
        """
        tag = known_language(language).tag
        require(by, Permission.TRANSLATE, slug, tag)
        head = self._editions.version(slug)
        source = self._drafts.source(head)
        schema = _schema(source)
        if tag == schema.language == schema.letter_language:
            raise InvalidLanguage(f"{tag} is the language that the case is written in: choose another one")
        name = edition_name(source, tag)
        if name in source.contents:
            raise EditionExists(tag)
        content = renew_catalogue(schema, source, tag)
        saved = self._drafts.save(by, slug, head.number, {name: content}, f"Translation into {tag} begun")
        if isinstance(saved, Conflict):  # somebody else began it at the same moment
            raise EditionExists(tag)
        return saved.version

    def save(
        self, by: Person, slug: str, language: str, base: int, typed: Mapping[str, Typed]
    ) -> Saved | EditionConflict:
        """Save what was typed into the sheet of the version `base`, by `Row.key`.

        Raise `UnknownMessage`, `UnknownDraft`, `NoEdition`, `Unreadable`, `TooLarge` or `NotAllowed`.
        """
        edition = self._to_change(by, slug, language, base)
        applied = apply_typed(edition, typed)
        return save_content(self._drafts, by, edition, base, applied)

    def review(
        self, by: Person, slug: str, language: str, base: int, keys: Collection[str]
    ) -> Saved | EditionConflict:
        """Record that somebody has read these messages in the version `base`, and found them right.

        `refused` says of each message that is not reviewed why: it is the person's own text, it is not done,
        or it has another text now. Raise `UnknownMessage`, and what `sheet` raises.
        """
        edition = self._to_review(by, slug, language, base)
        messages = chosen(edition, keys)
        with self._database.read() as connection:
            refused = dict(refusals(connection, by, edition, messages))
        read = {key: each for key, each in messages.items() if key not in refused}
        applied = Applied(with_read(edition, by, self._now().date(), read.values()), {}, refused)
        if not read:
            applied.content = edition.source.contents[edition.name]
        outcome = save_content(self._drafts, by, edition, base, applied, "Translation reviewed")
        if isinstance(outcome, Saved) and outcome.merged:
            review = self._editions.open(outcome.version, language).review
            for key, each in read.items():
                if not review.covers(each.context, each.source, each.translation):
                    refused[key] = CHANGED
        return outcome

    def take_back_review(
        self, by: Person, slug: str, language: str, base: int, keys: Collection[str]
    ) -> Saved | EditionConflict:
        """Record that these messages have to be read again, by any reviewer. Raise as `review`."""
        edition = self._to_review(by, slug, language, base)
        applied = Applied(without_read(edition, chosen(edition, keys).values()))
        return save_content(self._drafts, by, edition, base, applied, "Review taken back")

    def download(self, by: Person, slug: str, language: str) -> bytes:
        """Return the PO file of an edition, brought up to date with the case.

        Raise as `sheet` does.
        """
        require(by, Permission.SEE, slug)
        head = self._editions.version(slug)
        return for_download(self._editions.open(head, language), head.number)

    def upload(
        self, by: Person, slug: str, language: str, base: int | None, content: bytes
    ) -> Uploaded | Refused:
        """Take in a PO file, message by message, as if it had been typed.

        It is compared with the version that it was downloaded from, if its header says so; otherwise with the
        version `base`, or the newest one. Raise `NoEdition`, `UnknownDraft`, `Unreadable`, `TooLarge` or
        `NotAllowed`.
        """
        require(by, Permission.TRANSLATE, slug, known_language(language, NoEdition).tag)
        head = self._editions.version(slug)
        now = self._editions.open(head, language)
        received = receive(content)
        if isinstance(received, str):
            return Refused((received,))
        if sentence := misfit(received, now):
            return Refused((sentence,))
        number = received.version if received.campaign == slug and received.version else base
        version = (self._drafts.version(slug, number) if number else None) or head
        try:
            edition = self._editions.open(version, language)
        except (NoEdition, Unreadable):  # it was begun, or mended, later
            version, edition = head, now
        taken = take_in(edition, received)
        outcome = save_content(self._drafts, by, edition, version.number, taken.applied, "PO file taken in")
        return Uploaded(outcome, taken.changed, taken.unknown)

    def template(self, by: Person, slug: str) -> bytes:
        """Return `campaign.pot`: all messages of a case. Raise `UnknownDraft`, `Unreadable`, `NotAllowed`."""
        require(by, Permission.SEE, slug)
        source = self._drafts.source(self._editions.version(slug))
        return template(_schema(source), slug)

    def _to_change(self, by: Person, slug: str, language: str, base: int) -> EditionFile:
        require(by, Permission.TRANSLATE, slug, known_language(language, NoEdition).tag)
        return self._editions.open(self._editions.version(slug, base), language)

    def _to_review(self, by: Person, slug: str, language: str, base: int) -> EditionFile:
        require(by, Permission.REVIEW, slug, known_language(language, NoEdition).tag)
        return self._editions.open(self._editions.version(slug, base), language)


def _schema(source: SourceFiles) -> CampaignSchema:
    try:
        return read_schema(source)
    except InvalidCampaign as invalid:
        raise Unreadable(*map(str, invalid.diagnostics)) from None
