"""Write a campaign's PO files: renew them from `campaign.toml`, record a review."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.folder import read_folder, with_name
from webapp.campaigns.message_states import read_messages
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_renewal import renew_catalogue, template
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reader import read_schema
from webapp.campaigns.reviews import Review, translation_of, write_review
from webapp.campaigns.translations import edition_name, edition_tag, read_entries
from webapp.domain import language
from webapp.domain.translation import Change, MessageState

TEMPLATE_FILE = "campaign.pot"
"""The messages of a campaign without translations: Weblate and msgmerge renew PO files from it."""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What a review was recorded for."""

    path: Path
    read: int
    """Messages that the review holds for."""
    unread: int
    """Messages without a translation of their present text."""


def refresh(folder: Path, tag: str | None = None, word: Change | None = None) -> tuple[Path, ...]:
    """Write or renew `<tag>.po` from `campaign.toml`, or renew all PO files, and write `campaign.pot`.

    `word` says what was corrected in the source; without it, facts are compared. Return the paths of the PO
    files. Raise `InvalidCampaign` or `UnknownLanguage`.
    """
    folder = with_name(folder)
    source = read_folder(folder)
    schema = read_schema(source)
    names = [edition_name(source, tag)] if tag else source.edition_names
    renewed = {name: renew_catalogue(schema, source, edition_tag(name), word) for name in names}
    for name, content in renewed.items():
        _write(folder / name, content)
    _write(folder / TEMPLATE_FILE, template(schema, source.slug))
    return tuple(folder / name for name in renewed)


def record_review(path: Path, tag: str, by: str, day: date) -> ReviewRecord:
    """Record that somebody has read an edition of a campaign folder, or a PO file of the interface.

    Raise `InvalidCampaign` or `UnknownLanguage`.
    """
    if path.is_dir():
        return _review_edition(path, tag, by, day)
    try:
        entries = catalogues.read(path.read_bytes())
    except InvalidCatalogue as error:
        raise InvalidCampaign(Diagnostic(path.name, error.line, "the file", "", str(error))) from None
    live = [entry for entry in entries if not entry.obsolete and not entry.is_header]
    done = [entry for entry in live if "fuzzy" not in entry.flags and all(entry.strings)]
    messages = [(entry.context or "", entry.id, translation_of(entry)) for entry in done]
    _write_review(path, entries, by, day, messages)
    return ReviewRecord(path, len(done), len(live) - len(done))


def _review_edition(folder: Path, tag: str, by: str, day: date) -> ReviewRecord:
    folder = with_name(folder)
    source = read_folder(folder)
    name = edition_name(source, tag)
    if name not in source.contents:
        there = ", ".join(source.edition_names) or "none"
        advice = f"is not there; the editions of this campaign: {there}"
        raise InvalidCampaign(Diagnostic(source.path(name), 0, "the file", "", advice))
    entries = read_entries(source, name)
    all_messages = [*read_messages(read_schema(source), entries, Review(), language.parse(edition_tag(name)))]
    done = [message for message in all_messages if message.state is MessageState.CURRENT]
    messages = [(message.context, message.source, message.translation) for message in done]
    _write_review(folder / name, entries, by, day, messages)
    return ReviewRecord(folder / name, len(done), len(all_messages) - len(done))


def _write_review(
    path: Path, entries: tuple[PoEntry, ...], by: str, day: date, messages: list[tuple[str, str, str]]
) -> None:
    header = catalogues.header_of(entries)
    header.comments = write_review(header.comments, by, day, messages)
    _write(path, write_entries([header, *(entry for entry in entries if entry is not header)]))


def _write(path: Path, content: bytes) -> None:
    """Replace a file whole: a server that reads it meanwhile sees the old one or the new one."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_bytes(content)
    if path.exists():
        unfinished.chmod(path.stat().st_mode & 0o777)
    unfinished.replace(path)
