"""Sanitize, split and bound the text that people type.

Within these bounds a PDF is rendered quickly whatever the characters are; see docs/decisions/0004-bounds.md.
"""

import re
import unicodedata
from collections.abc import Sequence

MAX_LINE_CHARS = 120
"""Of a salutation, a closing, a name, or one line of an address."""
MAX_ADDRESS_LINES = 8
MAX_INTRODUCTION_CHARS = 300
"""Of the sentence in which supporters introduce themselves."""
MAX_PARAGRAPH_CHARS = 4_000
MAX_PARAGRAPHS = 60
MAX_LINES = 400
"""Without blank ones. The renderer's time grows with the square of their number."""
MAX_TEXT_CHARS = 20_000
MAX_CARD_CHARS = 700
"""Of a postcard: so many fill its half in a readable size."""
MAX_CARD_LINES = 12
MAX_MARKS = 4
"""Diacritics on one letter. Vietnamese needs two, pointed Hebrew with cantillation three."""
MAX_SIGNS = 8
"""Vowel signs and medials of one syllable. Burmese needs six."""

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""The flag of a part of a country, such as England's: an emoji tag sequence (UTS 51, ED-14a)."""


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


_UNFIT = _characters(
    (0x00, 0x09), (0x0B, 0x1F), (0x7F, 0x9F),  # controls, but the line feed
    (0xD800, 0xDFFF),  # surrogates: alone, no encoder takes them
    (0x202A, 0x202E), (0x2066, 0x2069),  # bidirectional embeddings, overrides, isolates
    (0x200B, 0x200B), (0x2060, 0x2065), (0x206A, 0x206F), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFB),  # no ink
    (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF),  # the same: tags, and what is reserved for more of the kind
    (0xFDD0, 0xFDEF), *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)  # fmt: skip
"""What a letter cannot hold, by code point and not by Python's Unicode data: a letter assigned later stays.
The last line has the noncharacters. docs/decisions/0004-bounds.md is the written rule."""
_WITHOUT_SPACES = _characters(
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1980, 0x19FF), (0x1A20, 0x1AAF),
    (0xA9E0, 0xA9FF), (0xAA60, 0xAADF),
)  # fmt: skip
"""Thai, Lao, Burmese, Khmer, Tai Lue, Tai Tham, Tai Viet: zero-width spaces stand between their words."""


def sanitize(text: str) -> str:
    """Return the text with LF line ends, spaces for tabs, and without what a letter cannot hold."""
    return separate(text)[0]


def separate(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the sanitized text, and each character that was left out, once and in their order.

    Left out are control characters, lone surrogates, noncharacters, what turns the direction round (it can
    make a letter read differently from what it says), invisible characters that no orthography needs, and
    marks piled on one letter.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text, ()
    alphabet = {*text}  # some eighty characters, whatever the length
    if _UNFIT.isdisjoint(alphabet) and not _may_be_piled(text, list(filter(_is_mark, alphabet))):
        return text, ()
    kept: list[str] = []
    removed: list[str] = []
    start = 0
    for flag in _FLAG.finditer(text):
        _keep(text[start : flag.start()], kept, removed)
        kept.append(flag.group())
        start = flag.end()
    _keep(text[start:], kept, removed)
    return "".join(kept), tuple(dict.fromkeys(removed))


def describe(character: str) -> str:
    """Return a character's code point and its Unicode name, as far as Python knows one: `U+200B ZERO …`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()


def _keep(text: str, kept: list[str], removed: list[str]) -> None:
    marks = 0
    for position, character in enumerate(text):
        category = unicodedata.category(character)
        if character in _UNFIT and not (
            character == "\u200b" and _stands_between_words(text, position, kept)
        ):
            removed.append(character)
        elif category not in ("Mn", "Me"):
            kept.append(character)
            marks = 0
        elif marks >= (MAX_MARKS if unicodedata.combining(character) else MAX_SIGNS):
            removed.append(character)
        else:
            kept.append(character)
            marks += 1


def _may_be_piled(text: str, marks: Sequence[str]) -> bool:
    """Check whether more of these marks follow each other than some letter may have."""
    one = "\u0301"
    most = min(MAX_MARKS, MAX_SIGNS)
    return len(marks) > 0 and one * (most + 1) in text.translate(dict.fromkeys(map(ord, marks), one))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def _stands_between_words(text: str, position: int, kept: list[str]) -> bool:
    before, after = kept[-1] if kept else "", text[position + 1 : position + 2]
    return before in _WITHOUT_SPACES or (after in _WITHOUT_SPACES and unicodedata.category(after) == "Lo")


def line(text: str) -> str:
    """Return the text sanitized, on one line, with white space folded: for a salutation or a name."""
    return fold(sanitize(text))


def unaccented(text: str) -> str:
    """Return a text to search or to sort by: without capitals, accents and forms of letters."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def fold(text: str) -> str:
    """Return a text on one line, with one space for each run of white space."""
    return " ".join(text.split())


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines that are not blank, sanitized: for an address."""
    return tuple(folded for part in sanitize(text).split("\n") if (folded := " ".join(part.split())))


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines. A single line break within a paragraph stays."""
    blocks = re.split(r"\n[^\S\n]*\n\s*", sanitize(text).strip())
    return tuple(
        "\n".join(part.rstrip() for part in block.strip().split("\n")) for block in blocks if block.strip()
    )


def join_paragraphs(parts: tuple[str, ...]) -> str:
    """Return the text that `split_paragraphs` splits into these paragraphs."""
    return "\n\n".join(parts)
