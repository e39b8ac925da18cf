"""What an import makes of a document: fields, flags and what has no place, each with its source passages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.importing.document import Document, count_words


class Certainty(StrEnum):
    """How sure a value is."""

    CERTAIN = "certain"
    CHECK = "check"
    """A person has to look at it: a flag says why."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of one passage: characters `start` to `end` of the text of passage number `passage`, from 0."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """A value for one field of a campaign."""

    name: str
    """As in campaign.toml: `deadline`, `letter.text`, `targets[0].address` …"""
    value: str | tuple[str, ...]
    """As campaign.toml has it; a day as in ISO 8601."""
    source: tuple[Span, ...]
    certainty: Certainty = Certainty.CERTAIN


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a person has to look at. `code` names a sentence, `detail` what it is about."""

    code: str
    detail: str = ""
    source: tuple[Span, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a document. `fields`, `labels` and `unplaced` together are the whole document."""

    document: Document
    language: str
    """The tag of the document's language."""
    fields: tuple[Field, ...]
    labels: tuple[Span, ...]
    """Words that only said what follows, such as "Email:"."""
    flags: tuple[Flag, ...]

    @property
    def unplaced(self) -> tuple[Span, ...]:
        """What stands in no field and is no label, in the order of the document: computed, never listed."""
        used: dict[int, list[Span]] = {}
        for span in (*self.labels, *(span for field in self.fields for span in field.source)):
            used.setdefault(span.passage, []).append(span)
        rest: list[Span] = []
        for number, passage in enumerate(self.document.passages):
            begin = 0
            for span in sorted(used.get(number, ())):
                if span.start > begin:
                    rest.append(Span(number, begin, span.start))
                begin = max(begin, span.end)
            rest.append(Span(number, begin, len(passage.text)))
        return tuple(span for span in rest if count_words([self.text(span)]))

    def text(self, span: Span) -> str:
        """Return the text of a span."""
        return self.document.passages[span.passage].text[span.start : span.end]

    def lost_words(self) -> Counter[str]:
        """Return the words that are in no value, no label and not unplaced: none, if all is well.

        Values are counted as they are written into the campaign, not as their sources stand in the
        document; only days, numbers and codes, which are written anew, count by their source.
        """
        rewritten = (span for field in self.fields if _is_rewritten(field) for span in field.source)
        kept = (value for field in self.fields if not _is_rewritten(field) for value in _values(field))
        spans = (*self.labels, *self.unplaced, *rewritten)
        return self.document.words - count_words((*kept, *(self.text(span) for span in spans)))


REWRITTEN = (
    "deadline",
    "issued",
    "issue",
    "kind",
    "country",
    "languages",
    ".phone",
    ".fax",
    ".social.",
    ".forms",
)
"""Names, or parts of names, of fields whose value is another writing of what the document says."""


def _is_rewritten(field: Field) -> bool:
    return any(field.name == name or (name.startswith(".") and name in field.name) for name in REWRITTEN) or (
        field.name.endswith(".country")
    )


def _values(field: Field) -> Iterable[str]:
    return (field.value,) if isinstance(field.value, str) else field.value
