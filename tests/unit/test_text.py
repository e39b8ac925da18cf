"""What people type, made safe."""

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
def test_a_text_is_cleaned_of_what_has_no_place_in_a_letter(typed: str, cleaned: str) -> None:
    assert text.clean(typed) == cleaned


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = text.clean(typed)

    assert text.clean(once) == once
    once.encode()  # can be encoded, whatever was typed


@given(st.text(max_size=300))
def test_paragraphs_joined_are_cut_into_the_same(typed: str) -> None:
    parts = text.paragraphs(typed)

    assert text.paragraphs(text.join(parts)) == parts


def test_five_thousand_blank_lines_are_no_paragraph() -> None:
    assert text.paragraphs("a" + "\n" * 5000 + "b") == ("a", "b")


def test_a_single_line_break_stays_within_its_paragraph() -> None:
    assert text.paragraphs("one \ntwo\n \nthree") == ("one\ntwo", "three")


def test_a_long_run_of_letters_gets_places_to_break() -> None:
    assert max(map(len, text.breakable("x" * 500).split("\u200b"))) == text.RUN


def test_short_words_are_left_alone_and_soft_hyphens_left_out() -> None:
    assert text.breakable("short words stay\u00ad as they are") == "short words stay as they are"


HONEST = [
    "Elle a dit\u202f: «\u202fnon\u202f»\u202f; puis (enfin\u202f!) «\u202foui\u202f» – puis partit.",
    "He said “no” – twice – and left (by the back door); “why?”, she asked … and 100 % of them laughed.",
    "Она сказала: «Нет!» – и ушла (навсегда); «почему?» – спросил он. Ответа не было: ни тогда, ни потом.",
    "قالت: «لا!» (مرتين) – ثم غادرت؛ «لماذا؟» سأل، ولم يكن هناك جواب: لا حينها، ولا فيما بعد، ولا أبدًا.",
    "Call +1 202 555 0100 / 0101, Mon–Fri, 9–17 h; see https://appeal.example/en/lamp (in English).",
]


@pytest.mark.parametrize("words", HONEST)
def test_an_honest_text_is_printed_as_it_was_written(words: str) -> None:
    assert text.breakable(words) == words


@pytest.mark.parametrize("unit", ["a( ", "l\u25cc( ", "– – ", "\u2044a\u2003"])
def test_a_text_without_a_sure_place_to_break_gets_some(unit: str) -> None:
    broken = text.breakable(unit * 200)

    assert "\u200b" in broken
    assert broken.replace("\u200b", "").replace("\n", "") == unit * 200


def test_a_line_is_folded() -> None:
    assert text.line("  Dear\n Minister,\t ") == "Dear Minister,"


def test_lines_of_an_address_lose_blank_ones() -> None:
    assert text.lines("1 Wick  Street\r\n\r\n Lampville ") == ("1 Wick Street", "Lampville")
