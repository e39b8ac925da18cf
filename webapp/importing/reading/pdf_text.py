"""The text of one PDF page as PDFium has it: pieces of lines, each with its baseline and its ends.

Baselines are the origins of the characters: their boxes differ between the programs that write PDFs.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from webapp.importing.document import Link, clean, join_links

HYPHEN = "\x02"
"""What PDFium puts for a hyphen that only breaks a word at a line's end."""
_GLUED = re.compile(r"(?<=\d{4})(?=[A-ZÀ-Þ][a-zß-ÿ])")
"""Where a tab between a year and a word left no gap."""
MAX_PAGE_CHARS = 100_000
GUTTER_EMS = 1.4
"""A wider gap within a line parts two columns: words stand at most some 0.7 em apart when justified."""
MAX_URL_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters on one baseline without a wide gap. Points, from the page's upper left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Of the type, in points."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link's area on a page, the text in it, and where it leads."""

    left: float
    top: float
    right: float
    bottom: float
    target: str
    text: str

    def covers(self, piece: Piece) -> bool:
        """Check whether part of a piece is within the area."""
        middle = piece.baseline - piece.size * 0.3
        return self.top <= middle <= self.bottom and piece.left < self.right and piece.right > self.left


@dataclass(slots=True)
class _Glyph:
    character: str
    x: float
    y: float
    right: float
    size: float


def pieces_of(page: pdfium.PdfPage) -> list[Piece]:
    """Return the page's pieces, in the order of its content."""
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage, page.get_height()))
    finally:
        textpage.close()
    pieces: list[Piece] = []
    run: list[_Glyph] = []
    drawn: _Glyph | None = None
    for glyph in glyphs:
        if glyph.size and drawn and not _continues(drawn, glyph):
            pieces += _piece(run)
            run = []
        run.append(glyph)
        drawn = glyph if glyph.size else drawn  # else a space that PDFium made up: the next one decides
    return [*pieces, *_piece(run)]


def links_of(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[PageLink]:
    """Return the page's links to other sites and to e-mail addresses."""
    height, textpage = page.get_height(), page.get_textpage()
    links: list[PageLink] = []
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, position, link) and len(links) < 1_000:
        action, area = raw.FPDFLink_GetAction(link), raw.FS_RECTF()
        if not action or not raw.FPDFLink_GetAnnotRect(link, area):
            continue
        buffer = ctypes.create_string_buffer(MAX_URL_CHARS)
        length = raw.FPDFAction_GetURIPath(document.raw, action, buffer, MAX_URL_CHARS)
        if 1 < length <= MAX_URL_CHARS:
            target = buffer.value.decode("utf-8", "replace")
            left, right = sorted((area.left, area.right))
            low, high = sorted((area.bottom, area.top))
            text = textpage.get_text_bounded(left, low, right, high).replace(HYPHEN, "-")
            links.append(PageLink(left, height - high, right, height - low, target, clean(text)))
    textpage.close()
    return links


def links_in(pieces: list[Piece], links: list[PageLink], text: str) -> tuple[Link, ...]:
    """Return the links that some pieces are within. `text` is what the pieces say."""
    found = (link for link in links if link.text and any(link.covers(piece) for piece in pieces))
    return join_links((Link(" ".join(link.text.split()), link.target) for link in found), text)


def _glyphs(textpage: pdfium.PdfTextPage, height: float) -> Iterator[_Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box = [ctypes.c_double() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    for index in range(min(textpage.count_chars(), MAX_PAGE_CHARS)):
        character = chr(raw.FPDFText_GetUnicode(textpage.raw, index))
        if character in "\r\n":
            continue
        raw.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
        raw.FPDFText_GetCharBox(textpage.raw, index, *box)
        if raw.FPDFText_IsGenerated(textpage.raw, index) == 1 and character == " ":
            yield _Glyph(" ", x.value, height - y.value, x.value, 0)
            continue
        raw.FPDFText_GetMatrix(textpage.raw, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage.raw, index) * math.hypot(matrix.c, matrix.d)
        yield _Glyph(character, x.value, height - y.value, max(box[1].value, x.value), size)


def _continues(before: _Glyph, glyph: _Glyph) -> bool:
    if abs(before.y - glyph.y) > 0.3 * max(before.size, glyph.size):
        return False
    gap = max(glyph.x - before.right, before.x - glyph.right)  # either direction of writing
    return gap < GUTTER_EMS * max(before.size, glyph.size)


def _piece(run: list[_Glyph]) -> list[Piece]:
    text = _GLUED.sub(" ", "".join(glyph.character for glyph in run))
    drawn = [glyph for glyph in run if glyph.size and not glyph.character.isspace()]
    if not drawn:
        return []
    return [
        Piece(
            text.strip(),
            min(glyph.x for glyph in drawn),
            max(glyph.right for glyph in drawn),
            median(glyph.y for glyph in drawn),
            median(glyph.size for glyph in drawn),
        )
    ]
