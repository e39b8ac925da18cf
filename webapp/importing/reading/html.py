"""Read a web page, saved or pasted, with the HTML parser that browsers agree on. Nothing is fetched."""

import re
from xml.etree.ElementTree import Element

import tinyhtml5

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, Role, UnreadableDocument
from webapp.importing.reading.passage_builder import PassageBuilder

MAX_BYTES = 3_000_000
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
    try:
        tree = (
            tinyhtml5.parse(content)
            if isinstance(content, str)
            else tinyhtml5.parse(content, likely_encoding="utf-8")
        )
    except (LookupError, ValueError):
        raise UnreadableDocument(N_("The page is broken: it cannot be read.")) from None
    _walk(tree, builder, preformatted=False)
    builder.end()
    return Document(Format.HTML, tuple(builder.passages))


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
