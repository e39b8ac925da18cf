"""The number of an urgent action is shown once, however a team writes it."""

import pytest

from webapp.domain.reference import number

NUMBERS = [
    # as people write it, and the number alone
    ("261/16", "261/16"),
    ("23.24", "23.24"),
    ("UA 261/16", "261/16"),
    ("UA 261 /16", "261/16"),
    ("UA 261 / 16", "261/16"),
    ("UA: 261/16", "261/16"),
    ("ua-261/16", "261/16"),
    ("UA261/16", "261/16"),
    ("UA\u00a0261/16", "261/16"),
    ("UA #261/16", "261/16"),
    ("UA No. 261/16", "261/16"),
    ("UA nº 261/16", "261/16"),
    ("(UA 261/16)", "261/16"),
    ("261/16 (UA)", "261/16"),
    ("Urgent  Action  261/16", "261/16"),
    ("URGENT ACTION: UA: 261/16", "261/16"),
    ("First UA: 261/16", "261/16"),
    ("Further information on UA: 261/16", "261/16"),
    ("Acción Urgente 261/16", "261/16"),
    ("Accion urgente: 261/16", "261/16"),  # without its accent
    ("AU 261/16", "261/16"),
    ("Eilaktion 261/16", "261/16"),
    ("Срочная акция 261/16", "261/16"),
    ("Акция срочной помощи 261/16", "261/16"),
    ("التحرك العاجل 261/16", "261/16"),
    ("\u200fتحرك عاجل: 261/16", "261/16"),
    ("緊急行動 5/24", "5/24"),
    ("MDE 13/5023/2016", "MDE 13/5023/2016"),  # an index number
    ("EXTRA 53/16", "EXTRA 53/16"),
    ("UAE 5/16", "UAE 5/16"),
    ("Uganda 5/16", "Uganda 5/16"),
    ("No. 5", "No. 5"),
    ("UA 261/16 (second)", "261/16 (second)"),
]
NONE = [
    "", " ", "n/a", "N/A", "n.a.", "-", "—", "?", "...", "none", "None.", "k. A.", "нет", "UA", "UA -",
    "UA: n/a", "Urgent Action n/a", "Urgent Action", "لا يوجد", "tbc",
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), NUMBERS)
def test_the_words_before_and_after_a_number_are_taken_off(written: str, expected: str) -> None:
    assert number(written) == expected


@pytest.mark.parametrize("written", NONE)
def test_a_word_for_no_number_is_no_number(written: str) -> None:
    assert number(written) == ""


@pytest.mark.parametrize("written", [each for each, _ in NUMBERS])
def test_a_number_alone_stays(written: str) -> None:
    assert number(number(written)) == number(written)
