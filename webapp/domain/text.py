"""What people type, made safe to hold, to send and to set.

One normaliser at the edge (`clean`), one way to cut paragraphs, one set of bounds. The bounds are those
under which the PDF renderer stays quick whatever the letters are; see docs/decisions/0004-bounds.md.
"""

import re
import unicodedata

LINE = 120
"""Characters of a salutation, a closing, a name, or one line of an address."""
ADDRESS_LINES = 8
PARAGRAPH = 4_000
"""Characters of one paragraph."""
PARAGRAPHS = 60
LINES = 400
"""Lines typed, blank ones left out: the renderer's time grows with the square of them."""
TEXT = 20_000
"""Characters of the whole text."""
CARD = 700
"""Characters of a postcard: what fills its half at a size that can be read."""
CARD_LINES = 12
MARKS = 4
"""Diacritics on one letter; Vietnamese needs two, pointed Hebrew with cantillation three."""
SIGNS = 8
"""Vowel signs and medials of one syllable; Burmese needs six."""

_KEPT_FORMATS = frozenset("\u00ad\u061c\u200c\u200d\u200e\u200f")
"""Soft hyphen, joiners, single direction marks."""
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_DROPPED = frozenset({"Cc", "Cs", "Cn"})


def clean(text: str) -> str:
    """Give the text with LF line ends and without anything that has no place in a letter.

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
            if run > (MARKS if unicodedata.combining(character) else SIGNS):
                continue
        else:
            run = 0
        kept.append(character)
    return "".join(kept)


def line(text: str) -> str:
    """Give the text cleaned and on one line, its white space folded: for a salutation or a name."""
    return " ".join(clean(text).split())


def lines(text: str) -> tuple[str, ...]:
    """Give the lines that hold anything, cleaned: for an address."""
    return tuple(folded for part in clean(text).split("\n") if (folded := " ".join(part.split())))


def paragraphs(text: str) -> tuple[str, ...]:
    """Cut a text at its blank lines. A single line break within a paragraph stays."""
    blocks = re.split(r"\n[^\S\n]*\n\s*", clean(text).strip())
    return tuple(
        "\n".join(part.rstrip() for part in block.strip().split("\n")) for block in blocks if block.strip()
    )


def join(parts: tuple[str, ...]) -> str:
    """Put paragraphs back into the text that `paragraphs` cuts into the same."""
    return "\n\n".join(parts)
