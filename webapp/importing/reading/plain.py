"""Read plain text: paragraphs are parted by blank lines, and hard-wrapped lines are joined."""

import codecs
import re
from itertools import groupby, pairwise

from webapp.importing.document import Document, Format, Role, clean
from webapp.importing.reading.list_marks import without_mark
from webapp.importing.reading.passage_builder import PassageBuilder

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FREQUENT = {"cp1251": "оеаинтсрв", "koi8-r": "оеаинтсрв", "cp1256": "اليمونتر"}
"""Frequent letters of the scripts that older encodings were made for."""
SAMPLE_BYTES = 20_000
MIN_LINES_OF_COLUMNS, MAX_WIDTH_OF_COLUMNS = 3, 200
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
"""Before each line of a message that another one quotes."""
_LABEL = re.compile(
    r"(?=[^:]{0,80}[A-ZÀ-Þ\u0400-\u042f])[^a-zß-ÿ\u0430-\u045f:]{4,80}:"
    r"|[A-ZÀ-Þ\u0400-\u042f][^\W\d]{1,20}(?:[ /-][^\W\d]{1,20}){0,5}\s?:\s"
)
"""Capitals before a colon, or a few words, begin a line of their own."""
WRAPPED_CHARS = range(58, 111)
"""Where programs break lines by themselves. What ends earlier ends on purpose, as in an address."""


def decode(content: bytes) -> str:
    """Return text: by its byte order mark, else UTF-8, else an older encoding."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode(_older_encoding(content), "replace")


def _older_encoding(content: bytes) -> str:
    """Return the encoding in which a text has most of the letters that are frequent in its script."""
    sample = content[:SAMPLE_BYTES]
    letters = sum(byte > 0x40 for byte in sample)
    if sum(byte >= 0x80 for byte in sample) < 0.4 * letters:
        return "cp1252"  # single letters with accents
    return max(
        _FREQUENT, key=lambda name: sum(sample.decode(name, "replace").count(x) for x in _FREQUENT[name])
    )


def read(content: bytes | str) -> Document:
    """Return the document."""
    text = content if isinstance(content, str) else decode(content)
    builder = PassageBuilder()
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            is_item = without_mark(paragraph[0]) != paragraph[0]
            with builder.role(Role.ITEM if is_item else Role.TEXT):
                builder.add(_unwrapped(paragraph))
        paragraph.clear()

    lines = [_QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in _BREAK.split(text)]
    for line in _columns_apart(lines):
        line = clean(line.replace("\t", "  "))
        is_after_entry = (
            paragraph and without_mark(paragraph[0]) != paragraph[0] and paragraph[-1].endswith(".")
        )
        if not line or is_after_entry or (paragraph and without_mark(line) != line):
            end()
        if line:
            paragraph.append(line)
    end()
    return Document(Format.TEXT, builder.finish())


def _columns_apart(lines: list[str]) -> list[str]:
    """Put columns that stand side by side, parted by spaces, below each other with a blank line between."""
    result: list[str] = []
    for is_blank, run in groupby(lines, key=lambda line: not line.strip()):
        paragraph = [line.expandtabs() for line in run]
        result += paragraph if is_blank else _parted(paragraph)
    return result


def _parted(paragraph: list[str]) -> list[str]:
    width = max(map(len, paragraph))
    if len(paragraph) < MIN_LINES_OF_COLUMNS or width > MAX_WIDTH_OF_COLUMNS:
        return paragraph
    padded = [line.ljust(width) for line in paragraph]
    gaps = [
        column for column in range(1, width) if all(line[column - 1 : column + 1] == "  " for line in padded)
    ]
    both = [gap for gap in gaps if sum(_is_between(line, gap) for line in padded) >= MIN_LINES_OF_COLUMNS]
    if not both:
        return paragraph
    left, right = ([line[: both[0]] for line in padded], [line[both[0] :] for line in padded])
    return [*(line for line in left if line.strip()), "", *_parted([line for line in right if line.strip()])]


def _is_between(line: str, gap: int) -> bool:
    """Whether text stands on both sides of a gap."""
    return bool(line[:gap].strip() and line[gap:].strip())


def _unwrapped(lines: list[str]) -> str:
    """Join the lines of a paragraph that were broken at some width, and keep the short ones."""
    width = max(len(line) for line in lines)
    text = lines[0]
    for before, after in pairwise(lines):
        first = after.split(maxsplit=1)[0]
        wrapped = (
            not _LABEL.match(after) and width in WRAPPED_CHARS and len(before) + 1 + len(first) > width * 0.97
        )
        text += (" " if wrapped else "\n") + after
    return text
