"""The lines of a document's passages, each knowing which part of which passage it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from webapp.importing.document import Document, Passage, Role, count_words
from webapp.importing.findings import Span

BLANK = re.compile(r"…{2,}|\.{5,}|_{3,}")
"""In a form to fill in by hand: what stands before it says nothing of the case."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a passage, or a part of it."""

    passage: int
    start: int
    text: str
    group: int
    role: Role

    @property
    def span(self) -> Span:
        """The part of the passage that it is."""
        return Span(self.passage, self.start, self.start + len(self.text))

    def part(self, start: int, end: int | None = None) -> "Line":
        """Return a part of it, without the spaces around it."""
        text = self.text[start:end]
        stripped = text.strip()
        return replace(self, start=self.start + start + (len(text) - len(text.lstrip())), text=stripped)

    def span_of(self, start: int, end: int) -> Span:
        """Return where characters `start` to `end` of the line stand."""
        return Span(self.passage, self.start + start, self.start + end)


def lines_of(document: Document) -> list[Line]:
    """Return all lines in reading order, but those that are repeated on each page, and menus."""
    return [
        line
        for number, passage in enumerate(document.passages)
        if passage.role is not Role.REPEATED and not _is_menu(passage)
        for line in _lines(number, passage.text, passage.group, passage.role)
    ]


def _is_menu(passage: Passage) -> bool:
    """Whether a passage of a web page has nothing but links to other pages: it says nothing of the case."""
    if not passage.links or passage.role is Role.HEADING or "@" in passage.text or "://" in passage.text:
        return False
    leads_nowhere = not any(link.target.startswith("http") for link in passage.links)  # from a saved page
    is_entry = passage.role is Role.ITEM or len(passage.links) > 1 or leads_nowhere
    return is_entry and not count_words([passage.text]) - count_words(link.text for link in passage.links)


def _lines(number: int, text: str, group: int, role: Role) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        yield Line(number, start, line, group, role)
        start += len(line) + 1
