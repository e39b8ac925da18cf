"""The document beside the review: its pages as pictures or as text, each passage with where it went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from webapp.desk.editor.document.review_page import Review, key_of, spans_without_place
from webapp.domain.language import direction_of
from webapp.importing.document import Box, Passage, PrintedLine, Role
from webapp.importing.findings import Span
from webapp.team.documents.source_document import SourceDocument

SCALE = 1_000
"""Units of a page's width and height in the marks upon its picture."""


class Went(StrEnum):
    """Where a part of the document is. The values are classes of the style sheet."""

    FIELD = "field"
    UNPLACED = "unplaced"
    LEFT = "left"
    NOWHERE = "label"
    """A label, or what every page repeats."""


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A part of a passage."""

    text: str
    went: Went
    to: str
    """The id of what it leads to; "" for a label."""
    marks: tuple["Mark", ...] = ()
    """Upon the picture of its page, one a printed line; none where the lines are not known."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a passage stands upon the picture of its page."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage: its pieces, in a text and upon a picture; where its lines are not known, there one mark."""

    number: int
    text: str
    role: Role
    pieces: tuple[ShownPiece, ...]
    mark: Mark | None

    @property
    def first(self) -> ShownPiece:
        """The piece that says what the whole passage is: what has no place goes before the rest."""
        order = [*Went]
        order.insert(0, order.pop(order.index(Went.UNPLACED)))
        return min(self.pieces, key=lambda piece: order.index(piece.went))

    @property
    def controls(self) -> str:
        """The controls that parts of it went to, with spaces between."""
        return " ".join(dict.fromkeys(piece.to for piece in self.pieces if piece.went is Went.FIELD))


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of the document; its number is 0 where the document has no pages."""

    number: int
    has_picture: bool
    passages: tuple[ShownPassage, ...]


def show_document(document: SourceDocument, review: Review, flat: Mapping[str, str]) -> tuple[ShownPage, ...]:
    """Return the pages in their order."""
    went: dict[int, list[tuple[Span, Went, str]]] = {}
    for span, control in review.controls.items():
        went.setdefault(span.passage, []).append((span, Went.FIELD, control))
    for span in spans_without_place(document, flat):
        went.setdefault(span.passage, []).append((span, Went.UNPLACED, f"unplaced-{key_of(span)}"))
    for span, place in document.placing.spans.items():
        if not place:
            went.setdefault(span.passage, []).append((span, Went.LEFT, f"left-{key_of(span)}"))
    passages = enumerate(document.findings.document.passages)
    return tuple(
        ShownPage(page, page in document.pictures, tuple(_passages(on_page, went, page in document.pictures)))
        for page, on_page in groupby(passages, key=lambda each: each[1].page)
    )


def _passages(
    passages: Iterable[tuple[int, Passage]],
    went: Mapping[int, list[tuple[Span, Went, str]]],
    has_picture: bool,
) -> Iterable[ShownPassage]:
    for number, passage in passages:
        mark = _mark(passage.box) if has_picture and passage.box else None
        pieces = tuple(_pieces(passage.text, sorted(went.get(number, ()))))
        if mark and passage.lines:
            is_rtl = direction_of(passage.text, "ltr") == "rtl"
            pieces = tuple(_with_marks(_joined(pieces), passage.lines, is_rtl=is_rtl))
        yield ShownPassage(number, passage.text, passage.role, pieces, mark)


def _pieces(text: str, went: Iterable[tuple[Span, Went, str]]) -> Iterable[ShownPiece]:
    at = 0
    for span, where, to in went:
        if span.start < at:  # a day within the sentence that is a field as a whole
            continue
        if span.start > at:
            yield ShownPiece(text[at : span.start], Went.NOWHERE, "")
        yield ShownPiece(text[span.start : span.end], where, to)
        at = span.end
    if at < len(text) or not text:
        yield ShownPiece(text[at:], Went.NOWHERE, "")


def _joined(pieces: Iterable[ShownPiece]) -> list[ShownPiece]:
    """Join pieces that went to the same field and have only spaces between, as the lines of an address."""
    joined: list[ShownPiece] = []
    for piece in pieces:
        between = joined[-1] if len(joined) > 1 and not joined[-1].text.strip() else None
        before = joined[-2] if between else (joined[-1] if joined else None)
        if before and before.to and (before.went, before.to) == (piece.went, piece.to):
            del joined[-2 if between else -1 :]
            text = before.text + (between.text if between else "") + piece.text
            joined.append(replace(before, text=text))
        else:
            joined.append(piece)
    return joined


def _with_marks(
    pieces: Iterable[ShownPiece], lines: Sequence[PrintedLine], *, is_rtl: bool
) -> Iterable[ShownPiece]:
    """Return the pieces of a passage with where each stands, line by line."""
    at = 0
    ends = [line.start for line in lines[1:]]
    for piece in pieces:
        text = piece.text.rstrip()
        begin, end = at + len(text) - len(text.lstrip()), at + len(text)
        spans = zip(lines, [*ends, max(end, lines[-1].start + 1)], strict=True)
        marks = (_part(line, line_end, begin, end, is_rtl=is_rtl) for line, line_end in spans)
        yield replace(piece, marks=tuple(mark for mark in marks if mark))
        at += len(piece.text)


def _part(line: PrintedLine, line_end: int, begin: int, end: int, *, is_rtl: bool) -> Mark | None:
    """Return where characters `begin` to `end` of a passage stand in one of its lines, if any do.

    The width of the characters is not known: each takes the same share of its line.
    """
    first, last = max(begin, line.start), min(end, line_end)
    if first >= last:
        return None
    width = (line.box.right - line.box.left) / (line_end - line.start)
    left = line.box.left + ((line_end - last) if is_rtl else (first - line.start)) * width
    return _mark(replace(line.box, left=left, right=left + (last - first) * width))


def _mark(box: Box) -> Mark:
    left, top = (_scaled(each) for each in (box.left, box.top))
    return Mark(left, top, max(_scaled(box.right) - left, 1), max(_scaled(box.bottom) - top, 1))


def _scaled(share: float) -> int:
    return round(min(max(share, 0), 1) * SCALE)
