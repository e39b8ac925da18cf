"""Remarks on numbers, dates, addresses and links that differ between a source and its translation.

translate-toolkit's filters "numbers", "emails" and "urls" compare the characters: they take "1.000" and
"1,000", Persian digits, and "/en/" and "/es/" for other facts, and they give no place. So this is our own.
"""

from collections.abc import Iterator
from itertools import zip_longest

from webapp.campaigns.fact_differences import (
    differing_addresses,
    differing_months,
    differing_numbers,
    month_names,
    uncertain_numbers,
)
from webapp.campaigns.facts import Address, Facts, Number
from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.domain.language import Language


def check_facts(
    before: Facts, after: Facts, translation: str, source_language: Language, language: Language
) -> Iterator[Remark]:
    """Yield a remark on each fact that only one of them has. `after` holds the facts of `translation`."""
    yield from _numbers(before, after, translation, source_language, language)
    lacking, added = differing_months(before, after, language)
    names = zip_longest(month_names(lacking, source_language), added, fillvalue=None)
    for expected, month in names:
        start, end = after.month_places.get(month or 0, (0, 0))
        yield Remark(Kind.DATE, expected or "", translation[start:end], start, end)
    yield from _addresses(before, after, translation)


def _numbers(
    before: Facts, after: Facts, translation: str, source_language: Language, language: Language
) -> Iterator[Remark]:
    lacking, added = differing_numbers(before, after, source_language, language)
    if not added and _are_days(lacking, after):
        yield from (Remark(Kind.SMALL_NUMBER, number.written) for number in lacking)
        return
    for expected, found in zip_longest(lacking, added):
        is_date = all(number is None or number.dated or number.is_year for number in (expected, found))
        yield _on_number(Kind.DATE if is_date else Kind.NUMBER, expected, found, translation)
    if not lacking and not added:
        uncertain = uncertain_numbers(before, after, source_language, language)
        for expected, found in zip_longest(*uncertain):
            yield _on_number(Kind.SMALL_NUMBER, expected, found, translation)


def _are_days(lacking: tuple[Number, ...], after: Facts) -> bool:
    """Check whether all that is lacking are days of months that are named: "восьмого мая" has no digit."""
    return bool(after.named_months) and all(
        number.dated and int(number.value[:9]) <= 31 for number in lacking
    )


def _on_number(kind: Kind, expected: Number | None, found: Number | None, translation: str) -> Remark:
    written = expected.written if expected else ""
    if found is None:
        return Remark(kind, written)
    end = found.start + len(found.written)
    return Remark(kind, written, translation[found.start : end], found.start, end)


def _addresses(before: Facts, after: Facts, translation: str) -> Iterator[Remark]:
    lacking, added = differing_addresses(before, after)
    for kind in (Kind.EMAIL, Kind.LINK, Kind.ADDRESS):
        pairs = zip_longest(
            (each for each in lacking if _kind(each) is kind), (each for each in added if _kind(each) is kind)
        )
        for expected, found in pairs:
            value = expected.value if expected else ""
            if found is None:
                yield Remark(kind, value)
            else:
                yield Remark(kind, value, translation[found.start : found.end], found.start, found.end)


def _kind(address: Address) -> Kind:
    if address.value.startswith("@"):
        return Kind.ADDRESS
    return Kind.EMAIL if "@" in address.value and "/" not in address.value else Kind.LINK
