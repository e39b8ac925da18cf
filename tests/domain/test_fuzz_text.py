"""Properties of text, languages and addresses, for any input."""

import re
import unicodedata

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from tests.support.strategies import typed
from webapp.domain import language, text
from webapp.domain.address import PostalAddress, country_line
from webapp.domain.delivery import tel
from webapp.domain.language import Language, UnknownLanguage

REMOVED = ("Cc", "Cs", "Cn", "Cf", "Mn", "Me")
"""Categories that may be removed: controls, surrogates, unassigned, formats, marks."""


@given(typed)
def test_only_characters_named_by_a_rule_are_removed_and_the_rest_keeps_its_order(words: str) -> None:
    plain = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", words).replace("\t", " ")
    left = iter(text.sanitize(words))
    expected = next(left, None)
    for character in plain:
        if character == expected:
            expected = next(left, None)
        else:
            assert unicodedata.category(character) in REMOVED, repr(character)

    assert expected is None  # nothing was added


@given(typed)
def test_sanitizing_a_sanitized_text_changes_nothing(words: str) -> None:
    cleaned = text.sanitize(words)

    assert text.sanitize(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert not set(cleaned) & set("\0\r\v\f\x85\u2028\u2029\u202e\u2066\ufeff")


@given(typed)
def test_a_line_is_one_line_and_folding_it_again_changes_nothing(words: str) -> None:
    folded = text.line(words)

    assert text.line(folded) == folded
    assert "\n" not in folded
    assert folded == folded.strip()
    assert folded.split() == text.sanitize(words).split()


@given(typed)
def test_lines_and_paragraphs_keep_all_words(words: str) -> None:
    cleaned = text.sanitize(words)

    assert " ".join(text.split_lines(words)).split() == cleaned.split()
    assert " ".join(text.split_paragraphs(words)).split() == cleaned.split()
    assert all(part and part == part.strip() and "\n\n" not in part for part in text.split_paragraphs(words))


@given(typed)
def test_a_tag_is_refused_or_is_a_language_the_cldr_knows(tag: str) -> None:
    try:
        found = language.parse(tag)
    except UnknownLanguage:
        return
    assert found.tag == tag
    assert Language(found.locale.language).name


TAGS = [one.replace("_", "-") for one in locale_identifiers()]


@given(st.sampled_from(TAGS), st.integers(0, 10**9))
def test_a_number_in_a_languages_digits_is_read_back(tag: str, number: int) -> None:
    found = language.parse(tag)

    digits = "".join(str(unicodedata.decimal(each)) for each in found.number(number) if each.isdecimal())

    assert int(digits) == number
    assert found.direction in ("ltr", "rtl")
    assert found.name
    assert re.fullmatch("[A-Z][a-z]{3}", found.script)


@given(typed, st.sampled_from(["ltr", "rtl"]))
def test_the_first_strong_character_gives_a_text_its_direction(
    words: str, otherwise: language.Direction
) -> None:
    found = language.direction_of(words, otherwise)

    assert found in ("ltr", "rtl")
    assert language.direction_of(words + words[::-1], otherwise) == found
    assert language.direction_of("1 – " + words, otherwise) == found


@given(st.from_regex(r"\+[0-9][0-9 ().-]{5,24}", fullmatch=True))
def test_a_number_dials_its_digits(number: str) -> None:
    assert re.fullmatch(r"tel:\+[0-9]+", tel.tel(number))
    assert tel.tel(number).removeprefix("tel:+") == re.sub("[^0-9]", "", number)


@given(st.lists(typed, max_size=10))
def test_an_address_that_is_valid_is_clean(parts: list[str]) -> None:
    address = PostalAddress(tuple(parts))

    if address.is_valid:
        assert len(address.lines) >= 2
        assert all(line == text.line(line) and 0 < len(line) <= text.MAX_LINE_CHARS for line in address.lines)
    cleaned = PostalAddress(tuple(text.line(part)[:20].strip() or "x" for part in parts[:8]))
    assert cleaned.is_valid == (len(cleaned.lines) >= 2)


@pytest.mark.parametrize("tag", ["en", "ru", "ar", "es", "tr", "el", "de", "hi", "zh-Hant"])
def test_every_country_is_named_on_one_line(tag: str) -> None:
    countries = [code for code in Language("en").locale.territories if code.isalpha()]

    named = {code: country_line(code, Language(tag)) for code in countries}

    assert len(named) > 200
    assert [
        code for code, name in named.items() if name != text.line(name) or len(name) > text.MAX_LINE_CHARS
    ] == []
