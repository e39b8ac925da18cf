"""Documents by people who had not seen the importer, each with what is in it, as they wrote it down.

The rules were mended after a look at them: what is reached here is no measure for a document that is new. The
names of a second set begin with `second-`: before any change, 46 % of its fields were right, and 17 values of
it were wrong with nothing to say so. Of the third set, `third-`, 44 % were right, and two values were wrong
with nothing to say so; the rules were then mended by it, too. The fourth, `fourth-`, is of publishers whose
sheets are as no others (questions and answers, a chat, a postcard, a letter to lawyers): 30 % were right, and
four values were wrong with nothing to say so. Those four are marked now; the rest of it was left as it was.
The fifth, `fifth-`, is of sheets of the usual kinds and of several years: before any change, 82 % of its
fields were right (81 % in English, 82 % in Spanish, 79 % in French, 91 % in German), and 14 values were wrong
with nothing to say so. One of these was the comparison's fault: a number with "UA" before it is the same
number. The rules were mended by it, so that its bounds below say nothing of a document that is new.
The sixth, seventh and eighth, `six-`, `seven-` and `eight-`, are by one person who had not read the importer;
each was scored before the rules were mended by it: docs/campaigns.md has the numbers.
The ninth and tenth, `nine-` and `ten-`, are by another such person. No rule was mended by them: their bounds
are what was read at first sight.
"""

from functools import cache
from pathlib import Path

import pytest

from tests.importing.scoring import Judged, Outcome, documents, judge, share_right, tallies
from webapp.importing.findings import Findings
from webapp.importing.report import report_of

DOCUMENTS = documents()
THIRD, FOURTH, FIFTH, SIX, SEVEN, EIGHT = "third-", "fourth-", "fifth-", "six-", "seven-", "eight-"
NINE, TEN = "nine-", "ten-"
ENOUGH = {"de": 0.9}
ENOUGH_ELSEWHERE = 0.95
ENOUGH_OF_THIRD = {"en": 0.94, "es": 0.97, "fr": 0.94, "de": 0.87, "pt": 0.9, "it": 0.95}
ENOUGH_OF_FOURTH = {"en": 0.33, "es": 0.28, "fr": 0.41, "de": 0.32, "ar": 0.34, "ru": 0.4}
ENOUGH_OF_FIFTH = {"en": 0.98, "es": 0.98, "fr": 0.98, "de": 0.98}
ENOUGH_OF_SIX = {"en": 0.98, "es": 0.97, "fr": 0.98, "de": 0.92, "pt": 0.98, "ru": 0.9}
ENOUGH_OF_SEVEN = {"en": 0.98, "es": 0.96, "fr": 0.96, "de": 0.97, "pt": 0.98, "it": 0.98}
ENOUGH_OF_EIGHT = {"en": 0.94, "es": 0.9, "fr": 0.98, "de": 0.98, "ar": 0.9}
ENOUGH_OF_NINE = {"en": 0.96, "es": 0.98, "fr": 0.91, "de": 0.97, "ru": 0.7}
ENOUGH_OF_TEN = {"en": 0.96, "es": 0.98, "fr": 0.85, "de": 0.96, "it": 0.98}
MAX_MARKED = 0.55
"""Of the right values, at most, are marked as to be checked: with more of them, nobody checks any."""


@cache
def judged(file: Path) -> tuple[Findings, list[Judged]]:
    return judge(file)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_no_wrong_value_of_a_document_is_unmarked(file: Path) -> None:
    _, fields = judged(file)
    assert [each for each in fields if each.outcome is Outcome.WRONG] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.stem)
def test_no_word_of_a_document_is_lost_and_each_mark_has_its_sentence(file: Path) -> None:
    findings, _ = judged(file)
    assert not findings.lost_words()
    assert all(flag["sentence"] for flag in report_of(findings)["flags"])


def means(files: list[Path]) -> dict[str, float]:
    """Return the mean share of right fields of the documents in each language."""
    by_language: dict[str, list[float]] = {}
    for file in files:
        findings, fields = judged(file)
        by_language.setdefault(findings.language, []).append(share_right(fields))
    return {language: sum(shares) / len(shares) for language, shares in by_language.items()}


def test_enough_fields_of_each_language_are_right() -> None:
    later = (THIRD, FOURTH, FIFTH, SIX, SEVEN, EIGHT, NINE, TEN)
    found = means([file for file in DOCUMENTS if not file.name.startswith(later)])
    assert found.keys() >= {"en", "es", "fr", "de"}
    assert {
        language: share for language, share in found.items() if share < ENOUGH.get(language, ENOUGH_ELSEWHERE)
    } == {}


@pytest.mark.parametrize(
    ("name", "enough"),
    [
        (THIRD, ENOUGH_OF_THIRD),
        (FOURTH, ENOUGH_OF_FOURTH),
        (FIFTH, ENOUGH_OF_FIFTH),
        (SIX, ENOUGH_OF_SIX),
        (SEVEN, ENOUGH_OF_SEVEN),
        (EIGHT, ENOUGH_OF_EIGHT),
        (NINE, ENOUGH_OF_NINE),
        (TEN, ENOUGH_OF_TEN),
    ],
)
def test_enough_fields_of_a_later_set_are_right(name: str, enough: dict[str, float]) -> None:
    found = means([file for file in DOCUMENTS if file.name.startswith(name)])
    assert found.keys() == enough.keys()
    assert {language: share for language, share in found.items() if share < enough[language]} == {}


def test_not_all_that_is_right_is_marked_as_to_be_checked() -> None:
    *_, total = tallies(judged(file) for file in DOCUMENTS)
    assert total.right_but_marked <= MAX_MARKED * total.right
