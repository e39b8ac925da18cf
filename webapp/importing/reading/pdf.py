"""Read a PDF with PDFium: its text with columns apart, its links, without repeated headers."""

import re
from collections import Counter
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, Passage, Role, UnreadableDocument
from webapp.importing.reading.pdf_layout import PageSize, passages_of
from webapp.importing.reading.pdf_text import links_of, pieces_of

MAX_PAGES = 200
TOO_MANY_PAGES = N_(
    "The PDF has more than 200 pages. Save the pages that are about the case, and choose those."
)
BROKEN = N_("The PDF is broken: it cannot be opened.")
MARGIN = 0.12
"""The share of a page's height, at the top and at the foot, in which headers and page numbers stand."""
MIN_RTL_SHARE = 0.5
_DIGIT = re.compile(r"\d")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTERS = re.compile(r"[^\W\d_]")
_PAGE_NUMBER = re.compile(
    r"(?:[–-]\s?)?(?:[^\W\d]{1,9}\.?\s)?\d{1,3}(?:\s*(?:/|of|de|von|из|من)\s*\d{1,3})?", re.IGNORECASE
)

_LAST_NUMBER = re.compile(
    r"\b\d{1,3}\s?(?:/|of|de|von|sur|di|из|من)\s?\d{1,3}$|[·•|–—-]\s[^\W\d]{1,9}\.?\s\d{1,3}$", re.IGNORECASE
)
"""As a line ends that has the page's number behind something else."""


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a scan, a locked or a broken file."""
    try:
        file = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise UnreadableDocument(
                N_("The PDF is locked with a password. Save it without one, and choose it again.")
            ) from None
        raise UnreadableDocument(BROKEN) from None
    try:
        if len(file) > MAX_PAGES:
            raise UnreadableDocument(TOO_MANY_PAGES)
        passages = _mark_repeated(_passages(file), len(file))
        pages = len(file)
    except pdfium.PdfiumError:
        raise UnreadableDocument(BROKEN) from None
    finally:
        file.close()
    if not passages:
        raise UnreadableDocument(
            N_(
                "There is no text in the PDF: it is a scan, a picture of a document. Type it, or have it "
                "read by a text recognition first."
            )
        )
    return Document(Format.PDF, tuple(passages), pages)


def _passages(file: pdfium.PdfDocument) -> list[Passage]:
    passages: list[Passage] = []
    group = 1
    for number in range(len(file)):
        page = file[number]
        pieces = pieces_of(page)
        text = " ".join(piece.text for piece in pieces)
        is_rtl = len(_RTL.findall(text)) > MIN_RTL_SHARE * max(1, len(_LETTERS.findall(text)))
        size = PageSize(number + 1, page.get_width(), page.get_height())
        found = passages_of(pieces, links_of(file, page), size, group, is_rtl=is_rtl)
        group = max((group, *(passage.group + 1 for passage in found)))
        passages += found
        page.close()
    return passages


def _mark_repeated(passages: list[Passage], pages: int) -> list[Passage]:
    """Mark page numbers, and what stands in the margin of several pages, from its second time on.

    The first time counts where it has a number or stands at the head: it may say what sheet that is.
    """

    def in_margin(passage: Passage) -> bool:
        box = passage.box
        return box is not None and (box.bottom < MARGIN or box.top > 1 - MARGIN)

    def key(passage: Passage) -> str:
        return re.sub(r"\d+", "#", passage.text)

    counted = Counter(
        text for text, _ in {(key(passage), passage.page) for passage in passages if in_margin(passage)}
    )
    seen: set[str] = set()
    marked: list[Passage] = []
    for passage in passages:
        is_number = in_margin(passage) and (
            _PAGE_NUMBER.fullmatch(passage.text) is not None
            or (counted[key(passage)] > 1 and _LAST_NUMBER.search(passage.text) is not None)
        )
        is_name = passage.box is not None and passage.box.top > 1 - MARGIN and not _DIGIT.search(passage.text)
        is_known = key(passage) in seen or is_name
        is_again = in_margin(passage) and pages > 1 and is_known and counted[key(passage)] > 1
        seen.add(key(passage))
        marked.append(replace(passage, role=Role.REPEATED) if is_number or is_again else passage)
    return marked
