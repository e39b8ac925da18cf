"""Read an OpenDocument text (ISO/IEC 26300): header, text, tables, frames, notes and links."""

from xml.etree.ElementTree import Element

from webapp.importing.document import Document, Format, Role, UnreadableDocument
from webapp.importing.reading.passage_builder import PassageBuilder
from webapp.importing.reading.xml_parts import BROKEN, Parts

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
MAX_SPACES = 1_000
_LEFT_OUT = (f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}note-citation")
_HEADERS = (f"{STYLE}header", f"{STYLE}header-first", f"{STYLE}header-left")
_FOOTERS = (f"{STYLE}footer", f"{STYLE}footer-first", f"{STYLE}footer-left")


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a broken file."""
    parts = Parts(content)
    if "content.xml" not in parts.names:
        raise UnreadableDocument(BROKEN)
    builder = PassageBuilder()
    styles = parts.tree("styles.xml") if "styles.xml" in parts.names else None
    if styles is not None:
        for header in (element for tag in _HEADERS for element in styles.iter(tag)):
            _walk(header, builder)
    for body in parts.tree("content.xml").iter(f"{OFFICE}body"):
        _walk(body, builder)
    if styles is not None:
        with builder.role(Role.REPEATED):
            for footer in (element for tag in _FOOTERS for element in styles.iter(tag)):
                _walk(footer, builder)
    return Document(Format.ODT, builder.finish())


def _walk(element: Element, builder: PassageBuilder) -> None:
    tag = element.tag
    if tag in _LEFT_OUT:
        return
    if tag == f"{TEXT}p":
        _content(element, builder)
        builder.end()
    elif tag == f"{TEXT}h":
        with builder.role(Role.HEADING):
            _content(element, builder)
    elif tag == f"{TEXT}list-item":
        with builder.role(Role.ITEM):
            _content(element, builder)
    elif tag == f"{DRAW}text-box":
        with builder.group():
            _content(element, builder)
    elif tag == f"{TABLE}table":
        with builder.table():
            _content(element, builder)
    elif tag == f"{TABLE}table-row":
        with builder.row():
            _content(element, builder)
    elif tag == f"{TABLE}table-cell":
        with builder.cell():
            _content(element, builder)
    elif tag == f"{TEXT}a":
        with builder.link(element.get(f"{XLINK}href", "")):
            _content(element, builder)
    elif tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c", "1")
        builder.add(" " * min(int(count) if count.isdecimal() else 1, MAX_SPACES))
    elif tag == f"{TEXT}line-break":
        builder.add("\n")
    elif tag == f"{TEXT}tab":
        builder.add("\t")
    else:
        _content(element, builder)


def _content(element: Element, builder: PassageBuilder) -> None:
    if element.text and element.text.strip("\n\t"):
        builder.add(element.text.replace("\n", " "))
    for child in element:
        _walk(child, builder)
        if child.tail and child.tail.strip("\n\t"):
            builder.add(child.tail.replace("\n", " "))
