"""A language: its tag, its own name, its direction, its dates and digits.

Tags are BCP 47 (RFC 5646) wherever a person or an address sees them: `pt-BR`, never `pt_BR`.
All that differs between languages comes from Babel's copy of the Unicode CLDR.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, reduce
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date as babel_format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from webapp.domain.register import register_name

Direction = Literal["ltr", "rtl"]

LETTER_TERRITORIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "SV", "VE", "NI"})
"""Where the post office's paper is US Letter (CLDR's paperSize data)."""

RIGHT_WINDOWS = frozenset({"FR"})
"""Where envelopes usually have their window on the right, as far as is known for certain."""

ZERO_OF = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}
"""The digit zero of the numbering systems for which Babel writes Latin digits."""


_REGISTER = re.compile(r"-x-([a-z0-9]{1,8})")
"""The end of a tag that names a register: see `register`."""


class UnknownLanguage(ValueError):
    """A tag of no language in the CLDR."""

    def __init__(self, tag: str) -> None:
        super().__init__(f'"{tag}" is no language tag: use BCP 47, for example "es", "pt-BR" or "zh-Hant"')


@dataclass(frozen=True)
class Language:
    """One language, by its tag."""

    tag: str

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale data."""
        return _locale(self.tag)

    @property
    def direction(self) -> Direction:
        """The side its lines begin on."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def base(self) -> str:
        """The tag without its register: `de` of `de-x-informal`."""
        return self.tag.partition("-x-")[0]

    @property
    def locale_name(self) -> str:
        """Its name in gettext's folders and in Babel: `pt_BR`, `de@informal`."""
        return self.tag.replace("-x-", "@").replace("-", "_")

    @property
    def name(self) -> str:
        """Its name in itself, written as the first word of a line: `Русский`, `Deutsch (informell)`."""
        own = self.name_in(self)
        return own[:1].upper() + own[1:]

    def name_in(self, other: "Language") -> str:
        """Its name in another language, as it is written within a sentence there."""
        name = _locale(self.base).get_display_name(other.locale) or self.base
        if not self.locale.modifier:
            return name
        register = register_name(self.locale.modifier, other.locale.language)
        return f"{name[:-1]}, {register})" if name.endswith(")") else f"{name} ({register})"

    def reads_like(self, other: "Language") -> bool:
        """Check whether who reads one of them reads the other: one language in one script."""
        return (self.locale.language, self.script) == (other.locale.language, other.script)

    def date(self, day: date, country: str = "") -> str:
        """A day in full, in the language's own digits: `8 мая 2024 г.`.

        With a country it is written as there, if the CLDR knows the language there: from the United
        Kingdom `8 May 2024`.
        """
        locale = _locale_in(self.tag, country)
        return _digits(locale, babel_format_date(day, "long", locale=locale))

    def number(self, value: float) -> str:
        """A number with the language's own digits and separators."""
        text = _digits(self.locale, format_decimal(value, locale=self.locale, numbering_system="default"))
        # Without the mark, a line from right to left shows the sign of "-18" behind the number (UAX 9, W4).
        return f"\u200e{text}" if value < 0 and self.direction == "rtl" else text

    def list_of(self, tags: Sequence[str]) -> str:
        """Return the names of several languages in this one, separated as in a longer list."""
        separator = self.locale.list_patterns["standard"]["middle"]
        names = [parse(tag).name_in(self) for tag in tags]
        return reduce(lambda so_far, name: str(separator.format(so_far, name)), names) if names else ""

    def join(self, names: Iterable[str]) -> str:
        """Return several names as the language lists them: `Ada, Ben and Cleo`."""
        return format_list([*names], style="standard", locale=self.locale)

    @property
    def digits(self) -> str:
        """The numbering system of its numbers (CLDR): `latn`, `arab`, `deva` …"""
        return str(self.locale.default_numbering_system)

    @property
    def sentence_space(self) -> Literal["", " "]:
        """What stands between two sentences: nothing in Chinese and Japanese, whose stops have room."""
        return "" if self.script in ("Hans", "Hant", "Jpan") else " "

    @property
    def paper(self) -> Literal["a4", "letter"]:
        """The paper of its territory."""
        return "letter" if self.territory in LETTER_TERRITORIES else "a4"

    @property
    def territory(self) -> str:
        """The tag's territory, or else the one the CLDR expects: it decides the form of dates, too."""
        if self.locale.territory:
            return self.locale.territory
        likely = get_global("likely_subtags")
        parts = (self.locale.language, self.locale.script or "")
        known = likely.get("_".join(filter(None, parts))) or likely.get(self.locale.language, "")
        return next((part for part in known.split("_")[1:] if len(part) in (2, 3)), "")

    @property
    def script(self) -> str:
        """The script it is usually written in (ISO 15924): `Latn`, `Cyrl`, `Arab`."""
        if self.locale.script:
            return self.locale.script
        likely = get_global("likely_subtags").get(self.locale.language, "")
        return next((part for part in likely.split("_") if len(part) == 4 and part.istitle()), "Latn")


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale:
    base, private, _ = tag.partition("-x-")
    register = _REGISTER.fullmatch(tag, len(base))
    if (private and not register) or not {*"@."}.isdisjoint(tag):
        raise UnknownLanguage(tag)
    try:
        return Locale.parse(f"{base}@{register[1]}" if register else base, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        raise UnknownLanguage(tag) from None


@lru_cache(maxsize=1024)
def _locale_in(tag: str, country: str) -> Locale:
    own = _locale(tag)
    try:
        return Locale(own.language, country, own.script) if country else own
    except UnknownLocaleError:
        return own


def _digits(locale: Locale, text: str) -> str:
    zero = ZERO_OF.get(str(locale.default_numbering_system))
    return text.translate({ord("0") + n: chr(ord(zero) + n) for n in range(10)}) if zero else text


def parse(tag: str) -> Language:
    """Parse a tag; raise `UnknownLanguage` for anything else."""
    if not (2 <= len(tag) <= 35 and tag.isascii()):
        raise UnknownLanguage(tag[:40])
    _locale(tag)
    return Language(tag)


def canonical_tag(tag: str) -> str:
    """Return a tag in the letters that BCP 47 recommends (2.1.1): `pt-BR`; raise `UnknownLanguage`."""
    register = _REGISTER.search(tag.lower())
    written = tag[: register.start()] + register[0] if register else tag
    return tag_of_locale(str(parse(written).locale))


def tag_of_locale(name: str) -> str:
    """Return the tag of a locale's name, `de-x-informal` of `de@informal`. It may be that of no language."""
    return name.replace("_", "-").replace("@", "-x-")


def direction_of(text: str, otherwise: Direction) -> Direction:
    """Return a text's direction by its first strong character (Unicode Bidi, rules P2 and P3)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return otherwise
