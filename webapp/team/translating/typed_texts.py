"""What somebody typed, put into the entries of a PO file."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field

from webapp.campaigns.diagnostics import Diagnostic, InvalidCampaign
from webapp.campaigns.message_rules import broken_rule
from webapp.campaigns.po_matching import UNFINISHED, Key, is_unfinished, made_from
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.team_word import without_word
from webapp.campaigns.translations import read_edition
from webapp.domain import text
from webapp.team.translating.edition_file import EditionFile, key_of
from webapp.team.translating.outcomes import Typed, UnknownMessage
from webapp.team.translating.sheet import message_key

MAX_CHARS = text.MAX_TEXT_CHARS
"""Of one translation, done or not."""
_TOO_LONG = f"has more than {MAX_CHARS:,} letters, so it was not saved: shorten it"
_UNWRITABLE = "has a character that no file can hold (U+{code:04X}), so it was not saved: delete it"


@dataclass(slots=True)
class Applied:
    """The PO file with what was typed."""

    content: bytes
    problems: dict[str, str] = field(default_factory=dict)
    """By message key: the rule that a text breaks which was to be done."""
    refused: dict[str, str] = field(default_factory=dict)
    """By message key: why a text could not be saved at all."""


def apply_typed(edition: EditionFile, typed: Mapping[str, Typed]) -> Applied:
    """Return the PO file of an edition with these texts, by message key; raise `UnknownMessage`.

    A text that breaks a rule of its field is kept as one that needs work.
    """
    keys = {message_key(*key): key for key in edition.messages}
    if unknown := [key for key in typed if key not in keys]:
        raise UnknownMessage(unknown[0])
    applied = _apply(edition, keys, typed)
    for name, advice in _problems_of_the_whole(edition, applied.content, keys, typed).items():
        applied.problems.setdefault(name, advice)
        typed = {**typed, name: Typed(typed[name].text, is_done=False)}
    if any(not typed[name].is_done for name in applied.problems):
        applied.content = _apply(edition, keys, typed).content
    return applied


def _apply(edition: EditionFile, keys: Mapping[str, Key], typed: Mapping[str, Typed]) -> Applied:
    applied = Applied(b"")
    changed: dict[tuple[str, str], PoEntry] = {}
    for name, each in typed.items():
        written = normal(each.text)
        if refusal := _refusal(written):
            applied.refused[name] = refusal
            continue
        is_done = each.is_done
        if is_done and written and (advice := broken_rule(keys[name][0], written)):
            applied.problems[name] = advice
            is_done = False
        changed[keys[name]] = with_text(edition.by_key[keys[name]], written, is_done=is_done)
    if all(entry == edition.by_key[key] for key, entry in changed.items()):
        applied.content = edition.source.contents[edition.name]
        return applied
    applied.content = write_entries(
        entry if entry.obsolete or entry.is_header else changed.get(key_of(entry), entry)
        for entry in edition.entries
    )
    return applied


def _problems_of_the_whole(
    edition: EditionFile, content: bytes, keys: Mapping[str, Key], typed: Mapping[str, Typed]
) -> Mapping[str, str]:
    """Return the rules that the texts break together, such as that of the postcard's length, by key."""
    before = {each.field for each in _diagnostics(edition, edition.source)}
    after = _diagnostics(edition, edition.source.without(edition.name, content))
    new = {each.field: each.message for each in after if each.field not in before}
    return {name: new[keys[name][0]] for name, each in typed.items() if each.is_done and keys[name][0] in new}


def _diagnostics(edition: EditionFile, source: SourceFiles) -> tuple[Diagnostic, ...]:
    try:
        read_edition(edition.schema, source, edition.name)
    except InvalidCampaign as invalid:
        return invalid.diagnostics
    return ()


def normal(typed: str) -> str:
    """Return a text as PO files have it: LF line ends, no white space around it."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").strip()


def with_text(entry: PoEntry, written: str, *, is_done: bool) -> PoEntry:
    """Return an entry with another translation, done or begun."""
    was = entry.strings[0].strip()
    is_stale = "fuzzy" in entry.flags and not is_unfinished(entry)
    new = copy(entry)
    new.strings = [written]
    if is_done or not written:
        new.flags, new.previous = [flag for flag in entry.flags if flag != "fuzzy"], {}
        new.comments = without_word(entry.comments)
    elif written != was or not is_stale:  # else it still is the translation of the earlier text, untouched
        before = made_from(entry)
        new.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
        new.previous = {"msgctxt": UNFINISHED, "msgid": before} if before != entry.id else {}
        new.comments = without_word(entry.comments)
    return new


def _refusal(written: str) -> str:
    if len(written) > MAX_CHARS:
        return _TOO_LONG
    bad = next((character for character in written if character == "\0" or _is_surrogate(character)), None)
    return _UNWRITABLE.format(code=ord(bad)) if bad is not None else ""


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"
