"""The state of each message of an edition: translated, of an earlier wording, of another fact, or missing.

docs/decisions/0016-corrections.md has the rules.
"""

from collections.abc import Iterable, Iterator, Sequence

from webapp.campaigns.changes import kind_of_change
from webapp.campaigns.fact_differences import find_differences
from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.campaigns.po_matching import Match, match_entries
from webapp.campaigns.po_reader import PoEntry
from webapp.campaigns.reviews import Review
from webapp.campaigns.right_word import is_said_right
from webapp.campaigns.schema import CampaignSchema
from webapp.campaigns.team_word import read_word
from webapp.domain import language
from webapp.domain.language import Language
from webapp.domain.translation import Change, MessageState, TranslatedMessage


def list_messages(schema: CampaignSchema, tag: str = "") -> tuple[tuple[str, str], ...]:
    """Return what has to be translated, as pairs of context and source text, in the order of the page.

    With a language's tag, what is not in that language already: the letter may have a language of its own.
    """
    messages: dict[tuple[str, str], None] = {}

    def note(context: str, source_text: str) -> str:
        written_in = schema.letter_language if belongs_to_letter(context) else schema.language
        if tag != written_in:
            messages[context, source_text] = None
        return source_text

    schema.campaign_text(note)
    return tuple(messages)


def read_messages(
    schema: CampaignSchema, entries: Iterable[PoEntry], review: Review, edition_language: Language
) -> Iterator[TranslatedMessage]:
    """Yield each message of the campaign with its translation, in the order of the page."""
    keys = list_messages(schema, edition_language.tag)
    names = [source_text for context, source_text in keys if context.endswith(".name")]
    languages = {True: language.parse(schema.letter_language), False: language.parse(schema.language)}
    matches = match_entries(keys, entries)
    for context, source_text in keys:
        in_letter = belongs_to_letter(context)
        match = matches.get((context, source_text))
        if match is None:
            yield TranslatedMessage(context, source_text, MessageState.MISSING, in_letter)
            continue
        translation = match.entry.strings[0].strip()
        state = MessageState.CURRENT
        if match.previous:
            change = _change(match, (context, source_text), languages[in_letter], edition_language, names)
            state = MessageState(change.value)
        yield TranslatedMessage(
            context=context,
            source=source_text,
            state=state,
            in_letter=in_letter,
            translation=translation,
            previous=match.previous,
            is_reviewed=not match.previous and review.covers(context, source_text, translation),
            is_right=is_said_right(match.entry, source_text, translation),
            line=match.entry.line,
        )


def _change(
    match: Match,
    key: tuple[str, str],
    written_in: Language,
    edition_language: Language,
    names: Sequence[str],
) -> Change:
    """Return what the team says of a change, or else what a comparison says."""
    context, after = key
    if word := read_word(match.entry, after):
        return word
    change = kind_of_change(context, match.previous, after, written_in, names)
    translation = match.entry.strings[0]
    if change is Change.WORDING or find_differences(after, written_in, translation, edition_language):
        return change
    # Its facts are the new ones: the translation was corrected before its source, or at once with it.
    was_corrected = find_differences(match.previous, written_in, translation, edition_language)
    return Change.WORDING if was_corrected else change
