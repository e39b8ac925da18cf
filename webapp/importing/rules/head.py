"""What stands above the first label: number, index, date and country, the headline, and the summary."""

import re
from collections.abc import Sequence

from webapp.importing.days import Day, days_in
from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.gathered import Gathered, paragraphs

_NUMBER = re.compile(
    r"(?:-Nr\.?)?\s*:?\s*(?:n\.?\s?[º°o]\.?\s*|no\.\s*)?((?:UA-)?\d{1,4}\s?[/.–-]\s?\d{2,4})(?!\w|[./]\d)",
    re.IGNORECASE,
)
"""Behind the name of the action."""
_BARE_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}[/.]\d{2})(?![\w.])")
_CODE = re.compile(r"[A-Z]{2,6}[ -]\d[\dA-Z /.-]{3,40}")
"""A number of another publisher, alone in its line."""
_INDEX = re.compile(r"\b[A-Z]{3}\s?\d{2}/\d{1,5}/\d{4}(?!\d)")
_REST = re.compile(r"[^\W\d_](?:[^|·;,()]*?[^\W\d_])?(?=\s{2,}|\s*$|\s*[|·;,()])")
"""What is left of a line between what was taken out of it."""
MAX_OTHER_WORDS = 4
"""In a line that is about the sheet."""
_PLAIN_NUMBER = re.compile(r"(?<!\w)[Nn][º°o]\.?\s?(\d{1,4})(?![\d/])")
_PREFIX = re.compile(r"(?:\[[^\[\]]{1,40}\]\s*)?(?:[A-Z]{2,6}\s?\d{1,4}[/.]\d{2,4}\s*[–:-]\s+)?")
"""What lists put before the subject of a message: their name, and a number."""
MAX_HEADLINE_CHARS = 200
MIN_HEADLINE_WORDS = 5
MAX_CODE_CHARS = 40
MAX_DAY_REST = 30
"""Characters beside a day in a line of its own: a place, a weekday, the word for year."""


def read_head(
    lines: Sequence[Line], table: LabelTable, gathered: Gathered, *, with_summary: bool = True
) -> None:
    """Read the lines before the first label. `with_summary`: the summary is among them."""
    rest = [line for line in lines if not _read_sheet(line, table, gathered)]
    rest = [line for line in rest if not _is_title(line, table, gathered)]
    for line in rest if not gathered.has("reference") else ():
        if found := _PLAIN_NUMBER.search(line.text):
            gathered.add("reference", found[1], [line.span_of(*found.span(1))], is_certain=False)
            break
    title = _headline(rest)
    if title is not None:
        headline = _bare_headline(title, table, gathered)
        is_certain = headline.role is Role.HEADING or headline.text.isupper()
        gathered.add("headline", headline.text, [headline.span], is_certain=is_certain)
        if headline.text.isupper():
            gathered.flag("capitals", headline.text, [headline.span], "headline")
        rest = rest[rest.index(title) + 1 :]  # above it stands what belongs to the page, not to the case
    if rest and with_summary:
        summary = "\n\n".join(paragraphs(rest, gathered, with_links=True))
        is_certain = title is not None and len({each.passage for each in rest}) == 1
        gathered.add("summary", summary, [each.span for each in rest], is_certain=is_certain)


