"""A pattern of labels is compiled where a text may match it, and finds the same as if it always were."""

import re
from collections.abc import Iterable

import pytest

from webapp.importing.label_table import ANY_BEGIN, DATE, LabelPattern


class Compiler:
    """Compiles labels for a match without regard to case, and notes that it did."""

    def __init__(self) -> None:
        self.has_compiled = False

    def __call__(self, labels: Iterable[str]) -> re.Pattern[str]:
        self.has_compiled = True
        texts = (re.escape(label.removeprefix(ANY_BEGIN)) for label in labels)
        either = "|".join(text.replace(re.escape(DATE), ".{4,80}") for text in texts)
        return re.compile(re.sub("([\u0621-\u064a])", "\\1[\u064b-\u0652\u0640]*", either), re.IGNORECASE)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("fax", "Fax"),
        ("télécopie", "TÉLÉCOPIE"),
        ("großbrief", "Großbrief"),
        ("факс", "ФАКС"),
        ("address", "addreſs"),
        ("kind", "\u212aind"),  # the sign of kelvin
        ("info", "\u0130nfo"),  # as an i is written in Turkish capitals
        ("info", "\u0131nfo"),
        ("*minister", "Justizminister"),
        ("appeals before {date} to", "APPEALS BEFORE 12 MAY 2030 TO"),
        ("e-mail", "E-Mail"),
        ("العنوان", "العُنـوان"),
    ],
)
def test_a_text_that_has_a_label_is_matched(label: str, text: str) -> None:
    assert LabelPattern(["another", label], Compiler()).search(f"x {text}: 1")


def test_it_finds_what_a_compiled_one_finds() -> None:
    def fresh() -> LabelPattern:
        return LabelPattern(["fax", "post"], Compiler())

    assert fresh().match("POST: x")
    assert fresh().match("x FAX", 2)
    assert fresh().match("x FAX") is None
    assert fresh().fullmatch("Fax")
    assert fresh().fullmatch("Fax:") is None
    assert [found[0] for found in fresh().finditer("Fax, post, fax", 3)] == ["post", "fax"]


def test_no_pattern_is_compiled_for_a_text_without_words_of_a_label() -> None:
    compiler = Compiler()
    pattern = LabelPattern(["postal address", "fax"], compiler)

    assert pattern.search("Postal code: 75001") is None
    assert pattern.match("") is None
    assert pattern.fullmatch("Name") is None
    assert [*pattern.finditer("Name")] == []
    assert not compiler.has_compiled
    assert pattern.match("Fax: 1", 0)
    assert compiler.has_compiled
