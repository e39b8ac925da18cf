"""Break opportunities are added to text for print, and nothing else changes."""

import re

import pytest
from hypothesis import example, given

from tests.support.strategies import honest
from webapp.printing import script_runs
from webapp.printing.line_breaking import MAX_RUN_CHARS, with_break_opportunities


def test_a_long_run_of_letters_gets_break_opportunities() -> None:
    assert max(map(len, with_break_opportunities("x" * 500).split("\u200b"))) == MAX_RUN_CHARS


def test_short_words_are_left_alone_and_soft_hyphens_left_out() -> None:
    assert with_break_opportunities("short words stay\u00ad as they are") == "short words stay as they are"


HONEST = [
    "Elle a dit\u202f: «\u202fnon\u202f»\u202f; puis (enfin\u202f!) «\u202foui\u202f» – puis partit.",
    "He said “no” – twice – and left (by the back door); “why?”, she asked … and 100 % of them laughed.",
    "Она сказала: «Нет!» – и ушла (навсегда); «почему?» – спросил он. Ответа не было: ни тогда, ни потом.",
    "قالت: «لا!» (مرتين) – ثم غادرت؛ «لماذا؟» سأل، ولم يكن هناك جواب: لا حينها، ولا فيما بعد، ولا أبدًا.",
    "Call +1 202 555 0100 / 0101, Mon–Fri, 9–17 h; see https://appeal.example/en/lamp (in English).",
]


@pytest.mark.parametrize("words", HONEST)
def test_an_honest_text_is_printed_as_it_was_written(words: str) -> None:
    assert with_break_opportunities(words) == words


@pytest.mark.parametrize("unit", ["a( ", "l\u25cc( ", "– – ", "\u2044a\u2003"])
def test_text_without_a_sure_break_gets_break_opportunities(unit: str) -> None:
    broken = with_break_opportunities(unit * 200)

    assert "\u200b" in broken
    assert broken.replace("\u200b", "").replace("\n", "") == unit * 200


@given(honest)
@example("\u0627f" * 200)
@example("a" * 500)
def test_only_break_opportunities_are_added(words: str) -> None:
    broken = with_break_opportunities(words)

    bare = str.maketrans("", "", "\u200b\u2060\n\u00ad")
    assert broken.translate(bare) == words.translate(bare)
    runs = re.split(
        r"[\u200b\s\u3041-\u30fa\u3400-\u9fff\U00020000-\U0003ffff]", broken.replace("\u2060", "")
    )
    assert max(map(len, runs)) <= MAX_RUN_CHARS
    assert script_runs.limit_script_runs(words).replace("\n", "") == words.replace("\n", "")
