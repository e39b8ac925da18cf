"""Hints about how a translation is typed: quotes, brackets, spaces, doubled words, lines, nothing translated.

translate-toolkit's filters "doublequoting", "brackets", "doublespacing", "doublewords", "newlines" and
"unchanged" want the same marks as in the source: they name «…» for “…”, and a word that French writes twice
("nous nous"). They give no place either. So these are our own, which look at the translation alone.
"""

import re
from collections.abc import Iterator

from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.domain import markup
from webapp.domain.language import Language

_QUOTES = re.compile('["“”„‟«»「」『』《》〈〉]')
_OPENING, _CLOSING = "([{（［【", ")]}）］】"
_ENUMERATION = re.compile(r"(?:(?<=\s)|^)(?:[a-zа-я]|[0-9]{1,2}|[ivx]{1,4})[)）]", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,})([ \u00a0])\1(?![\w-])", re.IGNORECASE)
_RIGHTLY_DOUBLED = {
    "fr": frozenset({"nous", "vous"}),
    "de": frozenset({"die", "der", "das", "sie"}),
    "en": frozenset({"that", "had"}),
    "nl": frozenset({"die", "dat"}),
}
_DOUBLES_WORDS = frozenset({"vi", "tr", "hi", "bn", "id", "ms", "fa", "th", "az", "uz", "ur", "ne", "mr"})
"""Languages that repeat a word for emphasis or as a plural."""
_WORD = re.compile(r"[^\W\d_]{2,}")
MIN_WORDS = 3
"""A text of fewer words may be the same in two languages of one script: "Amnesty International"."""


def check_typing(
    source: str, translation: str, source_language: Language, language: Language
) -> Iterator[Remark]:
    """Yield a hint for each slip."""
    yield from _quotes(source, translation)
    yield from _brackets(source, translation)
    yield from (Remark(Kind.SPACING, " ", found[0], *found.span()) for found in _SPACES.finditer(translation))
    yield from _doubled_words(source, translation, language)
    lines, translated_lines = _lines(source), _lines(translation)
    if lines != translated_lines:
        yield Remark(Kind.LINES, str(lines), str(translated_lines))
    if len(markup.links(translation)) < len(markup.links(source)):
        yield Remark(Kind.MARKUP, markup.links(source)[0])
    needed = MIN_WORDS if source_language.script == language.script else 1
    words = _WORD.findall(markup.plain(source))
    if len(words) >= needed and source.split() == translation.split():
        yield Remark(Kind.UNCHANGED, found=translation, end=len(translation))


def _quotes(source: str, translation: str) -> Iterator[Remark]:
    before, after = _QUOTES.findall(source), [*_QUOTES.finditer(translation)]
    is_open = len(after) % 2 == 1 and len(before) % 2 == 0 and "\n" not in translation.strip()
    if before and not after:
        yield Remark(Kind.QUOTES, before[0])
    elif is_open:  # a quotation of several paragraphs may open each of them
        yield Remark(Kind.QUOTES, "", after[-1][0], *after[-1].span())


def _brackets(source: str, translation: str) -> Iterator[Remark]:
    hidden = _ENUMERATION.sub(lambda found: " " * len(found[0]), translation)  # "a)" has no opening bracket
    opened: list[int] = []
    for place, sign in enumerate(hidden):
        if sign in _OPENING:
            opened.append(place)
        elif sign in _CLOSING:
            if opened and hidden[opened[-1]] == _OPENING[_CLOSING.index(sign)]:
                opened.pop()
            else:
                yield Remark(Kind.BRACKETS, "", sign, place, place + 1)
    yield from (Remark(Kind.BRACKETS, "", hidden[place], place, place + 1) for place in opened)


def _doubled_words(source: str, translation: str, language: Language) -> Iterator[Remark]:
    base = language.locale.language
    if base in _DOUBLES_WORDS or _DOUBLED.search(source):
        return
    for found in _DOUBLED.finditer(translation):
        if found[1].casefold() not in _RIGHTLY_DOUBLED.get(base, ()):
            yield Remark(Kind.DOUBLED_WORD, found[1], found[0], *found.span())


def _lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.split("\n"))
