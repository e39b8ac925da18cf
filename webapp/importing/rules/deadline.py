"""The deadline: the day below its label, or behind words such as "until" in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from webapp.importing.dates_in_text import Day, day_after, days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.sentences import MAX_CHARS, SENTENCE, is_on_writing, whole_passages

MAX_DAY_CHARS, MAX_WEEKDAY_CHARS = 60, 14


def read_deadline(
    lines: Sequence[Line], table: LabelTable, gathered: Gathered, *, is_certain: bool = True
) -> None:
    """Read the day below the label of the deadline."""
    for line in lines:
        for day in days_in(line.text, table.locale)[:1]:
            if is_certain:
                gathered.add_day("deadline", line, day)
            else:
                source = [line.span_of(day.start, day.end)]
                gathered.add("deadline", day.day.isoformat(), source, is_certain=False)
                gathered.flag("deadline-of-text", line.text, source, "deadline")
            return
    if lines:
        gathered.flag("no-day", lines[0].text, [lines[0].span], "deadline")


def read_deadline_in(line: Line, table: LabelTable, gathered: Gathered) -> None:
    """Read the day that stands in a sentence behind words such as "until"."""
    for found in table.phrases["deadline"].finditer(line.text):
        for day in days_in(line.text[found.end() : found.end() + MAX_DAY_CHARS], table.locale)[:1]:
            if day.start <= MAX_WEEKDAY_CHARS:
                gathered.add_day(
                    "deadline",
                    replace(line, start=line.start + found.end(), text=line.text[found.end() :]),
                    day,
                )
                return


def guess_deadline(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Propose the first day behind words such as "until" that is after the day of issue, to be checked."""
    if gathered.has("deadline"):
        return
    lines = whole_passages(lines)
    issued = str(gathered.value("issued"))
    ends = [
        (line, end, writes) for line in lines for end, writes in _ends_of_labels(line.text[:MAX_CHARS], table)
    ]
    for on_writing in (True, False):  # the sheet may name the days of other things, too
        for line, end in ((line, end) for line, end, writes in ends if writes is on_writing):
            for day in _days_from(line.text[end : end + MAX_DAY_CHARS], table, issued):
                if day.start <= MAX_WEEKDAY_CHARS and day.day.isoformat() > issued:
                    source = [line.span_of(end + day.start, end + day.end)]
                    gathered.add("deadline", day.day.isoformat(), source, is_certain=False)
                    gathered.flag("deadline-of-text", line.text, source, "deadline")
                    return


def _days_from(text: str, table: LabelTable, issued: str) -> Iterator[Day]:
    """Return the first day of a text; one without a year is the next one after the day of issue."""
    days = days_in(text, table.locale)[:1]
    yield from days
    if not days and issued and (day := day_after(text, table.locale, date.fromisoformat(issued))):
        yield day


def _ends_of_labels(text: str, table: LabelTable) -> Iterator[tuple[int, bool]]:
    """Return where a sentence's label for the deadline ends, or words such as "until" within it.

    And whether the sentence is about writing.
    """
    for sentence in SENTENCE.finditer(text):
        writes = is_on_writing(sentence[0], table)
        if label := table.sections["deadline"].match(text, sentence.start()):
            yield label.end(), writes
        for found in table.phrases["deadline"].finditer(text, *sentence.span()):
            yield found.end(), writes
