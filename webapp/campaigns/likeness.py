"""How alike two texts are, by the words that both have in the same order.

It is the longest common subsequence, not `difflib`: its time grows with the lengths' product, in C, whatever
the texts are. `difflib` takes the third power for words that come again and again.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from math import ceil

from rapidfuzz.distance import LCSseq

from webapp.domain.text import MAX_TEXT_CHARS

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits."""
LONGEST_WORD = 15
"""Letters of a word, on average. A text with longer ones is of a script without spaces: Chinese, Thai."""


class ComparedText:
    """A text that is compared with others: its words are looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, without capitals and punctuation."""
        return words_of(self.text)

    def likeness(self, after: "ComparedText", at_least: float = 0.0) -> float:
        """Return how much this text shares with a later one, from 0 to 1; 0 below `at_least`.

        A text above `MAX_TEXT_CHARS`, which no campaign has, is like none.
        """
        if max(len(self.text), len(after.text)) > MAX_TEXT_CHARS:
            return 0.0
        if sum(map(len, self.words)) > LONGEST_WORD * len(self.words):
            return _share(self.text, after.text, at_least)
        return _share(self.words, after.words, at_least)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, without capitals and punctuation."""
    return tuple(word.casefold() for word in WORD.findall(text))


def likeness(before: str, after: str, at_least: float = 0.0) -> float:
    """Return how much two texts share, from 0 to 1, by their words; 0 below `at_least`."""
    return ComparedText(before).likeness(ComparedText(after), at_least)


def _share(first: Sequence[str], second: Sequence[str], at_least: float) -> float:
    total = len(first) + len(second)
    if not total:
        return 1.0
    needed = ceil(at_least * total / 2)
    return 2 * LCSseq.similarity(first, second, score_cutoff=needed) / total
