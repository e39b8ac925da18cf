"""The merge of a campaign's files: `campaign.toml` by field, PO files by message, pictures as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.source_files import CAMPAIGN_FILE, EDITION_SUFFIX
from webapp.team.drafts.document import BrokenDocument, parse, write
from webapp.team.drafts.merge import MISSING, FieldConflict, merge
from webapp.team.drafts.po_merge import merge_edition, messages_now


@dataclass(frozen=True, slots=True)
class FileMerge:
    """What is to be changed in the current files; with conflicts it has "mine" in each."""

    changes: Mapping[str, bytes | None]
    conflicts: tuple[FieldConflict, ...] = ()


def merge_files(
    before: Mapping[str, bytes], changes: Mapping[str, bytes | None], current: Mapping[str, bytes]
) -> FileMerge:
    """Put changes that were made to `before` upon `current`, which others made of it."""
    merged: dict[str, bytes | None] = {}
    conflicts: list[FieldConflict] = []
    for name, mine in sorted(changes.items(), key=lambda change: change[0] != CAMPAIGN_FILE):
        old, theirs = before.get(name), current.get(name)
        if mine in (old, theirs):
            continue  # only they changed it, or both did the same
        if old != theirs:
            if name.endswith(EDITION_SUFFIX):
                mine, found = _merge_edition(name, old, mine, theirs, {**current, **merged})
            else:
                mine, found = _merge_file(name, old, mine, theirs)
            conflicts += found
        merged[name] = mine
    return FileMerge(merged, tuple(conflicts))


def _merge_file(
    name: str, before: bytes | None, mine: bytes | None, theirs: bytes | None
) -> tuple[bytes | None, tuple[FieldConflict, ...]]:
    if name == CAMPAIGN_FILE and before is not None and mine is not None and theirs is not None:
        try:
            merged = merge(parse(before), parse(mine), parse(theirs))
        except BrokenDocument:
            pass  # a text that cannot be read is one field
        else:
            return write(merged.document, theirs), merged.conflicts
    sides = (MISSING if each is None else each for each in (before, mine, theirs))
    return mine, (FieldConflict((name,), *sides),)


def _merge_edition(
    name: str,
    before: bytes | None,
    mine: bytes | None,
    theirs: bytes | None,
    files: Mapping[str, bytes | None],
) -> tuple[bytes | None, tuple[FieldConflict, ...]]:
    if mine is not None and theirs is not None:
        try:
            merged = merge_edition(name, before, mine, theirs, messages_now(name, files))
        except InvalidCatalogue:
            pass  # a file that cannot be read is one field
        else:
            return merged.content, merged.conflicts
    return _merge_file(name, before, mine, theirs)
