"""Name, title, office and address of one official: which line of a block is which."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from webapp.importing.document import Role
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.blocks import HONORIFIC
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.particles import PARTICLES

_DIGIT = re.compile(r"\d")
MIN_WORDS_OF_TITLE = 5
"""Of one that a column has no room for."""
_OF = re.compile(
    r"(?<!\w)(?:of|for|de|del|du|des|der|des|für|do|da|di|della|dei|delle|degli|à|al|d’|d')(?!\w)|d[’']",
    re.IGNORECASE,
)
"""Between a rank and what it is the head of."""
_GENERAL = re.compile("general|générale?|generale", re.IGNORECASE)
_MILITARY = re.compile(
    r"(?:(?:major|lieutenant|brigadier)[ -])?"
    r"(?:general|général|generale|coronel|colonel|colonnello|oberst|commandant|comandante)"
    r"(?:\s(?:de|der|d’|di)\s?[^\W\d]+){0,2}(?=\s)",
    re.IGNORECASE,
)
"""Ranks that stand before a name, and what they are of: "Général de brigade"."""
_STREET = re.compile(
    r"(?:\d+[a-z]?(?:\s?(?:bis|ter))?,?\s)?(?:rue|avenue|av\.|avda\.?|avenida|boulevard|blvd\.?|bd\.?|bulevar|place|quai|allée|chemin|impasse|route|"
    r"calle|carrera|paseo|plaza|plazoleta|calzada|jirón|praça|rua|travessa|largo|via|viale|piazza|corso|ул\.|улица|пр\.|"
    r"пр-т|проспект|пер\.|площадь|пл\.|شارع)(?!\w)"
    r"|.*(?:\b(?:street|road|avenue|ave|lane|boulevard|blvd|square|drive|highway|way|sokak|sokağı|caddesi|bulvarı|mahallesi|ulica)|"
    r"(?:straße|strasse|str\.|platz|allee|damm|ufer|gasse))(?!\w)",
    re.IGNORECASE,
)
"""Words for a street, in any language."""
_LAST_PART = re.compile(r"(?:^|[,،]\s*|\((?=[^()]*\)$))(?P<name>[^,،()]+?)\)?\.?$")
"""What stands behind the last comma, or in brackets at the end."""


def name_parts(
    lines: Sequence[Line], country: str, table: LabelTable, gathered: Gathered, prefix: str
) -> bool:
    """Tell the lines of a block apart, and return whether there are any.

    What stands above the address is a name, a title or an office by the words in it. All but the country are
    to be checked: documents write them in any order. What stands below the country stays unplaced.
    """
    lines = [line for line in lines if re.search(r"\w", line.text)]
    if not lines:
        return False
    lines = _with_broken_titles(lines, table)
    lines = _without_country(lines, table, gathered, prefix)
    lines = _with_titles_apart(_without_heading(lines, table, gathered), table, gathered)
    lines = _with_ranks_apart(lines, table)
    if country and not gathered.has(f"{prefix}country"):
        gathered.add(f"{prefix}country", country, [])
    begin = _begin_of_address(lines, table)
    head, address = lines[:begin], lines[begin:]
    if address:
        texts = tuple(line.text for line in address)
        gathered.add(f"{prefix}address", texts, [line.span for line in address], is_certain=False)
    for kind, found in _kinds(head, table, needs_name="copies_by_post" not in prefix).items():
        if found:
            joined = ", ".join(line.text.strip(" ,:") for line in found)
            gathered.add(f"{prefix}{kind}", joined, [line.span for line in found], is_certain=False)
    gathered.flag("order-of-address", "", [line.span for line in lines], f"{prefix}name")
    return True


def _with_broken_titles(lines: Sequence[Line], table: LabelTable) -> list[Line]:
    """Join a word alone between a long title and the name below it: a narrow column broke the title."""
    joined: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        last = joined[-1] if joined else None
        is_word = (
            len(line.text.split()) == 1 and line.text.isalpha() and not country_in(line.text, table.locale)
        )
        is_above_name = below is not None and is_full_name(below) and not country_in(below.text, table.locale)
        if (
            last
            and is_word
            and is_above_name
            and len(last.text.split()) >= MIN_WORDS_OF_TITLE
            and table.phrases["rank"].match(last.text)
            and line.passage == last.passage
            and line.start == last.start + len(last.text) + 1
        ):
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _without_heading(lines: list[Line], table: LabelTable, gathered: Gathered) -> list[Line]:
    """Make a label of the heading above an official whose own lines name the office or the rank again."""
    heading, *below = lines
    is_person = [HONORIFIC.match(line.text) is not None for line in lines]
    is_office = [_is_office(line, table) for line in lines]
    is_title = [table.phrases["rank"].search(line.text) is not None for line in lines]
    rows = [*zip(is_person, is_office, is_title, strict=True)]
    is_again = rows[0] in rows[1:] and any(rows[0]) and any(is_person[1:])
    if heading.role is not Role.HEADING or not is_again:
        return lines
    gathered.labels.append(heading.span)
    return below


def _with_titles_apart(lines: list[Line], table: LabelTable, gathered: Gathered) -> list[Line]:
    """Part the lines that name a person and, behind a comma, the title; of "Mr President", keep the rank."""
    parts: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        mark = HONORIFIC.match(line.text)
        is_bare = mark is not None and table.phrases["rank"].fullmatch(line.text, mark.end()) is not None
        if mark and is_bare and below and not is_marked(below, table) and not _DIGIT.search(below.text):
            gathered.labels.append(line.span_of(*mark.span()))
            parts.append(line.part(mark.end()))
            continue
        name, _, title = line.text.partition(", ")
        is_office = not HONORIFIC.match(name) and _is_office(line.part(0, len(name)), table)
        if is_office and not _DIGIT.search(name) and _DIGIT.search(title):
            parts += [line.part(0, len(name)), line.part(len(name) + 2)]
            continue
        if HONORIFIC.match(name) and "," not in title and table.phrases["rank"].match(title):
            parts += [line.part(0, len(name)), line.part(len(name) + 2)]
        else:
            parts.append(line)
    return parts


def _with_ranks_apart(lines: list[Line], table: LabelTable) -> list[Line]:
    """Part the one line with a rank and a full name, such as "Ambassador Ada Lamp", if no other has one."""
    end, rank = _begin_of_address(lines, table), table.phrases["rank"]
    ranked = [line for line in lines[:end] if rank.search(line.text) and not _is_office(line, table)]
    if len(ranked) != 1 or any(HONORIFIC.match(line.text) for line in lines[:end] if line is not ranked[0]):
        return lines
    line = ranked[0]
    ranks = [*rank.finditer(line.text)]
    last = max(ranks, key=lambda found: found.end())
    title, name = line.part(0, last.end()), line.part(last.end())
    if not _has_name(line, table) or any(
        is_full_name(each) and each is not line for each in lines[: lines.index(line)]
    ):
        return lines
    return [part for each in lines for part in ((title, name) if each is line else (each,))]


def _has_name(line: Line, table: LabelTable) -> bool:
    """Whether a line begins with a rank and has a full name behind it, such as "General Ada Lamp, MP"."""
    line = line.part(0, len(line.text.partition(",")[0]))
    rank = _MILITARY.match(line.text) or table.phrases["rank"].match(line.text)
    name = line.part(rank.end()) if rank else line
    return rank is not None and is_full_name(name) and _is_of_person(name.text, table)


def _is_of_person(name: str, table: LabelTable) -> bool:
    """Whether words with capitals are of a person: no place or office, and no rest of a title."""
    first, *_, last = name.split()
    is_place = any(country_in(word, table.locale) for word in (name, last))
    patterns = (table.phrases["rank"], table.phrases["office"])
    is_rest = first.casefold() in PARTICLES or _OF.match(name) is not None
    return not (is_rest or is_place or name.isupper() or any(each.search(name) for each in patterns))


def _without_country(lines: list[Line], table: LabelTable, gathered: Gathered, prefix: str) -> list[Line]:
    """Take the country from the last line that ends with one."""
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        found = _LAST_PART.search(line.text)
        code = country_in(found["name"], table.locale) if found else ""
        if not found or not code or any(is_marked(below, table) for below in lines[number + 1 :]):
            continue
        if number == 0 and found.start():
            break  # the name of an office, such as "Minister of Lamps, Norway"
        gathered.add(f"{prefix}country", code, [line.span_of(*found.span("name"))])
        rest = line.part(0, found.start())
        return [*lines[:number], *([rest] if rest.text else [])]
    return lines


def is_street(text: str) -> bool:
    """Whether a line names a street."""
    return _STREET.match(text) is not None


def _begin_of_address(lines: Sequence[Line], table: LabelTable) -> int:
    """Return the first line of the address: with a number or a street, or below name, title and office."""
    with_number = next(
        (
            number
            for number, line in enumerate(lines)
            if number and (_DIGIT.search(line.text) or is_street(line.text))
        ),
        len(lines),
    )
    marked = [number for number in range(with_number) if is_marked(lines[number], table)]
    if not marked:
        return with_number
    last = marked[-1]
    begin = last + 1
    is_only_person = HONORIFIC.match(lines[last].text) and last == 0
    is_only_title = (
        not _is_office(lines[last], table)
        and all(number in marked for number in range(last + 1))
        and not any(HONORIFIC.match(line.text) for line in lines[:begin])
    )
    is_name_last = is_only_title and begin == len(lines) - 1 and is_full_name(lines[begin])
    has_name = any(_has_name(line, table) for line in lines[:begin])
    if (is_only_person or (is_only_title and not has_name)) and (begin + 1 < len(lines) or is_name_last):
        begin += 1  # a title without a word that the table has, or the name
    return min(begin, with_number)


def is_full_name(line: Line) -> bool:
    """Whether a line has several words with capitals and nothing else, behind an honorific or none."""
    honorific = HONORIFIC.match(line.text)
    words = line.text[honorific.end() if honorific else 0 :].split()
    return len(words) > 1 and all(
        re.fullmatch(r"[^\W\d][\w.’'-]*", word) and (word[0].isupper() or word in PARTICLES) for word in words
    )


def _kinds(head: Sequence[Line], table: LabelTable, *, needs_name: bool) -> dict[str, list[Line]]:
    people = [line for line in head if HONORIFIC.match(line.text)]
    offices = [line for line in head if line not in people and _is_office(line, table)]
    titles = [
        line for line in head if line not in (*offices, *people) and table.phrases["rank"].search(line.text)
    ]
    names = [line for line in head if line not in offices and line not in titles]
    if people and not titles and len(names) > len(people):
        titles = [next(line for line in names if line not in people)]
        names = [line for line in names if line not in titles]
    if needs_name and not names and titles:
        names = [next((line for line in titles if _has_name(line, table)), titles[0])]
        titles = [line for line in titles if line not in names]
    elif needs_name and not names and offices:
        names = [offices.pop(0)]
    if not needs_name and not people and not offices:
        names, offices = [], names
    return {"name": names, "title": titles, "office": offices}


def is_marked(line: Line, table: LabelTable) -> bool:
    """Whether a line has a word for a person, a rank or an office."""
    patterns = (table.phrases["rank"], table.phrases["office"])
    return HONORIFIC.match(line.text) is not None or any(each.search(line.text) for each in patterns)


def _is_office(line: Line, table: LabelTable) -> bool:
    """Whether a line is called by an office, and not by the rank of a person there or by a street.

    What it is called by stands before the first "of": "Police Commissioner", "Director of the Prison" and
    "Attorney General's Office" are a rank, a rank and an office.
    """
    office = table.phrases["office"].search(line.text)
    if office is None or is_street(line.text):
        return False
    of = next((found for found in _OF.finditer(line.text) if found.start() > 0), None)
    name = line.text[: of.start()] if of else line.text
    ranks = [found for found in table.phrases["rank"].finditer(name) if not _is_adjective(found)]
    offices = [*table.phrases["office"].finditer(name)]
    if ranks and offices:
        return offices[-1].end() > ranks[-1].end()
    return not ranks


def _is_adjective(rank: re.Match[str]) -> bool:
    """Whether a word for a rank is one within the name of an office, such as "Fiscalía General"."""
    return rank.start() > 0 and _GENERAL.fullmatch(rank[0]) is not None
