"""Remarks on the campaign's names: where a translation has another name, or writes it otherwise.

A name is compared with the campaign's own translation of it, never letter by letter across scripts. Without
one it is compared within its script alone. An inflected name is right, and so is one as the source has it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.campaigns.translation_checks.terms import WITHOUT_SPACES
from webapp.domain.language import Language

MIN_CHARS = 3
"""Shorter words of a name are particles, initials, or too short to tell forms apart."""
MIN_SIMILAR_CHARS = 5
MIN_LIKENESS = 75
"""Per cent, of two words by their letters: two letters of eight may be other ones."""
MAX_ENDING = 4
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_UNINFLECTED = frozenset({"en", "es", "fr", "it", "pt", "ca", "gl", "nl", "id", "ms", "vi", "tl"})
_SENTENCE_ENDS = frozenset('.!?…:;\n“”«»"„¿¡—–(')
_HONORIFICS = frozenset(
    {"mr", "mrs", "ms", "sir", "lady", "dr", "prof", "mme", "mlle", "monsieur", "madame", "dom", "dame"}
    | {"sr", "sra", "srta", "señor", "señora", "don", "doña", "senhor", "senhora", "sig", "signor", "signora"}
    | {"herr", "herrn", "frau", "господин", "господина", "господину", "господином", "госпожа", "госпожи"}
)
"""Words before a family name that are no first name."""
_CALLED_BY_OFFICE = frozenset({"de", "fr", "it"})
"""Languages in which a salutation has an office without the name: docs/translating says it of each."""
_ARABIC = str.maketrans("أإآىةي", "ااايهي")
_ARABIC_PREFIXES = "وفبلك"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def check_names(
    source: str,
    translation: str,
    source_language: Language,
    language: Language,
    names: Sequence[tuple[str, str]],
    *,
    is_salutation: bool = False,
) -> Iterator[Remark]:
    """Yield a remark on each name of the source that the translation has otherwise, or not at all.

    A salutation may leave names out where the language calls officials by their offices.
    """
    comparable = [
        (name, own or name) for name, own in names if own or source_language.script == language.script
    ]
    if language.locale.language in WITHOUT_SPACES:
        for name, own in comparable:
            parts = [part for part in re.split(r"[\s·・=＝]+", own) if part]
            if name in source and name not in translation and not any(each in translation for each in parts):
                yield Remark(Kind.NAME, own)
        return
    words = [_Word(match[0], match.start()) for match in _WORD.finditer(translation)]
    by_office = is_salutation and language.locale.language in _CALLED_BY_OFFICE
    text = _Text(words, frozenset(_words(source)), translation, language, by_office)
    wanted = {word for _name, own in comparable for word in _words(own)}
    # Once for all names: a text of 20,000 characters with 60 names takes ten seconds and more otherwise.
    known = frozenset(
        each for each in {word.text for word in words} if any(_is_form(each, of, language) for of in wanted)
    )
    for name, own in dict.fromkeys(comparable):
        yield from _check_name(name, own, source, text, known)


@dataclass(frozen=True, slots=True)
class _Text:
    words: list[_Word]
    source_words: frozenset[str]
    translation: str
    language: Language
    calls_by_office: bool
    """Whether an office may stand for a name, or for a first name."""

    def forms(self, of: str) -> list[_Word]:
        return [word for word in self.words if _is_form(word.text, of, self.language)]

    def begins_sentence(self, word: _Word) -> bool:
        place = word.start  # read backwards: the text before it may be long, and this is asked of each word
        while place and self.translation[place - 1].isspace() and self.translation[place - 1] != "\n":
            place -= 1
        return place == 0 or self.translation[place - 1] in _SENTENCE_ENDS


def _check_name(name: str, own: str, source: str, text: _Text, known: frozenset[str]) -> Iterator[Remark]:
    before, wanted = _words(name), _words(own)
    is_whole = name in source
    mentioned = {word for word in before if word in text.source_words and len(word) > MIN_CHARS}
    if not wanted or not (is_whole or mentioned):
        return
    source_list = _words(source)
    lacking = []
    for place, word in enumerate(wanted):
        same = before[place] if len(before) == len(wanted) else ""
        count = source_list.count(same) if same else source.count(name)
        if count > len(text.forms(word)) and not (same and text.translation.count(same) >= count):
            lacking.append(word)
    said = []
    for word in lacking:
        similar = _similar(word, text, known)
        said += [Remark(Kind.NAME, word, each.text, each.start, each.end) for each in similar]
    yield from said
    if said or not is_whole:
        return
    if len(lacking) == len(wanted):
        yield from _other_name(own, wanted, text, known)
    elif len(wanted) > 1 and wanted[0] in lacking and wanted[-1] not in lacking and not text.calls_by_office:
        yield from _other_first_name(wanted, text, known)


def _similar(name: str, text: _Text, known: frozenset[str]) -> list[_Word]:
    """Return the words that seem to be meant for a name and are not it."""
    found = []
    for word in text.words:
        is_candidate = len(word.text) >= MIN_SIMILAR_CHARS - 1 and len(name) >= MIN_SIMILAR_CHARS
        is_candidate = is_candidate and (word.is_capital or not name[0].isupper())
        if not is_candidate or word.text in text.source_words:
            continue
        if word.text in known:
            continue
        folded, wanted = _fold(word.text), _fold(name)
        enough = MIN_LIKENESS if folded[0] == wanted[0] else MIN_LIKENESS + 5
        # An ending may be inflection: the beginnings are compared, too.
        if max(ratio(folded, wanted), ratio(folded[: len(wanted)], wanted)) >= enough:
            found.append(word)
    return found


def _other_name(own: str, wanted: list[str], text: _Text, known: frozenset[str]) -> Iterator[Remark]:
    """Yield a remark where a whole name is not there: on what stands for it, if that is another name."""
    if any(text.forms(word) for word in wanted):
        return  # said less often than in the source
    if not wanted[0][0].isupper():  # a script without capitals: nothing tells what stands for it
        if len(wanted) > 1:
            yield Remark(Kind.NAME, own)
        return
    pairs = [pair for pair in _pairs(text) if all(_is_strange(each, text, known) for each in pair)]
    # The first word of a sentence has a capital in any case.
    pairs.sort(key=lambda pair: text.begins_sentence(pair[0]))
    if pairs:
        first, second = pairs[0]
        yield Remark(Kind.NAME, own, text.translation[first.start : second.end], first.start, second.end)
    elif not text.calls_by_office:
        yield Remark(Kind.NAME_FORM, own)


def _other_first_name(wanted: list[str], text: _Text, known: frozenset[str]) -> Iterator[Remark]:
    """Yield a remark where a family name follows another first name."""
    if text.forms(wanted[0]):
        return
    for first, second in _pairs(text):
        if _is_form(second.text, wanted[-1], text.language) and _is_strange(first, text, known):
            kind = Kind.NAME_FORM if text.begins_sentence(first) else Kind.NAME
            yield Remark(kind, wanted[0], first.text, first.start, first.end)
            return


def _pairs(text: _Text) -> Iterator[tuple[_Word, _Word]]:
    """Yield each two words that nothing but a space stands between."""
    for first, second in pairwise(text.words):
        if text.translation[first.end : second.start] in (" ", "\u00a0"):
            yield first, second


def _is_strange(word: _Word, text: _Text, known: frozenset[str]) -> bool:
    """Check whether a word may be a name that the source does not have."""
    return (
        word.is_capital
        and len(word.text) >= MIN_CHARS
        and word.text.casefold() not in _HONORIFICS
        and word.text not in text.source_words
        and word.text not in known
    )


def _is_form(word: str, name: str, language: Language) -> bool:
    folded, wanted = _fold(word), _fold(name)
    if language.locale.language in _UNINFLECTED:
        return folded in (wanted, f"{wanted}s", f"{wanted}'s")
    if len(folded) > len(wanted) + MAX_ENDING:
        return False
    stem = wanted[: max(MIN_CHARS - 1, len(wanted) - 2)]
    bare = folded[1:] if folded[0] in _ARABIC_PREFIXES else folded
    return folded.startswith(stem) or bare.startswith(stem)


@lru_cache(maxsize=4_096)
def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold().replace("ـ", "").replace("’", "'"))
    return "".join(each for each in plain if not unicodedata.combining(each)).translate(_ARABIC) or word


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if len(word) >= MIN_CHARS]
