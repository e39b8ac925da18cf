"""Read a Word document (ISO/IEC 29500): headers, text, tables, text boxes, notes and links."""

import posixpath
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from webapp.importing.document import Document, Format, Role, UnreadableDocument
from webapp.importing.reading.passage_builder import PassageBuilder
from webapp.importing.reading.xml_parts import BROKEN, Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN = "word/document.xml"
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_LEFT_OUT = (f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}instrText")
"""Deleted text, a second copy of a text box, and properties."""


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a broken file."""
    parts = Parts(content)
    if MAIN not in parts.names:
        raise UnreadableDocument(BROKEN)
    builder = PassageBuilder()

    def walk(pattern: str, role: Role = Role.TEXT) -> None:
        seen: set[str] = set()
        for name in sorted(name for name in parts.names if re.fullmatch(pattern, name)):
            before = len(builder.passages)
            with builder.role(role):
                _Walk(builder, _links(parts, name)).element(parts.tree(name))
            texts = "\n".join(passage.text for passage in builder.passages[before:])
            if texts in seen:  # the same header for the first, the even and the odd pages
                del builder.passages[before:]
            seen.add(texts)

    walk(r"word/header\d*\.xml")
    walk(re.escape(MAIN))
    walk(r"word/(?:footnotes|endnotes)\.xml")
    walk(r"word/footer\d*\.xml", Role.REPEATED)
    return Document(Format.DOCX, builder.finish())


@dataclass(slots=True)
class _Walk:
    builder: PassageBuilder
    links: Mapping[str, str]

    def element(self, element: Element) -> None:
        """Tell the builder what an element holds."""
        if element.tag in _LEFT_OUT:
            return
        if element.tag == f"{W}p":
            self._paragraph(element)
        elif around := self._around(element.tag):
            with around:
                self._children(element)
        elif element.tag == f"{W}hyperlink":
            with self.builder.link(self.links.get(element.get(f"{R}id", ""), "")):
                self._children(element)
        elif element.tag == f"{W}fldSimple":
            found = _HYPERLINK.match(element.get(f"{W}instr", ""))
            with self.builder.link(found[1] if found else ""):
                self._children(element)
        elif element.tag == f"{W}t":
            self.builder.add(element.text or "")
        elif element.tag in _SIGNS:
            self.builder.add(_SIGNS[element.tag])
        else:
            self._children(element)

    def _around(self, tag: str) -> AbstractContextManager[None] | None:
        """Return what stands around the contents of a table, its parts and a text box."""
        match tag.removeprefix(W):
            case "tbl":
                return self.builder.table()
            case "tr":
                return self.builder.row()
            case "tc":
                return self.builder.cell()
            case "txbxContent":
                return self.builder.group()
        return None

    def _children(self, element: Element) -> None:
        for child in element:
            self.element(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        role = None
        if properties is not None:
            style = properties.find(f"{W}pStyle")
            name = "" if style is None else style.get(f"{W}val", "")
            if properties.find(f"{W}numPr") is not None or name.startswith("List"):
                role = Role.ITEM
            elif name.startswith(("Heading", "Title", "heading")):
                role = Role.HEADING
        if role:
            with self.builder.role(role):
                self._runs(paragraph)
        else:
            self._runs(paragraph)
            self.builder.end()

    def _runs(self, paragraph: Element) -> None:
        """Walk a paragraph; a link may be a field that begins in one run and ends in another."""
        target, begun = "", 0
        for child in paragraph:
            for code in child.iter(f"{W}instrText"):
                if found := _HYPERLINK.match(code.text or ""):
                    target, begun = found[1], len(self.builder.passages)
            if target and child.find(f"{W}t") is not None and begun == len(self.builder.passages):
                with self.builder.link(target):
                    self.element(child)
            else:
                self.element(child)
            if any(sign.get(f"{W}fldCharType") == "end" for sign in child.iter(f"{W}fldChar")):
                target = ""


def _links(parts: Parts, name: str) -> dict[str, str]:
    """Return the targets of the links of a part, by id."""
    rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
    if rels not in parts.names:
        return {}
    return {
        each.get("Id", ""): each.get("Target", "")
        for each in parts.tree(rels)
        if each.get("TargetMode") == "External"
    }
