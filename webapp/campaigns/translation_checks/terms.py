"""Terms of the team's glossary in a text, and hints where their translation is not there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.domain.language import Language

_WORD = re.compile(r"[^\W_]+")
WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages whose words are not parted by spaces: a term is found within them."""
MAX_ENDING = 4
"""Letters that inflection may add to a word, or to what is left of it."""
MIN_STEM = 3


def contains_term(text_words: list[str], term: str) -> bool:
    """Check whether the words of a term stand side by side in a text, in any form.

    A form is a word that begins as the term's word does, but for its last two letters, and is not much
    longer. So "prisoner" is found in "prisoners", "приговор" in "приговора"; of stems that change,
    such as "человек" and "люди", a program knows nothing.
    """
    wanted = words_of(term)
    if not wanted:
        return False
    places = range(len(text_words) - len(wanted) + 1)
    return any(
        all(_is_form(text_words[place + at], word) for at, word in enumerate(wanted)) for place in places
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals and accents."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("ـ", ""))
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))


def check_terms(
    source: str, translation: str, language: Language, terms: Iterable[tuple[str, str]]
) -> Iterator[Remark]:
    """Yield a hint for each term of the source without its translation. One may have several: "a; b"."""
    in_source, in_translation = words_of(source), words_of(translation)
    for term, translated in terms:
        choices = [each.strip() for each in translated.split(";") if each.strip()]
        if not choices or not contains_term(in_source, term):
            continue
        joined = language.locale.language in WITHOUT_SPACES
        is_there = any(
            choice.casefold() in translation.casefold() if joined else contains_term(in_translation, choice)
            for choice in choices
        )
        if not is_there:
            yield Remark(Kind.TERM, translated)


def _is_form(word: str, of: str) -> bool:
    if word == of:
        return True
    if len(of) < MIN_STEM + 1:
        return False
    stem = of[: max(MIN_STEM, len(of) - 2)]
    bare = word[2:] if word.startswith("ال") and not of.startswith("ال") else word  # Arabic's article
    return bare.startswith(stem) and len(bare) <= len(of) + MAX_ENDING
