"""The languages that the officials prefer: below their label, or in a sentence that asks to write."""

import re
from collections.abc import Iterator, Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import languages_in
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.sentences import MAX_CHARS, SENTENCE, is_on_writing, whole_passages

_WORD = re.compile(r"\w+")
MAX_WORDS_BETWEEN = 3
"""Between two languages of a list."""


def read_languages(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the languages that the officials prefer."""
    tags: list[str] = []
    spans = []
    own_phrases = []
    for line in lines:
        for own in table.phrases["own_language"].finditer(line.text):
            own_phrases.append(line.span_of(*own.span()))
        for tag, start, end in languages_in(line.text, table.locale):
            tags.append(tag)
            spans.append(line.span_of(start, end))
    gathered.labels += own_phrases
    if tags:
        words = sum(len(_WORD.findall(line.text)) for line in lines)
        known = sum(len(_WORD.findall(gathered.text(span))) for span in {*spans, *own_phrases})
        is_certain = words == known  # else there may be one more, or one that holds for one official alone
        gathered.add("languages", tuple(dict.fromkeys(tags)), spans, is_certain=is_certain)


def read_languages_in(sentences: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the preferred languages where sentences name them."""
    for line in sentences:
        for start in _starts(line.text):
            if found := table.sections["languages"].match(line.text, start):
                end = line.text.find(".", found.end())
                gathered.labels.append(line.span_of(*found.span()))
                read_languages([line.part(found.end(), end if end > 0 else None)], table, gathered)
                return


def _starts(text: str) -> Iterator[int]:
    """Return where the sentences of a text begin."""
    yield 0
    for found in re.finditer(r"[.!?]\s+", text):
        yield found.end()


def guess_languages(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Propose the languages of a sentence such as "Write politely, in English", to be checked."""
    if gathered.has("languages"):
        return
    for line in whole_passages(lines):
        for sentence in SENTENCE.finditer(line.text[:MAX_CHARS]):
            says_which = table.phrases["which_language"].search(sentence[0]) is not None
            is_on = says_which or is_on_writing(sentence[0], table)
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


def _ends_with_in(text: str, table: LabelTable) -> bool:
    return any(not text[found.end() :].strip() for found in table.phrases["in_language"].finditer(text))
