"""A document's sections: what stands before the first label, and what stands below each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from webapp.importing.document import Role
from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line

HEAD = "head"
CONTACTS = ("contacts", "contacts_until")
MAX_LABEL_LINE = 90
"""A label without a colon stands alone in its line, or in capitals."""

MAX_LINES_OF_GUESS, MAX_CHARS_OF_GUESS = 1_000, 2_000
"""So much of a document tells its language."""


@dataclass(slots=True)
class Section:
    """Lines that belong together, and the label above them."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    label: Line | None = None


def split_sections(lines: Iterable[Line], table: LabelTable) -> list[Section]:
    """Part the lines by the labels of a language. The first section has none."""
    sections = [Section(HEAD)]
    for line in _labels_below_columns([*lines], table):
        found = _label(line, table)
        if found is None or (found[0] == "copies" and sections[-1].kind in CONTACTS):
            sections[-1].lines.append(line)
            continue
        kind, end = found
        sections.append(Section(kind, label=line.part(0, end)))
        rest = line.part(end)
        if rest.text:
            sections[-1].lines.append(rest)
    return [part for section in sections for part in _without_labels(section, table)]


def _labels_below_columns(lines: list[Line], table: LabelTable) -> list[Line]:
    """Move a label that ends a column below the columns: nothing of its own stands below it there.

    In a PDF the first line below two columns may be as near to the left one as that one's own lines.
    """
    result: list[Line] = []
    for in_columns, run in groupby(lines, key=lambda line: line.group > 0):
        labels: list[Line] = []
        for _, column in groupby(run, key=lambda line: line.group):
            own = [*column]
            found = _label(own[-1], table) if in_columns and len(own) > 1 else None
            if found and found[1] == len(own[-1].text):
                labels.append(own.pop())
            result += own
        result += [replace(label, group=0) for label in labels]
    return result


def _without_labels(section: Section, table: LabelTable) -> list[Section]:
    """Part a section where addresses or a letter begin below it without a label of their own."""
    if section.kind not in ("actions", *CONTACTS):
        return [section]
    lines = section.lines
    begins = [number for number, line in enumerate(lines) if _begins_letter(line, table)]
    letter = lines[begins[0] :] if begins else []
    before = lines[: begins[0]] if begins else lines
    parts = [section]
    section.lines = before
    if section.kind == "actions":
        end = _end_of_actions(before, table)
        section.lines = before[:end]
        if before[end:]:
            parts.append(Section("contacts", before[end:]))
    if letter:
        parts.append(Section("letter", letter))
    return parts


def _end_of_actions(lines: list[Line], table: LabelTable) -> int:
    """Return where addresses begin: below a list, or at a passage of short lines or with labels of theirs."""
    begins = [
        number for number, line in enumerate(lines) if not number or line.passage != lines[number - 1].passage
    ]
    seen_item = False
    for begin, end in pairwise([*begins, len(lines)]):
        passage = lines[begin:end]
        if passage[0].role is Role.ITEM:
            seen_item = True
            continue
        is_labelled = any(p.search(line.text) for p in table.contacts.values() for line in passage)
        are_short = len(passage) > 2 and all(len(line.text) <= MAX_LABEL_LINE for line in passage)
        if begin and (seen_item or is_labelled or are_short):
            return begin
    return len(lines)


def _begins_letter(line: Line, table: LabelTable) -> bool:
    """Whether a line is a salutation by itself."""
    found = table.phrases["salutation"].match(line.text)
    return found is not None and line.text.rstrip().endswith((",", ":", "،", "!"))


def guess_table(lines: list[Line], tables: tuple[LabelTable, ...]) -> LabelTable:
    """Return the table of the document's language, by its frequent words and its labels."""
    lines = lines[:MAX_LINES_OF_GUESS]
    words = [word.casefold() for line in lines for word in re.findall(r"\w+", line.text[:MAX_CHARS_OF_GUESS])]

    def score(table: LabelTable) -> float:
        common = sum(word in table.common_words for word in words) / max(1, len(words))
        return common + 0.02 * sum(_label(line, table) is not None for line in lines)

    return max(tables, key=score)


def label_span(section: Section) -> tuple[Span, ...]:
    """Return where the label of a section stands."""
    return (section.label.span,) if section.label else ()


def _label(line: Line, table: LabelTable) -> tuple[str, int] | None:
    """Return the kind of section that a line begins, and where its label ends."""
    best: tuple[str, int] | None = None
    for kind, pattern in table.sections.items():
        found = pattern.match(line.text)
        if not found or (best and found.end("label") <= best[1]):
            continue
        label, rest = found["label"], line.text[found.end() :]
        is_alone = not rest.strip(" .:") and len(line.text) <= MAX_LABEL_LINE
        if found["colon"] or is_alone or (label.isupper() and len(label) > 4):
            best = kind, found.end()
    return best
