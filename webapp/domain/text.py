"""Sanitize, split and bound the text that people type.

Within these bounds a PDF is rendered quickly whatever the characters are; see docs/decisions/0004-bounds.md.
"""

import re
import unicodedata

MAX_LINE_CHARS = 120
"""Of a salutation, a closing, a name, or one line of an address."""
MAX_ADDRESS_LINES = 8
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

_KEPT_FORMATS = frozenset("\u00ad\u061c\u200c\u200d\u200e\u200f")
"""Soft hyphen, joiners, single direction marks."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_DROPPED = frozenset({"Cc", "Cs", "Cn"})


def sanitize(text: str) -> str:
    """Return the text with LF line ends and without characters that do not belong in a letter.

    Removed: control characters, bidirectional overrides and isolates (they can make a letter read
    differently from what it says), invisible format characters but the joiners and direction marks
    that real orthographies use, lone surrogates, unassigned code points, marks piled on one letter.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        category = unicodedata.category(character)
        if category in _DROPPED and character != "\n":
            continue
        if category == "Cf" and character not in _KEPT_FORMATS:
            continue
        if category in ("Mn", "Me"):
            run += 1
            if run > (MAX_MARKS if unicodedata.combining(character) else MAX_SIGNS):
                continue
        else:
            run = 0
        kept.append(character)
    return "".join(kept)


def line(text: str) -> str:
    """Return the text sanitized, on one line, with white space folded: for a salutation or a name."""
    return " ".join(sanitize(text).split())


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
