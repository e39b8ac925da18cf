"""The people a campaign is about, and the language of a name in its own script."""

import unicodedata
from dataclasses import dataclass

from babel.core import get_global

from webapp.domain.language import Language, UnknownLanguage, parse
from webapp.domain.picture import Photo

_SCRIPTS = {
    "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HEBREW": "Hebr", "GREEK": "Grek", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru", "GUJARATI": "Gujr",
    "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "MYANMAR": "Mymr", "KHMER": "Khmr", "TIBETAN": "Tibt",
    "MONGOLIAN": "Mong", "ETHIOPIC": "Ethi", "HANGUL": "Kore", "CJK": "Hani", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "SYRIAC": "Syrc", "THAANA": "Thaa",
}  # fmt: skip
"""ISO 15924 codes by the word that begins the Unicode names of a script's letters. Latin is left out: there
is no telling which language a Latin name is in."""
_HAN = frozenset({"Hans", "Hant", "Jpan", "Kore"})
"""Scripts that contain Han characters."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person at risk, in the text of an edition."""

    name: str
    pronouns: str = ""
    about: str = ""
    """A line about the person, in the markup of page texts."""
    own_script: str = ""
    """The name as the person writes it."""
    photo: Photo | None = None
    own_language: Language | None = None
    """The language of `own_script`; None where nothing tells."""

    @property
    def has_details(self) -> bool:
        """Whether there is more to show than the name."""
        return bool(self.pronouns or self.about or self.own_script or self.photo)


def language_of_name(name: str, country: str) -> Language | None:
    """Return the likely language of a name by its script and a country (CLDR, likely subtags).

    `Ада` is Russian in Russia and Belarusian in Belarus, a name in Arabic letters is Persian in Iran. None
    for a name in Latin letters.
    """
    words = (unicodedata.name(character, "").split(maxsplit=1)[:1] for character in name)
    script = next((_SCRIPTS[word[0]] for word in words if word and word[0] in _SCRIPTS), "")
    if not script:
        return None
    likely = get_global("likely_subtags")
    fits = {script} | (_HAN if script == "Hani" else set())
    for key in (f"und_{script}_{country}", f"und_{country}", f"und_{script}"):
        language, _, rest = likely.get(key, "").partition("_")
        if language and rest.split("_")[0] in fits:
            try:
                return parse(language)
            except UnknownLanguage:
                continue
    return None
