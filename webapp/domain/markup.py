"""The markup of page texts: links `[text](https://…)`, `*emphasis*`, and lists of lines that begin with `- `.

This is all there is, and whatever does not fit is text, as it is written. A Markdown library has other rules:
CommonMark makes a list of "2024. In May …" and of "* note", as urgent actions have them. `parse` takes a time
that grows with the length of the paragraph. Letters, mails and prints get `plain`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(
    r"\[([^\[\]]{1,300})\]\((https://(?:[^\s()<>\"\\]|\([^\s()<>\"\\]{0,100}\)){1,300})\)", re.IGNORECASE
)
_STAR = re.compile(r"(?<![*0-9A-Za-z])(\*)(?![*\s])|(?<![*\s])(\*)(?![*0-9A-Za-z])")
"""A star that may begin emphasis, or else one that may end it. `2*3*4` and `**` hold none."""
_ITEM = "- "


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line of text."""

    text: str
    link: str = ""
    """An https address, or ""."""
    emphasized: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a list with an item a line."""

    lines: tuple[Line, ...]
    is_list: bool = False


def parse(paragraph: str) -> Paragraph:
    """Read one paragraph. Of a list, a line without `- ` goes on with the item before it."""
    if not paragraph.startswith(_ITEM):
        return Paragraph((parse_line(paragraph),))
    items: list[str] = []
    for line in paragraph.split("\n"):
        if line.lstrip().startswith(_ITEM):
            items.append(line.lstrip().removeprefix(_ITEM))
        else:
            items[-1] += f"\n{line}"
    return Paragraph(tuple(parse_line(item.strip()) for item in items), is_list=True)


def parse_line(text: str) -> Line:
    """Read a text that is no list, whatever it begins with."""
    pieces: list[Span] = []
    end = 0
    for found in _LINK.finditer(text):
        pieces += [Span(text[end : found.start()]), Span(found[1], found[2])]
        end = found.end()
    pieces.append(Span(text[end:]))
    return tuple(span for span in _emphasize(pieces) if span.text)


def plain(text: str) -> str:
    """Return a text without its markup: emphasis is dropped, a link is followed by its address."""
    if "*" not in text and "](" not in text:
        return text
    return "\n\n".join(
        "\n".join(
            (_ITEM if paragraph.is_list else "") + "".join(map(_plain_span, line)) for line in paragraph.lines
        )
        for paragraph in map(parse, text.split("\n\n"))
    )


def links(text: str) -> tuple[str, ...]:
    """Return the addresses that a text links to, in their order."""
    return tuple(found[2] for found in _LINK.finditer(text))


def wrong_link(text: str) -> str:
    """Return what looks like a link and is none, shortened; "" where there is nothing of the kind."""
    rest = _LINK.sub("", text)
    at = rest.find("](")
    return "" if at < 0 else rest[max(rest.rfind("[", 0, at), at - 40, 0) : at + 40]


def _plain_span(span: Span) -> str:
    return f"{span.text} ({span.link})" if span.link and span.link != span.text else span.text


def _emphasize(pieces: list[Span]) -> Iterator[Span]:
    """Split the pieces at the stars of emphasis, which may hold links. A star without its other is text."""
    tokens: list[tuple[Span, bool, bool]] = []  # a span; whether it is a star that may begin, may end
    for piece in pieces:
        end = 0
        for found in _STAR.finditer(piece.text):
            before = Span(piece.text[end : found.start()], piece.link)
            can_end = bool(found[2]) or _may_end(piece.text, found.start())
            tokens += [(before, False, False), (Span("*", piece.link), bool(found[1]), can_end)]
            end = found.end()
        tokens.append((Span(piece.text[end:], piece.link), False, False))
    opened: int | None = None
    inside: set[int] = set()
    stars: set[int] = set()
    for position, (span, can_begin, can_end) in enumerate(tokens):
        if opened is not None and can_end and span.link == tokens[opened][0].link:
            inside |= {*range(opened + 1, position)}
            stars |= {opened, position}
            opened = None
        elif can_begin:
            opened = position
    for position, (span, _, _) in enumerate(tokens):
        if position not in stars:
            yield Span(span.text, span.link, emphasized=position in inside)


def _may_end(text: str, at: int) -> bool:
    """Check whether the star can end emphasis, too: between two signs it may do either."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and before != "*" and not re.match(r"[*0-9A-Za-z]", after)
