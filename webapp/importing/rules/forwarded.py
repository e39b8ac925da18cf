"""A document that was forwarded by e-mail: the text above it is by the person who forwarded it."""

from collections.abc import Sequence

from webapp.importing.dates_in_text import days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.channels import EMAIL
from webapp.importing.rules.gathered_fields import Gathered


def below_forwarding(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> list[Line]:
    """Return the lines below the head of a forwarded message: sender, day, recipient and subject.

    What stands above stays unplaced. The day that it was sent is proposed as the day of issue.
    """
    for number, line in enumerate(lines):
        if table.phrases["subject"].match(line.text):
            head = [each for each in lines[:number] if each.passage == line.passage]
            if (
                head
                and all(_is_of_head(each) for each in head)
                and any(EMAIL.search(each.text) for each in head)
            ):
                _add_day(head, table, gathered)
                return [*lines[number + 1 :]]
    return [*lines]


def _is_of_head(line: Line) -> bool:
    return ":" in line.text or line.text.startswith("-")


def _add_day(head: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    for line in head:
        for day in days_in(line.text, table.locale)[:1]:
            source = [line.span_of(day.start, day.end)]
            gathered.add("issued", day.day.isoformat(), source, is_certain=False)
            gathered.flag("bare-date", line.text[day.start : day.end], source, "issued")
            return
