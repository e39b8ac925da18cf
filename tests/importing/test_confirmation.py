"""A value is certain only where a second sign in the document confirms it."""

import pytest

from tests.importing.test_marks import HEAD, LETTER, OFFICIAL, fields, found, lines
from webapp.importing.findings import Certainty, Findings

CLOSING = "<p>Yours sincerely,</p>"
EMAIL = "targets[0].email"


def is_unconfirmed(findings: Findings, name: str) -> bool:
    """Whether a field is marked for want of a second sign."""
    is_marked = ("unconfirmed", name) in {(flag.code, flag.field) for flag in findings.flags}
    assert not is_marked or fields(findings)[name].certainty is Certainty.CHECK
    return is_marked


@pytest.mark.parametrize(
    ("sheet", "official", "expected"),
    [
        ("<p>Country: Peru</p>", OFFICIAL, True),
        ("<p>Country: Norway</p>", OFFICIAL, False),
        ("<p>Country: Peru</p><p>She had come from Peru to light lamps for a year.</p>", OFFICIAL, False),
    ],
)
def test_a_country_is_that_of_an_official_or_stands_in_a_text(
    sheet: str, official: tuple[str, ...], expected: bool
) -> None:
    title, summary = "<h1>Lamp keeper in prison for lighting lamps</h1>", HEAD[1]
    findings = found(title, summary, sheet, "<h2>Addresses</h2>", lines(official))
    assert is_unconfirmed(findings, "country") is expected


@pytest.mark.parametrize(
    ("issued", "expected"), [("3 May 2021", False), ("3 August 2021", True), ("3 May 2018", True)]
)
def test_a_deadline_comes_soon_after_the_day_of_issue(issued: str, expected: bool) -> None:
    findings = found(f"<p>Date: {issued}</p>", *HEAD, "<p>Deadline: 1 July 2021</p>")
    assert is_unconfirmed(findings, "deadline") is expected


def test_a_headline_shares_a_word_with_the_text_below_it() -> None:
    other = "<p>On 3 May 2021 Bo Wick was taken from a boat and has not been seen since then.</p>"
    assert not is_unconfirmed(found(*HEAD, "<h2>Background</h2>"), "headline")
    assert is_unconfirmed(found(HEAD[0], other, "<h2>Background</h2>"), "headline")


def test_a_letter_begins_with_a_sentence() -> None:
    title, salutation, *text = LETTER
    with_subject = (title, salutation, "<p>Lamps in Norway</p>", *text, CLOSING)
    assert not is_unconfirmed(found(*HEAD, *LETTER, CLOSING), "letter.text")
    assert is_unconfirmed(found(*HEAD, *with_subject), "letter.text")


def test_the_ways_to_an_official_are_sure_where_no_other_stands_in_the_same_passage() -> None:
    more = "Ring +47 22 22 22 29 22 33 before you come."
    apart = found(*HEAD, "<h2>Addresses</h2>", lines(OFFICIAL), "<h2>Background</h2>", lines((more,)))
    in_passage = found(*HEAD, "<h2>Addresses</h2>", lines((*OFFICIAL, more)))
    assert not is_unconfirmed(apart, EMAIL)
    assert is_unconfirmed(in_passage, EMAIL)


def test_an_official_without_any_way_makes_all_doubtful() -> None:
    alone = "<table><tr><td>President</td></tr></table>"
    assert is_unconfirmed(found(*HEAD, "<h2>Addresses</h2>", alone, lines(OFFICIAL)), "targets[1].email")


@pytest.mark.parametrize(
    ("people", "is_certain"),
    [
        ("Ada Lamp (she/her)", True),
        ("Bo Wick (he/him)", False),  # no text names him
        ("Ada Lamp (she/her), Bo Wick (he/him)", False),
        ("Ada Lamp (not known)", False),
    ],
)
def test_people_are_sure_where_the_texts_name_each_of_them(people: str, is_certain: bool) -> None:
    named = fields(found(*HEAD, f"<p>Name and pronouns: {people}</p>"))
    names = [field for name, field in named.items() if name.endswith((".name", ".pronouns"))]
    expected = Certainty.CERTAIN if is_certain else Certainty.CHECK
    assert {field.certainty for field in names} == {expected}


def test_a_person_is_not_sure_where_another_one_has_pronouns_elsewhere() -> None:
    other = "<p>Bo Wick (he/him) is in the same prison as Ada Lamp.</p>"
    named = fields(found(*HEAD, "<h2>Background</h2>", other, "<p>Name and pronouns: Ada Lamp (she/her)</p>"))
    assert named["person.name"].certainty is Certainty.CHECK
