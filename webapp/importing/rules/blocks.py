"""The blocks of a section with addresses: one for each official."""

import re
from collections.abc import Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in

NETWORKS = re.compile(
    r"(?<!\w)(?P<label>Twitter\s?/\s?X|X\s?/\s?Twitter|Twitter|X|Facebook|Instagram|Telegram|VK)\s*:\s*",
    re.IGNORECASE,
)
"""What stands before the name that an official has on a social network; the same in most languages."""
_BARE = re.compile(
    r"^(?:[^\s@]+@[^\s@]+|https?://\S+|www\.\S+|@\w+|\[email\s?protected\]|[+(]?[\d\s()./-]{7,})$"
)
"""A line that is an address or a number alone."""


def blocks_of(lines: Sequence[Line], table: LabelTable) -> list[list[Line]]:
    """Part lines into blocks: by cells and columns; within one, where a name follows a block that is whole.

    A block is whole after a number or an address, or after the line of its country.
    """
    blocks: list[list[Line]] = []
    has_channel = False
    for line in lines:
        labelled = any(pattern.search(line.text) for pattern in (*table.contacts.values(), NETWORKS))
        is_channel = labelled or bool(_BARE.match(line.text)) or line.text.startswith("*")
        is_copy = is_postal_copy(line, table)
        if not blocks or is_copy or _begins(line, blocks[-1], is_channel, has_channel, table):
            blocks.append([])
            has_channel = False
        has_channel = has_channel or (is_channel and not is_copy)
        blocks[-1].append(line)
    return blocks


def _begins(
    line: Line, block: Sequence[Line], is_channel: bool, has_channel: bool, table: LabelTable
) -> bool:
    """Whether a line begins a block after another one."""
    before = block[-1]
    if line.group != before.group:
        return True
    if is_channel:
        return False
    is_new_passage = line.passage != before.passage
    if is_new_passage and len(block) > 2 and country_in(before.text, table.locale):
        return True
    is_name = line.text[:1].isupper() and not before.text.endswith((",", ":", ";"))
    return has_channel and (is_new_passage or (is_name and not line.group))


def is_postal_copy(line: Line, table: LabelTable) -> bool:
    """Check whether a line begins an office that gets a copy: such a label without an e-mail address."""
    found = table.contacts["copies"].match(line.text)
    return found is not None and "@" not in line.text
