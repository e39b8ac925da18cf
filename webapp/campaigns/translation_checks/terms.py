"""Terms of the team's glossary in a text, and hints where their translation is not there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.domain.language import Language

_WORD = re.compile(r"[^\W_]+")
WITHOUT_SPACES = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages whose words are not parted by spaces: a term is found within them."""
MAX_ENDING = 4
"""Letters that inflection may add to a word, or to what is left of it."""
MAX_CUT = 2
"""Letters that inflection may take from a term's word, as long as `MIN_STEM` letters are left."""
MIN_STEM = 3
ARTICLE = "ال"
"""Arabic's, which is one word with its noun."""


class TextWords:
    """The words of a text, in which terms are looked for.

    Where a word stands is a number with a bit for each place. So the time for a term depends neither on how
    many words of the text are alike nor on how many terms begin as it does.
    """

    def __init__(self, text: str) -> None:
        self._places: dict[str, int] = {}
        for place, word in enumerate(words_of(text)):
            self._places[word] = self._places.get(word, 0) | 1 << place
        self._forms: dict[str, list[tuple[int, int]]] = {}
        for word, places in self._places.items():
            for stem, length in _stems(word):
                self._forms.setdefault(stem, []).append((length, places))
        self._found: dict[tuple[str, int], int] = {}

    @property
    def beginnings(self) -> frozenset[str]:
        """The first `MIN_STEM` letters of the words: a term begins with some of them, if it is here."""
        words = (*self._places, *(word.removeprefix(ARTICLE) for word in self._places))
        return frozenset(word[:MIN_STEM] for word in words)

    def has(self, term: Sequence[str]) -> bool:
        """Check whether the words of a term stand side by side in the text, in any form.

        A form is a word that begins as the term's word does, but for its last two letters, and is not much
        longer. So "prisoner" is found in "prisoners", "приговор" in "приговора"; of stems that change,
        such as "человек" and "люди", a program knows nothing.
        """
        places = self._forms_of(term[0]) if term else 0
        for at, word in enumerate(term[1:], start=1):
            if not places:
                break
            places &= self._forms_of(word) >> at
        return bool(places)

    def _forms_of(self, word: str) -> int:
        """Return the places of a term's word in any form."""
        if len(word) <= MIN_STEM:
            return self._places.get(word, 0)
        stem, longest = word[: max(MIN_STEM, len(word) - MAX_CUT)], len(word) + MAX_ENDING
        if (stem, longest) not in self._found:
            forms = self._forms.get(stem, ())
            places = (each for length, each in forms if length <= longest)
            self._found[stem, longest] = reduce(or_, places, 0)
        return self._found[stem, longest]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals and accents."""
    if text.isascii():
        return _WORD.findall(text.casefold())
    plain = unicodedata.normalize("NFD", text.casefold().replace("ـ", ""))
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))


def check_terms(
    source: str, translation: str, language: Language, terms: Iterable[tuple[str, str]]
) -> Iterator[Remark]:
    """Yield a hint for each term of the source without its translation. One may have several: "a; b"."""
    in_source, in_translation = TextWords(source), TextWords(translation)
    joined = translation.casefold() if language.locale.language in WITHOUT_SPACES else ""
    for term, translated in terms:
        choices = [each.strip() for each in translated.split(";") if each.strip()]
        if not choices or not in_source.has(words_of(term)):
            continue
        is_there = any(
            choice.casefold() in joined if joined else in_translation.has(words_of(choice))
            for choice in choices
        )
        if not is_there:
            yield Remark(Kind.TERM, translated)


def _stems(word: str) -> Iterator[tuple[str, int]]:
    """Yield each stem of a term that a word of a text may be a form of, with the letters of the word."""
    for form in {word, word.removeprefix(ARTICLE)}:
        for end in range(max(MIN_STEM, len(form) - MAX_CUT - MAX_ENDING), len(form) + 1):
            stem = form[:end]
            if form == word or not stem.startswith(ARTICLE):  # a term with its article is found with it only
                yield stem, len(form)
