"""Facts that a program finds in a text: numbers, dates, e-mail addresses, links, handles.

A number is compared by its digits alone, so that 1,000 and 1.000 and ١٬٠٠٠ are the same. Names of months come
from the CLDR. A month counts as part of a date if digits stand beside it: "May" is a verb, too.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from webapp.campaigns.number_words import magnitude, numbers_in_words
from webapp.domain.language import Language

_CJK = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef"
"""Letters and signs that follow an address without a space."""
_LINK = re.compile(rf"(?:https?://|www\.)[^\s<>()\[\]\"'«»“”„‘{_CJK}]+", re.IGNORECASE)
_EMAIL = re.compile(
    rf"(?<![a-z0-9_.+%-])[a-z0-9_.+%-]{{1,64}}@[^\W{_CJK}]+(?:[.-][^\W{_CJK}]+)+", re.IGNORECASE
)
_SITE = re.compile(
    r"(?<![\w.@/-])(?:[a-z0-9-]+\.)*[a-z0-9-]{3,}\."
    r"(?:com|org|net|info|int|edu|gov|example|[a-z]{2}(?=/))(?![\w-])(?:/[\w./?=&%#~+-]*)?",
    re.ASCII,
)
"""A link without https."""
_HANDLE = re.compile(r"(?<![\w@.])@\w{2,}")
_END = ".,;:!?…،؛؟。、"
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_SPACES = " \u00a0\u2009\u202f"
_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(1[0-2]|0?[1-9])\s?[月월]|(?<!\w)tháng (1[0-2]|[1-9])(?!\d)", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"\d{{1,3}}(?:[{_SPACES}'’.,٬،]\d{{3}})+(?!\d)"  # in groups of three
    rf"|\d{{1,3}}(?:,\d{{2}})+,\d{{3}}(?!\d)"  # as in India: 1,00,000
    r"|\d+(?:[.,:٫٬h]\d+)*"
)
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = re.compile(rf"(?<!\w)(?P<tens>X{{0,3}})(?P<units>{'|'.join(reversed(_ROMAN_UNITS))})(?=e?r?\b)")
_LATIN_LETTERS = str.maketrans("ХІ", "XI")
_PAUSE = re.compile(r"[;:()!?\n]")
_NOT_A_DIGIT = re.compile(r"\D")
_AFTER_NOON = re.compile(r"\s?p\.?\s?m\b", re.IGNORECASE)
_DECADE = re.compile(r"['’]?s\b")
_BESIDE = 7
"""Characters between the digits of a date and its month: "9 de mayo de 2024", "8-го мая"."""
_PREFIX = {"Arab": "[وبلفك]?", "Hebr": "[ובלמהש]{0,2}"}
"""Letters that are written together with a noun after them."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text has it."""

    value: str
    """Its digits, without separators and leading zeros."""
    written: str
    dated: bool = False
    """True if it stands beside a month."""
    start: int = 0
    """Where it stands in the text."""
    also: str = ""
    """The same number as others write it: 3500000 for "3.5 million", 2230 for "10:30 pm", 90 for "1990s"."""

    @property
    def is_year(self) -> bool:
        """Whether it may be a year of our time."""
        return len(self.written) == 4 and self.value[:2] in ("19", "20") and self.written.isdigit()


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address, a link or a handle in small letters."""

    value: str
    start: int
    """Where it stands in the text."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.value)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one text, each in order."""

    numbers: tuple[Number, ...]
    words: tuple[int, ...]
    """Numbers that are written as words."""
    months: tuple[int, ...]
    """Months with digits beside them."""
    named_months: tuple[int, ...]
    """Each month's name, also one that may be another word."""
    addresses: tuple[Address, ...]
    roman: tuple[int, ...] = ()
    """Roman numerals, as in "XXI century"."""
    month_places: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Where each of the months begins and ends, if it is written as a word."""

    @property
    def values(self) -> Counter[str]:
        """How often the text has each number."""
        return Counter(number.value for number in self.numbers)


def find_facts(text: str, language: Language) -> Facts:
    """Return the facts of a text."""
    # Each replacement is as long as what it replaces, so that the places are those of the text.
    text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    addresses: list[Address] = []

    def take(match: re.Match[str]) -> str:
        address = match[0].rstrip(_END)
        addresses.append(Address(_small(address), match.start()))
        return " " * len(address) + match[0][len(address) :]

    for pattern in (_LINK, _EMAIL, _SITE, _HANDLE):
        text = pattern.sub(take, text)
    dated = {
        match.start(group)
        for match in _NUMERIC_DATE.finditer(text)
        for group in (1, 3, 4)
        if max(len(match[1]), len(match[4])) == 4
    }
    text = _NUMERIC_DATE.sub(r"\1-\3-\4", text)
    months: list[int] = []
    places: dict[int, tuple[int, int]] = {}

    def take_month(match: re.Match[str]) -> str:
        months.append(int(match[1] or match[2]))
        places.setdefault(months[-1], match.span())
        return " " * len(match[0])

    text = _NUMBERED_MONTH.sub(take_month, text)
    found = [*_NUMBER.finditer(text)]
    named_months = [*months]
    end_before, month_before = 0, 0
    for match in _month_pattern(language).finditer(text):
        number = _month_table(language)[match["name"].casefold()]
        if number == month_before and match.start() - end_before <= 2:
            # Arabic writes both names of a month: "ديسمبر/كانون الأول".
            end_before = match.end()
            continue
        beside = _beside(match, found)
        named_months.append(number)
        if beside:
            months.append(number)
            places.setdefault(number, match.span("name"))
            dated |= {*beside}
        end_before, month_before = match.end(), number
    numbers = tuple(_number(match, language, is_dated=match.start() in dated) for match in found)
    words = numbers_in_words(text, language.locale.language)
    in_order = tuple(sorted(addresses, key=lambda each: each.start))
    return Facts(numbers, words, tuple(months), tuple(named_months), in_order, _romans(text), places)


def _romans(text: str) -> tuple[int, ...]:
    """Return the Roman numerals up to 39: Russian "XXI", also in Cyrillic letters, French "XXIe"."""
    return tuple(
        10 * len(match["tens"]) + _ROMAN_UNITS.index(match["units"])
        for match in _ROMAN.finditer(text.translate(_LATIN_LETTERS))
        if match["tens"] or match["units"]
    )


def _number(match: re.Match[str], language: Language, *, is_dated: bool) -> Number:
    value = _digits(match[0])
    return Number(value, match[0], is_dated, match.start(), _as_others_write(match, value, language))


def _as_others_write(match: re.Match[str], value: str, language: Language) -> str:
    after = match.string[match.end() : match.end() + 40]
    zeros = magnitude(after, language.locale.language)
    if zeros:
        whole, decimals = _split(match[0])
        return (whole + decimals.ljust(zeros, "0")).lstrip("0") if len(decimals) <= zeros else ""
    if _AFTER_NOON.match(after) and value[:2] != "12" and int(_hour(match[0])) < 12:
        hour = _hour(match[0])
        return str(int(hour) + 12) + match[0][len(hour) + 1 :]
    if _DECADE.match(after) and value.endswith("0") and len(value) == 4:
        return value[2:]
    return ""


def _hour(written: str) -> str:
    return _NOT_A_DIGIT.split(written)[0][:3]


def _split(written: str) -> tuple[str, str]:
    """Return the digits before and after the decimal point. Three digits after it are a group."""
    head, last = _NOT_A_DIGIT.sub(" ", written).rpartition(" ")[::2]
    if head and len(last) != 3:
        return head.replace(" ", ""), last
    return (head + last).replace(" ", ""), ""


def _small(address: str) -> str:
    """Return an address in small letters, as long as it was: the capital İ has two small characters."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in address)


