"""What sentences anywhere in a document say, where no section says it: until when, in which languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from webapp.importing.days import Day, day_after, days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import languages_in
from webapp.importing.rules.gathered import Gathered
from webapp.importing.rules.short_sections import MAX_DAY_CHARS, MAX_WEEKDAY_CHARS

_SENTENCE = re.compile(r"(?:^|(?<=[.!?]\s))\S.*?(?:[.!?](?=\s)|$)")
MAX_WORDS_BETWEEN = 3
"""Between two languages of a list."""
MAX_CHARS = 20_000
"""Of each line are looked through."""


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
    for sentence in _SENTENCE.finditer(text):
        writes = _is_on_writing(sentence[0], table)
        if label := table.sections["deadline"].match(text, sentence.start()):
            yield label.end(), writes
        for found in table.phrases["deadline"].finditer(text, *sentence.span()):
            yield found.end(), writes


def guess_languages(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Propose the languages of a sentence such as "Write politely, in English", to be checked."""
    if gathered.has("languages"):
        return
    for line in whole_passages(lines):
        for sentence in _SENTENCE.finditer(line.text[:MAX_CHARS]):
            says_which = table.phrases["which_language"].search(sentence[0]) is not None
            is_on = says_which or _is_on_writing(sentence[0], table)
            found = languages_in(sentence[0], table.locale) if is_on else []
            named = [
                n
                for n, each in enumerate(found)
                if (says_which and len(found) > 1) or _ends_with_in(sentence[0][: each[1]], table)
            ]
            if not named:
                continue
            first = named[0]
            while (
                first and len(sentence[0][found[first - 1][2] : found[first][1]].split()) <= MAX_WORDS_BETWEEN
            ):
                first -= 1  # "in good English or in French"
            found = found[first:]
            begin = sentence.start()
            source = [line.span_of(begin + start, begin + end) for _, start, end in found]
            tags = tuple(dict.fromkeys(tag for tag, _, _ in found))
            gathered.add("languages", tags, source, is_certain=False)
            gathered.flag("languages-of-text", sentence[0], source, "languages")
            return


def whole_passages(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of each passage: a sentence may go on in the next one."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.passage == line.passage and line.start == last.start + len(last.text) + 1:
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_on_writing(text: str, table: LabelTable) -> bool:
    return table.phrases["write"].search(text) is not None


def _ends_with_in(text: str, table: LabelTable) -> bool:
    return any(not text[found.end() :].strip() for found in table.phrases["in_language"].finditer(text))
