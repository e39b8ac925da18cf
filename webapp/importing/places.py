"""Countries and languages by the names that documents give them."""

import re
import unicodedata
from functools import cache

from babel import Locale

_EDGES = " \t.,;:()"
ALIASES = {
    "usa": "US", "u.s.a": "US", "united states of america": "US", "uk": "GB", "u.k": "GB", "uae": "AE",
    "burma": "MM", "swaziland": "SZ", "ivory coast": "CI", "czech republic": "CZ", "palestine": "PS",
    "turkey": "TR", "drc": "CD", "islamic republic of iran": "IR", "people’s republic of china": "CN",
    "viet nam": "VN", "kingdom of saudi arabia": "SA", "russian federation": "RU", "syria": "SY",
    "democratic republic of the congo": "CD", "république démocratique du congo": "CD",
    "república democrática del congo": "CD", "demokratische republik kongo": "CD", "ee. uu": "US",
}  # fmt: skip
"""Names that CLDR does not have."""


def country_in(text: str, locale: Locale) -> str:
    """Return the code of the country that a text is the name of and nothing else, or ""."""
    name = _fold(text)
    for language in (str(locale), "en"):
        if code := _countries(language).get(name):
            return code
    return ALIASES.get(name, "")


def languages_in(text: str, locale: Locale) -> list[tuple[str, int, int]]:
    """Return the languages that a text names: tag, start, end."""
    found: list[tuple[str, int, int]] = []
    for word in re.finditer(r"[^\W\d_]+(?:\s\([^()]{0,40}\))?", text):
        for language in (str(locale), "en"):
            if tag := _languages(language).get(_fold(word[0])):
                found.append((tag, word.start(), word.end()))
                break
    return found


@cache
def _countries(name: str) -> dict[str, str]:
    territories = Locale.parse(name).territories
    return {_fold(word): code for code, word in territories.items() if len(code) == 2 and code.isalpha()}


@cache
def _languages(name: str) -> dict[str, str]:
    languages = Locale.parse(name).languages
    return {_fold(word): tag for tag, word in languages.items() if len(tag) in (2, 3)}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(_EDGES).replace("'", "’").casefold()
