"""The labels that begin a document's sections: which one a line begins with, if any."""

import re
from collections.abc import Callable

from webapp.importing.dates_in_text import days_in
from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import BLANK, Line
from webapp.importing.places import languages_in
from webapp.importing.section import REST

_BRACKETS = re.compile(r"\([^()]*\)")
_CAPITALS_WITHIN = re.compile(
    r"(?<=[.)])\s+(?P<label>[^\W\d_a-zß-ÿ]{2,}(?:\s[^\W\d_a-zß-ÿ]+){1,8}\s?[:：])\s*"
)
"""A label behind the end of a sentence or a bracket."""
_ORDER = re.compile(r"\d")
"""The number of an official, behind the label above each of them."""
_CAPITALS = re.compile(r"[\W_]*+(?P<label>[^:\n]{8,120}?)\s?[:：]\s*")
MAX_OTHER_WORDS = 2
"""Beside languages."""
_NAME_AND_BRACKET = re.compile(r"[^\W\d_][\w.’'-]+(?:\s[\w.’'-]+){1,6}\s\([^()]{1,40}\)")
MAX_REWORDED_CHARS, MAX_WORDS_OF_HEADING = 60, 6
"""Of a label that no table has."""
CONTACTS = ("contacts", "contacts_until")
MAX_LABEL_LINE = 90
"""A label without a colon stands alone in its line, or in capitals."""
MAX_REQUEST = 200
MAX_BEFORE_DAY, MAX_BEHIND_DAY = 14, 20
"""Characters between a label without a colon and its day, such as a weekday, and behind that."""


def label_of(line: Line, table: LabelTable) -> tuple[str, int] | None:
    """Return the kind of section that a line begins, and where its label ends."""
    if BLANK.search(line.text) or is_title(line, table):
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
        is_value = kind in ("issued", "deadline") and _is_day(rest, table)
        is_value = is_value or (kind == "languages" and _are_languages_alone(rest, table))
        if found["colon"] or is_alone or is_value or (label.isupper() and len(label) > 4):
            best = kind, len(line.text) if is_alone else found.end()
            longest = found.end("label")
    if best is None:
        return _reworded(line, table)
    whole = _with_rest_in_capitals(line, *best)
    return _reworded(line, table) if best[0] == "reference" and whole != best else whole


def is_title(line: Line, table: LabelTable) -> bool:
    """Whether a line only says that this is an urgent action."""
    title = table.phrases["title"].match(line.text)
    return title is not None and not re.search(r"\w", line.text[title.end() :])


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
    """Return the same for a label that no table has, by its words; another one is of no kind.

    It is in capitals, or the value behind its colon is as one of its kind.
    """
    found = _CAPITALS.match(line.text)
    if not found or any(
        pattern.match(line.text) for pattern in (*table.contacts.values(), *table.head.values())
    ):
        return None
    label, value = found["label"], line.part(found.end())
    is_short = len(label) <= MAX_REWORDED_CHARS
    for kind, pattern in table.words.items():
        if not pattern.search(label):
            continue
        is_valued = is_short and kind in _VALUES and _VALUES[kind](value.text, table)
        if is_valued or (label.isupper() and (kind != "deadline" or days_in(value.text, table.locale))):
            return kind, found.end()
    return None


def reworded_heading(line: Line, table: LabelTable) -> tuple[str, int] | None:
    """Return the same for a short heading without a colon, of a letter or of the background."""
    if line.role is not Role.HEADING or len(line.text.split()) > MAX_WORDS_OF_HEADING:
        return None
    kinds = (kind for kind in ("letter", "background") if table.words[kind].search(line.text))
    return next(((kind, len(line.text)) for kind in kinds), None)


def _are_languages(text: str, table: LabelTable) -> bool:
    return bool(languages_in(text[:MAX_LABEL_LINE], table.locale))


def _are_languages_alone(text: str, table: LabelTable) -> bool:
    """Whether a text has names of languages, and few words beside them and "your own language"."""
    found = languages_in(text[:MAX_LABEL_LINE], table.locale)
    own = sum(len(each[0].split()) for each in table.phrases["own_language"].finditer(text))
    return bool(found) and len(text.split()) <= len(found) + own + MAX_OTHER_WORDS


def are_people(text: str, _table: LabelTable | None = None) -> bool:
    """Whether a text begins with a name and has something in brackets behind it."""
    return _NAME_AND_BRACKET.match(text) is not None


_VALUES: dict[str, Callable[[str, LabelTable], bool]] = {
    "deadline": _is_day,
    "languages": _are_languages,
    "people": are_people,
}
"""How values are told by which a label is known that is not in capitals."""


def label_within(line: Line, table: LabelTable) -> tuple[str, int, int] | None:
    """Return a label with a colon behind the value of another one in its line: its kind, begin and end."""
    for space in re.finditer(r"\s+", line.text[:MAX_REQUEST]):
        for kind in ("deadline", "issued", "languages", "country", "reference"):
            found = table.sections[kind].match(line.text, space.end())
            if found and found["colon"] and found.start("label") == space.end():
                return kind, space.end(), found.end()
    if capitals := _CAPITALS_WITHIN.search(line.text[:MAX_REQUEST]):
        return REST, capitals.start("label"), capitals.end()
    return None
