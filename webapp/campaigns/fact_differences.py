"""Compare the facts of a translation with those of its source: numbers, dates, addresses, links, handles.

No alarm for what translators do rightly: other digits, separators and forms of dates, a small number as a
word or a word as a number, a page's address in another language, the years of other calendars.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.campaigns.facts import Facts, Number, find_facts
from webapp.campaigns.number_words import is_known
from webapp.domain.language import Language
from webapp.domain.text import MAX_TEXT_CHARS

MAX_COMPARED_CHARS = 2 * MAX_TEXT_CHARS
MAX_SPELLED_OUT = 20
"""Numbers up to this one are often written as words, and so are round ones."""

_YEARS_APART = {"th": (-543,), "fa": (621, 622), "ps": (621, 622), "am": (7, 8), "ti": (7, 8)}
"""How far the years of a language's other calendar are behind (Buddhist, Solar Hijri, Ethiopian)."""
_TAG = re.compile(r"(?<=[/=])[a-z]{2,3}(?:[-_][a-z]{2,4})?(?=[/?&#]|$)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts that only the source text has, and facts that only its translation has, as they are written."""

    in_source: tuple[str, ...]
    in_translation: tuple[str, ...]


def find_differences(
    source: str, written_in: Language, translation: str, language: Language
) -> tuple[Difference, ...]:
    """Return how the facts of a translation differ from its source."""
    if len(source) + len(translation) > MAX_COMPARED_CHARS:
        return ()  # no text that the campaign's rules allow
    before, after = find_facts(source, written_in), find_facts(translation, language)
    found = (
        _numbers(before, after, written_in, language),
        _months(before, after, written_in, language),
        _addresses(before, after),
    )
    return tuple(difference for difference in found if difference is not None)


def _numbers(before: Facts, after: Facts, written_in: Language, language: Language) -> Difference | None:
    if _shares_a_year(before, after, language):  # day and month are those of another calendar, too
        before, after = _without_dates(before), _without_dates(after)
    lacking, added = _unmatched(before, after), _unmatched(after, before)
    if "".join(each.value for each in lacking) == "".join(each.value for each in added):
        return None  # "207.3" and "207-3"
    hard_lacking = [each for each in lacking if _is_hard(each) and each.value not in after.values]
    hard_added = [each for each in added if _is_hard(each) and each.value not in before.values]
    if not (lacking and added):
        lacking, added = hard_lacking, hard_added
    elif not (hard_lacking or hard_added or _knows_words(written_in, language)):
        return None
    if not any(each.value not in before.values for each in added) and not hard_lacking:
        return None  # a number is said once more, or once less
    return Difference(_written(lacking), _written(added))


def _unmatched(facts: Facts, other: Facts) -> list[Number]:
    """Return the numbers that the other text has less often, and not as a word or as a month's name."""
    stocks = (
        Counter(number.value for number in other.numbers),
        Counter(str(number) for number in other.words),
        Counter(str(month) for month in other.months),
    )
    unmatched = []
    for number in facts.numbers:
        stock = next((stock for stock in stocks if stock[number.value]), None)
        if stock is None:
            unmatched.append(number)
        else:
            stock[number.value] -= 1
    return unmatched


def _is_hard(number: Number) -> bool:
    """Check whether nobody writes a number as a word: a large one, or a day but the first of a month."""
    value = int(number.value[:9])  # an int of thousands of digits is an error
    return (number.dated and value > 1) or (value > MAX_SPELLED_OUT and not _is_round(value))


def _knows_words(*languages: Language) -> bool:
    return all(is_known(language.locale.language) for language in languages)


def _is_round(number: int) -> bool:
    return (number % 10 == 0 and number <= 100) or (number % 100 == 0 and number <= 1_000)


def _shares_a_year(before: Facts, after: Facts, language: Language) -> bool:
    apart = _YEARS_APART.get(language.locale.language, ())
    values = after.values
    return any(
        str(int(number.value) - years) in values
        for number in before.numbers
        for years in apart
        if len(number.value) == 4
    )


def _without_dates(facts: Facts) -> Facts:
    numbers = tuple(
        number
        for number in facts.numbers
        if not (number.dated or len(number.value) == 4 or int(number.value[:9]) <= 31)
    )
    return Facts(numbers, facts.words, (), (), facts.addresses)


def _months(before: Facts, after: Facts, written_in: Language, language: Language) -> Difference | None:
    lacking = Counter(before.months) - Counter(after.named_months)
    added = Counter(after.months) - Counter(before.named_months)
    numbers = before.values + after.values
    lacking = Counter({month: count for month, count in lacking.items() if not numbers[str(month)]})
    if not lacking or not added or _shares_a_year(before, after, language):
        return None  # one that is not found may be written in a way that the CLDR does not have
    return Difference(_month_names(lacking, written_in), _month_names(added, language))


def _month_names(months: Counter[int], language: Language) -> tuple[str, ...]:
    names = language.locale.months["stand-alone"]["wide"]
    return tuple(str(names[month]) for month in months.elements())


def _addresses(before: Facts, after: Facts) -> Difference | None:
    first, second = Counter(map(_neutral, before.addresses)), Counter(map(_neutral, after.addresses))
    if set(first) == set(second):
        return None
    return Difference(
        tuple(address for address in before.addresses if _neutral(address) not in second),
        tuple(address for address in after.addresses if _neutral(address) not in first),
    )


def _neutral(address: str) -> str:
    """Return a link without the tag of its language: /en/case and /es/case are one page."""
    if "@" in address:
        return address
    host, slash, path = re.sub(r"^(https?://)?(www\.)?", "", address).partition("/")
    return host + _TAG.sub("*", slash + path).rstrip("/")


def _written(numbers: Iterable[Number]) -> tuple[str, ...]:
    return tuple(number.written for number in numbers)
