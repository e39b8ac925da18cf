"""Parts of a document that begin without a label: a letter, addresses, what follows a short part."""

import re
from collections.abc import Sequence
from itertools import pairwise

from webapp.importing.document import Role
from webapp.importing.label_table import LabelPattern, LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in

MAX_CHARS_OF_ADDRESS_LINE = 60
MAX_CHARS_OF_CLOSING = 250
MAX_SHORT_LINE = 90
"""Characters of a line of an address, or of a list of names, at most."""


def letter_in(lines: Sequence[Line], table: LabelTable) -> tuple[int, int] | None:
    """Return where a letter stands: from a salutation to the closing below it, with a text between them."""
    salutation = None
    for number, line in enumerate(lines):
        if begins_letter(line, table) and not is_in_column(lines, number):
            salutation = number
        elif salutation is not None and number > salutation + 1 and is_closing(line, table):
            while number + 1 < len(lines) and is_closing(lines[number + 1], table):
                number += 1
            return salutation, number + 1
    return None


def is_in_column(lines: Sequence[Line], number: int) -> bool:
    """Whether a line ends a column or cell that another one follows: it is of the address there."""
    group, below = lines[number].group, lines[number + 1 : number + 2]
    return group > 0 and any(line.group not in (0, group) for line in below)


def begins_letter(line: Line, table: LabelTable) -> bool:
    """Whether a line is a salutation by itself."""
    found = table.phrases["salutation"].match(line.text)
    return found is not None and line.text.rstrip().endswith((",", ":", "،", "!"))


def is_closing(line: Line, table: LabelTable) -> bool:
    """Whether a line closes a letter."""
    return closing_in(line, table) is not None


def closing_in(line: Line, table: LabelTable) -> re.Match[str] | None:
    """Return the words that close a letter, at the begin of a line or of the last clause of its sentence."""
    clause = line.text.find(", ")
    is_sentence = 0 < clause <= MAX_SHORT_LINE and len(line.text) <= MAX_CHARS_OF_CLOSING
    return table.phrases["closing"].match(line.text) or (
        table.phrases["closing"].match(line.text, clause + 2) if is_sentence else None
    )


def passages_of(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the passages that lines are of, each as its first line and the one after its last."""
    begins = [
        number for number, line in enumerate(lines) if not number or line.passage != lines[number - 1].passage
    ]
    return [*pairwise([*begins, len(lines)])] if lines else []


def addresses_in(lines: Sequence[Line], table: LabelTable) -> tuple[int, int] | None:
    """Return where passages stand that are addresses of officials, from the first one to the last."""
    found = [span for span in passages_of(lines) if is_address(lines[slice(*span)], table)]
    return (found[0][0], found[-1][1]) if found else None


def is_address(passage: Sequence[Line], table: LabelTable) -> bool:
    """Whether a passage has short lines, an office or a rank among them, and a country or a number."""
    if len(passage) < 3 or any(len(line.text) > MAX_SHORT_LINE for line in passage):
        return False
    has_name = any(pattern.search(line.text) for pattern in _names(table) for line in passage)
    has_place = any(
        country_in(line.text, table.locale) or any(p.search(line.text) for p in table.contacts.values())
        for line in passage[1:]
    )
    return has_name and has_place


def _names(table: LabelTable) -> tuple[LabelPattern, ...]:
    """Return what finds the words for a rank and for an office."""
    return (table.phrases["rank"], table.phrases["office"])


def end_of_actions(lines: Sequence[Line], table: LabelTable) -> int:
    """Return where addresses begin: below a list, or at a passage of short lines or with labels of theirs."""
    seen_item = False
    spans = passages_of(lines)
    for number, (begin, end) in enumerate(spans):
        passage = lines[begin:end]
        is_labelled = any(p.search(line.text) for p in table.contacts.values() for line in passage)
        if passage[0].role is Role.ITEM and not (is_labelled and len(passage) > 2):
            seen_item = True
            continue
        is_short = all(len(line.text) <= MAX_SHORT_LINE for line in passage)
        is_sentence = len(passage) == 1 and passage[0].text.endswith(".")
        if (
            begin
            and not is_sentence
            and ((seen_item and is_short) or (is_labelled and is_short) or (is_short and len(passage) > 2))
        ):
            while number > 1 and passage[0].group and lines[spans[number - 1][0]].group:
                number -= 1  # all cells of the table
            while number > 1 and len(passage) == 1 and _is_line_of_address(lines, spans[number - 1], table):
                number -= 1  # where each line of an address is a paragraph
            begin = spans[number][0]
            before = lines[slice(*spans[number - 1])]
            # the title of the first official
            is_heading = len(before) == 1 and before[0].role is Role.HEADING
            is_title = is_heading and any(pattern.search(before[0].text) for pattern in _names(table))
            return spans[number - 1][0] if is_title and number > 1 else begin
    return len(lines)


def _is_line_of_address(lines: Sequence[Line], span: tuple[int, int], table: LabelTable) -> bool:
    """Whether a paragraph has one line, as those of addresses are, and asks for nothing."""
    line = lines[span[0]]
    is_text = line.text.endswith((".", ":", "!")) or table.phrases["write"].search(line.text) is not None
    is_short = len(line.text) <= MAX_CHARS_OF_ADDRESS_LINE and span[1] - span[0] == 1
    return is_short and not is_text and line.role is Role.TEXT


def end_of_short(lines: Sequence[Line], *, is_list: bool) -> int:
    """Return where a part of a line or two ends: people, languages, a day. `is_list`: it may have more.

    Where the first line has something in brackets, or ends a sentence, the rest of a list is alike.
    """
    spans = passages_of(lines)
    first = lines[slice(*spans[0])] if spans else []
    has_brackets = any("(" in line.text for line in first)
    is_list = is_list and not (first and first[-1].text.endswith("."))
    for begin, end in spans[1:]:
        line = lines[begin]
        is_name = len(line.text) <= MAX_SHORT_LINE and not re.search(r"[:@]|[.!?]$", line.text)
        is_of_another_list = line.role is Role.ITEM and lines[0].role is not Role.ITEM
        if is_of_another_list or (has_brackets and "(" not in line.text and line.role is not Role.ITEM):
            return begin
        if not is_list or line.role is Role.HEADING or not is_name or line.group != lines[0].group:
            return begin
        if end - begin > 1:
            return begin
    return len(lines)
