"""What the rules gather: fields, labels and flags, in the order in which they are found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

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


def paragraphs(lines: Sequence[Line], gathered: Gathered, *, with_links: bool) -> tuple[str, ...]:
    """Return the passages that lines are of as paragraphs: for the page, with their links and lists.

    Bullets and numbers before the entries of a list become labels.
    """
    texts: list[str] = []
    numbers: list[int] = []
    for number, group in groupby(lines, key=lambda line: line.passage):
        first, *others = group
        begin = without_mark(first.text) if first.role is Role.ITEM else first.text
        if begin != first.text:
            gathered.labels.append(first.span_of(0, len(first.text) - len(begin)))
        texts.append(" ".join([begin, *(line.text for line in others)]))
        numbers.append(number)
    if not with_links:
        return tuple(texts)
    passages = [gathered.document.passages[number] for number in numbers]
    return _with_lists(
        [(_with_links(text, passage), passage.role) for text, passage in zip(texts, passages, strict=True)]
    )


def _with_links(text: str, passage: Passage) -> str:
    """Return a text with its links as the page's markup has them. They stand in the order of the text."""
    parts: list[str] = []
    position = 0
    for link in passage.links:
        is_web = link.target.startswith(("https://", "http://"))
        begin = text.find(link.text, position)
        if begin < 0:
            continue
        end = begin + len(link.text)
        if is_web and "[" not in link.text and ")" not in link.target:
            parts += [text[position:begin], f"[{link.text}]({link.target})"]
        else:
            parts.append(text[position:end])
        position = end
    return "".join([*parts, text[position:]])


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
