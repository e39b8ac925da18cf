"""Drafts, their problems, and the letter that goes to each target.

The page, the PDF, the mail link, the draft file and the plain text are all made from `Letter`, so that
they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.domain import dates, text
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.domain.stationery import Envelope, Paper, Window
from webapp.domain.target import Target


@dataclass(frozen=True, slots=True)
class Draft:
    """What a supporter chose and typed: sanitized, not yet checked against the bounds."""

    language: Language
    to: tuple[str, ...]
    salutations: Mapping[str, str]
    """By target id; also of targets that are not chosen now, so that nothing typed is lost."""
    text: str
    closing: str
    introduction: str = ""
    """Who the supporter is and why they write: the first paragraph of each letter, or "" for none."""
    sender_name: str = ""
    sender_address: str = ""
    demands: Mapping[str, str] = field(default_factory=dict)
    """What is asked of one target alone, by target id: the last paragraphs of the letter to them."""
    card: str = ""
    """The few sentences of the postcard."""
    paper: Paper = Paper.A4
    window: Window = Window.LEFT
    envelope: Envelope = Envelope.DL
    date: str = ""
    """The date the supporter chose, as typed; "" for the day on which the letter is taken."""
    posted_in: str = ""
    """The country that the supporter writes from (ISO 3166-1 alpha-2), or "" where they do not say."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a draft cannot become a letter."""

    field: str
    """The form field: `to`, `text`, `salutation-<target>`, `card` …"""
    code: str
    """`empty`, `too-long`, `too-many-lines`, `too-many-paragraphs`, `paragraph-too-long`; of the date
    `no-day` or `other-day`."""
    limit: int = 0
    actual: int = 0
    days: tuple[date, ...] = ()
    """The first and the last day that are possible."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one target, ready to be sent."""

    target: Target
    language: Language
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    sender_name: str
    sender_address: tuple[str, ...]
    day: date | None
    """None where the date is written by hand."""
    country: str = ""
    """The country that it is written from, or ""."""
    country_line: str = ""
    """The destination as the sender's post reads it, or "" within one country; see `address`."""
    country_language: str = ""
    """The tag of the language it is in, where that is not the letter's."""
    demands: tuple[str, ...] = ()
    """What is asked for, one sentence each: to be said on the telephone."""
    postal_copies: tuple[tuple[str, ...], ...] = ()
    """The printed lines of each address that gets a copy by post, the country last: "" within one country."""
    card: tuple[str, ...] = ()
    """The postcard's paragraphs."""
    post: str = ""
    """What is written on a social network, without handles and hashtags."""
    hashtags: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    window: Window = Window.LEFT
    envelope: Envelope = Envelope.DL

    @property
    def is_reached_by_post(self) -> bool:
        """True if post from its country reaches the target."""
        return Channel.POST in self.target.channels_from(self.country)

    @property
    def date_line(self) -> str:
        """Its day, in its language and as its country writes it; "" where that is left to a hand."""
        return self.language.date(self.day, self.country) if self.day else ""

    @property
    def address(self) -> tuple[str, ...]:
        """The printed lines of the address."""
        return (*self.target.address.lines, *((self.country_line,) if self.country_line else ()))

    @property
    def sender(self) -> tuple[str, ...]:
        """The sender's name and address, as far as they are given."""
        return tuple(line for line in (self.sender_name, *self.sender_address) if line)

    @property
    def body(self) -> str:
        """The letter as plain text, with a blank line between its parts: for an e-mail, or to copy."""
        return self._signed_with("\n".join(self.sender))

    @property
    def text(self) -> str:
        """The same with the name alone below it: for a sheet that has the sender's address above."""
        return self._signed_with(self.sender_name)

    def _signed_with(self, signature: str) -> str:
        parts = (self.salutation, *self.paragraphs, self.closing, signature)
        return text.join_paragraphs(tuple(part for part in parts if part))


def problems(draft: Draft, *, needs_text: bool = True) -> tuple[Problem, ...]:
    """Check a draft against the bounds. Without problems it can become letters.

    A campaign that suggests no text needs none: a letter can be finished where it is sent.
    """
    result: list[Problem] = []
    if not draft.to:
        result.append(Problem("to", "empty"))
    for target_id in draft.to:
        result += _line(f"salutation-{target_id}", draft.salutations.get(target_id, ""))
    result += _line("introduction", draft.introduction, text.MAX_INTRODUCTION_CHARS)
    result += _text("text", draft.text, needs_text=needs_text)
    for target_id in draft.to:
        demands = draft.demands.get(target_id, "")
        result += _text(f"demands-{target_id}", demands, text.MAX_PARAGRAPH_CHARS, needs_text=False)
    result += _line("closing", draft.closing)
    result += _line("sender_name", draft.sender_name)
    address = text.split_lines(draft.sender_address)
    if len(address) > text.MAX_ADDRESS_LINES:
        result.append(Problem("sender_address", "too-many-lines", text.MAX_ADDRESS_LINES, len(address)))
    else:
        result += next((over for each in address if (over := _line("sender_address", each))), [])
    return tuple(result)


def date_problems(draft: Draft, today: date) -> tuple[Problem, ...]:
    """Check the date that the supporter chose; `today` is their own day."""
    first, last = dates.letter_days(today)
    if not draft.date:
        return ()
    day = dates.parse(draft.date)
    if day is None:
        return (Problem("date", "no-day", days=(today, today)),)
    return () if first <= day <= last else (Problem("date", "other-day", days=(first, last)),)


def card_paragraphs(draft: Draft) -> tuple[str, ...]:
    """Return the paragraphs of the postcard, the introduction first where there is room for it."""
    own = text.split_paragraphs(draft.card)
    introduced = replace(draft, card=text.join_paragraphs((draft.introduction, *own)))
    return (draft.introduction, *own) if draft.introduction and not card_problems(introduced) else own


def card_problems(draft: Draft) -> tuple[Problem, ...]:
    """Check the postcard's text against its bounds. Its problems do not stop the letter."""
    if len(draft.card) > text.MAX_CARD_CHARS:
        return (Problem("card", "too-long", text.MAX_CARD_CHARS, len(draft.card)),)
    parts = text.split_paragraphs(draft.card)
    count = sum(part.count("\n") + 1 for part in parts)
    if not parts:
        return (Problem("card", "empty"),)
    if count > text.MAX_CARD_LINES:
        return (Problem("card", "too-many-lines", text.MAX_CARD_LINES, count),)
    return ()


def _line(name: str, value: str, max_chars: int = text.MAX_LINE_CHARS) -> list[Problem]:
    return [Problem(name, "too-long", max_chars, len(value))] if len(value) > max_chars else []


def _text(name: str, value: str, max_chars: int = text.MAX_TEXT_CHARS, *, needs_text: bool) -> list[Problem]:
    if len(value) > max_chars:
        return [Problem(name, "too-long", max_chars, len(value))]
    parts = text.split_paragraphs(value)
    if not parts:
        return [Problem(name, "empty")] if needs_text else []
    if len(parts) > text.MAX_PARAGRAPHS:
        return [Problem(name, "too-many-paragraphs", text.MAX_PARAGRAPHS, len(parts))]
    count = sum(part.count("\n") + 1 for part in parts)
    if count > text.MAX_LINES:
        return [Problem(name, "too-many-lines", text.MAX_LINES, count)]
    longest = max(len(part) for part in parts)
    if longest > text.MAX_PARAGRAPH_CHARS:
        return [Problem(name, "paragraph-too-long", text.MAX_PARAGRAPH_CHARS, longest)]
    return []
