"""Write the language of each paragraph into a tagged PDF. WeasyPrint 70 writes the document's language only.

Without it a screen reader reads an English address in a Russian letter as Russian (ISO 14289-1, 7.2). The
tags of the paragraphs are in the same order in the file as their boxes on the pages.
"""

from collections.abc import Iterator
from typing import Any

TAGS = {"p": "/P", "h1": "/H1", "li": "/LI"}
"""The elements that hold text in our documents, and their PDF structure types."""


def tag_languages(document: Any, pdf: Any) -> None:
    """Set `Lang` on each paragraph in another language than the document. A `finisher` for WeasyPrint.

    Raise `ValueError` if tags and boxes do not match: a paragraph would get the language of another.
    """
    from pydyf import String

    boxes = [box for page in document.pages for box in _boxes(page._page_box) if box.element_tag in TAGS]
    tags = [element for element in elements(pdf) if element["S"] in TAGS.values()]
    if [TAGS[box.element_tag] for box in boxes] != [tag["S"] for tag in tags]:
        raise ValueError("the tags of the PDF are not in the order of its boxes")
    for box, tag in zip(boxes, tags, strict=True):
        language = box.style["lang"]
        if language and language != document.metadata.lang:
            tag["Lang"] = String(language)


def _boxes(box: Any, item: Any = None) -> Iterator[Any]:
    """Yield the boxes in the order in which WeasyPrint writes their tags.

    `item` is the list item around them: it may hold paragraphs, and the boxes of its own lines are its, too.
    """
    box = getattr(box, "_box", box)  # an absolutely positioned box is wrapped in a placeholder
    if box.element is not None and box.element is not item and box.element_tag in TAGS:
        yield box
        if box.element_tag != "li":
            return
        item = box.element
    for child in getattr(box, "children", ()):
        yield from _boxes(child, item)


def elements(pdf: Any) -> Iterator[Any]:
    """Yield the elements of the structure tree of a PDF, depth first."""

    def resolve(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    def walk(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("K", ()):
            if not isinstance(kid, int):
                child = resolve(kid)
                if child.get("Type") == "/StructElem":
                    yield from walk(child)

    root = resolve(pdf.catalog["StructTreeRoot"])
    for reference in root["K"]:
        yield from walk(resolve(reference))
