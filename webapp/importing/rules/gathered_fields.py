"""What the rules gather: fields, labels and flags, in the order in which they are found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from babel import Locale

from webapp.importing.dates_in_text import Day
from webapp.importing.document import Document, Passage
from webapp.importing.findings import Certainty, Field, Flag, Span
from webapp.importing.lines import Line


@dataclass(slots=True)
class Gathered:
    """Filled by one rule after the other."""

    document: Document
    locale: Locale
    fields: dict[str, Field] = field(default_factory=dict)
    """By name."""
    labels: list[Span] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Check whether a field was found."""
        return name in self.fields

    def value(self, name: str) -> str | tuple[str, ...]:
        """Return the value of a field, "" for one that was not found."""
        return self.fields[name].value if name in self.fields else ""

    def add(
        self, name: str, value: str | tuple[str, ...], source: Iterable[Span], *, is_certain: bool = True
    ) -> None:
        """Add a field. A second value for the same one is flagged, and its source stays unplaced."""
        spans = tuple(source)
        if self.has(name):
            if self.fields[name].value != value:
                self.flag("two-values", str(value), spans, name)
            elif is_certain:
                self.labels += spans
            return
        certainty = Certainty.CERTAIN if is_certain else Certainty.CHECK
        self.fields[name] = Field(name, value, spans, certainty)

    def add_day(self, name: str, line: Line, day: Day) -> None:
        """Add a field that is a day in a line."""
        source = [line.span_of(day.start, day.end)]
        self.add(name, day.day.isoformat(), source, is_certain=day.is_certain)
        if not day.is_certain:
            self.flag("two-readings", line.text[day.start : day.end], source, name)

    def flag(self, code: str, detail: str = "", source: Iterable[Span] = (), name: str = "") -> None:
        """Add a flag."""
        self.flags.append(Flag(code, detail[:200], tuple(source), name))

    def text(self, span: Span) -> str:
        """Return the text of a span."""
        return self.document.passages[span.passage].text[span.start : span.end]

    def passage(self, line: Line) -> Passage:
        """Return the passage that a line is of."""
        return self.document.passages[line.passage]
