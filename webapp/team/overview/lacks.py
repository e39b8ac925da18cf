"""What the editions of a version lack: messages to translate, to finish or to review, by language and kind.

It follows from the files alone. Since when something is lacking is told by `source_days`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.source_files import SourceFiles
from webapp.campaigns.translations import edition_name, read_entries
from webapp.domain.campaign import Campaign
from webapp.domain.edition import Edition
from webapp.domain.translation import MessageState, TranslatedMessage
from webapp.domain.word_count import count_words

Key = tuple[str, str]
"""The context and the source text of a message."""


class Duty(StrEnum):
    """What somebody does about it. The values are in addresses."""

    TRANSLATE = "translate"
    REVIEW = "review"


class Kind(StrEnum):
    """What a message lacks. The values are in addresses."""

    EMPTY = "empty"
    FACT = "fact"
    """The source has another fact now; the translation is not used."""
    WORDING = "wording"
    """The source has another wording now; the translation stays in use."""
    UNFINISHED = "unfinished"
    """Typed, and marked as needing work."""
    UNREVIEWED = "unreviewed"
    """In use, and not read by a native speaker as it is now."""

    @property
    def duty(self) -> Duty:
        """Who does something about it: a translator, or a reviewer."""
        return Duty.REVIEW if self is Kind.UNREVIEWED else Duty.TRANSLATE


@dataclass(frozen=True, slots=True)
class Lack:
    """The messages of one edition that lack the same."""

    language: str
    """The tag of the edition."""
    kind: Kind
    keys: frozenset[Key]
    words: int
    """Of their source texts."""


def lacks_of(campaign: Campaign, source: SourceFiles) -> tuple[Lack, ...]:
    """Return what each edition lacks, by tag. `source` has the files that the campaign was made from."""
    return tuple(
        lack
        for tag, edition in sorted(campaign.editions.items())
        if edition is not campaign.source
        for lack in _of_edition(tag, edition, _unfinished(source, tag))
    )


def _of_edition(tag: str, edition: Edition, unfinished: frozenset[Key]) -> Iterator[Lack]:
    found: Mapping[Kind, list[TranslatedMessage]] = defaultdict(list)
    for message in edition.messages:
        for kind in _kinds(message, unfinished):
            found[kind].append(message)
    for kind in Kind:
        if messages := found.get(kind):
            keys = frozenset((each.context, each.source) for each in messages)
            yield Lack(tag, kind, keys, sum(count_words(each.source) for each in messages))


def _kinds(message: TranslatedMessage, unfinished: frozenset[Key]) -> Iterator[Kind]:
    match message.state:
        case MessageState.MISSING:
            is_typed = (message.context, message.source) in unfinished
            yield Kind.UNFINISHED if is_typed else Kind.EMPTY
        case MessageState.FACT:
            yield Kind.FACT
        case MessageState.WORDING:
            yield Kind.WORDING
        case MessageState.CURRENT if not message.is_reviewed:
            yield Kind.UNREVIEWED


def _unfinished(source: SourceFiles, tag: str) -> frozenset[Key]:
    """Return the messages of a PO file that hold a text marked as needing work."""
    name = edition_name(source, tag)
    if b"fuzzy" not in source.contents.get(name, b""):
        return frozenset()
    try:
        entries = read_entries(source, name)
    except InvalidCampaign:
        return frozenset()
    return frozenset(
        (entry.context or "", entry.id)
        for entry in entries
        if "fuzzy" in entry.flags and not entry.obsolete and any(map(str.strip, entry.strings))
    )
