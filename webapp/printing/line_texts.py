"""Write the text of a line into a PDF where its glyphs do not spell it (ActualText, ISO 32000-2, 14.9.4).

WeasyPrint 70 gives each glyph the characters of the first syllable in which it came. That is right where each
letter has its glyph. In the scripts of India and of Thailand a sign may stand before the consonant that it is
read after, and several letters may share a glyph: copied, searched or read aloud, words would be others.
"""

import re
from collections.abc import Iterator
from typing import Any

from webapp.printing.language_tags import elements

SHARED_GLYPHS = re.compile("[\u0900-\u0eff]")
"""Characters of the scripts from Devanagari to Lao."""
NO_CHARACTER, NO_INK = b"> <>", b"> <200b>"
"""The end of a line of ToUnicode for a glyph that the syllable has no character left for. PDF/UA-1 wants one
for each glyph (7.21.7)."""


def tag_line_texts(document: Any, pdf: Any) -> None:
    """Write the text of each line with such a character. A `finisher` for WeasyPrint.

    Raise `ValueError` if the lines do not match the tags: one would get the text of another.
    """
    from pydyf import Dictionary, Stream, String

    if not any(SHARED_GLYPHS.search("".join(font.to_unicode.values())) for font in document.fonts.values()):
        return
    lines = [text for page in document.pages for text in _lines(page._page_box)]
    marks = [
        (element["Pg"], kid)
        for element in elements(pdf)
        for kid in element.get("K", ())
        if isinstance(kid, int)
    ]
    if len(lines) != len(marks):
        raise ValueError("the tags of the PDF are not in the order of its lines")
    properties = {}
    for reference in {page for page, _ in marks}:
        page = pdf.objects[int(reference.split()[0])]
        content = pdf.objects[int(page["Contents"].split()[0])]
        for item in content.stream:
            if isinstance(item, Dictionary) and "MCID" in item:
                properties[reference, item["MCID"]] = item
    for line, mark in zip(lines, marks, strict=True):
        if SHARED_GLYPHS.search(line):
            properties[mark]["ActualText"] = String(line)
    for item in pdf.objects:
        if isinstance(item, Stream):
            item.stream[:] = [_with_character(part) for part in item.stream]


def _with_character(part: Any) -> Any:
    is_empty = isinstance(part, bytes) and part.endswith(NO_CHARACTER) and part.startswith(b"<")
    return part.removesuffix(NO_CHARACTER) + NO_INK if is_empty else part


def _lines(box: Any) -> Iterator[str]:
    """Yield the lines of text, and "" for a picture, in the order in which WeasyPrint writes their tags."""
    from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox

    box = getattr(box, "_box", box)  # an absolutely positioned box is wrapped in a placeholder
    if isinstance(box, TextBox):
        yield box.text
    elif isinstance(box, ReplacedBox):
        yield ""
    elif not isinstance(box, MarginBox):  # a page's number has no tag
        for child in getattr(box, "children", ()):
            yield from _lines(child)
