"""The translations of a corrected source: renewed with the team's word, so that the word lasts."""

from collections.abc import Mapping
from copy import copy

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.po_matching import Key, is_unfinished
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.po_renewal import renew_entries
from webapp.campaigns.po_writer import write_entries
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.team_word import without_word, write_word
from webapp.campaigns.translations import edition_tag, read_entries
from webapp.domain.language import UnknownLanguage
from webapp.domain.translation import Change
from webapp.team.publishing.plan import Word


def renew(
    source: SourceFiles, published: SourceFiles, corrected: frozenset[Key], word: Word
) -> Mapping[str, bytes]:
    """Return the PO files that hold a translation of a corrected text, with the word; the others stay.

    `corrected` has the contexts and present texts of what was corrected since `published`. A file that cannot
    be read is left as it is: `check` tells.
    """
    renewed: dict[str, bytes] = {}
    schema = read_schema(source)
    for name in source.edition_names:
        try:
            entries = renew_entries(list_messages(schema, edition_tag(name)), read_entries(source, name))
            earlier = _translations(published, name)
        except (InvalidCampaign, UnknownLanguage):
            continue
        stale = [entry for entry in entries if _key(entry) in corrected and _is_of_earlier_text(entry)]
        if stale:
            said = {id(entry): _with_word(entry, word, earlier) for entry in stale}
            renewed[name] = write_entries(said.get(id(entry), entry) for entry in entries)
    return renewed


def _with_word(entry: PoEntry, word: Word, earlier: frozenset[str]) -> PoEntry:
    said = copy(entry)
    said.comments = without_word(entry.comments)
    if word is not Word.TOGETHER:
        said.comments.append(write_word(Change(word.value), entry.id))
    elif entry.strings[0] not in earlier:  # it was translated anew
        said.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        said.previous = {}
    return said


def _is_of_earlier_text(entry: PoEntry) -> bool:
    """Check whether an entry has the translation of an earlier text; what is only begun is nobody's word."""
    return "fuzzy" in entry.flags and not is_unfinished(entry)


def _translations(published: SourceFiles, name: str) -> frozenset[str]:
    """Return all translations of a published PO file."""
    if name not in published.contents:
        return frozenset()
    return frozenset(text for entry in read_entries(published, name) for text in entry.strings)


def _key(entry: PoEntry) -> Key:
    return entry.context or "", entry.id
