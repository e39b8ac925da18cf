"""Names that a translation writes otherwise than the edition writes them elsewhere.

Only where a name has a capital: Arabic, Hindi or Chinese give nothing to go by. An inflected name is right.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from webapp.domain.edition import Edition
from webapp.domain.translation import TranslatedMessage

MIN_CHARS = 5
MIN_LIKENESS = 0.75
"""Of two words, by their letters: two letters of eight may be other ones."""
_WORD = re.compile(r"[^\W\d_]+")
_UNINFLECTED = frozenset({"en", "es", "fr", "it", "pt", "ca", "gl", "nl", "id", "ms", "vi", "tl"})


def find_misspelt_names(message: TranslatedMessage, edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield a name as the edition has it, and a word in the message that seems to be meant for it."""
    names = {
        word
        for other in edition.messages
        if other.context.endswith(".name") and other.is_usable
        for word in _WORD.findall(other.translation)
        if len(word) >= MIN_CHARS and word[0].isupper()
    }
    known = names | {*_WORD.findall(message.source)}
    for word in dict.fromkeys(_WORD.findall(message.translation)):
        if len(word) < MIN_CHARS or not word[0].isupper() or word in known:
            continue
        if any(_is_form_of(word, name, edition) for name in names):
            continue
        for name in sorted(names):
            if word[0] == name[0] and SequenceMatcher(None, name, word).ratio() >= MIN_LIKENESS:
                yield name, word
                break


def _is_form_of(word: str, name: str, edition: Edition) -> bool:
    if edition.language.locale.language in _UNINFLECTED:
        return word in (name, f"{name}s")
    return word.startswith(name[: max(MIN_CHARS - 1, len(name) - 2)])
