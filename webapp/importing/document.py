"""A document as it was read: passages in reading order, each with its place in the source."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from webapp.domain.text import separate

MAX_PASSAGES = 20_000
MAX_LINKS = 500
"""Of one passage."""
MAX_CHARS = 2_000_000
"""Of all passages together: some thousand pages."""
_WORD = re.compile(r"\w+")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
"""Soft hyphens and marks without width, which are in no word."""


class Format(StrEnum):
    """The kinds of files that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    RTF = "rtf"
    TEXT = "text"
    EMAIL = "email"


class Role(StrEnum):
    """What a passage is in its document."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    """One of a list."""
    REPEATED = "repeated"
    """A header, a footer or a page number that other pages have, too."""


class UnreadableDocument(Exception):
    """The file cannot be read. The message is for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link within a passage."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a passage stands on its page: shares of the page's width and height, from its upper left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a passage as it is printed: where it begins in the text, and where it stands."""

    start: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, an entry of a list, or the lines of one cell or column."""

    text: str
    """Lines are kept where the source breaks them on purpose; `clean` has been applied."""
    page: int = 0
    """From 1; 0 where the format has no pages."""
    role: Role = Role.TEXT
    group: int = 0
    """Passages of one cell or column have the same number: what stands side by side stays apart. 0: none."""
    links: tuple[Link, ...] = ()
    box: Box | None = None
    lines: tuple[PrintedLine, ...] = ()
    """Of a page; none where they are not known."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A character that no campaign can hold, and the number of the passage, from 0, that it stood in."""

    character: str
    passage: int


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a file."""

    format: Format
    passages: tuple[Passage, ...]
    pages: int = 0
    """0 where the format has none."""
    left_out: tuple[LeftOut, ...] = ()
    """Each character once a passage."""

    @property
    def words(self) -> Counter[str]:
        """All words of the document, with their numbers: what an import has to account for."""
        return count_words(passage.text for passage in self.passages)


def clean(text: str) -> str:
    """Return a text without what only typesetting put into it: soft hyphens, ligatures, odd spaces."""
    text = _INVISIBLE.sub("", text)
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(lines).strip("\n")


def sanitize(document: Document) -> Document:
    """Return the document without the characters that no campaign can hold, which are listed.

    They are control characters, those that turn the direction of the text, and others without ink: with them
    a text can read differently from what it says. A passage without anything else goes.
    """
    passages: list[Passage] = []
    left_out: list[LeftOut] = []
    for passage in document.passages:
        text, removed = separate(passage.text)
        number = len(passages)
        if removed:
            text = clean(text)
            links = (Link(separate(link.text)[0], separate(link.target)[0]) for link in passage.links)
            passage = replace(passage, text=text, links=tuple(link for link in links if link.text), lines=())
        if text.strip():
            passages.append(passage)
        place = max(0, min(number, len(passages) - 1))
        left_out += (LeftOut(character, place) for character in removed)
    return replace(document, passages=tuple(passages), left_out=tuple(left_out))


def join_links(links: Iterable[Link], text: str) -> tuple[Link, ...]:
    """Return the links of a text; parts of one, as programs break them at runs and lines, are joined."""
    joined: list[Link] = []
    for link in islice(links, MAX_LINKS):
        last = joined[-1] if joined else None
        if last and last.target == link.target:
            whole = next(
                (each for each in (last.text + link.text, f"{last.text} {link.text}") if each in text), ""
            )
            if whole:
                joined[-1] = Link(whole, link.target)
                continue
        joined.append(link)
    return tuple(joined)


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words of some texts: runs of letters and digits, so that punctuation makes no difference."""
    return Counter(word for text in texts for word in _WORD.findall(text))
