"""The lines of addresses before they are read: marks, sentences, and lines that go on in the next one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.reading.list_marks import without_mark
from webapp.importing.rules.blocks import BRACKETS, HONORIFIC, NETWORKS, asks_for_copies, copies_label
from webapp.importing.rules.channels import BROKEN_URL, HANDLE, URL, URL_REST, joins_email
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.particles import OPEN_END

MAX_ADDRESS_CHARS, MIN_WORDS_OF_SENTENCE = 100, 8
_DIGIT = re.compile(r"\d")
_ALONE = re.compile(
    r"(?:dear|geehrte[rs]?|verehrte[rs]?|chère?|estimad[oa]|señora?|distinguid[oa]|monsieur|madame)$",
    re.IGNORECASE,
)
"""Words of a salutation that a name or a rank follows."""
_COLON = re.compile(r"\s*:\s*|\s+")
_LONE_NUMBER = re.compile(r"\W*\d{1,2}\W*")


def without_marks(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> list[Line]:
    """Make labels of bullets, of a number above an official, and of words above the columns of a table."""
    rest: list[Line] = []
    for number, line in enumerate(lines):
        is_first = not number or line.group != lines[number - 1].group
        if line.group and (
            (is_first and _LONE_NUMBER.fullmatch(line.text))
            or table.phrases["columns"].fullmatch(line.text.strip(" :"))
        ):
            gathered.labels.append(line.span)
            continue
        if word := _word_for_title(line, table):
            gathered.labels.append(line.span_of(0, word))
            rest.append(line.part(word))
            continue
        text = without_mark(line.text)
        is_item = line.role is Role.ITEM or HONORIFIC.match(text)  # "1. Mr …", "2. Mrs …"
        mark = len(line.text) - len(text) if is_item else 0
        if mark:
            gathered.labels.append(line.span_of(0, mark))
        rest.append(line.part(mark) if mark else line)
    return rest


def _word_for_title(line: Line, table: LabelTable) -> int:
    """Return where the word for a title ends that was left before one: "Title: Ambassador"."""
    word = table.phrases["columns"].match(line.text)
    end = _COLON.match(line.text, word.end()) if word else None
    if not word or not end or (":" not in end[0] and word[0].casefold() != "title"):
        return 0
    return end.end() if table.phrases["rank"].match(line.text, end.end()) else 0


def is_prose(line: Line, table: LabelTable) -> bool:
    """Whether a line is a sentence among the addresses, and no line of one."""
    if asks_for_copies(line, table):
        return True
    words = len(line.text.split())
    ends_as_sentence = line.text.endswith((".", "!", ":")) or URL.search(line.text) is not None
    is_sentence = ends_as_sentence and words >= MIN_WORDS_OF_SENTENCE
    is_address = len(line.text) <= MAX_ADDRESS_CHARS and _DIGIT.search(line.text)
    is_labelled = any(pattern.search(line.text) for pattern in table.contacts.values())
    is_labelled = is_labelled or copies_label(line, table) > 0
    is_title = line.text.endswith(":") and table.phrases["rank"].match(line.text) is not None
    return bool(is_sentence and not is_address and not is_labelled and not is_title)


def with_ends(lines: Sequence[Line], table: LabelTable) -> list[Line]:
    """Join a line to the one above it that has an open bracket, or ends with a word that wants another.

    Also one that an address of a page, an e-mail address, a salutation or a list of names goes on in.
    """
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        is_open = last is not None and (
            any(last.text.count(begin) > last.text.count(end) and end in line.text for begin, end in BRACKETS)
            or OPEN_END.search(last.text) is not None
            or (BROKEN_URL.search(last.text) and URL_REST.fullmatch(f" {line.text}"))
            or joins_email(last.text, line.text)
            or _ends_with_salutation(last, table)
            or (last.text.endswith(",") and NETWORKS.search(last.text) and HANDLE.match(line.text))
        )
        if (
            last
            and is_open
            and line.passage == last.passage
            and line.start == last.start + len(last.text) + 1
        ):
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _ends_with_salutation(line: Line, table: LabelTable) -> bool:
    """Whether a line with the label for a salutation ends with words such as "Dear" alone."""
    has_label = table.contacts["salutation"].search(line.text) is not None
    return has_label and (line.text.endswith("/") or _ALONE.search(line.text) is not None)


def parts_of(line: Line) -> list[Line]:
    """Return what commas part in a line that has a whole address."""
    text = line.text.rstrip(" .–-")
    ends = [*(found.start() for found in re.finditer(", ", text)), len(text)]
    begins = [0, *(end + 2 for end in ends[:-1])]
    return [line.part(begin, end) for begin, end in zip(begins, ends, strict=True)]