def _beside(month: re.Match[str], numbers: list[re.Match[str]]) -> list[int]:
    """Return where the numbers of a month's date begin: of its day, and of its year."""
    place = bisect_left(numbers, month.start(), key=lambda each: each.start())
    before = [
        each
        for each in numbers[max(place - 1, 0) : place]
        if _is_near(month.string, each.end(), month.start())
    ]
    after = [each for each in numbers[place : place + 1] if _is_near(month.string, month.end(), each.start())]
    if after:  # "December 9, 2023": the year may stand behind the day
        end = after[0].end()
        year = numbers[place + 1 : place + 2]
        after += [each for each in year if 0 < each.start() - end <= 2 and len(each[0]) == 4]
    return [each.start() for each in (*before, *after)]


def _is_near(text: str, start: int, end: int) -> bool:
    return 0 <= end - start <= _BESIDE and not _PAUSE.search(text, start, end)


def _digits(written: str) -> str:
    return _NOT_A_DIGIT.sub("", written).lstrip("0") or "0"


@lru_cache(maxsize=64)
def _month_table(language: Language) -> dict[str, int]:
    """Return the numbers of the months by their names, in small letters."""
    table: dict[str, int] = {}
    tags = (language.tag, *(("ar-SY",) if language.locale.language == "ar" else ()))
    for tag in tags:
        months = Language(tag).locale.months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    short = name.rstrip(".")
                    if not any(character.isdigit() for character in short) and len(short) > 1:
                        table.setdefault(short.casefold(), number)
    # An inflected name has another ending: "декабря", "в декабре".
    stems = {name[:-1]: number for name, number in table.items() if len(name) > 4}
    return stems | table


@lru_cache(maxsize=64)
def _month_pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of a month's name. A long one may be inflected; a capital one is found capital."""
    table = _month_table(language)
    if not table:
        return re.compile(r"(?!)(?P<name>)")
    wide = language.locale.months["format"]["wide"].values()
    is_capital = all(name[:1].isupper() for name in wide)
    names = sorted(table, key=len, reverse=True)
    written = [name[:1].upper() + name[1:] for name in names] if is_capital else names
    endings = (rf"{re.escape(name)}" for name in written)
    prefix = _PREFIX.get(language.script, "")
    flags = re.NOFLAG if is_capital else re.IGNORECASE
    return re.compile(rf"(?<!\w){prefix}(?P<name>{'|'.join(endings)})\w{{0,3}}(?!\w)", flags)
