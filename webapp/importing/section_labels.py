"""The labels that begin a document's sections: which one a line begins with, if any."""

import re

from webapp.importing.days import days_in
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import BLANK, Line

_BRACKETS = re.compile(r"\([^()]*\)")
_ORDER = re.compile(r"\d")
"""The number of an official, behind the label above each of them."""
_CAPITALS = re.compile(r"[\W_]*+(?P<label>[^:\n]{8,120}?)\s?[:：]\s*")
CONTACTS = ("contacts", "contacts_until")
MAX_LABEL_LINE = 90
"""A label without a colon stands alone in its line, or in capitals."""
MAX_REQUEST = 200
MAX_BEFORE_DAY, MAX_BEHIND_DAY = 14, 20
"""Characters between a label without a colon and its day, such as a weekday, and behind that."""


def label_of(line: Line, table: LabelTable) -> tuple[str, int] | None:
    """Return the kind of section that a line begins, and where its label ends."""
    if BLANK.search(line.text):
        return None
    best: tuple[str, int] | None = None
    longest = 0
    for kind, pattern in table.sections.items():
        found = pattern.match(line.text)
        if not found or found.end("label") <= longest:
            continue
        label, rest = found["label"], line.text[found.end() :]
        left = _BRACKETS.sub("", rest).strip(" .:!?")
        is_alone = (not left or (kind in CONTACTS and _ORDER.fullmatch(left) is not None)) and (
            len(line.text) <= MAX_LABEL_LINE
        )
        is_of_day = kind in ("issued", "deadline") and _is_day(rest, table)
        if found["colon"] or is_alone or is_of_day or (label.isupper() and len(label) > 4):
            best = kind, len(line.text) if is_alone else found.end()
            longest = found.end("label")
    return _with_rest_in_capitals(line, *best) if best else _reworded(line, table)


def _with_rest_in_capitals(line: Line, kind: str, end: int) -> tuple[str, int]:
    """Return the same label with the words in capitals behind it, up to their colon, that the table lacks."""
    found = _CAPITALS.match(line.text)
    is_longer = found is not None and found.end() > end and found["label"].isupper()
    if found is None or not is_longer or re.search(r"\d", line.text[end : found.end()]):
        return kind, end
    return kind, found.end()


def _is_day(text: str, table: LabelTable) -> bool:
    """Whether a text is a day and little else."""
    days = days_in(text[:MAX_LABEL_LINE], table.locale)
    return bool(days) and days[0].start <= MAX_BEFORE_DAY and len(text) - days[0].end <= MAX_BEHIND_DAY


def _reworded(line: Line, table: LabelTable) -> tuple[str, int] | None:
    """Return the same for a label in capitals that no table has: by its words; another one is of no kind."""
    found = _CAPITALS.match(line.text)
    if not found or not found["label"].isupper():
        return None
    label = found["label"]
    if any(pattern.match(line.text) for pattern in (*table.contacts.values(), *table.head.values())):
        return None
    for kind, pattern in table.words.items():
        if pattern.search(label) and (kind != "deadline" or days_in(line.text[found.end() :], table.locale)):
            return kind, found.end()
    return None


def label_within(line: Line, table: LabelTable) -> tuple[str, int, int] | None:
    """Return a label with a colon behind the value of another one in its line: its kind, begin and end."""
    for space in re.finditer(r"\s+", line.text[:MAX_REQUEST]):
        for kind in ("deadline", "issued", "languages", "country", "reference"):
            found = table.sections[kind].match(line.text, space.end())
            if found and found["colon"] and found.start("label") == space.end():
                return kind, space.end(), found.end()
    return None
