"""The letter: what a supporter drafted, and what goes out to each target.

The page, the PDF, the mail link, the draft file and the plain text are all made from `Letter`, so that
they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.domain import text
from webapp.domain.language import Language
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.domain.target import Target


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
    card: str = ""
    """The few sentences of the postcard."""
    paper: Paper = Paper.A4
    window: Window = Window.LEFT
    envelope: Envelope = Envelope.DL
    posted_in: str = ""
    """The country it is posted in (ISO 3166-1 alpha-2), or "" for any other than the targets'."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a draft cannot become a letter."""

    field: str
    """The form field it is about: `to`, `text`, `salutation-<target>`, `card` …"""
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
    country_line: str = ""
    """The destination as the sender's post reads it, or "" within one country; see `address`."""
    country_language: str = ""
    """The tag of the language it is in, where that is not the letter's."""
    demands: tuple[str, ...] = ()
    """What is asked for, a sentence each: to be said on the telephone."""
    card: tuple[str, ...] = ()
    """The postcard's paragraphs."""
    post: str = ""
    """What is written on a social network, without handles and hashtags."""
    hashtags: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    window: Window = Window.LEFT
    envelope: Envelope = Envelope.DL

    @property
    def address(self) -> tuple[str, ...]:
        """The lines of the address as they are printed."""
        return (*self.target.address.lines, *((self.country_line,) if self.country_line else ()))

    @property
    def sender(self) -> tuple[str, ...]:
        """The sender's name and address, as far as they are given."""
        return tuple(line for line in (self.sender_name, *self.sender_address) if line)

    @property
    def body(self) -> str:
        """The letter as plain text, its parts set apart by a blank line: for a mail, or to copy."""
        parts = (self.salutation, *self.paragraphs, self.closing, "\n".join(self.sender))
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


def card_problems(draft: Draft) -> tuple[Problem, ...]:
    """Hold the postcard's text against its bounds; the letter can go whatever is found."""
    if len(draft.card) > text.CARD:
        return (Problem("card", "too-long", text.CARD, len(draft.card)),)
    parts = text.paragraphs(draft.card)
    count = sum(part.count("\n") + 1 for part in parts)
    if not parts:
        return (Problem("card", "empty"),)
    if count > text.CARD_LINES:
        return (Problem("card", "too-many-lines", text.CARD_LINES, count),)
    return ()


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
