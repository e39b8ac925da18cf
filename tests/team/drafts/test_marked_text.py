"""Two texts with their different words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.team.drafts.marked_text import MAX_WORDS, Piece, mark, split_words

TEXTS = st.text(
    alphabet=st.sampled_from("ab ,.\n\u0631\u064e\u06a9\u200c日本\u0e19\u0e49é\U00020000"), max_size=40
)


def shown(pieces: tuple[Piece, ...]) -> str:
    """Return a text with brackets about what is marked."""
    return "".join(f"[{piece.text}]" if piece.is_changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("Free Ada.", "Free Ada.", "Free Ada.", "Free Ada."),
        ("She lit a lamp.", "She lit two lamps.", "She lit [a lamp].", "She lit [two lamps]."),
        ("", "New", "", "[New]"),
        ("since 2023: free her", "since 2024: free her", "since [2023]: free her", "since [2024]: free her"),
        ("one two", "one, two", "one two", "one[,] two"),
        ("أطلقوا سراح آدا", "أطلقوا سراح بن", "أطلقوا سراح [آدا]", "أطلقوا سراح [بن]"),
        ("مُحَمَّد هنا", "مُحمد هنا", "[مُحَمَّد] هنا", "[مُحمد] هنا"),  # vowel signs belong to their word
        ("释放张三。", "释放李四。", "释放[张三]。", "释放[李四]。"),
        ("น้ำดี", "น้ำมี", "น้ำ[ดี]", "น้ำ[มี]"),
        ("नमस्ते दुनिया", "नमस्ते लोग", "नमस्ते [दुनिया]", "नमस्ते [लोग]"),
    ],
)
def test_words_that_differ_are_marked(before: str, after: str, old: str, new: str) -> None:
    assert tuple(map(shown, mark(before, after))) == (old, new)


@given(TEXTS)
def test_words_put_together_are_the_text(text: str) -> None:
    assert "".join(split_words(text)) == text


@given(TEXTS, TEXTS)
def test_nothing_is_lost_and_what_is_not_marked_is_the_same(before: str, after: str) -> None:
    old, new = mark(before, after)

    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    same = [[piece.text for piece in side if not piece.is_changed] for side in (old, new)]
    assert "".join(same[0]) == "".join(same[1])


def test_in_a_long_text_only_what_changed_is_marked() -> None:
    letter = "The keeper of the lamp lit the lamp of the tower. " * 60
    before, after = f"{letter}She waits. {letter}", f"{letter}She waits no more. {letter}"

    assert [[piece.text for piece in side if piece.is_changed] for side in mark(before, after)] == [
        [],
        [" no more"],
    ]
    before, after = f"One {before}", f"Two {after}"
    assert [[piece.text for piece in side if piece.is_changed] for side in mark(before, after)] == [
        ["One"],
        ["Two", " no more"],
    ]


def test_texts_without_bounds_are_marked_as_a_whole() -> None:
    before, after = ("x y " * MAX_WORDS, "z w " * MAX_WORDS)

    assert [[piece.is_changed for piece in side] for side in mark(f"a {before}b", f"a {after}b")] == [
        [False, True, False]
    ] * 2
