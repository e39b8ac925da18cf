"""The blocks of a section with addresses: one for each official."""

import re
from collections.abc import Sequence

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line

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
    """Part lines into blocks: by cells and columns; else where a name follows a number or an address.

    Officials whose blocks follow each other without any number between them are parted by passages.
    """
    blocks: list[list[Line]] = []
    has_channel = False
    for line in lines:
        labelled = any(pattern.search(line.text) for pattern in (*table.contacts.values(), NETWORKS))
        is_channel = labelled or bool(_BARE.match(line.text)) or line.text.startswith("*")
        before = blocks[-1][-1] if blocks else None
        is_new = before is None or (
            line.group != before.group
            if line.group or before.group
            else (has_channel and not is_channel and _is_new_part(before, line))
        )
        if before is not None and line.group and line.group == before.group:
            is_new = has_channel and not is_channel and line.passage != before.passage
        if is_new:
            blocks.append([])
            has_channel = False
        has_channel = has_channel or is_channel
        blocks[-1].append(line)
    return blocks


def _is_new_part(before: Line, line: Line) -> bool:
    """Whether a line after a number begins another block: a new passage, or a line as of a name."""
    return line.passage != before.passage or (
        line.text[:1].isupper() and not before.text.endswith((",", ":", ";"))
    )
