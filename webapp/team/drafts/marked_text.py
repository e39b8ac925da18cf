"""Two versions of a text with the words marked in which they differ, for every script.

Words are compared, not characters: a letter changed within a word marks the word. Chinese, Japanese, Thai and
Lao have no spaces between words, so there each character counts as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MAX_WORDS = 4_000
"""Of the part in which two texts differ. A letter has some 1,000; more takes too long to compare."""
_PUNCTUATION = (
    "!-/:-@\\[-`{-~\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u060c\u061b\u061f\u066a-\u066d\u06d4"
    "\u2010-\u205e\u3000-\u303f\uff01-\uff0f"
)
_CHARACTERS = "\u0e01-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u3099\u309a\ufe00-\ufe0f"
_WORD = re.compile(rf"\s+|[{_CHARACTERS}][{_MARKS}]*|[^\s{_PUNCTUATION}{_CHARACTERS}]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text."""

    text: str
    is_changed: bool


def split_words(text: str) -> tuple[str, ...]:
    """Return words, spaces and signs in order; put together they are the text."""
    return tuple(_WORD.findall(text))


def mark(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; what is not marked is the same in both."""
    old, new = split_words(before), split_words(after)
    start = _length_of_common(old, new)
    end = _length_of_common(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    same = [(0, 0, start), *_same_stretches(old_middle, new_middle, start)]
    same.append((len(old) - end, len(new) - end, end))
    return (
        _pieces(old, [(at, length) for at, _other, length in same]),
        _pieces(new, [(at, length) for _other, at, length in same]),
    )


def _length_of_common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _same_stretches(
    old: tuple[str, ...], new: tuple[str, ...], offset: int
) -> Iterator[tuple[int, int, int]]:
    if max(len(old), len(new)) > MAX_WORDS:
        return
    # Its "autojunk" is wanted: without it two texts of 1,900 words that repeat themselves take half a minute.
    for block in SequenceMatcher(None, old, new).get_matching_blocks():
        is_space = not "".join(old[block.a : block.a + block.size]).strip()
        if not is_space:  # a space alone between two marked words is marked with them
            yield block.a + offset, block.b + offset, block.size


def _pieces(words: tuple[str, ...], same: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces, at = [], 0
    for start, length in same:
        pieces.append(Piece("".join(words[at:start]), is_changed=True))
        pieces.append(Piece("".join(words[start : start + length]), is_changed=False))
        at = start + length
    pieces.append(Piece("".join(words[at:]), is_changed=True))
    return tuple(piece for piece in pieces if piece.text)
