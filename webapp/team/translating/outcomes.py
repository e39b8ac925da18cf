"""What a translator hands in, and what may become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.team.drafts.drafts import Version


class NoEdition(LookupError):
    """The campaign has no translation into this language."""


class EditionExists(Exception):
    """The campaign has a translation into this language already."""


class InvalidLanguage(ValueError):
    """A language that no translation can be begun in. The message is a sentence."""


class Unreadable(Exception):
    """The case, or the PO file, breaks a rule, so that nobody can translate now. Has the sentences."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class UnknownMessage(LookupError):
    """A key that no message of the sheet has."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed for one message."""

    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A version that holds what was handed in, and what others saved meanwhile."""

    version: Version
    merged: bool = False
    """Whether somebody else had saved since the base."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """By `Row.key`: the rule that a text breaks. It was saved as one that needs work, not as done."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """By `Row.key`: why this message was not saved, or not confirmed, at all."""


@dataclass(frozen=True, slots=True)
class MessageConflict:
    """One message that two people changed to different texts."""

    key: str
    """`Row.key` in the sheet of `EditionConflict.head`."""
    context: str
    source: str
    before: str
    mine: str
    theirs: str
    is_done: bool
    """Whether "mine" was marked as done."""


@dataclass(frozen=True, slots=True)
class EditionConflict:
    """Some messages were changed by two people: these stand as the other one has them, the rest is saved."""

    head: Version
    """What the decision is to be saved upon."""
    messages: tuple[MessageConflict, ...]
    problems: Mapping[str, str] = field(default_factory=dict)
    """As in `Saved`."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """As in `Saved`."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A PO file was taken in."""

    outcome: Saved | EditionConflict
    changed: int
    """Messages that now have another translation, or another mark."""
    unknown: int
    """Translations of texts that the campaign does not have. They are kept at the end of the file."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file was not taken in. Nothing was saved."""

    sentences: tuple[str, ...]
