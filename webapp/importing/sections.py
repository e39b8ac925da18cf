"""A document's sections: what stands before the first label, and what stands below each."""

import re
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import groupby

from webapp.importing.demands import with_demands
from webapp.importing.document import Role
from webapp.importing.findings import Span
from webapp.importing.label_table import AnyPattern, LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.blocks import HONORIFIC
from webapp.importing.section import HEAD, REST, Section
from webapp.importing.section_labels import (
    CONTACTS,
    MAX_REQUEST,
    are_people,
    is_title,
    label_of,
    label_within,
    reworded_heading,
)
from webapp.importing.unlabelled import (
    addresses_in,
    begins_letter,
    end_of_actions,
    end_of_short,
    is_address,
    is_in_column,
    letter_in,
)

SHEET = ("country", "issued", "reference", "pronouns", "summary")
SHORT = ("people", "languages", "deadline")
MIN_WORDS_OF_HEADING = 3
MAX_LINES_OF_ADDRESS = 12
MAX_LINES_BELOW = 3
"""Below a heading: an address would have an office or a number in them."""

MAX_LINES_OF_GUESS, MAX_CHARS_OF_GUESS = 1_000, 2_000
"""So much of a document tells its language."""


def split_sections(lines: Iterable[Line], table: LabelTable) -> list[Section]:
    """Part the lines by the labels of a language. The first section has none."""
    sections, is_first = [Section(HEAD)], True
    whole = _labels_below_columns(_label_pairs([*lines], table), table)
    for number, line in enumerate(whole):
        found = label_of(line, table)
        if found is None and sections[-1].kind not in CONTACTS:
            found = _request(whole, number, table)
        is_first = is_first and sections[-1].kind == HEAD
        found = found or (None if is_first else reworded_heading(line, table))
        if found and is_first and _is_headline(line, *found):
            found = None
        if found is None and sections[-1].kind in CONTACTS and _ends_contacts(whole, number, table):
            found = REST, len(line.text)
        if found is None or (sections[-1].kind in CONTACTS and _is_of_address(line, *found)):
            sections[-1].lines.append(line)
            is_first = is_first and line.role is not Role.HEADING
            continue
        kind, end = found
        sections.append(Section(kind, label=line.part(0, end)))
        rest = line.part(end)
        while kind in (*SHEET, *SHORT) and (inner := label_within(rest, table)) and inner[0] != kind:
            kind, begin, end = inner
            sections[-1].lines.append(rest.part(0, begin))
            sections.append(Section(kind, label=rest.part(begin, end)))
            rest = rest.part(end)
        if rest.text:
            sections[-1].lines.append(rest)
    return with_demands(_without_labels(_ended(sections), table))


def _is_headline(line: Line, kind: str, end: int) -> bool:
    """Whether a heading goes on behind its label, as "Act now: free Ada Lamp"."""
    is_of_sheet = kind in (*SHEET, *SHORT)
    return (
        line.role is Role.HEADING and not is_of_sheet and len(line.text[end:].split()) >= MIN_WORDS_OF_HEADING
    )


def _request(lines: list[Line], number: int, table: LabelTable) -> tuple[str, int] | None:
    """Return the same for a sentence such as "Write in English to:" above the first official."""
    line, below = lines[number], lines[number + 1 :]
    ends_open = line.text.endswith((":", "：")) and len(line.text) <= MAX_REQUEST
    is_label = any(pattern.match(line.text) for pattern in table.contacts.values())
    if not below or not ends_open or is_label or table.phrases["copy"].search(line.text):
        return None
    names = (table.phrases["rank"], table.phrases["office"], HONORIFIC)
    is_request = table.phrases["write"].search(line.text) is not None
    is_above_name = any(each.match(below[0].text) for each in names)
    passage = [each for each in below[:MAX_LINES_OF_ADDRESS] if each.passage == below[0].passage]
    is_above = (is_request and is_above_name) or is_address(passage, table)
    return ("contacts", len(line.text)) if is_above else None


def _ends_contacts(lines: list[Line], number: int, table: LabelTable) -> bool:
    """Whether a line is a heading that names no office and no country, of a part of another kind."""
    line = lines[number]
    if is_title(line, table) or table.sections["missions"].match(line.text):
        return True
    neighbours = {lines[n].passage for n in (number - 1, number + 1) if 0 <= n < len(lines)}
    names: tuple[AnyPattern, ...] = (table.phrases["rank"], table.phrases["office"], HONORIFIC)
    below = lines[number + 1 : number + 1 + MAX_LINES_BELOW]
    is_of_address = any(
        pattern.search(each.text) for pattern in (*names, *table.contacts.values()) for each in below
    )
    is_letter = bool(below) and begins_letter(below[0], table)
    is_heading = line.role is Role.HEADING and (is_letter or not is_of_address)
    return (
        ((line.text.isupper() and len(line.text.split()) >= MIN_WORDS_OF_HEADING) or is_heading)
        and line.passage not in neighbours
        and not any(pattern.search(line.text) for pattern in (*names, *table.contacts.values()))
        and not any(country_in(word, table.locale) for word in (line.text, *line.text.split()))
    )


def _is_of_address(line: Line, kind: str, end: int) -> bool:
    """Whether a label is one within an address: copies, and words such as "Country" and "Name"."""
    is_word = len(line.text[:end].split()) == 1
    is_name = kind == "people" and is_word and not are_people(line.text[end:].strip())
    return kind == "copies" or kind in SHEET or is_name


