"""A number as people type it."""

import pytest

from webapp.desk.numbers.whole_number import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 1200 ", 1200),
        ("1,200", 1200),
        ("1.200.000", 1_200_000),
        ("1 200", 1200),
        ("1\N{NARROW NO-BREAK SPACE}200", 1200),
        ("١٢٠٠", 1200),
        ("١٬٢٠٠", 1200),
        ("0", 0),
        ("1.5", None),  # half a letter
        ("1,20", None),
        ("-3", None),
        ("", None),
        ("²", None),
        ("12a", None),
        ("1e3", None),
        ("9" * 5000, None),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, number: int | None) -> None:
    assert parse_number(text) == number
