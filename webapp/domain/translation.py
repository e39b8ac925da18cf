"""The state of a translation, message by message. A message is a text that is translated as one: a paragraph,
a headline, a note.

A message is *stale* if its source text changed after it was translated: docs/decisions/0016-corrections.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class MessageState(StrEnum):
    """How far a message can be used."""

    CURRENT = "ok"
    WORDING = "wording"
    """Stale: only the wording of the source changed. The translation of the earlier version stays in use."""
    FACT = "fact"
    """Stale: a fact changed. The page shows the source text, and no letter that holds it is offered."""
    MISSING = "missing"
    """Not translated, or marked as needing work."""


class Change(StrEnum):
    """What a correction of the source text was."""

    WORDING = "wording"
    FACT = "fact"


class ReviewState(StrEnum):
    """Whether a native speaker has read a translation."""

    NONE = "none"
    WHOLE = "whole"
    PART = "part"
    """Something may have changed since: a review holds for the text that was read."""


@dataclass(frozen=True, slots=True)
class TranslatedMessage:
    """One message of an edition."""

    context: str
    """The field it belongs to, such as `letter.text`."""
    source: str
    """The text as `campaign.toml` has it now."""
    state: MessageState
    in_letter: bool
    """True for a part of the letter, False for a part of the page alone."""
    translation: str = ""
    """As the PO file has it; of the earlier source text if the message is stale; "" if it is missing."""
    previous: str = ""
    """The source text that the translation was made from, if the message is stale."""
    is_reviewed: bool = False
    """True if a native speaker has read this translation of this source text."""
    is_right: bool = False
    """True if the team has said that this translation is right as it is, whatever a check says of it."""
    line: int = 0
    """Its line in the PO file; 0 where the file does not have it."""

    @property
    def is_usable(self) -> bool:
        """True if the translation is shown."""
        return self.state in (MessageState.CURRENT, MessageState.WORDING)

    @property
    def is_stale(self) -> bool:
        """True if the source text changed after it was translated."""
        return self.state in (MessageState.WORDING, MessageState.FACT)


def review_state(reviewer: str, messages: Iterable[TranslatedMessage]) -> ReviewState:
    """Return how far these messages were read by the reviewer, who is "" while there is none."""
    if not reviewer:
        return ReviewState.NONE
    read = all(message.is_reviewed for message in messages)
    return ReviewState.WHOLE if read else ReviewState.PART
