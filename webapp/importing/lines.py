"""The lines of a document's passages, each knowing which part of which passage it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from webapp.importing.document import Document, Role
from webapp.importing.findings import Span


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
    """Return all lines in reading order, but those that are repeated on each page."""
    return [
        line
        for number, passage in enumerate(document.passages)
        if passage.role is not Role.REPEATED
        for line in _lines(number, passage.text, passage.group, passage.role)
    ]


def _lines(number: int, text: str, group: int, role: Role) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        yield Line(number, start, line, group, role)
        start += len(line) + 1
