"""Pages of a PDF repeated, and blank backs between its parts, without another layout.

A part is an element of the body: `data-copies` says how often it comes. With `data-sides="2"` on the body
each part and each copy begins on a new sheet. Copies share the content of their pages; each has tags of its
own.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

COPIES, SIDES = "data-copies", "data-sides"
NO_MEANING = ("/NonStruct", "/Span")
DUPLEX = {"1": "/Simplex", "2": "/DuplexFlipLongEdge"}
"""What the print dialogue suggests (ISO 32000-2, table 147), by the sides that are printed on."""


def arrange_sheets(document: Any, pdf: Any) -> None:
    """Repeat and complete the pages as the document says. A `finisher` for WeasyPrint, after all others."""
    bodies = [_body(page) for page in document.pages]
    sides = bodies[0].element.get(SIDES)
    if not sides:
        return
    tags = _Tags(pdf)
    kids, order = [], []
    for part, numbers in groupby(range(len(bodies)), key=lambda number: bodies[number].children[0].element):
        pages = [pdf.objects[pdf.pages["Kids"][3 * number]] for number in numbers]
        for copy in range(int(part.get(COPIES, "1"))):
            for page in pages:
                shown, elements = (page, tags.of(page)) if copy == 0 else tags.copied(page)
                kids.append(shown)
                order += elements
            if sides == "2" and len(pages) % 2:
                kids.append(_blank(pdf, pages[0]))
    pdf.pages["Kids"][:] = [item for page in kids for item in (page.number, 0, "R")]
    pdf.pages["Count"] = len(kids)
    tags.document["K"][:] = order
    pdf.catalog["ViewerPreferences"]["Duplex"] = DUPLEX[sides]


def _body(page: Any) -> Any:
    (html,) = (box for box in page._page_box.children if box.element_tag == "html")
    (body,) = html.children
    return body


def _blank(pdf: Any, beside: Any) -> Any:
    from pydyf import Dictionary

    page = Dictionary({name: beside[name] for name in ("Type", "Parent", "MediaBox", "Tabs")})
    pdf.add_object(page)
    return page


@dataclass
class _Tags:
    """The tags of a PDF, by page."""

    pdf: Any

    def __post_init__(self) -> None:
        root = self._object(self.pdf.catalog["StructTreeRoot"])
        self.document = self._object(root["K"][0])
        self._numbers = self._object(root["ParentTree"])["Nums"]
        self._by_page: dict[bytes, list[bytes]] = {}
        for reference in self.document["K"]:
            self._by_page.setdefault(self._object(reference)["Pg"], []).append(reference)

    def of(self, page: Any) -> list[bytes]:
        """Return the references of a page's uppermost tags."""
        return self._by_page.get(page.reference, [])

    def copied(self, page: Any) -> tuple[Any, list[bytes]]:
        """Return a copy of a page, and the references of its uppermost tags."""
        from pydyf import Array, Dictionary

        number = self._numbers[-2] + 1
        copy = Dictionary({**page, "StructParents": number})
        self.pdf.add_object(copy)
        new: dict[bytes, bytes] = {}
        elements = [self._copy(each, self.document.reference, copy, new) for each in self.of(page)]
        marked = self._numbers[self._numbers.index(page["StructParents"]) + 1]
        for reference in marked:
            if reference not in new:  # what stands in the margin is in no tag of the page
                self._copy(self._uppermost(reference), self.document.reference, copy, new)
        self._numbers += [number, Array([new[reference] for reference in marked])]
        return copy, elements

    def _copy(self, reference: bytes, parent: bytes, page: Any, new: dict[bytes, bytes]) -> bytes:
        from pydyf import Array, Dictionary

        element = Dictionary({**self._object(reference), "P": parent, "Pg": page.reference})
        if element["Type"] != "/StructElem":
            raise ValueError("a link cannot be repeated")
        self.pdf.add_object(element)
        new[reference] = element.reference
        kids: list[int | bytes] = []
        for kid in element["K"]:
            if isinstance(kid, int):
                kids.append(kid)
            elif (
                (inner := self._object(kid)).get("S") in NO_MEANING
                and "Lang" not in inner
                and all(isinstance(each, int) for each in inner["K"])
            ):
                kids += inner["K"]  # the lines of a paragraph: half of all tags
                new[kid] = element.reference
            else:
                kids.append(self._copy(kid, element.reference, page, new))
        element["K"] = Array(kids)
        return new[reference]

    def _uppermost(self, reference: bytes) -> bytes:
        while (parent := self._object(reference)["P"]) != self.document.reference:
            reference = parent
        return reference

    def _object(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]