def _ended(sections: list[Section]) -> list[Section]:
    """End the sections of a line or two: what follows is more of the head, or belongs to none."""
    ended: list[Section] = []
    for section in sections:
        ended.append(section)
        if section.kind not in (*SHEET, *SHORT) or section.kind == "summary":
            continue
        end = end_of_short(section.lines, is_list=section.kind in ("people", "languages"))
        end = 0 if section.kind == "languages" and _are_points(section.lines) else end
        rest, section.lines = section.lines[end:], section.lines[:end]
        is_still_head = all(each.kind in (HEAD, *SHEET, *SHORT) for each in ended)
        if rest and is_still_head:
            ended[0].lines += rest
        elif rest:
            ended.append(Section(REST, rest))
    return ended


def _are_points(lines: list[Line]) -> bool:
    """Whether lines are what is asked for, below a sentence that names the languages in its label."""
    return bool(lines) and lines[0].role is Role.ITEM and lines[0].text.endswith((";", "."))


def _label_pairs(lines: list[Line], table: LabelTable) -> list[Line]:
    """Put each value of a table behind its label where all labels stand before all values."""
    columns = [[*column] for _, column in groupby(lines, key=lambda line: line.group)]
    result: list[Line] = []
    number = 0
    while number < len(columns):
        labels, values = columns[number], columns[number + 1] if number + 1 < len(columns) else []
        number += 1
        known = sum(_is_label_alone(line, table) for line in labels) if labels[0].group else 0
        if values and values[0].group and len(labels) == len(values) and known > 1:
            for row, (label, value) in enumerate(zip(labels, values, strict=True), 1):
                group = 0 if _is_label_alone(label, table) else -row  # it ends a list of names above it
                result += [replace(label, group=group), replace(value, group=group)]
            number += 1
        else:
            result += labels
    return result


def _is_label_alone(line: Line, table: LabelTable) -> bool:
    found = label_of(line, table)
    return found is not None and found[1] == len(line.text)


def _labels_below_columns(lines: list[Line], table: LabelTable) -> list[Line]:
    """Move a label that ends a column below the columns: nothing of its own stands below it there.

    In a PDF the first line below two columns may be as near to the left one as that one's own lines.
    """
    result: list[Line] = []
    for in_columns, run in groupby(lines, key=lambda line: line.group > 0):
        labels: list[Line] = []
        for _, column in groupby(run, key=lambda line: line.group):
            own = [*column]
            found = label_of(own[-1], table) if in_columns and len(own) > 1 else None
            if found and found[1] == len(own[-1].text):
                labels.append(own.pop())
            result += own
        result += [replace(label, group=0) for label in labels]
    return result


def _without_labels(sections: list[Section], table: LabelTable) -> list[Section]:
    """Part the sections in which a letter or addresses begin without a label of their own."""
    kinds = {section.kind for section in sections}
    parts: list[Section] = []
    for section in sections:
        letter = letter_in(section.lines, table) if "letter" not in kinds else None
        if letter and section.kind != "background":
            begin, end = letter
            after, body = section.lines[end:], section.lines[begin:end]
            section.lines = section.lines[:begin]
            parts += [*_with_addresses(section, kinds, table), Section("letter", body)]
            parts += [Section(REST, after)] if after else []
        else:
            parts += _with_addresses(section, kinds, table)
    return parts


def _with_addresses(section: Section, kinds: Container[str], table: LabelTable) -> list[Section]:
    lines = section.lines
    if section.kind in ("actions", *CONTACTS):
        begin = _begin_of_letter(lines, table)
        lines, letter = lines[:begin], lines[begin:]
        end = end_of_actions(lines, table) if section.kind == "actions" else len(lines)
        section.lines, addresses = lines[:end], lines[end:]
        found = (("contacts", addresses), ("letter", letter))
    elif section.kind in (HEAD, REST) and not any(kind in kinds for kind in CONTACTS):
        begin, end = addresses_in(lines, table) or (len(lines), len(lines))
        section.lines = lines[:begin]
        found = (("contacts", lines[begin:end]), (REST, lines[end:]))
    else:
        return [section]
    return [section, *(Section(kind, part) for kind, part in found if part)]


def _begin_of_letter(lines: list[Line], table: LabelTable) -> int:
    """Return where a letter begins below addresses: at a salutation, or below columns of which one has it."""
    found = [number for number, line in enumerate(lines) if begins_letter(line, table)]
    below = [number for number in found if not is_in_column(lines, number)]
    if below or not found:
        return below[0] if below else len(lines)
    return max(number for number, line in enumerate(lines) if line.group) + 1


def guess_table(lines: list[Line], tables: tuple[LabelTable, ...]) -> LabelTable:
    """Return the table of the document's language, by its frequent words and its labels."""
    lines = lines[:MAX_LINES_OF_GUESS]
    words = [word.casefold() for line in lines for word in re.findall(r"\w+", line.text[:MAX_CHARS_OF_GUESS])]

    def score(table: LabelTable) -> float:
        common = sum(word in table.common_words for word in words) / max(1, len(words))
        return common + 0.02 * sum(label_of(line, table) is not None for line in lines)

    return max(tables, key=score)


def label_span(section: Section) -> tuple[Span, ...]:
    """Return where the label of a section stands."""
    return (section.label.span,) if section.label else ()
