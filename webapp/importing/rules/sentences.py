"""What sentences anywhere in a document say, where no section says it: until when, in which languages."""

import re
from collections.abc import Iterator, Sequence

from webapp.importing.days import days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import languages_in
from webapp.importing.rules.gathered import Gathered
from webapp.importing.rules.short_sections import MAX_DAY_CHARS, MAX_WEEKDAY_CHARS

_SENTENCE = re.compile(r"(?:^|(?<=[.!?]\s))\S.*?(?:[.!?](?=\s)|$)")
MAX_CHARS = 20_000
"""Of each line are looked through."""


def guess_deadline(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Propose the first day behind words such as "until" that is after the day of issue, to be checked."""
    if gathered.has("deadline"):
        return
    issued = str(gathered.value("issued"))
    for line in lines:
        for end in _ends_of_labels(line.text[:MAX_CHARS], table):
            for day in days_in(line.text[end : end + MAX_DAY_CHARS], table.locale)[:1]:
                if day.start <= MAX_WEEKDAY_CHARS and day.day.isoformat() > issued:
                    source = [line.span_of(end + day.start, end + day.end)]
                    gathered.add("deadline", day.day.isoformat(), source, is_certain=False)
                    gathered.flag("deadline-of-text", line.text, source, "deadline")
                    return


def _ends_of_labels(text: str, table: LabelTable) -> Iterator[int]:
    """Return where a sentence's label for the deadline ends, or words such as "until" within it."""
    for sentence in _SENTENCE.finditer(text):
        if label := table.sections["deadline"].match(text, sentence.start()):
            yield label.end()
        for found in table.phrases["deadline"].finditer(text, *sentence.span()):
            yield found.end()


def guess_languages(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Propose the languages of a sentence such as "Write politely, in English", to be checked."""
    if gathered.has("languages"):
        return
    for line in lines:
        for sentence in _SENTENCE.finditer(line.text[:MAX_CHARS]):
            found = languages_in(sentence[0], table.locale) if _is_on_writing(sentence[0], table) else []
            named = [n for n, each in enumerate(found) if _ends_with_in(sentence[0][: each[1]], table)]
            if not named:
                continue
            found = found[named[0] :]
            begin = sentence.start()
            source = [line.span_of(begin + start, begin + end) for _, start, end in found]
            tags = tuple(dict.fromkeys(tag for tag, _, _ in found))
            gathered.add("languages", tags, source, is_certain=False)
            gathered.flag("languages-of-text", sentence[0], source, "languages")
            return


def _is_on_writing(text: str, table: LabelTable) -> bool:
    return table.phrases["write"].search(text) is not None


def _ends_with_in(text: str, table: LabelTable) -> bool:
    return any(not text[found.end() :].strip() for found in table.phrases["in_language"].finditer(text))
