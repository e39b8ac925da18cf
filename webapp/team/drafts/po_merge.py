"""A three-way merge of PO files, message by message.

A message is known by its context and source text, after all three files were brought up to date with the case
as it is now: a translation of a text that was corrected meanwhile is merged as that of the corrected one.
Nobody's translation is dropped; two different texts for one message are a conflict.
"""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from webapp.campaigns import catalogues
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.po_matching import Key
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_renewal import renew_entries
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.campaigns.translations import edition_tag
from webapp.domain.language import UnknownLanguage
from webapp.team.drafts.merge import MISSING, FieldConflict
from webapp.team.drafts.po_header_merge import merge_headers, merge_lines

Entries = Mapping[Key, PoEntry]


@dataclass(frozen=True, slots=True)
class MergedEdition:
    """The merged file; in a conflict it has "mine"."""

    content: bytes
    conflicts: tuple[FieldConflict, ...] = ()


def merge_edition(
    name: str, before: bytes | None, mine: bytes, theirs: bytes, messages: Sequence[Key] | None
) -> MergedEdition:
    """Merge what two people made of the PO file `before`; raise `InvalidCatalogue` if one cannot be read.

    `messages` has the texts that the case has now; None if it cannot be read. The path of a conflict is the
    file's name, the context and the source text.
    """
    ours, others = _read(mine, messages), _read(theirs, messages)
    base = _read(before, messages) if before is not None else []
    was, left, right = _by_key(base), _by_key(ours), _by_key(others)
    conflicts: list[FieldConflict] = []
    merged: list[PoEntry] = []
    for key in dict.fromkeys((*right, *left)):
        entry, is_conflict = _merge_entry(was.get(key), left.get(key), right.get(key))
        merged.append(entry)
        if is_conflict:
            sides = (_text_of(entries.get(key)) for entries in (was, left, right))
            conflicts.append(FieldConflict((name, *key), *sides))
    headers = [catalogues.header_of(tuple(entries)) for entries in (ours, others)]
    base_header = catalogues.header_of(tuple(base)) if base else PoEntry(strings=[""])
    header = merge_headers(base_header, headers[0], headers[1], merged)
    return MergedEdition(write_entries([header, *merged]), tuple(conflicts))


def with_theirs(merged: bytes, theirs: bytes, keys: Collection[Key], messages: Sequence[Key] | None) -> bytes:
    """Return a merged file with the translations of `theirs` for these messages."""
    others = _by_key(_read(theirs, messages))
    entries = _read(merged, messages)
    return write_entries(
        others.get(_key(entry), entry) if not entry.is_header and _key(entry) in keys else entry
        for entry in entries
    )


def messages_now(name: str, files: Mapping[str, bytes | None]) -> Sequence[Key] | None:
    """Return the texts that a PO file of these files translates; None if the case cannot be read."""
    contents = {CAMPAIGN_FILE: files.get(CAMPAIGN_FILE) or b""}
    try:
        return list_messages(read_schema(SourceFiles("case", contents)), edition_tag(name))
    except (InvalidCampaign, UnknownLanguage):
        return None


def _read(content: bytes, messages: Sequence[Key] | None) -> list[PoEntry]:
    entries = catalogues.read(content)
    return [*entries] if messages is None else renew_entries(messages, entries)


def _by_key(entries: Sequence[PoEntry]) -> dict[Key, PoEntry]:
    return {_key(entry): entry for entry in entries if not entry.is_header}


def _key(entry: PoEntry) -> Key:
    return entry.context or "", entry.id


def _merge_entry(was: PoEntry | None, ours: PoEntry | None, others: PoEntry | None) -> tuple[PoEntry, bool]:
    """Return the merged entry, and whether both have changed its text, and differently."""
    if ours is None or others is None:
        present = ours or others
        assert present is not None  # noqa: S101 (the key is that of one of the two)
        return present, False
    before = was or PoEntry(strings=[""])
    is_conflict = False
    if _value(ours) in (_value(others), _value(before)):
        chosen = others
    elif _value(others) == _value(before):
        chosen = ours
    elif ours.strings == others.strings:  # the mark alone is different: somebody has done it
        chosen = others if "fuzzy" not in others.flags else ours
    elif before.strings in (ours.strings, others.strings):  # a text is more than a mark
        chosen = others if ours.strings == before.strings else ours
    else:
        chosen, is_conflict = ours, True
    merged = copy(others)
    merged.obsolete, merged.plural = chosen.obsolete and others.obsolete, chosen.plural
    merged.strings, merged.previous = [*chosen.strings], dict(chosen.previous)
    marks = [flag for flag in merge_lines(before.flags, ours.flags, others.flags) if flag != "fuzzy"]
    merged.flags = ["fuzzy", *marks] if "fuzzy" in chosen.flags else marks
    merged.comments = merge_lines(before.comments, ours.comments, others.comments)
    return merged, is_conflict


def _value(entry: PoEntry) -> tuple[object, ...]:
    """Return what a translator decides: the text, whether it is done, and what it was made from."""
    return entry.strings, "fuzzy" in entry.flags, entry.previous


def _text_of(entry: PoEntry | None) -> object:
    return MISSING if entry is None else "\n".join(entry.strings)
