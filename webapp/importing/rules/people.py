"""The people that a document is about, as the section with their names lists them."""

import re
import unicodedata
from collections.abc import Container, Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.particles import PARTICLES

_PERSON = re.compile(
    r"\s*(?:(?:and|y|e|et|und|и|و)\s+)?(?P<name>[^(),;\n]{1,120}?)\s*"
    r"(?:\((?P<about>[^)]{1,40})\)\s*(?:\((?P<more>[^)]{1,40})\)\s*)?(?:[,;]|$|(?=(?:and|y|e|et|und|и|و)\s))|[,;]|$)"
)
MAX_CHARS_OF_NAMES = 2_000
"""Of one line, are read; the rest is no list of names."""
MAX_WORDS_OF_NAME = 10
MAX_CHARS_OF_TEXT = 20_000
"""Of each passage are looked through for a name."""
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_WORD = re.compile(r"\w+")
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Miss|M\.|Mme|Mlle|Monsieur|Madame|Sr|Sra|Srta|Herr|Frau|Sig|Sig\.ra)\.?\s(?=\w)"
)
_NO_NAME = re.compile(r"[\d:\uff1a@_…]|\.{3}")
"""What stands in labels, days, numbers and blanks."""
Entry = tuple[Line, re.Match[str]]
"""One of a list of people: its line, and where it stands there."""
_CONJUNCTION = re.compile(r"(?:and|y|e|et|und|и|و)\s")
_AND = re.compile(r",?\s(?=(?:and|y|e|et|und|и|و)\s)")
_PRONOUNS = re.compile(r"\w+(?:\s?[/,]\s?\w+)+|\w+\s(?:and|y|et|und)\s\w+")


def read_people(lines: Sequence[Line], table: LabelTable, gathered: Gathered) -> None:
    """Read the people that it is about. They are certain where the texts name each of them, too."""
    entries = [
        (part, found)
        for line in lines
        for part in _parted_at_and(line.part(0, MAX_CHARS_OF_NAMES), table)
        for found in _PERSON.finditer(part.text)
        if _WORD.search(found["name"])
    ]
    read = sum(len(_WORD.findall(found[0])) for _, found in entries)
    group = next((entry for entry in entries if _is_group(entry[1], table)), None)
    if group:
        entries = _read_group(group, entries, table, gathered)
    people = [(line, found) for line, found in entries if _is_name(found["name"].strip())]
    is_whole = len(people) == len(entries) and read == sum(len(_WORD.findall(line.text)) for line in lines)
    names = [_without_title(line.part(*found.span("name")), gathered) for line, found in people]
    is_certain = is_whole and all(
        _is_whole_name(name.text) and _is_in_texts(name, gathered) for name in names
    )
    is_certain = is_certain and not _names_others({line.passage for line in lines}, table, gathered)
    brackets = (found[part] for _, found in people for part in ("about", "more") if found[part])
    is_certain = is_certain and not any(table.phrases["no_pronoun"].fullmatch(text) for text in brackets)
    for number, (name, (line, found)) in enumerate(zip(names, people, strict=True)):
        prefix = "person." if len(people) == 1 else f"people[{number}]."
        gathered.add(f"{prefix}name", name.text, [name.span], is_certain=is_certain)
        for part in ("about", "more"):
            if found[part]:
                inside = line.part(*found.span(part))
                _read_bracket(prefix, name.text, inside, table, gathered, is_certain=is_certain)


def _parted_at_and(line: Line, table: LabelTable) -> list[Line]:
    """Part a line at an "and" between two whole names, or before people without names."""
    ends = [0]
    for found in _AND.finditer(line.text):
        before = re.split(r"[,;)]", line.text[ends[-1] : found.start()])[-1].strip()
        after = re.split(r"[,;(]", line.text[found.end() :].partition(" ")[2])[0].strip()
        is_group = table.phrases["group"].search(after) is not None and not after[:1].isupper()
        if _is_whole_name(before) and (is_group or _is_whole_name(after)):
            ends.append(found.end())
    return [line.part(begin, end) for begin, end in zip(ends, [*ends[1:], None], strict=True)]


