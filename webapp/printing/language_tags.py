"""The language of each passage, written into a tagged PDF: WeasyPrint 70 writes the document's alone.

Without it a screen reader reads an English address in a Russian letter as Russian (ISO 14289-1, 7.2). The
tags of paragraphs stand in the file in the order in which the paragraphs' boxes stand on the pages.
"""

from collections.abc import Iterator
from typing import Any

TAGS = {"p": "/P", "h1": "/H1"}
"""The elements that hold text in our documents, and how PDF calls them."""


def tag_languages(document: Any, pdf: Any) -> None:
    """Set `Lang` on each paragraph whose language is not the document's. A `finisher` of WeasyPrint's.

    Raise `ValueError` if the tags are not the boxes' own: they would be given a wrong language.
    """
    from pydyf import String

    spoken = [box for page in document.pages for box in _boxes(page._page_box) if box.element_tag in TAGS]
    tags = [one for one in _elements(pdf) if one["S"] in TAGS.values()]
    if [TAGS[box.element_tag] for box in spoken] != [tag["S"] for tag in tags]:
        raise ValueError("the tags of the PDF are not in the order of its boxes")
    for box, tag in zip(spoken, tags, strict=True):
        language = box.style["lang"]
        if language and language != document.metadata.lang:
            tag["Lang"] = String(language)


def _boxes(box: Any) -> Iterator[Any]:
    """Walk the boxes as WeasyPrint does when it writes the tags."""
    box = getattr(box, "_box", box)  # an absolutely positioned one is behind a placeholder
    if box.element is not None and box.element_tag in TAGS and not box.element_tag.endswith("::before"):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _elements(pdf: Any) -> Iterator[Any]:
    """Walk the tree of structure, depth first."""

    def at(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    def walk(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("K", ()):
            if not isinstance(kid, int):
                child = at(kid)
                if child.get("Type") == "/StructElem":
                    yield from walk(child)

    root = at(pdf.catalog["StructTreeRoot"])
    for reference in root["K"]:
        yield from walk(at(reference))
