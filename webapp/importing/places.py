"""Countries and languages by the names that documents give them."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale

_EDGES = " \t.,;:()"
_AMERICAN = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D\.?C\.?|DE|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|"
    r"T[NX]|UT|V[AT]|W[AIVY]),?\s\d{5}(?:-\d{4})?$"
)
HOMES = {
    "de": ("DE", r"(?:^|\s)\d{5}\s[A-ZÄÖÜ]"),
    "it": ("IT", r"(?:^|\s)\d{5}\s[A-Z]"),
    "fr": ("FR", r"(?:^|\s)\d{5}\s[A-ZÉ]"),
    "es": ("ES", r"(?:^|\s)\d{5}\s[A-ZÁ]"),
    "pt": ("PT", r"(?:^|\s)\d{4}-\d{3}\s[A-Z]"),
}
"""Of a language: the largest country of Europe that speaks it, and what its postcodes look like."""
_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_FORMAL = re.compile(f"^(?:{'|'.join(_TABLE['formal'])})")
_ALIASES = {name: code for code, names in _TABLE["countries"].items() for name in names}
_LANGUAGE_ALIASES = {name: tag for tag, names in _TABLE["languages"].items() for name in names}
MAX_NAME_CHARS = 90
_LANGUAGE = re.compile(r"[^\W\d_]+(?:\s\([^()]{0,40}\))?")


def country_in(text: str, locale: Locale) -> str:
    """Return the code of the country that a text is the name of and nothing else, or ""."""
    whole = _fold(text) if len(text) <= MAX_NAME_CHARS else ""
    for name in (whole, _FORMAL.sub("", whole)):
        for countries in (_countries(str(locale)), _countries("en"), _ALIASES):
            if code := countries.get(name):
                return code
    return ""


def country_of_postcode(text: str, locale: Locale | None) -> str:
    """Return the country that a line's postcode is of, or "": of the United States, with the state.

    With a locale also those of its largest country: an embassy there often leaves the country out.
    """
    if _AMERICAN.search(text):
        return "US"
    country, pattern = HOMES.get(locale.language, ("", "$.")) if locale else ("", "$.")
    return country if re.search(pattern, text) else ""


def languages_in(text: str, locale: Locale) -> list[tuple[str, int, int]]:
    """Return the languages that a text names: tag, start, end."""
    found: list[tuple[str, int, int]] = []
    position = 0
    while word := _LANGUAGE.search(text, position):
        position = word.end()
        for language in (str(locale), "en"):
            name = _fold(word[0])
            bare = name.partition(" (")[0]
            if tag := _languages(language).get(name) or _languages(language).get(bare):
                position = word.end() if name in _languages(language) else word.start() + len(bare)
                found.append((tag, word.start(), position))
                break
    return found


@cache
def _countries(name: str) -> dict[str, str]:
    territories = Locale.parse(name).territories
    return {_fold(word): code for code, word in territories.items() if len(code) == 2 and code.isalpha()}


@cache
def _languages(name: str) -> dict[str, str]:
    languages = Locale.parse(name).languages
    return _LANGUAGE_ALIASES | {_fold(word): tag for tag, word in languages.items() if len(tag) in (2, 3)}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(_EDGES).replace("'", "’").casefold()
