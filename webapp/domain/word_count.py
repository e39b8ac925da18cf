"""The number of words in a text, as translators count them."""

import re
from functools import lru_cache

_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
"""Han and kana: written without spaces, and each character is counted as one word."""


@lru_cache(maxsize=4_096)  # each language of a campaign has the same source texts
def count_words(text: str) -> int:
    """Return the words of a text; what has no letter and no digit is none."""
    spaced = _IDEOGRAPHS.sub(" 1 ", text)
    return sum(any(character.isalnum() for character in word) for word in spaced.split())
