"""Documents of HTML as tests read them: strictly by html5lib, which takes ten times as long as lxml.

Most pages of a run differ from another one in their words alone. So each markup is parsed strictly once in a
run. Where lxml makes the same of it, the documents themselves are parsed by lxml.
"""

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib
from html5lib.html5parser import ParseError
from lxml import etree

from tests.support.site.template_cache import VARIABLE

SVG = "{http://www.w3.org/2000/svg}"
SVG_NAMES = {"viewbox": "viewBox", "preserveaspectratio": "preserveAspectRatio"}
WITHOUT_FIRST_LINE_END = ("pre", "textarea", "listing")
TAG = re.compile(
    r"""(<(?:!doctype[ ]html|/?[a-z][a-z0-9-]*(?:\s+[^\s"'<>/=]+(?:="[^"]*"|='[^']*')?)*\s*/?)>)""", re.I
)
VALUE = re.compile(r"""(?<!\stype)(?<!\sencoding)=(["'])(.*?)\1""", re.I | re.S)
"""Of an attribute whose value changes nothing about the parts of a document."""
ALIKE = re.compile(r"(<(option|li)\b[^\n]*\n?</\2>\n)\1{2,}")
"""Options, or lines of a list, with the same markup: after two of them a parser is where it was before."""
REFERENCE = re.compile(r"&#?\w+;")
ODD = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\U0001fffe-\U0010ffff]")
"""Characters that a strict parser may refuse, and some more."""

_is_read_alike: dict[str, bool] = {}
"""By a digest of a markup: whether lxml makes the same of it. Processes of a run tell each other by files."""


def parse(source: str) -> Element:
    """Return the document as html5lib parses it strictly, or raise its `ParseError`."""
    markup = markup_of(source)
    digest = hashlib.sha256(markup.encode(errors="surrogatepass")).hexdigest()
    if digest not in _is_read_alike:
        _is_read_alike[digest] = _compared(markup, source, digest)
    return _parse_quickly(source) if _is_read_alike[digest] else parse_strictly(source)


def _compared(markup: str, source: str, digest: str) -> bool:
    """Parse a markup strictly, unless a process of this run has done so. Compare what lxml makes of it."""
    known = {alike: Path(os.environ[VARIABLE], f"{digest}-{alike}") for alike in (True, False)}
    for alike, file in known.items():
        if file.exists():
            return alike
    try:
        strict = parse_strictly(markup)
    except ParseError:
        parse_strictly(source)  # its message names the place
        raise
    alike = shown(_parse_quickly(markup)) == shown(strict)
    known[alike].touch()
    return alike


def parse_strictly(source: str) -> Element:
    """Return what html5lib makes of it, unless a browser would have to mend it: `ParseError`."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(source)
    return root


def markup_of(source: str) -> str:
    """Return a document with one letter for words of text and of attributes: it has the same errors.

    One with other tags than plain ones is returned as it is. Of a long list of countries or of languages
    two lines are left.
    """
    pieces = TAG.split(source)
    texts, tags = pieces[::2], pieces[1::2]
    if any("<" in text for text in texts):
        return source
    pieces[::2], pieces[1::2] = map(_without_words, texts), map(_without_values, tags)
    return ALIKE.sub(r"\1\1", "".join(pieces))


@lru_cache(20_000)
def _without_words(text: str) -> str:
    words = REFERENCE.sub("", text)
    if "&" in words or ODD.search(text):
        return text
    references = "".join(sorted({*REFERENCE.findall(text)}))
    return references + ("x" if words.strip() else words and "\n")


@lru_cache(20_000)
def _without_values(tag: str) -> str:
    return VALUE.sub(lambda value: f"={value[1]}{_without_words(value[2])}{value[1]}", tag)


def shown(root: Element) -> list[tuple[object, ...]]:
    """Return all that a document consists of, to compare."""
    return [
        (one.tag if isinstance(one.tag, str) else "!", one.attrib, one.text or "", one.tail or "")
        for one in root.iter()
    ]


def _parse_quickly(source: str) -> Element:
    root: Element = etree.fromstring(source, etree.HTMLParser(target=_Tree()))
    return root


class _Tree(TreeBuilder):
    """Makes the elements as html5lib makes them."""

    def __init__(self) -> None:
        super().__init__(insert_comments=True)
        self._depth = 0
        """How many elements of a drawing are open."""

    def start(self, tag: str, attributes: dict[str, str]) -> Element:  # type: ignore[override]
        """Begin an element."""
        if self._depth or tag == "svg":
            self._depth += 1
            drawn = {SVG_NAMES.get(name, name): value for name, value in attributes.items()}
            return super().start(SVG + tag, drawn)
        return super().start(tag, dict(attributes))

    def end(self, tag: str) -> Element:
        """End an element."""
        if self._depth:
            self._depth -= 1
            return super().end(SVG + tag)
        one = super().end(tag)
        if tag in WITHOUT_FIRST_LINE_END:
            one.text = (one.text or "").removeprefix("\n")
        return one

    def close(self) -> Element:
        """Return the document: white space before the head is none, after the body it is the body's."""
        root = super().close()
        root.text = None
        body = root[-1]
        if body.tail:
            last = body[-1]
            last.tail, body.tail = (last.tail or "") + body.tail, None
        return root
