"""A PO file that comes back from a translator's program: the same merge and the same rules as at the desk."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass

from webapp.campaigns import catalogues
from webapp.campaigns.po_matching import Key
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_renewal import renew_entries
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.right_word import without_right
from webapp.campaigns.team_word import without_word
from webapp.team.drafts.po_header_merge import merge_lines
from webapp.team.translating.edition_file import EditionFile, key_of, live
from webapp.team.translating.outcomes import Typed
from webapp.team.translating.po_exchange import Received
from webapp.team.translating.sheet import message_key
from webapp.team.translating.typed_texts import Applied, apply_typed, normal


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition with what a file has."""

    applied: Applied
    changed: int
    unknown: int


def take_in(edition: EditionFile, received: Received) -> Taken:
    """Return the edition with the translations of a file.

    A message that the file lacks, or has no translation of, stays as it is. Of the header nothing is taken:
    who has read what is recorded at the desk.
    """
    typed: dict[str, Typed] = {}
    comments: dict[Key, list[str]] = {}
    unknown: list[PoEntry] = []
    for entry in received.translated:
        own = edition.by_key.get(key_of(entry))
        if own is None:
            unknown.append(entry)
            continue
        if _differs(entry, own):
            typed[message_key(*key_of(entry))] = Typed(entry.strings[0], "fuzzy" not in entry.flags)
        said = without_right(without_word(entry.comments))  # that is said at the desk
        if new := [each for each in said if each not in own.comments]:
            comments[key_of(entry)] = new
    applied = apply_typed(edition, typed)
    if comments or unknown:
        applied.content = _with_more(edition, applied.content, comments, unknown)
    return Taken(applied, len(typed) - len(applied.refused), len(unknown))


def _differs(entry: PoEntry, own: PoEntry) -> bool:
    same_text = normal(entry.strings[0]) == own.strings[0].strip()
    return not (same_text and ("fuzzy" in entry.flags) == ("fuzzy" in own.flags))


def _with_more(
    edition: EditionFile, content: bytes, comments: Mapping[Key, list[str]], unknown: list[PoEntry]
) -> bytes:
    """Return the file with more comments, and with translations of texts that it does not have.

    One of an earlier text is matched with what the text is now; the others stay at the end of the file.
    """
    entries = catalogues.read(content)
    for entry in live(entries):
        entry.comments = merge_lines((), comments.get(key_of(entry), []), entry.comments)
    known = {key_of(entry) for entry in entries}
    more = [_as_storable(each) for each in unknown if key_of(each) not in known and _is_text(each)]
    return write_entries(renew_entries(edition.messages, [*entries, *more]))


def _as_storable(entry: PoEntry) -> PoEntry:
    kept = copy(entry)
    kept.strings = [normal(entry.strings[0]).replace("\0", "")]
    kept.comments = without_right(without_word(entry.comments))
    return kept


def _is_text(entry: PoEntry) -> bool:
    """Check that no NUL, which a file may have as an escape, would be written."""
    return "\0" not in "".join((entry.context or "", entry.id, *entry.previous.values()))
