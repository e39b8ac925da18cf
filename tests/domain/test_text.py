"""Sanitizing and splitting what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain import text

CLEANED = [
    ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ("a\x00b\x07c\x1b[0m", "abc[0m"),
    (
        "\u202eevil\u202c \u2066x\u2069",
        "evil x",
    ),  # overrides make a letter read differently from what it says
    ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs the non-joiner
    ("क्\u200dष", "क्\u200dष"),
    ("שלום\u200f!", "שלום\u200f!"),
    ("a\u200b\u2060\ufeffb", "ab"),
    ("Z" + "\u0301" * 9, "Z" + "\u0301" * 4),
    ("a\tb", "a b"),
    ("\ud800x", "x"),  # a lone surrogate breaks every encoder behind
    ("👩\u200d👧", "👩\u200d👧"),
    ("\ufdd0x\U000e0041", "x"),
    ("Ô, mes aïeux – “là”…", "Ô, mes aïeux – “là”…"),
]


@pytest.mark.parametrize(("typed", "cleaned"), CLEANED)
def test_characters_that_do_not_belong_in_a_letter_are_removed(typed: str, cleaned: str) -> None:
    assert text.sanitize(typed) == cleaned


@given(st.text(max_size=300))
def test_sanitizing_twice_changes_nothing_more(typed: str) -> None:
    once = text.sanitize(typed)

    assert text.sanitize(once) == once
    once.encode()  # can be encoded, whatever was typed


@given(st.text(max_size=300))
def test_joined_paragraphs_are_split_into_the_same(typed: str) -> None:
    parts = text.split_paragraphs(typed)

    assert text.split_paragraphs(text.join_paragraphs(parts)) == parts


def test_five_thousand_blank_lines_are_no_paragraph() -> None:
    assert text.split_paragraphs("a" + "\n" * 5000 + "b") == ("a", "b")


def test_a_single_line_break_stays_within_its_paragraph() -> None:
    assert text.split_paragraphs("one \ntwo\n \nthree") == ("one\ntwo", "three")


def test_a_line_is_folded() -> None:
    assert text.line("  Dear\n Minister,\t ") == "Dear Minister,"


def test_lines_of_an_address_lose_blank_ones() -> None:
    assert text.split_lines("1 Wick  Street\r\n\r\n Lampville ") == ("1 Wick Street", "Lampville")
