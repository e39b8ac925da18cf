"""Read Rich Text Format (1.9): its text, table cells, text boxes and links."""

import codecs
import re
from dataclasses import dataclass, replace
from typing import Any

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, Passage, Role, UnreadableDocument
from webapp.importing.reading.passage_builder import PassageBuilder

MAX_DEPTH = 500
MAX_INSTRUCTION_BYTES = 4_000
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_SIGNS = {
    "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ",
}  # fmt: skip
_ENDS = frozenset(("par", "sect", "page", "row"))
_FOOTERS = frozenset(("footer", "footerl", "footerr", "footerf"))
_CELLS = frozenset(("cell", "nestcell"))
_SKIPPED = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "colorschememapping",
     "latentstyles", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl",
     "filetbl", "revtbl", "pgptbl", "annotation", "nonshppict", "bkmkstart", "bkmkend", "listtext", "pntext",
     "atnid", "atnauthor", "fldinst", "shprslt", "sp")
)  # fmt: skip
"""Destinations whose text is not the document's, or is a mark that stands before an entry of a list."""
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
             162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
             222: "cp874", 238: "cp1250"}  # fmt: skip
_FONT_OR_CHARSET = re.compile(rb"\\f(\d{1,5})|\\fcharset(\d{1,3})")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_HYPERLINK = re.compile(rb'HYPERLINK\s+"([^"{}]*)"')


@dataclass(frozen=True, slots=True)
class _State:
    """What a group of the file sets, until it ends."""

    is_skipped: bool = False
    encoding: str = "cp1252"
    fallback_chars: int = 1
    """Characters after each `\\u` that stand for it in old programs."""
    link: str = ""
    box: int = 0
    """The number of the text box that it is in; 0: none."""
    is_footer: bool = False


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a broken one."""
    reader = _Reader(content)
    for token in _TOKEN.finditer(content):
        reader.take(token)
    return Document(Format.RTF, reader.finish())


class _Reader:
    def __init__(self, content: bytes) -> None:
        page = _CODE_PAGE.search(content)
        self._content = content
        self._default = _codec(f"cp{int(page[1])}" if page else "cp1252")
        self._fonts: dict[int, str] = {}
        font = 0
        for found in _FONT_OR_CHARSET.finditer(content):
            if found[1]:
                font = int(found[1])
            else:
                self._fonts[font] = _CHARSETS.get(int(found[2]), self._default)
        self._states = [_State(encoding=self._default)]
        self._builder = PassageBuilder()
        self._bytes = bytearray()
        self._skip = 0
        """Characters that are left of those that stand for a `\\u`."""
        self._is_item = False
        self._in_table = False
        self._cells = 1
        self._rows: list[list[tuple[int, int]]] = []
        """Of the table that is open: cells, each its first passage and the one after its last."""
        self._row: list[tuple[int, int]] = []
        self._begin = 0
        """The number of the first passage of the cell that is open."""

    def take(self, token: re.Match[bytes]) -> None:
        """Take one token of the file."""
        if token["byte"]:
            self._bytes += bytes.fromhex(token["byte"].decode())
        elif token["text"] is not None:
            self._bytes += token["text"]
        else:
            self._flush()
            if token["brace"]:
                self._brace(token["brace"])
            elif token["sign"] is not None:
                self._sign(token["sign"])
            else:
                self._word(token["word"].decode(), int(token["number"] or 0), token.start())

    def finish(self) -> tuple[Passage, ...]:
        """Return the passages."""
        self._flush()
        self._end()
        self._end_table()
        return self._builder.finish()

    def _brace(self, brace: bytes) -> None:
        self._skip = 0
        if brace == b"{":
            if len(self._states) > MAX_DEPTH:
                raise UnreadableDocument(
                    N_("The file is broken: its groups stand within each other without end.")
                )
            self._states.append(self._states[-1])
        elif len(self._states) > 1:
            outer, inner = self._states[-2:]
            if (inner.box, inner.is_footer) != (outer.box, outer.is_footer):
                self._end()
            self._states.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._set(is_skipped=True)
        elif sign in (b"\r", b"\n"):
            self._end()
        else:
            self._add({b"~": " ", b"_": "-", b"-": ""}.get(sign, sign.decode("ascii", "replace")))

    def _word(self, word: str, number: int, position: int) -> None:
        if word == "u":
            self._add(chr(number % 0x10000))
            self._skip = self._states[-1].fallback_chars
        elif word == "uc":
            self._set(fallback_chars=max(0, min(number, 8)))
        elif word == "f":
            self._set(encoding=self._fonts.get(number, self._default))
        elif word == "fldrslt":
            self._set(is_skipped=False, link=self._target_before(position))
        elif word == "shptxt":  # a text box, within instructions that are skipped
            self._end()
            self._cells += 1
            self._set(is_skipped=False, box=self._cells)
        elif word in _FOOTERS:
            self._end()
            self._set(is_footer=True)
        elif word in _SKIPPED:
            self._set(is_skipped=True)
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word == "pard":
            self._is_item = self._in_table = False
        elif word == "ls":
            self._is_item = True
        elif word == "intbl":
            self._in_table = True
        elif word in _ENDS:
            self._end()
            if word == "row":
                self._end_row()
        elif word in _CELLS:
            self._in_table = True
            self._end()
            self._cells += 1
            self._row.append((self._begin, len(self._builder.passages)))
            self._begin = len(self._builder.passages)

    def _end_row(self) -> None:
        if self._row:
            self._rows.append(self._builder.end_row(self._row))
        self._row = []
        self._begin = len(self._builder.passages)

    def _end_table(self) -> None:
        """End the table that is open, if any: its passages are all there is since its first row."""
        if self._rows and self._rows[-1][-1][1] == len(self._builder.passages):
            self._builder.end_table(self._rows)
        self._rows = []

    def _end(self) -> None:
        if not self._in_table:
            self._end_table()
        group = self._cells if self._in_table else self._states[-1].box
        role = Role.ITEM if self._is_item else Role.TEXT
        self._builder.end(Role.REPEATED if self._states[-1].is_footer else role, group)
        if not self._in_table:
            self._begin = len(self._builder.passages)

    def _set(self, **changed: Any) -> None:
        self._states[-1] = replace(self._states[-1], **changed)

    def _flush(self) -> None:
        """Decode the bytes so far: one character may take two of them."""
        if not self._bytes:
            return
        text = self._bytes.decode(self._states[-1].encoding, "replace")
        self._bytes.clear()
        skipped, self._skip = min(self._skip, len(text)), 0
        self._add(text[skipped:])

    def _add(self, text: str) -> None:
        state = self._states[-1]
        if not state.is_skipped:
            self._builder.add(text)
            self._builder.add_link(text, state.link)

    def _target_before(self, position: int) -> str:
        """Return the target of the field whose result begins here: its instruction stands just before."""
        begin = self._content.rfind(b"\\fldinst", max(0, position - MAX_INSTRUCTION_BYTES), position)
        found = _HYPERLINK.search(self._content, begin, position) if begin >= 0 else None
        return found[1].decode("ascii", "replace") if found else ""


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
