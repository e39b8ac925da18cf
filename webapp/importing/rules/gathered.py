"""What the rules gather: fields, labels and flags, in the order in which they are found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel import Locale

from webapp.importing.days import Day
from webapp.importing.document import Document, Passage, Role
from webapp.importing.findings import Certainty, Field, Flag, Span
from webapp.importing.lines import Line
from webapp.importing.reading.list_marks import without_mark


@dataclass(slots=True)
class Gathered:
    """Filled by one rule after the other."""

    document: Document
    locale: Locale
    fields: list[Field] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Check whether a field was found."""
        return any(each.name == name for each in self.fields)

    def add(
        self, name: str, value: str | tuple[str, ...], source: Iterable[Span], *, is_certain: bool = True
    ) -> None:
        """Add a field. A second value for the same one is flagged, and its source stays unplaced."""
        spans = tuple(source)
        if self.has(name):
            first = next(each for each in self.fields if each.name == name)
            if first.value != value:
                self.flag("two-values", str(value), spans, name)
            elif is_certain:
                self.labels += spans
            return
        certainty = Certainty.CERTAIN if is_certain else Certainty.CHECK
        self.fields.append(Field(name, value, spans, certainty))

    def add_day(self, name: str, line: Line, day: Day) -> None:
        """Add a field that is a day in a line."""
        source = [line.span_of(day.start, day.end)]
        self.add(name, day.day.isoformat(), source, is_certain=day.is_certain)
        if not day.is_certain:
            self.flag("two-readings", line.text[day.start : day.end], source, name)

    def flag(self, code: str, detail: str = "", source: Iterable[Span] = (), name: str = "") -> None:
        """Add a flag."""
        self.flags.append(Flag(code, detail[:200], tuple(source), name))

    def passage(self, line: Line) -> Passage:
        """Return the passage that a line is of."""
        return self.document.passages[line.passage]


def paragraphs(lines: Sequence[Line], document: Document, *, with_links: bool) -> tuple[str, ...]:
    """Return the passages that lines are of as paragraphs: for the page, with their links and lists."""
    texts: list[str] = []
    numbers: list[int] = []
    for line in lines:
        if numbers and numbers[-1] == line.passage:
            texts[-1] += f" {line.text}"
        else:
            texts.append(without_mark(line.text) if line.role is Role.ITEM else line.text)
            numbers.append(line.passage)
    if not with_links:
        return tuple(texts)
    passages = [document.passages[number] for number in numbers]
    return _with_lists(
        [(_with_links(text, passage), passage.role) for text, passage in zip(texts, passages, strict=True)]
    )


def _with_links(text: str, passage: Passage) -> str:
    for link in passage.links:
        is_web = link.target.startswith(("https://", "http://"))
        if is_web and link.text in text and "[" not in link.text and ")" not in link.target:
            text = text.replace(link.text, f"[{link.text}]({link.target})", 1)
    return text


def _with_lists(texts: list[tuple[str, Role]]) -> tuple[str, ...]:
    """Join the entries of a list to one paragraph, as the page's markup has lists."""
    result: list[str] = []
    in_list = False
    for text, role in texts:
        if role is Role.ITEM:
            entry = f"- {text}"
            if in_list:
                result[-1] += f"\n{entry}"
            else:
                result.append(entry)
        else:
            result.append(text)
        in_list = role is Role.ITEM
    return tuple(result)
