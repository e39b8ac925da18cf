"""Compare the facts of a translation with those of its source: numbers, dates, addresses, links, handles.

No alarm for what translators do rightly: other digits, separators and forms of dates, a small number as a
word or a word as a number, a page's address in another language, the years of other calendars.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from webapp.campaigns.facts import Address, Facts, Number, find_facts
from webapp.campaigns.number_words import is_known
from webapp.domain.language import Language
from webapp.domain.text import MAX_TEXT_CHARS

MAX_COMPARED_CHARS = 2 * MAX_TEXT_CHARS
MAX_SPELLED_OUT = 20
"""Numbers up to this one are often written as words, and so are round ones."""
MAX_UNSPOKEN = 2
"""Languages have other words for one and for two of something."""

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
    numbers = differing_numbers(before, after, written_in, language)
    months = differing_months(before, after, language)
    addresses = differing_addresses(before, after)
    found = (
        Difference(_texts_of(numbers[0]), _texts_of(numbers[1])),
        Difference(month_names(months[0], written_in), month_names(months[1], language)),
        Difference(_values(addresses[0]), _values(addresses[1])),
    )
    return tuple(each for each in found if each.in_source or each.in_translation)


def differing_numbers(
    before: Facts, after: Facts, written_in: Language, language: Language
) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Return the numbers that only the source has, and those that only its translation has."""
    if _shares_a_year(before, after, language):  # day and month are those of another calendar, too
        before, after = _without_dates(before), _without_dates(after)
    lacking, added = _unmatched(before, after), _unmatched(after, before)
    if _are_same_digits(lacking, added):
        return (), ()
    hard_lacking = [each for each in lacking if _is_hard(each) and each.value not in after.values]
    hard_added = [each for each in added if _is_hard(each) and each.value not in before.values]
    if not (lacking and added):
        lacking, added = hard_lacking, hard_added
    elif not (hard_lacking or hard_added or _knows_words(written_in, language)):
        return (), ()
    if not any(each.value not in before.values for each in added) and not hard_lacking:
        return (), ()  # a number is said once more, or once less
    return tuple(lacking), tuple(added)


def _are_same_digits(lacking: list[Number], added: list[Number]) -> bool:
    """Check whether the numbers differ in nothing but where one text parts them more: "207.3" and "207-3"."""
    digits = [["".join(filter(str.isdigit, each.written)) for each in texts] for texts in (lacking, added)]
    first, second = ("".join(each).lstrip("0") for each in digits)
    ends = [{*accumulate(map(len, reversed(each[1:])))} for each in digits]  # counted from the last digit
    return first == second and (ends[0] <= ends[1] or ends[1] <= ends[0])


def uncertain_numbers(
    before: Facts, after: Facts, written_in: Language, language: Language
) -> tuple[tuple[Number, ...], tuple[Number, ...]]:
    """Return small numbers of one of the texts that are in the other one neither in digits nor as a word.

    An ordinal, a dual or "a dozen" may stand for them: this is never certain.
    """
    if _shares_a_year(before, after, language):
        before, after = _without_dates(before), _without_dates(after)
    lacking, added = _unmatched(before, after), _unmatched(after, before)
    if _are_same_digits(lacking, added):
        return (), ()
    if not (added and is_known(written_in.locale.language)) and not (lacking and added):
        added = []
    if not is_known(language.locale.language) and not added:
        lacking = []
    return (
        tuple(
            each for each in lacking if int(each.value[:9]) > MAX_UNSPOKEN and not after.values[each.value]
        ),
        tuple(each for each in added if int(each.value[:9]) > MAX_UNSPOKEN and not before.values[each.value]),
    )


def _unmatched(facts: Facts, other: Facts) -> list[Number]:
    """Return the numbers that the other text has less often, and not as a word or as a month's name."""
    stocks = (
        Counter(number.value for number in other.numbers),
        Counter(str(number) for number in other.words),
        Counter(str(month) for month in other.months),
        Counter(number.also for number in other.numbers if number.also),
        Counter(str(number) for number in other.roman),
    )
    unmatched = []
    for number in facts.numbers:
        values = [number.value, *([number.also] if number.also else [])]
        found = next(((stock, value) for value in values for stock in stocks if stock[value]), None)
        if found is None:
            unmatched.append(number)
        else:
            stock, value = found
            stock[value] -= 1
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


def differing_months(
    before: Facts, after: Facts, language: Language
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the months, 1 to 12, that only the source has, and those that only its translation has."""
    lacking = Counter(before.months) - Counter(after.named_months)
    added = Counter(after.months) - Counter(before.named_months)
    numbers = before.values + after.values
    lacking = Counter({month: count for month, count in lacking.items() if not numbers[str(month)]})
    if not lacking or not added or _shares_a_year(before, after, language):
        return (), ()  # one that is not found may be written in a way that the CLDR does not have
    return tuple(lacking.elements()), tuple(added.elements())


def month_names(months: Iterable[int], language: Language) -> tuple[str, ...]:
    """Return what months are called."""
    names = language.locale.months["stand-alone"]["wide"]
    return tuple(str(names[month]) for month in months)


def differing_addresses(before: Facts, after: Facts) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """Return the addresses that only the source has, and those that only its translation has."""
    first, second = (
        {_neutral(each.value) for each in before.addresses},
        {_neutral(each.value) for each in after.addresses},
    )
    return (
        tuple(each for each in before.addresses if _neutral(each.value) not in second),
        tuple(each for each in after.addresses if _neutral(each.value) not in first),
    )


def _neutral(address: str) -> str:
    """Return a link without the tag of its language: /en/case and /es/case are one page."""
    if "@" in address:
        return address
    host, slash, path = re.sub(r"^(https?://)?(www\.)?", "", address).partition("/")
    return host + _TAG.sub("*", slash + path).rstrip("/")


def _texts_of(numbers: Iterable[Number]) -> tuple[str, ...]:
    return tuple(number.written for number in numbers)


def _values(addresses: Iterable[Address]) -> tuple[str, ...]:
    return tuple(address.value for address in addresses)
