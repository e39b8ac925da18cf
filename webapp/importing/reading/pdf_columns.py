"""Rows and columns of a PDF page, from its pieces of text.

Columns are found where rows that follow each other leave the same strip free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from webapp.importing.reading.list_marks import without_mark
from webapp.importing.reading.pdf_text import Piece

MIN_GUTTER = 6.0
"""Points between two columns at least."""
SAME_LINE, BESIDE = 0.35, 0.75
"""Ems between the baselines of one line, and of lines in columns beside each other, at most."""
MAX_NEAR = 1.5
"""Ems between the baselines of two lines that belong together, at most."""
MAX_ONE_SIDED = 12.0
"""Ems within which one column may stand alone before the other goes on: a cell with fewer lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces that stand beside each other in one column, as one line."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its text, the pieces parted by spaces."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Its left end, in points."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Its right end, in points."""
        return max(piece.right for piece in self.pieces)

    @property
    def baseline(self) -> float:
        """How far below the page's upper edge it stands, in points."""
        return self.pieces[0].baseline

    @property
    def size(self) -> float:
        """The size of its largest type, in points."""
        return max(piece.size for piece in self.pieces)


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces by baseline, from the top, each row from the left.

    What stands beside each other may have baselines half a line apart: cells are often centred.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.baseline, piece.left)):
        if rows and _is_in_row(piece, rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _is_in_row(piece: Piece, row: list[Piece]) -> bool:
    lower = piece.baseline - row[0].baseline
    size = max(piece.size, row[0].size)
    if lower < SAME_LINE * size:
        return True
    return lower < BESIDE * size and all(
        piece.left - other.right >= MIN_GUTTER or other.left - piece.right >= MIN_GUTTER for other in row
    )


def areas_of(rows: list[list[Piece]]) -> list[list[list[Line]]]:
    """Return the areas of a page from the top, each with its columns, each of these with its lines."""
    areas: list[list[list[Line]]] = []
    position = 0
    while position < len(rows):
        end, cuts = _columned(rows, position)
        if cuts:
            above = _centred_above(rows, position, end, cuts) if areas and len(areas[-1]) == 1 else 0
            if above:
                del areas[-1][0][-above:]
                areas = [area for area in areas if area[0]]
            areas.append(_cut(rows[position - above : end], cuts))
        else:
            end = position + 1
            line = Line(tuple(rows[position]))
            if areas and len(areas[-1]) == 1:
                areas[-1][0].append(line)
            else:
                areas.append([[line]])
        position = end
    return areas


def _centred_above(rows: list[list[Piece]], begin: int, end: int, cuts: list[float]) -> int:
    """Return how many rows above belong to one of the columns: in a table whose cells are centred.

    There the lines of cells with other numbers of lines stand half a line apart.
    """
    first = rows[begin]
    apart = max(piece.baseline for piece in first) - min(piece.baseline for piece in first)
    if apart < SAME_LINE * first[0].size:
        return 0
    lefts = [piece.left for row in rows[begin:end] for piece in row]
    count = 0
    while count < begin:
        row, below = rows[begin - count - 1], rows[begin - count]
        size = row[0].size
        is_near = min(piece.baseline for piece in below) - row[0].baseline <= MAX_NEAR * size
        is_in_column = len(row) == 1 and not any(row[0].left < cut < row[0].right for cut in cuts)
        is_aligned = any(abs(row[0].left - left) < 0.75 for left in lefts)
        if not (is_near and is_in_column and is_aligned and abs(size - first[0].size) < 0.5):
            break
        count += 1
    return count


def _columned(rows: list[list[Piece]], begin: int) -> tuple[int, list[float]]:
    """Return where the columns end that begin at a row, and the middles of the strips between them."""
    strips = _gaps(rows[begin])
    if not strips:
        return begin, []
    end = begin + 1
    for position in range(begin + 1, len(rows)):
        row = rows[position]
        left = _narrowed(strips, row)
        if not left:
            break
        if _gaps(row):
            strips, end = left, position + 1
        elif row[0].baseline - rows[end - 1][0].baseline > MAX_ONE_SIDED * max(piece.size for piece in row):
            break
    while end < len(rows) and _goes_on(rows, begin, end) and (left := _narrowed(strips, rows[end])):
        strips, end = left, end + 1
    return end, [(low + high) / 2 for low, high in strips]


def _goes_on(rows: list[list[Piece]], begin: int, position: int) -> bool:
    """Whether a row below the last full one still belongs to a column: as near, and as far to the left."""
    row = rows[position]
    if len(row) != 1:
        return False
    above = [piece for each in rows[begin:position] for piece in each if abs(piece.left - row[0].left) < 0.75]
    distance = row[0].baseline - above[-1].baseline if above else inf
    return distance <= MAX_NEAR * row[0].size


def _gaps(row: list[Piece]) -> list[tuple[float, float]]:
    return [
        (before.right, after.left)
        for before, after in pairwise(row)
        if after.left - before.right >= MIN_GUTTER and without_mark(before.text) and not _is_bar(before.text)
    ]


def _is_bar(text: str) -> bool:
    return text in ("|", "·")


def _narrowed(strips: list[tuple[float, float]], row: list[Piece]) -> list[tuple[float, float]]:
    """Return what a row leaves free of some strips."""
    free: list[tuple[float, float]] = []
    for low, high in strips:
        for piece in row:
            if piece.left < high and piece.right > low:  # it reaches into the strip
                if piece.left <= low and piece.right >= high:
                    low = high
                elif piece.left <= low:
                    low = piece.right
                else:
                    high = piece.left
        if high - low >= MIN_GUTTER:
            free.append((low, high))
    return free


def _cut(rows: list[list[Piece]], cuts: list[float]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
    for row in rows:
        parts: list[list[Piece]] = [[] for _ in columns]
        for piece in row:
            parts[sum(piece.left > cut for cut in cuts)].append(piece)
        for column, part in zip(columns, parts, strict=True):
            if part:
                column.append(Line(tuple(part)))
    return [column for column in columns if column]
