"""The grammar of PO files, as gettext reads it: from bytes to entries, each error with its line.

The parsers of Babel and polib take files that `msgfmt -c` refuses, such as one with a message twice or a
stray quote, and refuse files that it takes. tests/campaigns/test_po_reader.py compares this reader with
`msgfmt -c` and lists the few differences. The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from webapp.campaigns.po_mistakes import KEYWORDS, PoSyntaxError, quote, stray_word, what_is_wrong

_TOKEN = re.compile(
    r'[ \t\r\f\v]*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<keyword>[A-Za-z_][A-Za-z0-9_.$-]*)'
    r"|\[\s*(?P<index>[0-9]{1,3})\s*\])"
)
_BLANK = re.compile(r"[ \t\r\f\v]*(?:#.*)?")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,6}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "\\": "\\", '"': '"'}
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(slots=True)
class PoEntry:
    """One message with all that stands about it."""

    line: int = 0
    """The line of `msgid`; 0 while it has none."""
    obsolete: bool = False
    context: str | None = None
    id: str = ""
    plural: str | None = None
    strings: list[str] = field(default_factory=list)
    """The translation, or its plural forms in order."""
    previous: dict[str, str] = field(default_factory=dict)
    """The source text that the translation was made from, by keyword."""
    flags: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """The translator's."""
    extracted: list[str] = field(default_factory=list)
    """The author's."""
    references: list[str] = field(default_factory=list)

    @property
    def is_header(self) -> bool:
        """True for the message without a source text: its translation holds the header's fields."""
        return not self.id and self.context is None and not self.obsolete and bool(self.strings)


def read_entries(text: str) -> Iterator[PoEntry]:
    """Yield the entries of a PO file in order, the header among them; raise `PoSyntaxError`."""
    reader = _Reader()
    # Only a line feed ends a line here. `splitlines` would take U+2028, too, which may stand in a text.
    for number, line in enumerate(text.split("\n"), start=1):
        yield from reader.read_line(number, line)
    yield from reader.finish()


