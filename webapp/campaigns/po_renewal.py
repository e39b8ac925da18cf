"""Bring a PO file up to date with `campaign.toml`, without loss.

A changed message turns fuzzy and keeps its translation, with the source text that it was made from (`#|`). A
text that is gone is kept as `#~`, and its translation comes back with it.
"""

from collections.abc import Sequence
from copy import copy
from datetime import UTC, datetime

from babel.messages.catalog import Catalog

from webapp.campaigns import catalogues
from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.po_matching import (
    UNFINISHED,
    Key,
    is_unfinished,
    made_from,
    match_entries,
    match_unfinished,
    translated_text,
)
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reviews import NOBODY
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.team_word import without_word, write_word
from webapp.campaigns.translations import edition_name, edition_tag, read_entries
from webapp.domain import language
from webapp.domain.translation import Change

_NOT_REVIEWED = f"Reviewed by: {NOBODY}"
_ADVICE = {True: "Letter. Addressed to an official: formal and polite.", False: "Page."}


def renew_catalogue(
    schema: CampaignSchema, source: SourceFiles, tag: str, word: Change | None = None
) -> bytes:
    """Return the PO file of an edition, brought up to date with `campaign.toml`; an empty one if it is new.

    `word` says what the changes since the last renewal were; without it, facts are compared. Raise
    `UnknownLanguage`, or `InvalidCampaign` when the present PO file cannot be read.
    """
    name = edition_name(source, tag)
    entries = read_entries(source, name) if name in source.contents else (_new_header(source.slug, tag),)
    return write_entries(renew_entries(list_messages(schema, edition_tag(tag)), entries, word))


def template(schema: CampaignSchema, slug: str) -> bytes:
    """Return the PO template of a campaign: its messages without translations."""
    header = PoEntry(
        line=1,
        strings=[
            f"Project-Id-Version: {slug}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            "Content-Transfer-Encoding: 8bit\n"
        ],
    )
    return write_entries(renew_entries(list_messages(schema), (header,)))


def renew_entries(
    messages: Sequence[Key], entries: Sequence[PoEntry], word: Change | None = None
) -> list[PoEntry]:
    """Return the entries for these messages, then what is no longer in use. The header stays first."""
    present = {_key(entry): entry for entry in entries if not (entry.obsolete or entry.is_header)}
    matches = match_entries(messages, entries)
    begun = match_unfinished(messages, entries, {*matches, *present})
    renewed: list[PoEntry] = []
    for key in messages:
        match, own = matches.get(key), present.get(key, begun.get(key))
        entry = copy(own or (match.entry if match else PoEntry()))
        entry.context, entry.id, entry.plural, entry.obsolete = key[0], key[1], None, False
        entry.extracted = [_ADVICE[belongs_to_letter(key[0])]]
        if match is not None:
            _take(entry, match.entry, match.previous, word)
        elif own is None:
            entry.strings = [""]
        elif own is begun.get(key):
            entry.flags = ["fuzzy", *(flag for flag in own.flags if flag != "fuzzy")]
            entry.previous = (
                {"msgctxt": UNFINISHED, "msgid": made_from(own)} if made_from(own) != key[1] else {}
            )
        renewed.append(entry)
    header = _in_utf_8(catalogues.header_of(tuple(entries)))
    carried = {id(entry) for entry in begun.values()}
    others = [entry for entry in entries if id(entry) not in carried]
    return [header, *renewed, *_unused({*messages}, others)]


def _take(entry: PoEntry, holder: PoEntry, previous: str, word: Change | None) -> None:
    """Put a translation into an entry, as one that needs work if it was made from an earlier text."""
    was_noted = holder.id == entry.id
    entry.strings = [*holder.strings]
    flags = [flag for flag in entry.flags if flag != "fuzzy"]
    if not previous:
        entry.flags, entry.previous, entry.comments = flags, {}, without_word(entry.comments)
        return
    entry.flags = ["fuzzy", *flags]
    entry.previous = {"msgctxt": entry.context or "", "msgid": previous}
    if word or not was_noted:  # what was said of an earlier change does not hold for this one
        entry.comments = without_word(entry.comments)
    if word:
        entry.comments = [*entry.comments, write_word(word, entry.id)]


def _unused(messages: set[Key], entries: Sequence[PoEntry]) -> list[PoEntry]:
    """Return what is not in use, each text once: the newest translation of it, without its marks.

    What was begun and never marked as done stays marked as needing work.
    """
    unused: dict[Key, PoEntry] = {}
    for entry in sorted(entries, key=lambda entry: not entry.obsolete):
        is_begun = is_unfinished(entry)
        translated = entry.id if is_begun else translated_text(entry)
        key = (entry.context or "", translated)
        if entry.is_header or not translated or not any(entry.strings) or key in messages:
            continue
        kept = copy(entry)
        kept.id, kept.obsolete = translated, True
        if not is_begun:
            kept.flags, kept.previous = [flag for flag in entry.flags if flag != "fuzzy"], {}
        kept.comments, kept.extracted = without_word(entry.comments), []
        if not is_begun or key not in unused:
            unused[key] = kept
    return [*unused.values()]


def _key(entry: PoEntry) -> Key:
    return entry.context or "", entry.id


def _new_header(slug: str, tag: str) -> PoEntry:
    catalogue = Catalog(
        locale=language.parse(tag).locale_name,
        project=f"Urgent Appeal: {slug}",
        version="1",
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        creation_date=datetime.now(UTC),
        fuzzy=False,
    )
    fields = "".join(f"{name}: {value}\n" for name, value in catalogue.mime_headers)
    return PoEntry(line=1, strings=[fields], comments=[f"Edition: {tag}", _NOT_REVIEWED])


def _in_utf_8(header: PoEntry) -> PoEntry:
    """Return the header with the charset that files are written in."""
    written = copy(header)
    fields = header.strings[0].split("\n")
    charset = "Content-Type: text/plain; charset=UTF-8"
    fields = [charset if field.lower().startswith("content-type:") else field for field in fields]
    written.strings = ["\n".join(fields)]
    return written
