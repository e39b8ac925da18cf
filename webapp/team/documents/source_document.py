"""A document at the desk: what was found in it, whose text it is, and where each part of it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from webapp.importing.findings import Findings, Span

LETTER = "letter.text"
OWN_LETTER_LEAVES = (LETTER, "letter.demands")
"""Fields that stay empty where the team writes its own letter."""


class Whose(StrEnum):
    """Whose text a document is, and what becomes of its letter. The values are in the database."""

    OURS = "ours"
    LEAVE = "leave"
    """Another publisher's, who allows the team to use it."""
    OWN = "own"
    """Another publisher's: the team writes a letter of its own."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the parts of a document are in its draft.

    A place is a field by its way from the top, an official by their short name: `targets.minister.address`.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    """The place of each found field that was taken into the draft, by its name."""
    spans: Mapping[Span, str] = field(default_factory=dict)
    """The place of each part that a person put into a field; "" for one that is left out on purpose."""

    def unplaced(self, findings: Findings) -> tuple[Span, ...]:
        """Return what stands in no field, is no label, and was not put anywhere: computed as the rest."""
        return tuple(span for span in self.rest(findings) if span not in self.spans)

    def rest(self, findings: Findings) -> tuple[Span, ...]:
        """Return the parts of the document that are in none of the found fields of the draft."""
        used = tuple(each for each in findings.fields if each.name in self.fields)
        return replace(findings, fields=used).unplaced


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file that was read."""

    body: bytes
    findings: Findings


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The document that a draft was made from."""

    slug: str
    name: str
    """Of the file; "" for a text that was pasted."""
    findings: Findings
    placing: Placing
    whose: Whose
    publisher: str
    at: datetime
    pictures: frozenset[int]
    """The pages, from 1, that there are pictures of, or will be once somebody looks at them."""