class _Reader:
    def __init__(self) -> None:
        self._entry = PoEntry()
        self._is_empty = True
        self._part = ""
        self._part_line = 0
        self._pieces: list[str] = []

    def read_line(self, number: int, line: str) -> Iterator[PoEntry]:
        content = line.lstrip(" \t\r\f\v")
        previous = obsolete = False
        if content.startswith("#"):
            obsolete = content.startswith("#~")
            content = content[2:] if obsolete else content[1:]
            previous = content.startswith("|")
            if not obsolete and not previous:
                if self._part:
                    yield from self.finish()
                self._read_comment(content)
                return
            content = content[1:] if previous else content
        elif content.startswith(_CONFLICT):
            raise PoSyntaxError(
                number,
                "this line was left when two versions were merged; keep one version and delete the marks",
            )
        at = 0
        while not _BLANK.fullmatch(content, at):
            token = _TOKEN.match(content, at)
            if token is None:
                raise PoSyntaxError(number, what_is_wrong(content[at:].strip(" \t\r\f\v"), bool(self._part)))
            at = token.end()
            if token["string"] is not None:
                self._read_string(number, token["string"], previous, obsolete)
            elif token["keyword"] is None:
                raise PoSyntaxError(number, stray_word(token.group().strip()))
            else:
                index = _TOKEN.match(content, at)
                has_index = index is not None and index["index"] is not None
                at = index.end() if index and has_index else at
                form = int(index["index"]) if index and has_index else None
                yield from self._read_keyword(number, token["keyword"], form, previous, obsolete)

    def finish(self) -> Iterator[PoEntry]:
        """End the entry that is being read."""
        if self._is_empty:
            return
        self._end_text()
        entry = self._entry
        if not entry.line:
            advice = (
                'there is no "msgid" after this "msgctxt"; add it, or delete this'
                if entry.context is not None
                else 'lines with "#|" stand directly above "msgid"; move this one down, or delete it'
            )
            raise PoSyntaxError(self._part_line, advice)
        if not entry.strings:
            raise PoSyntaxError(
                entry.line, f'the message {quote(entry.id)} has no "msgstr" after it; add the line msgstr ""'
            )
        yield entry
        self._entry, self._is_empty = PoEntry(), True

    def _read_comment(self, comment: str) -> None:
        kind, rest = comment[:1], comment[1:].strip()
        match kind:
            case "," | "=":
                self._entry.flags += [flag.strip() for flag in rest.split(",") if flag.strip()]
            case ":":
                self._entry.references.append(rest)
            case ".":
                self._entry.extracted.append(rest)
            case _:
                self._entry.comments.append(comment.strip())

    def _read_keyword(
        self, number: int, keyword: str, form: int | None, previous: bool, obsolete: bool
    ) -> Iterator[PoEntry]:
        if keyword not in KEYWORDS or (form is not None and keyword != "msgstr"):
            raise PoSyntaxError(number, stray_word(keyword))
        self._end_text()
        if self._entry.strings and (previous or keyword in ("msgctxt", "msgid")):
            yield from self.finish()
        entry = self._entry
        if self._is_empty:
            entry.obsolete, self._is_empty = obsolete, False
        self._check_mark(number, obsolete)
        if previous:
            if entry.line or entry.context is not None or keyword == "msgstr":
                raise PoSyntaxError(
                    number, 'lines with "#|" stand before the message; move or delete this one'
                )
            entry.previous[keyword] = ""
        elif keyword == "msgctxt":
            self._check(number, keyword, entry.context is None and not entry.line)
            entry.context = ""
        elif keyword == "msgid":
            self._check(number, keyword, not entry.line)
            entry.line = number
        elif keyword == "msgid_plural":
            self._check(number, keyword, bool(entry.line) and entry.plural is None and not entry.strings)
            entry.plural = ""
        else:
            self._read_msgstr(number, form)
        self._part, self._part_line = f"#|{keyword}" if previous else keyword, number

    def _read_msgstr(self, number: int, form: int | None) -> None:
        entry = self._entry
        if not entry.line:
            raise PoSyntaxError(
                number, 'there is a "msgstr" without a "msgid" before it; add it, or delete this'
            )
        if form is None:
            if entry.strings:
                raise PoSyntaxError(number, f"the message {quote(entry.id)} has two translations; delete one")
            if entry.plural is not None:
                raise PoSyntaxError(number, 'a message with "msgid_plural" has "msgstr[0]", "msgstr[1]" …')
        elif entry.plural is None:
            raise PoSyntaxError(
                number, f'"msgstr[{form}]" is only for a message with "msgid_plural"; write "msgstr"'
            )
        elif form != len(entry.strings):
            raise PoSyntaxError(
                number, f'the plural forms are not in order; here "msgstr[{len(entry.strings)}]" is due'
            )
        entry.strings.append("")

    def _read_string(self, number: int, string: str, previous: bool, obsolete: bool) -> None:
        is_previous = self._part.startswith("#|")
        if not self._part or previous != is_previous:
            raise PoSyntaxError(number, 'here is a text without "msgid" or "msgstr" before it; delete it')
        self._check_mark(number, obsolete)
        self._pieces.append(_unescape(number, string[1:-1]))

    def _end_text(self) -> None:
        """Give the text that was read to its part."""
        if not self._part:
            return
        if not self._pieces:
            keyword = self._part.removeprefix("#|")
            raise PoSyntaxError(
                self._part_line, f'there is no text after {keyword}; write it in straight quotes: "…"'
            )
        value, entry = "".join(self._pieces), self._entry
        match self._part:
            case "msgctxt":
                entry.context = value
            case "msgid":
                entry.id = value
            case "msgid_plural":
                entry.plural = value
            case "msgstr":
                entry.strings[-1] = value
            case previous:
                entry.previous[previous[2:]] = value
        self._part, self._pieces = "", []

    def _check(self, number: int, keyword: str, allowed: bool) -> None:
        entry = self._entry
        if allowed:
            return
        if entry.line and not entry.strings and keyword != "msgid_plural":
            raise PoSyntaxError(
                entry.line, f'the message {quote(entry.id)} has no "msgstr" after it; add the line msgstr ""'
            )
        raise PoSyntaxError(
            number, f'"{keyword}" cannot stand here; a blank line and "msgid" begin a message'
        )

    def _check_mark(self, number: int, obsolete: bool) -> None:
        if obsolete != self._entry.obsolete:
            raise PoSyntaxError(
                number,
                'some lines of this message begin with "#~" and some do not; give it to all or to none',
            )


def _unescape(number: int, string: str) -> str:
    if "\\" not in string:
        return string

    def character(escape: re.Match[str]) -> str:
        code = escape[1]
        if code in _ESCAPED:
            return _ESCAPED[code]
        if code[0] in "01234567":
            return chr(int(code, 8) & 0xFF)
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16) & 0xFF)
        raise PoSyntaxError(
            number, f'"\\{code}" has no meaning in a PO file; write a backslash twice, or delete it'
        )

    return _ESCAPE.sub(character, string)
