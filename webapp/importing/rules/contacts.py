"""The officials: each block becomes a target with its address and the ways that reach it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, zip_longest
from operator import not_

from webapp.importing.findings import Certainty
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import BLANK, Line
from webapp.importing.places import country_in, country_of_postcode
from webapp.importing.rules.blocks import (
    HONORIFIC,
    NETWORK_NAMES,
    NETWORKS,
    asks_for_copies,
    blocks_of,
    copies_label,
    is_postal_copy,
)
from webapp.importing.rules.channels import EMAIL, Block, read_unlabelled, read_value
from webapp.importing.rules.contact_lines import is_prose, parts_of, with_ends, without_marks
from webapp.importing.rules.deadline import read_deadline_in
from webapp.importing.rules.gathered_fields import Gathered
from webapp.importing.rules.preferred_languages import read_languages_in
from webapp.importing.rules.targets import is_marked, name_parts

_DIGITS = re.compile(r"[\d\s()-]{2,12}")
"""A line that may be the end of a number."""
MISSION = re.compile(
    r"embass|ambass|ambasciat|embaj|embaix|botschaft|consul|konsul|(?<!\w)(?:mission|misión|missão)|delegation|посол|консул|"
    r"سفار|سفير|قنصل",
    re.IGNORECASE,
)
"""Words for an office in another country."""
_SEPARATORS = " \t|/;,·I–-"


def read_contacts(lines: Sequence[Line], table: LabelTable, gathered: Gathered, first: int = 0) -> int:
    """Read the blocks of a section; return how many officials there are with it."""
    count = first
    lines = [line for line in lines if not BLANK.search(line.text)]
    in_prose = [is_prose(line, table) for line in lines]
    prose = [*compress(lines, in_prose)]
    read_languages_in(prose, table, gathered)
    for line in prose:
        read_deadline_in(line, table, gathered)
        if asks_for_copies(line, table):
            gathered.flag("copies", line.text, [line.span], "targets")
    lines = with_ends(without_marks([*compress(lines, map(not_, in_prose))], table, gathered), table)
    for lines_of_block in blocks_of(lines, table):
        if is_postal_copy(lines_of_block[0], table):
            read_copies(lines_of_block, table, gathered, count)
            continue
        block = _block(lines_of_block, f"targets[{count}].", table, gathered)
        has_name = name_parts(block.plain, block.country, table, gathered, block.prefix)
        if has_name or block.many:
            block.write()
            if not any(is_marked(line, table) for line in block.plain):
                _mark_all("no-office", block, lines_of_block, gathered)
            elif _has_several(block, table) or len({line.group for line in lines_of_block}) > 1:
                _mark_all("several-in-block", block, lines_of_block, gathered)
            _guess_country_of_case(block.prefix, gathered)
            count += 1
    return count


def _has_several(block: Block, table: LabelTable) -> bool:
    """Whether a block names several people or countries, or ways to reach people of several."""
    people = sum(HONORIFIC.match(line.text) is not None for line in block.plain)
    countries = {country_in(line.text, table.locale) for line in block.plain} - {""}
    domains = {email.rpartition("@")[2] for email in block.many.get("email", ())}
    codes = {number.partition(" ")[0] for kind in ("phone", "fax") for number in block.many.get(kind, ())}
    return max(people, len(countries), len(domains), len(codes)) > 1


def _mark_all(code: str, block: Block, lines: Sequence[Line], gathered: Gathered) -> None:
    """Mark all of a block to be checked: it may be the sender's own address, or that of two officials."""
    for name, field in gathered.fields.items():
        if name.startswith(block.prefix):
            gathered.fields[name] = replace(field, certainty=Certainty.CHECK)
    gathered.flag(code, lines[0].text, [lines[0].span], f"{block.prefix}name")


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
    number = 0
    while gathered.has(f"{prefix}copies_by_post[{number}].address"):
        number += 1
    own = f"{prefix}copies_by_post[{number}]."
    before = len(gathered.labels)
    block = _block(lines, own, table, gathered, only=("copies", "email"))
    emails = [*block.many.get("copies", ()), *block.many.get("email", ())]
    if emails:
        sources = [*block.sources.get("copies", ()), *block.sources.get("email", ())]
        gathered.add(f"{prefix}copies", tuple(dict.fromkeys(emails)), sources, is_certain=False)
        gathered.flag("copies", ", ".join(emails), sources, f"{prefix}copies")
    if name_parts(block.plain, block.country, table, gathered, own):
        gathered.flag("copy-by-post", "", spans, f"{own}office")
    elif not emails:
        del gathered.labels[before:]


def _block(
    lines: Sequence[Line], prefix: str, table: LabelTable, gathered: Gathered, only: Sequence[str] = ()
) -> Block:
    block = Block(table, gathered, prefix, country=_country(lines, table))
    _guess_country(block, lines)
    lines = with_ends(lines, block.table)
    is_read = False
    for line, below in zip_longest(lines, lines[1:]):
        if not is_read:
            rest = below if below and _DIGITS.fullmatch(below.text) else None
            is_read = _read_line(line, block, only, rest)
        else:
            is_read = False
    if len(block.plain) == 1 and block.plain[0].text.count(", ") > 1:
        block.plain = parts_of(block.plain[0])
    return block


def _guess_country(block: Block, lines: Sequence[Line]) -> None:
    """Take the country of an address without one from its postcode; of other officials, from the case."""
    if block.country:
        return
    is_mission = any(MISSION.search(line.text) for line in lines)
    for line in lines:
        code = country_of_postcode(line.text.rstrip(" .,"), block.table.locale if is_mission else None)
        if code:
            block.country, block.is_country_sure = code, False
            block.gathered.add(f"{block.prefix}country", code, [], is_certain=False)
            block.gathered.flag("country-of-address", line.text, [line.span], f"{block.prefix}country")
            return


def _guess_country_of_case(prefix: str, gathered: Gathered) -> None:
    """Take the country of the case for that of an official with an address without one, but no embassy's."""
    names = f"{gathered.value(prefix + 'name')} {gathered.value(prefix + 'office')}"
    is_open = gathered.has(f"{prefix}address") and not gathered.has(f"{prefix}country")
    if is_open and gathered.has("country") and not MISSION.search(names):
        gathered.add(f"{prefix}country", gathered.value("country"), [], is_certain=False)
        gathered.flag("country-of-case", "", gathered.fields[f"{prefix}address"].source, f"{prefix}country")


def _country(lines: Sequence[Line], table: LabelTable) -> str:
    for line in reversed(lines):
        for part in (line.text, *(line.text.rpartition(sign)[2] for sign in (",", "،", "("))):
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
        if kind == "copies" and only:
            email = EMAIL.search(value.text)
            read_value(kind, value, block)
            before = value.part(0, email.start() if email else None)
            if before.text.strip(_SEPARATORS):
                read_unlabelled(before, block)
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
    if end := copies_label(line, table):
        found.append(("copies", 0, end))
    end_of_last = 0
    for kind, start, end in sorted(found, key=lambda each: (each[1], -each[2])):
        if start >= end_of_last:
            end_of_last = end
            yield kind, start, end


def _network(label: str) -> str:
    name = label.casefold().replace(" ", "")
    return NETWORK_NAMES.get(name, name)
