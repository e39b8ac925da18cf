"""From the pieces of a PDF page to its passages: all of one column before the next, lines as paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles
from typing import Self

from webapp.importing.document import Box, Link, Passage, PrintedLine, Role, clean
from webapp.importing.reading.list_marks import without_mark
from webapp.importing.reading.pdf_columns import MIN_GUTTER, Line, areas_of, rows_of
from webapp.importing.reading.pdf_text import HYPHEN, PageLink, Piece, links_in

PRINTED_HYPHEN = "\u2010"
_NAME_PART = re.compile(rf"\w[{HYPHEN}{PRINTED_HYPHEN}-]$")
"""What WeasyPrint and others print where they break a word."""
_ADDRESS = re.compile(r"(?:\S@|://|www\.)\S*$")
"""A web or e-mail address at the end of a line."""
PLACES = 4
"""Of the decimals of a share of a page."""
PARAGRAPH_GAP = 1.35
"""A wider distance of two baselines, in the column's usual distances, begins a passage."""
MAX_LEADING = 1.65
"""Ems between the baselines of one paragraph, at most, unless the whole page is set wider."""
HEADING_DISTANCE = 1.25
"""Ems between two baselines of one heading, at most."""
MIN_WRAPPED = 0.5
"""The share of a paragraph's lines that break for want of room, at least; of an address fewer do."""
HEADING_SIZE, MAX_HEADING_LINES = 1.12, 4
"""Type that is larger by this than the usual type of its page and of its column is a heading's."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's number from 1, and its size in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Usual:
    """What most of a page's text is like, in points."""

    size: float
    distance: float
    """Of two baselines within a paragraph, in ems: a page may have types of several sizes.

    The distance that a quarter of the page's lines has at most: rows of a table stand wider.
    """
    right: float
    """Where its lines end at most."""

    @classmethod
    def of(cls, pieces: Sequence[Piece], rows: list[list[Piece]]) -> Self:
        """Measure a page."""
        size = median(piece.size for piece in pieces for _ in range(len(piece.text)))
        distances = [
            (after[0].baseline - before[0].baseline) / max(before[0].size, after[0].size)
            for before, after in pairwise(rows)
        ]
        near = [each for each in distances if each <= MAX_LEADING]
        distance = quantiles(near)[0] if len(near) > 1 else min(distances, default=1.2)
        return cls(size, distance, max(piece.right for piece in pieces))


def passages_of(
    pieces: Sequence[Piece], links: list[PageLink], page: PageSize, first_group: int, *, is_rtl: bool
) -> list[Passage]:
    """Return a page's passages in reading order; columns get the group numbers from `first_group` on."""
    if not pieces:
        return []
    rows = rows_of(pieces)
    usual = Usual.of(pieces, rows)
    passages: list[Passage] = []
    group = first_group
    for columns in areas_of(rows):
        edges = [min(line.left for line in lines) - MIN_GUTTER for lines in columns[1:]]
        with_edges = list(zip(columns, [*edges, usual.right], strict=True))
        for lines, edge in reversed(with_edges) if is_rtl else with_edges:
            own = group if len(columns) > 1 else 0
            passages += _passages(lines, links, page, own, usual, edge)
            group += 1 if own else 0
    return passages


def _passages(
    lines: list[Line], links: list[PageLink], page: PageSize, group: int, usual: Usual, edge: float
) -> list[Passage]:
    """Join lines to paragraphs; a line that ends early ends on purpose."""
    if group:
        usual = replace(usual, size=max(usual.size, median(line.size for line in lines)))
    parts: list[list[Line]] = [[lines[0]]]
    for before, after in pairwise(lines):
        is_other = abs(after.size - before.size) > 0.08 * usual.size
        is_large = after.size > HEADING_SIZE * usual.size  # headings are set tight on every page
        distance = max(1, min(usual.distance, HEADING_DISTANCE) if is_large else usual.distance)
        is_far = after.baseline - before.baseline > PARAGRAPH_GAP * distance * after.size
        if is_other or is_far or without_mark(after.text) != after.text:
            parts.append([after])
        else:
            parts[-1].append(after)
    return [_passage(part, links, page, group, usual, edge) for part in parts]


def _passage(
    lines: list[Line], links: list[PageLink], page: PageSize, group: int, usual: Usual, edge: float
) -> Passage:
    is_heading = lines[0].size > HEADING_SIZE * usual.size and len(lines) <= MAX_HEADING_LINES
    text = " ".join(line.text for line in lines) if is_heading else _joined(lines, edge)
    role = Role.HEADING if is_heading else Role.TEXT
    pieces = [piece for line in lines for piece in line.pieces]
    text = clean(text.replace(HYPHEN, "-"))
    item = without_mark(text)
    found: tuple[Link, ...] = links_in(pieces, links, text)
    return Passage(
        text,
        page.number,
        Role.ITEM if item != text else role,
        group,
        found,
        _box(lines, page),
        _printed(text, lines, page),
    )


def _box(lines: Sequence[Line], page: PageSize) -> Box:
    """Return where some lines stand: the type reaches a third of its size below the baseline."""
    return Box(
        round(min(line.left for line in lines) / page.width, PLACES),
        round((lines[0].baseline - lines[0].size) / page.height, PLACES),
        round(max(line.right for line in lines) / page.width, PLACES),
        round((lines[-1].baseline + 0.3 * lines[-1].size) / page.height, PLACES),
    )


def _printed(text: str, lines: Sequence[Line], page: PageSize) -> tuple[PrintedLine, ...]:
    """Return where each line begins in the text that was made of them; none if one is not found."""
    printed: list[PrintedLine] = []
    at = 0
    for line in lines:
        words = clean(line.text.replace(HYPHEN, "-")).rstrip("-" + PRINTED_HYPHEN).split()
        start = text.find(words[0], at) if words else -1
        if start < 0:
            return ()
        printed.append(PrintedLine(start, _box([line], page)))
        at = start + len(words[0])
    return tuple(printed)


def _joined(lines: list[Line], edge: float) -> str:
    """Return the text of some lines; those of an address stay lines."""
    wrapped = [_is_wrapped(before, after, edge) for before, after in pairwise(lines)]
    is_prose = sum(wrapped) >= MIN_WRAPPED * len(wrapped)
    text = lines[0].text
    for after, is_wrapped in zip(lines[1:], wrapped, strict=True):
        goes_on = after.text[0].islower() or after.text[0].isdecimal()
        if text.endswith((HYPHEN, PRINTED_HYPHEN)) and _ADDRESS.search(text.rpartition("\n")[2]):
            text += f"\n{after.text}"  # the hyphen may be one of the address
        elif text.endswith((HYPHEN, PRINTED_HYPHEN)) and after.text[0].islower():
            text = text[:-1] + after.text
        elif is_wrapped and _NAME_PART.search(text) and after.text[0].isupper():
            text = f"{text[:-1]}-{after.text}"  # a double name
        else:
            text += (" " if is_wrapped and (is_prose or goes_on) else "\n") + after.text
    return text


def _is_wrapped(before: Line, after: Line, edge: float) -> bool:
    """Whether a line broke because the next word had no room, by the average width of its characters."""
    first = after.text.split(maxsplit=1)[0]
    width = (before.right - before.left) / max(1, len(before.text))
    return before.right + (len(first) + 1) * width * 0.95 > edge