def read_sheet_value(kind: str, lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
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
        gathered.add("reference", line.text, [line.span], is_certain=False)
    elif kind == "pronouns" and len(line.text) <= MAX_CODE_CHARS and not gathered.has("people[0].name"):
        gathered.add("person.pronouns", line.text, [line.span])


def find_number(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take the number of the urgent action that a line names with its name before it."""
    found = _number_in(line.text, table)
    if found:
        gathered.add("reference", found[1].replace(" ", ""), [line.span_of(*found.span(1))])
    return found is not None


def _number_in(text: str, table: LabelTable, start: int = 0) -> re.Match[str] | None:
    for name in table.phrases["number"].finditer(text, start):
        if found := _NUMBER.match(text, name.end()):
            return found
    return None


def _read_sheet(line: Line, table: LabelTable, gathered: Gathered) -> bool:
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
                    gathered.add_day("issued", part, next(iter(days_in(part.text, table.locale))))
                    gathered.labels.append(line.span_of(label.start(), label.end()))
                    take(label.start(), label.end() + day.end)
                    is_of_sheet = True
            elif index := _INDEX.match(line.text, label.end()):
                gathered.add("index", index[0], [line.span_of(*index.span())])
                gathered.labels.append(line.span_of(label.start(), label.end()))
                take(label.start(), index.end())
                is_of_sheet = True
    if is_short and (number := _number_in(line.text, table)):
        begin = max(name.start() for name in table.phrases["number"].finditer(line.text, 0, number.start()))
        gathered.add("reference", number[1].replace(" ", ""), [line.span_of(*number.span(1))])
        gathered.labels.append(line.span_of(begin, number.start(1)))
        take(begin, number.end())
        _read_ordinal(line, begin, table, gathered, used)
    if not used:
        return _read_bare(line, table, gathered)
    _read_other_days(line, table, gathered, used)
    for left in _REST.finditer(_blanked(line.text, used)):
        if code := country_in(left[0], table.locale):
            gathered.add("country", code, [line.span_of(*left.span())])
            take(*left.span())
    return is_of_sheet or len(re.findall(r"\w+", _blanked(line.text, used))) <= MAX_OTHER_WORDS


def _read_ordinal(
    line: Line, end: int, table: LabelTable, gathered: Gathered, used: list[tuple[int, int]]
) -> None:
    for issue, words in enumerate(table.ordinals, 1):
        if found := re.search(rf"\b({words})\b\s*$", line.text[:end], re.IGNORECASE):
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


def _is_title(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take the line that only says that this is an urgent action."""
    found = table.phrases["title"].match(line.text)
    if found and not re.search(r"\w", line.text[found.end() :]):
        gathered.labels.append(line.span)
        return True
    return False


def _headline(lines: Sequence[Line]) -> Line | None:
    candidates = [line for line in lines if len(line.text) <= MAX_HEADLINE_CHARS]
    headings = [line for line in candidates if line.role is Role.HEADING]
    headings.sort(
        key=lambda line: len(line.text.split()) < MIN_HEADLINE_WORDS
    )  # else it is a publisher's name
    capitals = [line for line in candidates if line.text.isupper() and len(line.text.split()) > 2]
    first = [line for line in lines[:1] if line in candidates and not line.text.endswith(".")]
    return next(iter((*headings, *capitals, *first)), None)


def _bare_headline(line: Line, table: LabelTable, gathered: Gathered) -> Line:
    """Return a headline without what web pages put around it: "Urgent Action: … (Norway: UA 87.23)"."""
    if prefix := _PREFIX.match(line.text):
        line = line.part(prefix.end())
    title = table.phrases["title"].match(line.text)
    if title and (colon := re.match(r"\s*[:–—|-]\s*(?=\w)", line.text[title.end() :])):
        gathered.labels.append(line.span_of(0, title.end() + colon.end()))
        line = line.part(title.end() + colon.end())
    if brackets := re.search(r"\s*\(([^()]{3,60})\)$", line.text):
        number = _number_in(line.text, table, brackets.start(1))
        named = [name for name in table.phrases["number"].finditer(line.text, brackets.start(1)) if number]
        left = line.text[brackets.start(1) : named[0].start()].strip(" :,-") if named else ""
        code = country_in(left, table.locale)
        if number and len(left) <= MAX_CODE_CHARS:
            gathered.labels.append(
                line.span_of(named[0].start() if left else brackets.start(), len(line.text))
            )
            if code:
                gathered.add("country", code, [line.span_of(brackets.start(1), named[0].start())])
            line = line.part(0, brackets.start())
    country = re.match(r"([^:.–]{3,50}?)\s?[:.–]\s(?=\S)", line.text)
    code = country_in(country[1], table.locale) if country else ""
    if country and code:
        gathered.add("country", code, [line.span_of(*country.span(1))])
        if country[1].isupper() and not line.text.isupper():
            line = line.part(country.end())
    return line


def _blanked(text: str, used: list[tuple[int, int]]) -> str:
    for start, end in used:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
