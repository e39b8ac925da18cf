"""A printed document with its text, pictures, fonts and tags, for tests."""

import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream, StreamObject

from webapp.domain.letter import Letter
from webapp.domain.stationery import Paper
from webapp.printing import letter_document
from webapp.printing.letter_document import MAX_RETURN_LINE_CHARS
from webapp.printing.printer import BOUNDS

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "fonts" / "print"
STYLESHEETS = [ROOT / "static" / "css" / name for name in letter_document.STYLESHEETS]

PATIENT = replace(BOUNDS, seconds=300, cpu_seconds=300)
"""For tests that are not about time: on a busy machine a letter of one processor second takes over 20 s."""

ARABIC_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3\u200c]+")
"""Letters, vowel signs and the joiner of Persian; no figures."""

MM = 72 / 25.4
"""Points in a millimetre."""


def fold(text: str) -> str:
    """Return text without what extraction changes: line breaks and compatibility forms.

    NFKC undoes the presentation forms by which some extractors name Arabic glyphs, and turns "º" into
    "o" on both sides of a comparison. PDFium writes U+FFFE for a hyphen at the end of a line.
    """
    text = unicodedata.normalize("NFKC", text.replace("\ufffe", "-"))
    return re.sub(r"[\s\u200b\u00ad]", "", text)


def words(letter: Letter) -> str:
    """Return all the text that a letter's pages must have, in its order."""
    return fold("".join(lines_of(letter)))


def lines_of(letter: Letter) -> tuple[str, ...]:
    """Return the lines and paragraphs that a letter's pages must have, in their order."""
    return (
        *letter.sender,
        *([" · ".join(letter.sender)] if has_return_line(letter) else []),
        *letter.address,
        letter.language.date(letter.day),
        letter.salutation,
        *letter.paragraphs,
        letter.closing,
        letter.sender_name,
    )


def has_return_line(letter: Letter) -> bool:
    """Return whether the sender is repeated above the address: on A4, with a short address."""
    whole = len(letter.sender) > 1 and len(" · ".join(letter.sender)) <= MAX_RETURN_LINE_CHARS
    return whole and letter.paper is Paper.A4


def arabic_words(text: str) -> Counter[str]:
    """Count the words in Arabic letters, vowel signs included."""
    return Counter(ARABIC_WORD.findall(unicodedata.normalize("NFKC", text)))


def without_marks(text: str) -> str:
    """Return text without vowel signs and other nonspacing marks."""
    return "".join(each for each in text if unicodedata.category(each) != "Mn")


def unmirrored(text: str) -> str:
    """Return text with opening brackets and quotes only: some extractors mirror them."""
    return text.translate(str.maketrans(")]}»›", "([{«‹"))


@dataclass(frozen=True)
class Printed:
    """A PDF file."""

    data: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.data))

    @property
    def catalog(self) -> Any:
        return self.reader.trailer["/Root"]

    @property
    def title(self) -> str:
        return str(self.reader.metadata.title) if self.reader.metadata else ""

    @property
    def fonts(self) -> dict[str, Any]:
        """The descriptor of each font, by its name."""
        found = {}
        for page in self.reader.pages:
            for each in page["/Resources"]["/Font"].values():
                (descendant,) = each.get_object()["/DescendantFonts"]
                font = descendant.get_object()
                found[str(font["/BaseFont"])] = font["/FontDescriptor"].get_object()
        return found

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The text of each page by PDFium, as in Chrome: it orders text by position."""
        with pypdfium2.PdfDocument(self.data) as document:
            texts = []
            for page in document:
                text = page.get_textpage()
                texts.append(text.get_text_range())
                text.close()
                page.close()
            return tuple(texts)

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def text_in_file_order(self) -> str:
        """The text by pypdf: it takes glyphs in the order of the file, not by their positions."""
        return "\n".join(page.extract_text() for page in self.reader.pages)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page in millimetres."""
        return [
            (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM) for page in self.reader.pages
        ]

    def pictures(self) -> list[Image.Image]:
        """Each page at 72 dpi, in grey."""
        with pypdfium2.PdfDocument(self.data) as document:
            pictures = []
            for page in document:
                bitmap = page.render(scale=1, grayscale=True)
                pictures.append(bitmap.to_pil().convert("L"))
                bitmap.close()
                page.close()
            return pictures

    def places(self, number: int = 0) -> dict[str, tuple[float, float, float, float]]:
        """Return the box of each line of a page: left, top, right, bottom, in millimetres."""
        with pypdfium2.PdfDocument(self.data) as document:
            page = document[number]
            text = page.get_textpage()
            found = {}
            for number in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(number)
                line = text.get_text_bounded(left, bottom, right, top).strip()
                height = page.get_height()
                found[line] = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
            text.close()
            page.close()
            return found

    @property
    def characters(self) -> list[str]:
        """The character of each glyph in the first page's fonts. A letter with two shapes is there twice."""
        fonts = self.reader.pages[0]["/Resources"]["/Font"].values()
        tables = [_characters_of(font.get_object()["/ToUnicode"]) for font in fonts]
        return [text for table in tables for text in table.values()]

    def lines(self) -> list[str]:
        """Return each line as its glyphs were painted, in reading order.

        These are the glyphs' own characters, marks included; positions are not used.
        """
        found = []
        for page in self.reader.pages:
            tables = {
                name: _characters_of(font.get_object()["/ToUnicode"])
                for name, font in page["/Resources"]["/Font"].items()
            }
            table: dict[int, str] = {}
            line: list[str] = []
            for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
                if operator == b"Tf":
                    table = tables[operands[0]]
                elif operator == b"TJ":
                    for piece in operands[0]:
                        if isinstance(piece, str | bytes):
                            line += [table[code] for code in _codes(piece)]
                elif operator == b"EMC" and line:
                    found.append(_in_reading_order(line))
                    line = []
        return found


def _codes(piece: str | bytes) -> list[int]:
    data = getattr(piece, "original_bytes", piece)
    assert isinstance(data, bytes)
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def _characters_of(to_unicode: StreamObject) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", to_unicode.get_object().get_data())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _in_reading_order(glyphs: list[str]) -> str:
    """Reverse a painted line that runs from right to left, except for its figures and Latin words."""
    if not any(unicodedata.bidirectional(each[0]) in ("R", "AL") for each in glyphs if each):
        return "".join(glyphs)
    line = "".join(reversed(glyphs))
    figures = r"[A-Za-z0-9٠-٩]"
    return re.sub(rf"{figures}+(?:[ .٫]+{figures}+)*", lambda run: run.group()[::-1], line)
