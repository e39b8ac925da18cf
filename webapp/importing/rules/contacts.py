"""The officials: each block becomes a target with its address and the ways that reach it."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.blocks import NETWORKS, blocks_of, is_postal_copy
from webapp.importing.rules.channels import EMAIL, Block, read_unlabelled, read_value
from webapp.importing.rules.gathered import Gathered
from webapp.importing.rules.targets import name_parts

_DIGITS = re.compile(r"[\d\s()-]{2,12}")
"""A line that may be the end of a number."""
_SEPARATORS = " \t|/;,·I–-"


def read_contacts(lines: Sequence[Line], table: LabelTable, gathered: Gathered, first: int = 0) -> int:
    """Read the blocks of a section; return how many officials there are with it."""
    count = first
    for lines_of_block in blocks_of(lines, table):
        if is_postal_copy(lines_of_block[0], table):
            read_copies(lines_of_block, table, gathered, count)
            continue
        block = _block(lines_of_block, f"targets[{count}].", table, gathered)
        has_name = name_parts(block.plain, block.country, table, gathered, block.prefix)
        if has_name or block.many:
            block.write()
            count += 1
    return count


def read_copies(lines: Sequence[Line], table: LabelTable, gathered: Gathered, targets: int) -> None:
    """Read who gets a copy: e-mail addresses, or an office that gets one by post, of the official before.

    Both are to be checked: the document does not say of whose letter the copy is. Its other numbers and
    addresses stay unplaced: a campaign has none for a copy.
    """
    spans = [line.span for line in lines if line.text]
    if not spans:
        return
    if not targets:
        gathered.flag("copies-of-nobody", "", spans, "targets")
        return
    prefix = f"targets[{targets - 1}]."
    before = len(gathered.labels)
    block = _block(lines, prefix, table, gathered, only=("copies", "email"))
    emails = [*block.many.get("copies", ()), *block.many.get("email", ())]
    if emails:
        sources = [*block.sources.get("copies", ()), *block.sources.get("email", ())]
        gathered.add(f"{prefix}copies", tuple(dict.fromkeys(emails)), sources, is_certain=False)
        gathered.flag("copies", ", ".join(emails), sources, f"{prefix}copies")
    number = 0
    while gathered.has(f"{prefix}copies_by_post[{number}].address"):
        number += 1
    own = f"{prefix}copies_by_post[{number}]."
    if name_parts(block.plain, block.country, table, gathered, own):
        gathered.flag("copy-by-post", "", spans, f"{own}office")
    elif not emails:
        del gathered.labels[before:]


def _block(
    lines: Sequence[Line], prefix: str, table: LabelTable, gathered: Gathered, only: Sequence[str] = ()
) -> Block:
    block = Block(table, gathered, prefix, country=_country(lines, table))
    is_read = False
    for line, below in zip_longest(lines, lines[1:]):
        if not is_read:
            rest = below if below and _DIGITS.fullmatch(below.text) else None
            is_read = _read_line(line, block, only, rest)
        else:
            is_read = False
    return block


def _country(lines: Sequence[Line], table: LabelTable) -> str:
    for line in reversed(lines):
        for part in (line.text, line.text.rpartition(",")[2]):
            if code := country_in(part, table.locale):
                return code
    return ""


def _read_line(line: Line, block: Block, only: Sequence[str], rest: Line | None) -> bool:
    """Read a line; return whether the one below it is read with it."""
    is_read = False
    labels = sorted(_labels(line, block.table), key=lambda label: label[1])
    plain = line.part(0, labels[0][1] if labels else len(line.text))
    if plain.text.strip(_SEPARATORS):
        read_unlabelled(plain, block)
    ends = [*(start for _, start, _ in labels[1:]), len(line.text)][: len(labels)]
    for (kind, start, end), next_start in zip(labels, ends, strict=True):
        if only and kind not in only:
            continue
        block.gathered.labels.append(line.span_of(start, end))
        value = line.part(end, next_start)
        if kind == "copies" and not EMAIL.search(value.text):
            read_unlabelled(value, block)
        else:
            is_read = read_value(kind, value, block, rest if next_start == len(line.text) else None)
    return is_read


def _labels(line: Line, table: LabelTable) -> Iterator[tuple[str, int, int]]:
    found = [
        (kind, match.start(), match.end())
        for kind, pattern in table.contacts.items()
        for match in pattern.finditer(line.text)
    ]
    found += [
        (f"social.{_network(match['label'])}", match.start(), match.end())
        for match in NETWORKS.finditer(line.text)
    ]
    end_of_last = 0
    for kind, start, end in sorted(found, key=lambda each: (each[1], -each[2])):
        if start >= end_of_last:
            end_of_last = end
            yield kind, start, end


def _network(label: str) -> str:
    name = label.casefold().replace(" ", "")
    return "x" if name in ("twitter", "x", "twitter/x", "x/twitter") else name
