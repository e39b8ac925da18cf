"""How alike two texts are, and that no text makes the comparison long."""

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.campaigns.changes import kind_of_change
from webapp.campaigns.likeness import likeness
from webapp.campaigns.po_matching import MIN_MATCH, match_entries, match_unfinished
from webapp.campaigns.po_reader import PoEntry
from webapp.domain.language import Language
from webapp.domain.text import MAX_TEXT_CHARS

LAMP = "Ada lit a lamp in the house by the sea, and it burned all night."
WORDS = st.lists(st.sampled_from(["lamp", "light", "house", "sea", "night"]), max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("", "", 1),
        (LAMP, LAMP, 1),
        (LAMP, LAMP.upper().replace(",", ";"), 1),
        ("a lamp by the sea", "a blue lamp by the sea", 10 / 11),
        ("a lamp by the sea", "the sea by a lamp", 4 / 10),
        ("a lamp", "my house", 0),
        # A script without spaces: by the characters.
        ("灯塔的守护者因为点亮一盏灯而被捕入狱", "灯塔的守护者因为点亮一盏灯而获释回家", 28 / 36),
        ("lamp " * 5_000, "lamp", 0),  # longer than any text of a campaign
    ],
)
def test_the_share_is_that_of_the_words_in_their_order(before: str, after: str, share: float) -> None:
    assert likeness(before, after) == pytest.approx(share)


@given(before=WORDS, after=WORDS, bound=st.sampled_from([0.0, 0.4, 0.6]))
def test_no_text_is_less_alike_than_by_matching_blocks(
    before: list[str], after: list[str], bound: float
) -> None:
    share = likeness(" ".join(before), " ".join(after))

    assert share >= SequenceMatcher(None, before, after, autojunk=False).ratio() - 1e-9
    assert likeness(" ".join(before), " ".join(after), bound) == (share if share >= bound else 0.0)


def a_text(length: int, number: int) -> str:
    """Return a text of few words, each time in another order: much to compare, nothing unlike."""
    words = ["lamp", "light", "keeper", "house", "night", "blue", "red", "sea"]
    return " ".join(words[(place * place * (number + 3) + place // 7) % 8] for place in range(length))


@pytest.mark.parametrize("flags", [[], ["fuzzy"]])
def test_new_paragraphs_among_many_earlier_ones_are_matched_soon(flags: list[str]) -> None:
    earlier = [
        PoEntry(context="background", id=a_text(990, n), strings=["Texto"], line=1, flags=flags)
        for n in range(100)
    ]
    new = [("background", f"{a_text(990, n)} here") for n in range(3)]
    began = time.process_time()

    found = match_unfinished(new, earlier, set()) if flags else match_entries(new, earlier)

    assert {*found} == {*new}
    assert time.process_time() - began < 5  # 0.1 seconds; 20 with difflib


@pytest.mark.parametrize("count", [4_000])
def test_many_short_paragraphs_of_renamed_fields_are_matched_soon(count: int) -> None:
    earlier = [
        PoEntry(context=f"targets.a{n}.office", id=f"Office {n}", strings=["Texto"], line=1)
        for n in range(count)
    ]
    new = [(f"targets.b{n}.office", f"Office {n}") for n in range(count)]
    began = time.process_time()

    matches = match_entries(new, earlier)

    assert len(matches) == count
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a x ", "a y "),  # difflib: the third power of the number of words
        ("Ada. ", "Ida. "),
        ("Ada \n", "Ida \n"),
        ("A. " + " " * 10, "B. "),
        ("灯塔", "海夜"),
    ],
)
def test_no_correction_is_judged_for_long(before: str, after: str) -> None:
    began = time.process_time()

    kind_of_change(
        "background",
        before * (MAX_TEXT_CHARS // len(before)),
        after * (MAX_TEXT_CHARS // len(after)),
        Language("en"),
    )

    assert time.process_time() - began < 5  # half a second


def test_a_text_of_one_field_is_not_a_version_of_another_field() -> None:
    earlier = [PoEntry(context="headline", id=LAMP, strings=["Texto"], line=1)]

    assert match_entries([("summary", f"{LAMP} Yes.")], earlier) == {}
    assert likeness(LAMP, f"{LAMP} Yes.") > MIN_MATCH
