"""Facts that a program finds in a text: numbers, dates, e-mail addresses, links, handles.

A number is compared by its digits alone, so that 1,000 and 1.000 and ١٬٠٠٠ are the same. Names of months come
from the CLDR. A month counts as part of a date if digits stand beside it: "May" is a verb, too.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from webapp.campaigns.number_words import numbers_in_words
from webapp.domain.language import Language

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'«»“”„]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
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
_PAUSE = re.compile(r"[;:()!?\n]")
_NOT_A_DIGIT = re.compile(r"\D")
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
    addresses: tuple[str, ...]
    """E-mail addresses, links and handles, in small letters."""

    @property
    def values(self) -> Counter[str]:
        """How often the text has each number."""
        return Counter(number.value for number in self.numbers)


def find_facts(text: str, language: Language) -> Facts:
    """Return the facts of a text."""
    text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    addresses: list[str] = []

    def take(match: re.Match[str]) -> str:
        address = match[0].rstrip(_END)
        addresses.append(address.lower())
        return " " + match[0][len(address) :]

    for pattern in (_LINK, _EMAIL, _HANDLE):
        text = pattern.sub(take, text)
    text = _NUMERIC_DATE.sub(r"\1 - \3 - \4", text)
    months: list[int] = []

    def take_month(match: re.Match[str]) -> str:
        months.append(int(match[1] or match[2]))
        return " "

    text = _NUMBERED_MONTH.sub(take_month, text)
    found = [*_NUMBER.finditer(text)]
    dated: set[int] = set()
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
            dated |= {*beside}
        end_before, month_before = match.end(), number
    numbers = tuple(Number(_digits(match[0]), match[0], match.start() in dated) for match in found)
    words = numbers_in_words(text, language.locale.language)
    return Facts(numbers, words, tuple(months), tuple(named_months), tuple(addresses))


def _beside(month: re.Match[str], numbers: list[re.Match[str]]) -> list[int]:
    """Return where the numbers of a month's date begin: of its day, and of its year."""
    before = [each for each in numbers if _is_near(month.string, each.end(), month.start())][-1:]
    after = [each for each in numbers if _is_near(month.string, month.end(), each.start())][:1]
    if after:  # "December 9, 2023": the year may stand behind the day
        end = after[0].end()
        after += [each for each in numbers if 0 < each.start() - end <= 2 and len(each[0]) == 4][:1]
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
