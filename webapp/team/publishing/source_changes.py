"""Which texts of a campaign's source are not as they were published."""

from collections.abc import Mapping

from webapp.campaigns.changes import kind_of_change
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.likeness import ComparedText
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.po_matching import MAX_RIVALS, Key
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import SourceFiles
from webapp.domain import language
from webapp.domain.translation import Change
from webapp.team.publishing.plan import SourceChange


def source_changes(before: SourceFiles, after: SourceFiles) -> tuple[SourceChange, ...]:
    """Compare the source texts of two versions, in the order of the page; what is gone comes last.

    Return nothing for a version whose `campaign.toml` is refused.
    """
    try:
        schema = read_schema(after)
        old, new = list_messages(read_schema(before)), list_messages(schema)
    except InvalidCampaign:
        return ()
    names = [text for context, text in new if context.endswith(".name")]
    is_new, was_there = {*new}, {*old}
    gone = {key: ComparedText(key[1]) for key in old if key not in is_new}
    changes = []
    for context, text in (key for key in new if key not in was_there):
        earlier = _most_alike((context, text), gone)
        if earlier:
            del gone[earlier]
        written_in = language.parse(
            schema.letter_language if context.startswith("letter.") else schema.language
        )
        kind = kind_of_change(context, earlier[1], text, written_in, names) if earlier else Change.FACT
        changes.append(SourceChange(context, earlier[1] if earlier else "", text, kind))
    changes += [SourceChange(context, text, "", Change.FACT) for context, text in gone]
    return tuple(changes)


def _most_alike(key: Key, gone: Mapping[Key, ComparedText]) -> Key | None:
    after = ComparedText(key[1])
    rivals = [other for other in gone if other[0] == key[0]][:MAX_RIVALS]
    return max(rivals, key=lambda other: gone[other].likeness(after), default=None)
