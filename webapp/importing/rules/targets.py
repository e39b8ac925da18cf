"""Name, title, office and address of one official: which line of a block is which."""

import re
from collections.abc import Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.gathered import Gathered

_DIGIT = re.compile(r"\d")


def name_parts(
    lines: Sequence[Line], country: str, table: LabelTable, gathered: Gathered, prefix: str
) -> bool:
    """Tell the lines of a block apart, and return whether there are any.

    The address is the last lines from the first one with a number in it on. What stands above is a name, a
    title or an office by the words in it; a line that has none of them is a name. All but the country and
    the address are to be checked: documents write them in any order.
    """
    lines = [line for line in lines if re.search(r"\w", line.text)]
    if not lines:
        return False
    head, address = _cut(lines)
    if address and (code := country_in(address[-1].text, table.locale)):
        gathered.add(f"{prefix}country", code, [address.pop().span])
    elif country:
        gathered.add(f"{prefix}country", country, [])
    if address:
        texts = tuple(line.text for line in address)
        gathered.add(f"{prefix}address", texts, [line.span for line in address], is_certain=False)
    rank, office = table.phrases["rank"], table.phrases["office"]
    offices = [line for line in head if office.search(line.text) and not _is_person(line, table)]
    titles = [line for line in head if line not in offices and rank.search(line.text)]
    names = [line for line in head if line not in offices and line not in titles]
    if not names and titles:
        names = [titles.pop(0)]
    elif not names and offices:
        names = [offices.pop(0)]
    for kind, found in (("name", names), ("title", titles), ("office", offices)):
        if found:
            joined = ", ".join(line.text.strip(" ,") for line in found)
            gathered.add(f"{prefix}{kind}", joined, [line.span for line in found], is_certain=False)
    gathered.flag("order-of-address", "", [line.span for line in lines], f"{prefix}name")
    return True


def _cut(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part a block into what names the official, and the address."""
    begin = next(
        (number for number, line in enumerate(lines) if number and _DIGIT.search(line.text)), len(lines)
    )
    return [*lines[:begin]], [*lines[begin:]]


def _is_person(line: Line, table: LabelTable) -> bool:
    """Whether a line with the word for an office names a person, such as "Director of the Prison"."""
    ends_with_office = any(
        not re.search(r"\w", line.text[found.end() :])
        for found in table.phrases["office"].finditer(line.text)
    )
    return table.phrases["rank"].match(line.text) is not None and not ends_with_office
