"""Which issue of an urgent action a document is: its number, index, days and country."""

import re
from collections.abc import Sequence

from webapp.importing.dates_in_text import Day, days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.reference_numbers import code_of_part, number_in

_BARE_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}[/.]\d{2})(?![\w.])")
_CODE = re.compile(r"[A-Z]{2,6}[ -]\d[\dA-Z /.-]{3,40}")
"""A number of another publisher, alone in its line."""
_INDEX = re.compile(r"\b[A-Z]{3}\s?\d{2}/\d{1,5}/\d{4}(?!\d)")
_BEHIND_NUMBER = re.compile(r"\s[/·|–-]\s([^\W\d].*)$")
_REST = re.compile(r"[^\W\d_](?:[^|·;,()]*?[^\W\d_])?(?=\s{2,}|\s*$|\s*[|·;,()]|\s[–—-](?:\s|$))")
"""What is left of a line between what was taken out of it."""
MAX_OTHER_WORDS = 4
"""In a line that is about the sheet."""
MAX_CODE_CHARS = 40
MAX_BYLINE_CHARS = 120
"""Of a line with an author, a day and the like between bars."""
MAX_DAY_REST = 30
"""Characters beside a day in a line of its own: a place, a weekday, the word for year."""


def read_issue(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take what a line says of the sheet; return whether the line is about nothing else."""
    used: list[tuple[int, int]] = []
    is_short = len(line.text) <= 160
    is_of_sheet = False

    def take(start: int, end: int) -> None:
        used.append((start, end))

    for kind, pattern in table.head.items():
        for label in pattern.finditer(line.text) if is_short else ():
            if kind == "issued":
                day = next(iter(days_in(line.text[label.end() : label.end() + 40], table.locale)), None)
                if day and not line.text[label.end() : label.end() + day.start].strip():
                    part = line.part(label.end())
                    own = next(iter(days_in(part.text, table.locale)))
                    if _is_label(label):
                        gathered.add_day("issued", part, own)
                    elif not gathered.has("issued"):
                        _add_bare_day(part, own, gathered)
                    gathered.labels.append(line.span_of(label.start(), label.end()))
                    take(label.start(), label.end() + day.end)
                    is_of_sheet = True
            elif index := _INDEX.match(line.text, label.end()):
                gathered.add("index", index[0], [line.span_of(*index.span())])
                gathered.labels.append(line.span_of(label.start(), label.end()))
                take(label.start(), index.end())
                is_of_sheet = True
    bare = _INDEX.search(line.text) if is_short and not gathered.has("index") else None
    if bare:
        gathered.add("index", bare[0], [line.span_of(*bare.span())])
        take(*bare.span())
    if is_short and (number := number_in(line.text, table)):
        begin = max(name.start() for name in table.phrases["number"].finditer(line.text, 0, number.start()))
        gathered.add("reference", number[1].replace(" ", ""), [line.span_of(*number.span(1))])
        gathered.labels.append(line.span_of(begin, number.start(1)))
        take(begin, number.end())
        for end in (begin, number.start(1)):
            _read_ordinal(line, end, table, gathered, used)
    if is_short and not gathered.has("reference") and (code_at := code_of_part(line.text)):
        gathered.add("reference", line.text[slice(*code_at)], [line.span_of(*code_at)], is_certain=False)
        take(*code_at)
    if not used:
        return _read_bare(line, table, gathered)
    _read_other_days(line, table, gathered, used)
    for left in _REST.finditer(_blanked(line.text, used)):
        if code := country_in(left[0], table.locale):
            gathered.add("country", code, [line.span_of(*left.span())])
            take(*left.span())
    return is_of_sheet or len(re.findall(r"\w+", _blanked(line.text, used))) <= MAX_OTHER_WORDS


def _is_label(found: re.Match[str]) -> bool:
    """Whether words begin their line or a part of it, or have a colon: else they are in a sentence."""
    before = found.string[: found.start()].rstrip()
    return found[0].rstrip().endswith((":", "\uff1a")) or not before or before[-1] in "·•|"


def _read_ordinal(
    line: Line, end: int, table: LabelTable, gathered: Gathered, used: list[tuple[int, int]]
) -> None:
    for issue, words in enumerate(table.ordinals, 1):
        if found := re.search(rf"\b({words})\b\s*:?\s*$", line.text[:end], re.IGNORECASE):
            gathered.add("issue", str(issue), [line.span_of(*found.span(1))])
            used.append((found.start(), end))


def _read_other_days(line: Line, table: LabelTable, gathered: Gathered, used: list[tuple[int, int]]) -> None:
    """Take the days of a line about the sheet that have no label of the head: until when, or of issue."""
    text = _blanked(line.text, used)
    for day in days_in(text, table.locale):
        before = text[: day.start]
        labels = [*table.phrases["deadline"].finditer(before), *table.sections["deadline"].finditer(before)]
        if any(not before[label.end() :].strip(" :") for label in labels):
            gathered.add_day("deadline", line, day)
        elif not gathered.has("issued"):
            _add_bare_day(line, day, gathered)
        used.append((day.start, day.end))


def _add_bare_day(line: Line, day: Day, gathered: Gathered) -> None:
    source = [line.span_of(day.start, day.end)]
    gathered.add("issued", day.day.isoformat(), source, is_certain=False)
    gathered.flag("bare-date", line.text[day.start : day.end], source, "issued")


def _read_bare(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take a line that is a date, an index, a number or a country and nothing else."""
    text = line.text.strip(" .:")
    days = days_in(text, table.locale)
    if len(days) == 1 and len(text) <= MAX_BYLINE_CHARS:
        parts = [part.strip() for part in re.split(r"\s[|·•]\s", line.text)]
        if len(parts) > 1 and text[days[0].start : days[0].end] in parts:
            if not gathered.has("issued"):
                _add_bare_day(line, days_in(line.text, table.locale)[0], gathered)
            return True
    label = table.phrases["deadline"].match(text) if days else None
    if label and text[label.end() : days[0].start].strip(" :") == "" and days[0].end == len(text):
        day = days_in(line.text, table.locale)[0]
        source = [line.span_of(day.start, day.end)]
        gathered.add("deadline", day.day.isoformat(), source, is_certain=False)
        gathered.flag("deadline-of-text", line.text, source, "deadline")
        return True
    rest = text[: days[0].start] + text[days[0].end :] if days else ""
    if (
        days
        and len(rest) <= MAX_DAY_REST
        and not re.search(r"\d", rest)
        and len(rest.split()) <= MAX_OTHER_WORDS
    ):
        if not gathered.has("issued"):
            _add_bare_day(line, days_in(line.text, table.locale)[0], gathered)
        return True
    if _CODE.fullmatch(text) and not gathered.has("reference"):
        gathered.add("reference", text, [line.span], is_certain=False)
        return True
    if _INDEX.fullmatch(text):
        gathered.add("index", text, [line.span])
        return True
    if _BARE_NUMBER.fullmatch(text):
        gathered.add("reference", text, [line.span], is_certain=False)
        return True
    if code := country_in(text, table.locale):
        gathered.add("country", code, [line.span])
        return True
    return False


def read_imprint(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read number, index and days from a line at the end of the document, if the head has no index."""
    for line in lines if not gathered.has("index") else ():
        if _INDEX.search(line.text) and read_issue(line, table, gathered):
            return


def read_issue_value(kind: str, lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read what stands behind a label of the sheet: a country, a day, a number or pronouns."""
    line = lines[0] if lines else None
    if line is None:
        return
    if kind == "issued":
        for day in days_in(line.text, table.locale)[:1]:
            gathered.add_day("issued", line, day)
    elif kind == "country" and (code := country_in(line.text, table.locale)):
        gathered.add("country", code, [line.span])
    elif kind == "reference" and len(line.text) <= MAX_CODE_CHARS and re.search(r"\d", line.text):
        behind = _BEHIND_NUMBER.search(line.text)
        if behind and (code := country_in(behind[1], table.locale)):
            gathered.add("country", code, [line.span_of(*behind.span(1))])
            line = line.part(0, behind.start())
        gathered.add("reference", line.text, [line.span], is_certain=False)
    elif kind == "pronouns" and len(line.text) <= MAX_CODE_CHARS and not gathered.has("people[0].name"):
        is_known = table.phrases["pronoun"].search(line.text) is not None or "/" in line.text
        gathered.add("person.pronouns", line.text, [line.span], is_certain=is_known)


def find_number(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take the number of the urgent action that a line names with its name before it."""
    found = number_in(line.text, table)
    if found:
        source = [line.span_of(*found.span(1))]
        gathered.add("reference", found[1].replace(" ", ""), source, is_certain=False)
    return found is not None


def _blanked(text: str, used: list[tuple[int, int]]) -> str:
    for start, end in used:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
