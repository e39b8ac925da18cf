"""Read a web page, saved or pasted, with the HTML parser that browsers agree on. Nothing is fetched."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, Role, UnreadableDocument
from webapp.importing.reading.passage_builder import PassageBuilder

MAX_BYTES = 3_000_000
MAX_DEPTH = 400
"""Elements within each other. Browsers end at 512; the parser's time grows with the square of the depth."""
TOO_DEEP = N_("The file is broken: its parts stand within each other without end.")
_NAMESPACE = re.compile(r"\{[^}]*\}")
_LEFT_OUT = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "canvas", "audio", "video", "iframe",
     "object", "select")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "main", "menu", "nav", "ol",
     "p", "pre", "section", "summary", "tbody", "tfoot", "thead", "ul")
)  # fmt: skip
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def read(content: bytes | str) -> Document:
    """Return the document. Raise `UnreadableDocument` for one that is too large or too deep."""
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(N_("The page is larger than 3 MB. Copy its text, and paste it here."))
    builder = PassageBuilder()
    encoding = {} if isinstance(content, str) else {"likely_encoding": "utf-8"}
    try:
        tree = _BoundedParser().parse(content, **encoding)
    except (LookupError, ValueError):
        raise UnreadableDocument(N_("The page is broken: it cannot be read.")) from None
    _walk(tree, builder, preformatted=False)
    builder.end()
    return Document(Format.HTML, builder.finish())


class _OpenElements(list[Any]):
    """The elements that are open while a page is parsed."""

    def append(self, element: Any) -> None:
        """Open one more."""
        if len(self) >= MAX_DEPTH:
            raise UnreadableDocument(TOO_DEEP)
        super().append(element)


class _BoundedParser(HTMLParser):  # type: ignore[misc]  # the library has no types
    """Refuses a page whose elements stand too deep within each other as soon as it meets them."""

    def reset(self) -> None:
        """Begin a page: also again, in another encoding."""
        super().reset()
        self.tree.open_elements = _OpenElements(self.tree.open_elements)


def _walk(element: Element, builder: PassageBuilder, *, preformatted: bool) -> None:
    if not isinstance(element.tag, str):  # a comment
        return
    tag = _NAMESPACE.sub("", element.tag)
    is_hidden = "hidden" in element.attrib or _HIDDEN_STYLE.search(element.get("style", ""))
    if tag in _LEFT_OUT or is_hidden:
        return
    preformatted = preformatted or tag == "pre"

    def content() -> None:
        if element.text:
            builder.add(element.text if preformatted else _SPACES.sub(" ", element.text))
        for child in element:
            _walk(child, builder, preformatted=preformatted)
            if child.tail:
                builder.add(child.tail if preformatted else _SPACES.sub(" ", child.tail))

    if tag == "br":
        builder.add("\n")
    elif tag == "a":
        with builder.link(element.get("href", "")):
            content()
    elif tag in ("nav", "footer"):
        with builder.role(Role.REPEATED):
            content()
    elif tag == "li":
        with builder.role(Role.ITEM):
            content()
    elif tag in _HEADINGS:
        with builder.role(Role.HEADING):
            content()
    elif tag in ("td", "th"):
        with builder.cell():
            content()
    elif tag == "table":
        with builder.table():
            content()
    elif tag == "tr":
        builder.end()
        with builder.row():
            content()
    elif tag in _BLOCKS:
        builder.end()
        content()
        builder.end()
    else:
        content()
