"""The headline: which line of the head it is, and what stands around it."""

import re
from collections.abc import Sequence

from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.reference_numbers import number_in

MAX_CODE_CHARS = 40
_PREFIX = re.compile(r"(?:\[[^\[\]]{1,40}\]\s*)?(?:[A-Z]{2,6}\s?\d{1,4}[/.]\d{2,4}\s*[–:-]\s+)?")
"""What lists put before the subject of a message: their name, and a number."""
_SHEET = re.compile(r"[^–—]{2,60}?(?<!\w)\d{1,4}[/.]\d{2,4}\s+[–—-]\s+(?=\S)")
"""The number of the sheet before the headline: "UA: Norway Third 60/16 – "."""
_MARKS = " :·|–—-"
MIN_WORDS_BEHIND = 3
"""Of a headline behind the number of the sheet."""
MAX_HEADLINE_CHARS = 200
MIN_HEADLINE_WORDS = 5


def has_rivals(headline: Line, lines: Sequence[Line]) -> bool:
    """Whether another heading of the head is as long as a headline: one may be the publisher's."""
    return any(
        line.role is Role.HEADING
        and len(line.text.split()) >= MIN_HEADLINE_WORDS
        and len(line.text) <= MAX_HEADLINE_CHARS
        and line.passage != headline.passage
        for line in lines
    )


def find_headline(lines: Sequence[Line], table: LabelTable, titles: Sequence[Line] = ()) -> Line | None:
    """Return the line of the head that is the headline: by its place, role, country, capitals, and words.

    `titles` are the lines before it that only say that this is an urgent action.
    """
    candidates = [line for line in lines if len(line.text) <= MAX_HEADLINE_CHARS]
    headings = [line for line in candidates if line.role is Role.HEADING]
    long = [line for line in headings if len(line.text.split()) >= MIN_HEADLINE_WORDS]
    named = [line for line in candidates if _begins_with_country(line, table)]
    subjects = [line for line in candidates if table.phrases["subject"].match(line.text)]
    capitals = [line for line in candidates if line.text.isupper() and len(line.text.split()) > 2]
    titled = [
        line
        for line in candidates
        if len(line.text.split()) >= MIN_HEADLINE_WORDS and line.text[-1].isalnum() and "@" not in line.text
    ]
    below = [line for line in candidates if titles and line.passage > titles[-1].passage][:1]
    below = [line for line in below if line.role is Role.HEADING or line.text.isupper()]
    first = [line for line in lines[:1] if line in candidates and not line.text.endswith(".")]
    return next(
        iter(
            (
                *subjects,
                *(line for line in below if len(line.text.split()) > 1),
                *(line for line in named if line in headings),
                *long,
                *named,
                *headings,
                *capitals,
                *titled,
                *first,
            )
        ),
        None,
    )  # a short one names a publisher


def _begins_with_country(line: Line, table: LabelTable) -> bool:
    """Whether a line is as headlines are: "Norway: Lighthouse keeper in prison"."""
    country, colon, rest = line.text.partition(":")
    is_title = len(rest.split()) > 2 and not rest.endswith((".", ":"))
    return bool(colon) and is_title and bool(country_in(country, table.locale))


def bare_headline(line: Line, table: LabelTable, gathered: Gathered) -> Line:
    """Return a headline without what web pages put around it: "Urgent Action: … (Norway: UA 87.23)"."""
    if prefix := _PREFIX.match(line.text):
        line = line.part(prefix.end())
    if subject := table.phrases["subject"].match(line.text):
        gathered.labels.append(line.span_of(*subject.span()))
        line = line.part(subject.end())
    sheet = _SHEET.match(line.text)
    if sheet and table.phrases["number"].match(line.text):  # a message's subject
        gathered.labels.append(line.span_of(0, sheet.end()))
        for word in re.finditer(r"[^\W\d]+", sheet[0]):
            if code := country_in(word[0], table.locale):
                gathered.add("country", code, [line.span_of(*word.span())])
        line = line.part(sheet.end())
    number = number_in(line.text, table)
    named = [*table.phrases["number"].finditer(line.text, 0, number.start())] if number else []
    if (
        number
        and named
        and not named[0].start()
        and len(line.text[number.end() :].split()) >= MIN_WORDS_BEHIND
    ):
        gathered.labels.append(line.span_of(0, number.end()))  # "UA 92/07 Fear for safety"
        line = line.part(number.end())
        line = line.part(len(line.text) - len(line.text.lstrip(_MARKS)))
    title = table.phrases["title"].match(line.text)
    if title and (colon := re.match(r"\s*[:–—|-]\s*(?=\w)", line.text[title.end() :])):
        gathered.labels.append(line.span_of(0, title.end() + colon.end()))
        line = line.part(title.end() + colon.end())
    series = re.match(r"([^:]{3,60}):\s(?=\S)", line.text)
    if series and table.phrases["write"].search(series[1]) and not country_in(series[1], table.locale):
        gathered.labels.append(line.span_of(0, series.end()))  # such as "Letter of the month"
        gathered.flag("series-of-headline", series[1], [line.span_of(*series.span(1))], "headline")
        line = line.part(series.end())
    if brackets := re.search(r"\s*\(([^()]{3,60})\)$", line.text):
        number = number_in(line.text, table, brackets.start(1))
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


def is_numbered_subject(line: Line, table: LabelTable) -> bool:
    """Whether a line has the number of the sheet, and then words that are no country, day or label."""
    number = number_in(line.text, table)
    named = [*table.phrases["number"].finditer(line.text, 0, number.start())] if number else []
    if number is None or not named or named[0].start():
        return False
    behind = line.text[number.end() :].strip(_MARKS)
    is_other = any(pattern.search(behind) for pattern in table.head.values()) or country_in(
        behind, table.locale
    )
    return len(behind.split()) >= MIN_WORDS_BEHIND and not is_other and not re.search(r"\d", behind)


def has_a_name_before(line: Line, table: LabelTable) -> bool:
    """Whether words that are no country stand before a colon: they may name a series, and no case."""
    before, colon, rest = line.text.partition(": ")
    return bool(colon and rest.strip()) and not country_in(before, table.locale)