def _without_title(name: Line, gathered: Gathered) -> Line:
    """Return a name without what stands before it, such as "Mr", which becomes a label."""
    title = _TITLE.match(name.text)
    if title is None:
        return name
    gathered.labels.append(name.span_of(*title.span()))
    return name.part(title.end())


def _is_in_texts(name: Line, gathered: Gathered) -> bool:
    """Whether the last word of a name, or the one before it, stands in another passage, too."""
    words = [re.escape(word) for word in name.text.split()[-2:]]
    last = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return any(
        number != name.passage and last.search(passage.text[:MAX_CHARS_OF_TEXT])
        for number, passage in enumerate(gathered.document.passages)
    )


def _names_others(own: Container[int], table: LabelTable, gathered: Gathered) -> bool:
    """Whether pronouns in brackets stand in another passage: a person there may be left out here."""
    return any(
        number not in own and _are_pronouns(found[1], table)
        for number, passage in enumerate(gathered.document.passages)
        for found in _BRACKET.finditer(passage.text[:MAX_CHARS_OF_TEXT])
    )


def _read_bracket(
    prefix: str, name: str, inside: Line, table: LabelTable, gathered: Gathered, *, is_certain: bool
) -> None:
    """Read what stands in brackets behind a name: pronouns, or the name in its own script."""
    if _are_pronouns(inside.text, table):
        gathered.add(f"{prefix}pronouns", inside.text, [inside.span], is_certain=is_certain)
    elif _is_latin(name) and not _is_latin(inside.text) and _is_name(inside.text):
        gathered.add(f"{prefix}own_script", inside.text, [inside.span], is_certain=is_certain)
    else:
        gathered.flag("about-person", inside.text, [inside.span], f"{prefix}pronouns")


def _read_group(group: Entry, entries: Sequence[Entry], table: LabelTable, gathered: Gathered) -> list[Entry]:
    """Read who has no name, or is an organisation, to be checked; return the other entries.

    Where such words begin their line, all of it is about them: "Four other men, unnamed".
    """
    line, found = group
    own = [each for each in entries if each[0] is line]
    is_line = own[0] == group and not any(each["about"] for _, each in own)
    taken = own if is_line else [group]
    words = line if is_line else line.part(*found.span("name"))
    if conjunction := _CONJUNCTION.match(words.text):
        words = words.part(conjunction.end())
    gathered.add("group", words.text, [words.span], is_certain=False)
    if found["about"]:
        inside = line.part(*found.span("about"))
        gathered.flag("about-person", inside.text, [inside.span], "group")
    return [each for each in entries if each not in taken]


def _is_group(found: re.Match[str], table: LabelTable) -> bool:
    """Whether an entry has a word for several people or an organisation, and no pronouns of one person."""
    has_pronouns = any(found[part] and _are_pronouns(found[part], table) for part in ("about", "more"))
    is_group = table.phrases["group"].search(found["name"]) is not None
    return is_group and not has_pronouns and not _NO_NAME.search(found["name"])


def _are_pronouns(text: str, table: LabelTable) -> bool:
    is_pronouns = _PRONOUNS.fullmatch(text) or table.phrases["pronoun"].fullmatch(text)
    return is_pronouns is not None and table.phrases["no_pronoun"].fullmatch(text) is None


def _is_latin(text: str) -> bool:
    return any(unicodedata.name(sign, "").startswith("LATIN") for sign in text)


def _is_name(text: str) -> bool:
    """Whether a text may be the name of somebody: words without digits, of which one has a capital."""
    has_capital = any(sign.isupper() or (sign.isalpha() and not sign.islower()) for sign in text)
    return has_capital and not _NO_NAME.search(text) and len(text.split()) <= MAX_WORDS_OF_NAME


def _is_whole_name(text: str) -> bool:
    """Whether each word of a name has a capital, but particles: else it may describe somebody."""
    words = [word for word in text.split() if word.casefold() not in PARTICLES]
    return len(words) > 1 and not any(word[0].islower() for word in words)
