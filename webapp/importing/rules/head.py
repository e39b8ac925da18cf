"""What stands above the first label: number, index, date and country, the headline, and the summary."""

import re
from collections.abc import Sequence

from webapp.importing.days import days_in
from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.gathered import Gathered, paragraphs

_NUMBER = re.compile(
    r"(?<!\w)(?:UA(?:-Nr\.?)?|AU|URGENT ACTION|ACTION URGENTE|ACCIÓN URGENTE|AÇÃO URGENTE|EILAKTION)\s*:?\s*"
    r"(?:N[o°.]\s*)?(\d{1,3}\s?[/.]\s?\d{2,4})(?!\w)",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"(?<![\w.])(\d{1,3}[/.]\d{2})(?![\w.])")
_INDEX = re.compile(r"\b[A-Z]{3}\s?\d{2}/\d{1,5}/\d{4}\b")
_REST = re.compile(r"[^\W\d_](?:[^|·;,()]*?[^\W\d_])?(?=\s{2,}|\s*$|\s*[|·;,()])")
"""What is left of a line between what was taken out of it."""
MAX_OTHER_WORDS = 4
"""In a line that is about the sheet."""
MAX_HEADLINE_CHARS = 200


def read_head(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the lines before the first label."""
    rest = [line for line in lines if not _read_sheet(line, table, gathered)]
    rest = [line for line in rest if not _is_title(line, table, gathered)]
    headline = _headline(rest)
    if headline is not None:
        is_certain = headline.role is Role.HEADING or headline.text.isupper()
        gathered.add("headline", headline.text, [headline.span], is_certain=is_certain)
        if headline.text.isupper():
            gathered.flag("capitals", headline.text, [headline.span], "headline")
        rest = [line for line in rest if line is not headline]
    if rest:
        summary = "\n\n".join(paragraphs(rest, gathered, with_links=True))
        gathered.add("summary", summary, [line.span for line in rest])


def find_number(line: Line, gathered: Gathered) -> bool:
    """Take the number of the urgent action that a line names with its name before it."""
    found = _NUMBER.search(line.text)
    if found:
        gathered.add("reference", found[1].replace(" ", ""), [line.span_of(*found.span(1))])
    return found is not None


def _read_sheet(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take what a line says of the sheet; return whether the line is about nothing else."""
    used: list[tuple[int, int]] = []
    is_short = len(line.text) <= 160

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
            elif index := _INDEX.match(line.text, label.end()):
                gathered.add("index", index[0], [line.span_of(*index.span())])
                gathered.labels.append(line.span_of(label.start(), label.end()))
                take(label.start(), index.end())
    if is_short and (number := _NUMBER.search(line.text)):
        gathered.add("reference", number[1].replace(" ", ""), [line.span_of(*number.span(1))])
        gathered.labels.append(line.span_of(number.start(), number.start(1)))
        take(*number.span())
        _read_ordinal(line, number.start(), table, gathered, used)
    if not used:
        return _read_bare(line, table, gathered)
    for left in _REST.finditer(_blanked(line.text, used)):
        if code := country_in(left[0], table.locale):
            gathered.add("country", code, [line.span_of(*left.span())])
            take(*left.span())
    is_of_sheet = any(gathered.has(name) for name in ("index", "issued"))
    return is_of_sheet or len(re.findall(r"\w+", _blanked(line.text, used))) <= MAX_OTHER_WORDS


def _read_ordinal(
    line: Line, end: int, table: LabelTable, gathered: Gathered, used: list[tuple[int, int]]
) -> None:
    for issue, word in enumerate(table.ordinals, 1):
        if found := re.search(rf"\b{word}\s*$", line.text[:end], re.IGNORECASE):
            gathered.add("issue", str(issue), [line.span_of(found.start(), found.start() + len(word))])
            used.append((found.start(), end))


def _read_bare(line: Line, table: LabelTable, gathered: Gathered) -> bool:
    """Take a line that is a date, an index, a number or a country and nothing else."""
    text = line.text.strip(" .:")
    days = days_in(text, table.locale)
    if days and days[0].end - days[0].start == len(text):
        start = line.text.index(text)
        day = days_in(line.text, table.locale)[0]
        gathered.add(
            "issued", day.day.isoformat(), [line.span_of(start, start + len(text))], is_certain=False
        )
        gathered.flag("bare-date", text, [line.span], "issued")
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
    capitals = [line for line in candidates if line.text.isupper() and len(line.text.split()) > 2]
    first = [line for line in lines[:1] if line in candidates and not line.text.endswith(".")]
    return next(iter((*headings, *capitals, *first)), None)


def _blanked(text: str, used: list[tuple[int, int]]) -> str:
    for start, end in used:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
