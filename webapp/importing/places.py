"""Countries and languages by the names that documents give them."""

import re
import unicodedata
from functools import cache

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
MAX_NAME_CHARS = 90
_LANGUAGE = re.compile(r"[^\W\d_]+(?:\s\([^()]{0,40}\))?")
_FORMAL = re.compile(
    r"^(?:the )?(?:(?:people’s|democratic|federal|federative|islamic|arab|bolivarian|plurinational|socialist|"
    r"united|hashemite) )*(?:republic|kingdom|state|sultanate|federation|commonwealth) of (?:the )?"
    r"|^república (?:islámica |árabe |popular |federativa |bolivariana |dominicana )?(?:de |del )(?:el |la )?"
    r"|^république (?:islamique |arabe |populaire |fédérale )?(?:de |du |d’)(?:la |l’)?"
    r"|^repubblica (?:islamica |araba |popolare |federale )?(?:di |del |dell’|della )"
    r"|^república (?:da |do |das )|^reino (?:da |do )|^regno (?:di |del |dell’)"
    r"|^(?:(?:islamische|arabische|bundes)\s?)?republik |^reino (?:de |del )|^royaume (?:de |du )"
)
"""What states call themselves before their names."""
ALIASES = {
    "usa": "US", "u.s.a": "US", "united states of america": "US", "uk": "GB", "u.k": "GB", "uae": "AE",
    "burma": "MM", "swaziland": "SZ", "ivory coast": "CI", "czech republic": "CZ", "palestine": "PS",
    "turkey": "TR", "drc": "CD", "islamic republic of iran": "IR", "people’s republic of china": "CN",
    "viet nam": "VN", "kingdom of saudi arabia": "SA", "russian federation": "RU", "syria": "SY",
    "democratic republic of the congo": "CD", "république démocratique du congo": "CD",
    "república democrática del congo": "CD", "demokratische republik kongo": "CD", "ee. uu": "US",
}  # fmt: skip
"""Names that CLDR does not have."""


LANGUAGE_ALIASES = {
    "farsi": "fa", "siswati": "ss", "isizulu": "zu", "isixhosa": "xh", "kiswahili": "sw", "setswana": "tn",
    "sesotho": "st", "bangla": "bn",
}  # fmt: skip
"""What languages call themselves, or are called beside the name that CLDR has."""


def country_in(text: str, locale: Locale) -> str:
    """Return the code of the country that a text is the name of and nothing else, or ""."""
    name = _FORMAL.sub("", _fold(text)) if len(text) <= MAX_NAME_CHARS else ""
    for language in (str(locale), "en"):
        if code := _countries(language).get(name):
            return code
    return ALIASES.get(name, "")


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
    return LANGUAGE_ALIASES | {_fold(word): tag for tag, word in languages.items() if len(tag) in (2, 3)}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(_EDGES).replace("'", "’").casefold()
