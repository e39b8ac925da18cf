"""The officials: each block becomes a target with its address and the ways that reach it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from webapp.importing.findings import Span
from webapp.importing.label_table import LabelTable
from webapp.importing.lines import Line
from webapp.importing.places import country_in
from webapp.importing.rules.blocks import NETWORKS, blocks_of
from webapp.importing.rules.gathered import Gathered
from webapp.importing.rules.targets import name_parts

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_MASKED = re.compile(r"\[email\s?protected\]", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()]+")
_HANDLE = re.compile(r"(?<![\w@])@\w{2,30}")
_NUMBER = re.compile(r"(?<!\w)[+(]?\d[\d\s()./-]{5,}\d(?!\w)")
_SEPARATORS = " \t|/;,·I–-"


@dataclass(slots=True)
class _Block:
    """What is read of one block, until it is whole."""

    table: LabelTable
    gathered: Gathered
    prefix: str
    plain: list[Line] = field(default_factory=list)
    """Lines without a label: name, office, address."""
    country: str = ""
    many: dict[str, list[str]] = field(default_factory=dict)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    is_sure: dict[str, bool] = field(default_factory=dict)

    def collect(self, kind: str, value: str, span: Span, *, is_certain: bool = True) -> None:
        """Collect one of several values."""
        values = self.many.setdefault(kind, [])
        if value not in values:
            values.append(value)
        self.sources.setdefault(kind, []).append(span)
        self.is_sure[kind] = self.is_sure.get(kind, True) and is_certain

    def write(self) -> None:
        """Hand on what was collected."""
        for kind, values in self.many.items():
            self.gathered.add(
                self.prefix + kind, tuple(values), self.sources[kind], is_certain=self.is_sure[kind]
            )


def read_contacts(lines: Sequence[Line], table: LabelTable, gathered: Gathered, first: int = 0) -> int:
    """Read the blocks of a section; return how many officials there are with it."""
    count = first
    for lines_of_block in blocks_of(lines, table):
        block = _Block(table, gathered, f"targets[{count}].")
        block.country = _country(lines_of_block, table)
        for line in lines_of_block:
            _read_line(line, block)
        has_name = name_parts(block.plain, block.country, table, gathered, block.prefix)
        if has_name or block.many:
            block.write()
            count += 1
    return count


def _country(lines: Sequence[Line], table: LabelTable) -> str:
    for line in reversed(lines):
        for part in (line.text, line.text.rpartition(",")[2]):
            if code := country_in(part, table.locale):
                return code
    return ""


def _read_line(line: Line, block: _Block) -> None:
    labels = sorted(_labels(line, block.table), key=lambda label: label[1])
    plain = line.part(0, labels[0][1] if labels else len(line.text))
    if plain.text.strip(_SEPARATORS):
        _read_unlabelled(plain, block)
    ends = [*(start for _, start, _ in labels[1:]), len(line.text)][: len(labels)]
    for (kind, start, end), next_start in zip(labels, ends, strict=True):
        block.gathered.labels.append(line.span_of(start, end))
        value = line.part(end, next_start)
        _read_value(kind, value, block)


def _labels(line: Line, table: LabelTable) -> Iterator[tuple[str, int, int]]:
    taken: list[tuple[int, int]] = []
    found = [
        (kind, match.start(), match.end())
        for kind, pattern in table.contacts.items()
        for match in pattern.finditer(line.text)
    ]
    found += [
        (f"social.{_network(match['label'])}", match.start(), match.end())
        for match in NETWORKS.finditer(line.text)
    ]
    for kind, start, end in sorted(found, key=lambda each: (each[1], -each[2])):
        if all(start >= other_end or end <= other_start for other_start, other_end in taken):
            taken.append((start, end))
            yield kind, start, end


def _network(label: str) -> str:
    name = label.casefold().replace(" ", "")
    return "x" if name in ("twitter", "x", "twitter/x", "x/twitter") else name


def _read_unlabelled(line: Line, block: _Block) -> None:
    """Take addresses and numbers that stand without a label; the rest is name and place."""
    if line.text.startswith("*"):
        _read_value("note", line.part(1), block)
        return
    if _MASKED.search(line.text) or (EMAIL.search(line.text) and _is_all(line.text, EMAIL)):
        _read_value("email", line, block)
    elif _is_all(line.text, _URL):
        _read_value("form", line, block)
    elif _HANDLE.fullmatch(line.text):
        block.gathered.flag("handle-without-network", line.text, [line.span])
    else:
        block.plain.append(line)


def _is_all(text: str, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(text)) and not re.search(r"\w", pattern.sub("", text))


def _read_value(kind: str, line: Line, block: _Block) -> None:
    if kind == "email":
        _read_emails("email", line, block)
    elif kind == "copies":
        _read_emails("copies", line, block)
    elif kind in ("phone", "fax"):
        _read_numbers(kind, line, block)
    elif kind == "form":
        _read_links(line, block)
    elif kind == "salutation":
        line = line.part(0, len(line.text.rstrip(")")) if "(" not in line.text else None)
        if line.text:
            block.gathered.add(f"{block.prefix}salutation", line.text, [line.span])
    elif kind == "note":
        if line.text:
            block.collect("notes", line.text, line.span)
            block.gathered.flag("note", line.text, [line.span], f"{block.prefix}notes")
    else:
        _read_handles(kind, line, block)


def _read_emails(kind: str, line: Line, block: _Block) -> None:
    for found in EMAIL.finditer(line.text):
        block.collect(kind, found[0], line.span_of(*found.span()))
    if _MASKED.search(line.text):
        block.gathered.flag("masked-email", "", [line.span], f"{block.prefix}{kind}")
    elif _URL.search(line.text) and not EMAIL.search(line.text):
        _read_links(line, block)
        block.gathered.flag("link-for-email", line.text, [line.span], f"{block.prefix}forms")


def _read_links(line: Line, block: _Block) -> None:
    passage = block.gathered.passage(line)
    links = [link for link in passage.links if link.target.startswith("http") and link.text in line.text]
    for found in _URL.finditer(line.text):
        url = found[0].rstrip(".,;")
        block.collect("forms", url, line.span_of(found.start(), found.start() + len(url)))
    if not _URL.search(line.text):
        for link in links:
            start = line.text.index(link.text)
            block.collect("forms", link.target, line.span_of(start, start + len(link.text)), is_certain=False)
        if not links:
            block.gathered.flag("lost-link", line.text, [line.span], f"{block.prefix}forms")


def _read_numbers(kind: str, line: Line, block: _Block) -> None:
    for found in _NUMBER.finditer(line.text):
        try:
            number = phonenumbers.parse(found[0], block.country or None)
        except NumberParseException:
            block.gathered.flag("number-without-country", found[0], [line.span], f"{block.prefix}{kind}")
            continue
        is_valid = phonenumbers.is_valid_number(number)
        written = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        block.collect(kind, written, line.span_of(*found.span()), is_certain=is_valid)
        if not is_valid:
            block.gathered.flag("doubtful-number", found[0], [line.span], f"{block.prefix}{kind}")


def _read_handles(kind: str, line: Line, block: _Block) -> None:
    found = [*_HANDLE.finditer(line.text)] or [*_URL.finditer(line.text)]
    for each in found:
        block.collect(kind, each[0], line.span_of(*each.span()))
