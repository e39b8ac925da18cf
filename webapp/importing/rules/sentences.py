"""The sentences of a document. One may go on in the next line of its passage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line

SENTENCE = re.compile(r"(?:^|(?<=[.!?]\s))\S.*?(?:[.!?](?=\s)|$)")
MAX_CHARS = 20_000
"""Of each line are looked through."""


def whole_passages(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of each passage: a sentence may go on in the next one."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.passage == line.passage and line.start == last.start + len(last.text) + 1:
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def is_on_writing(text: str, table: LabelTable) -> bool:
    """Check whether a sentence is about writing."""
    return table.phrases["write"].search(text) is not None
