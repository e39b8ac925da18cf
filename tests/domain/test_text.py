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
    ("a\u206ab\ufff9c\U000e0001d\U000e0fffe", "abcde"),  # invisible, and needed by no orthography
    ("\ufeffBOM\uffff \U0010fffe", "BOM "),
    ("1\u200b2", "12"),  # between words of scripts that have spaces, it only hides a break
    ("\U0001f3f4\U000e0067\u202e\U000e007f", "\U0001f3f4"),  # tags that are no flag
    ("ก" + "\u0e34" * 20, "ก" + "\u0e34" * 8),
    ("a" + "\u0301" * 4 + "\u202e" + "\u0301" * 4, "a" + "\u0301" * 4),
    ("a\u202e\u200bก\u202e\u200bb", "a\u200bก\u200bb"),
]

KEPT = [
    "王\U0003134a 𱍐",  # letters that Python 3.11 does not know yet (Unicode 15, 13)
    "\U0001cc00\U0001c800\U00010d69",  # not yet assigned when this was written, or of Unicode 16
    "🫨🪿 \U0001fae9 \U0001face",  # emoji of Unicode 15 and 16, and a place for one to come
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England
    "🏴\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f",  # Texas
    "1\ufe0f\u20e3 #\ufe0f\u20e3 ❤\ufe0f ✉\ufe0e",  # keycaps, variation selectors
    "👩🏽\u200d🚒 👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 🇺🇦",
    "葛\U000e0100 \ue000 \U000f0000",  # an ideographic variant; private use
    "ព្រះ\u200bរាជា\u200bណាចក្រ",  # Khmer
    "สวัสดี\u200bครับ",  # Thai
    "ສະບາຍດີ\u200bເຈົ້າ",  # Lao
    "မြန်မာ\u200bနိုင်ငံ",  # Burmese
    "สวัสดี\u200bAda\u200bครับ",
    "می\u200cروم \u0600\u0661\u06dd \u061c",  # Arabic: joiner, number sign, end of a verse
    "ᠮᠣᠩᠭᠣᠯ\u180eᠤ ᠠ\u180b",  # Mongolian
    "\u00ad\u034f\u115f\u3164 שָׁ֫לוֹם",
]


@pytest.mark.parametrize("typed", KEPT)
def test_what_an_orthography_needs_and_what_is_new_is_kept(typed: str) -> None:
    assert text.separate(typed) == (typed, ())


LEFT_OUT = [
    ("a\u202eb\x07c\u202e", ("\u202e", "\x07")),
    ("\ud800", ("\ud800",)),
    ("Z" + "\u0301" * 9, ("\u0301",)),
    ("a\r\nb\tc\u2028d", ()),  # these are written otherwise, and nothing is lost
]


@pytest.mark.parametrize(("typed", "characters"), LEFT_OUT)
def test_what_is_left_out_is_named_once(typed: str, characters: tuple[str, ...]) -> None:
    assert text.separate(typed)[1] == characters


def test_a_character_is_described_by_its_code_point_and_name() -> None:
    assert [text.describe(each) for each in "\u202e\x07\U000e0fff"] == [
        "U+202E RIGHT-TO-LEFT OVERRIDE",
        "U+0007",  # Unicode gives controls no name
        "U+E0FFF",
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
