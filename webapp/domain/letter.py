"""The letter: what a supporter drafted, and what goes out to each target.

The page, the PDF, the mail link, the draft file and the plain text are all made from `Letter`, so that
they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.domain import text
from webapp.domain.language import Language
from webapp.domain.target import Target


class Paper(StrEnum):
    """The sheet a letter is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a supporter chose and typed; cleaned, but not yet held against the bounds."""

    language: Language
    to: tuple[str, ...]
    salutations: Mapping[str, str]
    """By target id; also of targets that are not chosen now, so that nothing typed is lost."""
    text: str
    closing: str
    sender_name: str = ""
    sender_address: str = ""
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a draft cannot become a letter."""

    field: str
    """The form field it is about: `to`, `text`, `salutation-<target>` …"""
    code: str
    """`empty`, `too-long`, `too-many-lines`, `too-many-paragraphs`, `paragraph-too-long`."""
    limit: int = 0
    actual: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one target, ready to go."""

    target: Target
    language: Language
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    sender_name: str
    sender_address: tuple[str, ...]
    day: date
    paper: Paper = field(default=Paper.A4)

    @property
    def body(self) -> str:
        """The letter as plain text, its parts set apart by a blank line: for a mail, or to copy."""
        signature = "\n".join(part for part in (self.sender_name, *self.sender_address) if part)
        parts = (self.salutation, *self.paragraphs, self.closing, signature)
        return text.join(tuple(part for part in parts if part))


def problems(draft: Draft) -> tuple[Problem, ...]:
    """Hold a draft against the bounds; none means that it can become a letter."""
    found: list[Problem] = []
    if not draft.to:
        found.append(Problem("to", "empty"))
    for target_id in draft.to:
        found += _line(f"salutation-{target_id}", draft.salutations.get(target_id, ""))
    found += _text(draft.text)
    found += _line("closing", draft.closing)
    found += _line("sender_name", draft.sender_name)
    address = text.lines(draft.sender_address)
    if len(address) > text.ADDRESS_LINES:
        found.append(Problem("sender_address", "too-many-lines", text.ADDRESS_LINES, len(address)))
    else:
        found += next((over for each in address if (over := _line("sender_address", each))), [])
    return tuple(found)


def _line(name: str, value: str) -> list[Problem]:
    return [Problem(name, "too-long", text.LINE, len(value))] if len(value) > text.LINE else []


def _text(value: str) -> list[Problem]:
    if len(value) > text.TEXT:
        return [Problem("text", "too-long", text.TEXT, len(value))]
    parts = text.paragraphs(value)
    if not parts:
        return [Problem("text", "empty")]
    if len(parts) > text.PARAGRAPHS:
        return [Problem("text", "too-many-paragraphs", text.PARAGRAPHS, len(parts))]
    count = sum(part.count("\n") + 1 for part in parts)
    if count > text.LINES:
        return [Problem("text", "too-many-lines", text.LINES, count)]
    longest = max(len(part) for part in parts)
    if longest > text.PARAGRAPH:
        return [Problem("text", "paragraph-too-long", text.PARAGRAPH, longest)]
    return []
