"""Labels that no table has are known by their words and values, parts without any by what they look like."""

import pytest

from tests.importing.test_marks import HEAD, LETTER, OFFICIAL, fields, found, lines
from tests.importing.test_sheets_of_years import POINTS, text
from webapp.importing.findings import Certainty, Field

SUMMARY = "On 3 May 2021 Ada Lamp was sentenced to seven years in prison for nothing but words."


def sheet(*paragraphs: str) -> dict[str, Field]:
    findings = text("URGENT ACTION", "LAMP KEEPER JAILED FOR LIGHTING LAMPS", *paragraphs)
    assert not findings.lost_words()
    return fields(findings)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Person concerned by this: Ada Lamp (she/her)", "person.name", "Ada Lamp"),
        ("In which language one writes: Norwegian, English", "languages", ("no", "en")),
        ("Before which day we write: 1 July 2021", "deadline", "2021-07-01"),
        ("LETTERS IN THE LANGUAGE OF THE COUNTRY: Norwegian", "languages", ("no",)),
    ],
)
def test_a_label_is_known_by_a_word_and_by_its_value(line: str, name: str, value: object) -> None:
    assert sheet(SUMMARY, "BACKGROUND", "Lamps are lit in Norway.", line)[name].value == value


@pytest.mark.parametrize(
    "line", ["Person of the year: nobody", "A language problem: none", "Until then: silence"]
)
def test_such_a_word_before_another_value_is_none(line: str) -> None:
    named = sheet(SUMMARY, "BACKGROUND", "Lamps are lit in Norway.", line)
    assert named.keys().isdisjoint({"languages", "deadline"})
    assert line in str(named["background"].value)


@pytest.mark.parametrize(
    ("heading", "name"), [("A sample for you", "letter.text"), ("Some context", "background")]
)
def test_a_short_heading_is_known_by_a_word(heading: str, name: str) -> None:
    body = "<p>Lamps have been lit in this harbour for as long as there were ships.</p>"
    named = fields(found(*HEAD, "<h2>Act now</h2><p>Please write.</p>", f"<h3>{heading}</h3>", body))
    assert str(named[name].value).startswith("Lamps have been lit")


def test_a_request_above_an_address_begins_the_officials_also_below_the_background() -> None:
    named = sheet(
        SUMMARY, "BACKGROUND", "Lamps are lit in Norway.", "LAST POST GOES TO:", "\n".join(OFFICIAL)
    )
    assert named["background"].value == "Lamps are lit in Norway."
    assert named["targets[0].title"].value == "Minister of Lamps"


def test_points_below_the_languages_stand_in_the_place_of_a_letter() -> None:
    points = tuple(f"{point.rstrip(';.').capitalize()}." for point in POINTS)
    entries = "".join(f"<li>{point}</li>" for point in points)
    request = "<h2>Please write in English or your own language</h2>"
    send = "<h2>Send your message before 1 July 2021 to:</h2>"
    named = fields(
        found(*HEAD, "<h2>Background</h2><p>Lamps are lit.</p>", request, entries, send, lines(OFFICIAL))
    )
    assert named["letter.demands"].value == points
    assert named["letter.demands"].certainty is Certainty.CHECK
    assert named["languages"].value == ("en",)
    assert named["targets[0].title"].value == "Minister of Lamps"


def test_sentences_below_the_label_of_demands_are_points_without_marks() -> None:
    points = ("Please release Ada Lamp at once.", "Please light the lamps again.")
    assert sheet(SUMMARY, "DEMANDS:", "\n".join(points))["letter.demands"].value == points


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("ACTION URGENTE\nAU 61/21 Norvège 10 juin 2021", "Ada Lamp est en prison pour les lampes du port."),
        (
            "ACCIÓN URGENTE\nAU 61/21 Noruega 10 de junio de 2021",
            "Ada Lamp está en la cárcel por las lámparas del puerto.",
        ),
        ("URGENT ACTION\nUA 61/21 Norway 10 June 2021", SUMMARY),
    ],
)  # fmt: skip
def test_the_line_that_only_says_what_a_sheet_is_is_no_label(title: str, summary: str) -> None:
    named = fields(text(title, "ADA LAMP 7 2021 NORVEGIA", summary))
    assert named["issued"].value == "2021-06-10"
    assert named["headline"].value == "ADA LAMP 7 2021 NORVEGIA"


def test_an_index_without_its_label_and_the_line_about_the_sheet_at_its_end() -> None:
    imprint = "EUR 36/9001/2021 · UA 61/21 · Published: 10 June 2021"
    for named in (sheet(SUMMARY, "BACKGROUND", "Lamps.", imprint), fields(text(imprint, SUMMARY))):
        assert named["index"].value == "EUR 36/9001/2021"
        assert named["issued"].value == "2021-06-10"


def test_the_subject_behind_the_number_is_the_headline_and_lines_above_the_text_are_none_of_it() -> None:
    findings = text(
        "UA 92/07   Fear for safety / Death threats", "NORWAY   Ada Lamp (f), keeper of the lamp", SUMMARY
    )
    assert fields(findings)["headline"].value == "Fear for safety / Death threats"
    assert fields(findings)["summary"].value == SUMMARY


def test_names_and_people_without_names_are_parted_at_and() -> None:
    named = sheet(SUMMARY, "NAMES: Ada Lamp, Bo Wick and four others")
    assert [named[f"people[{number}].name"].value for number in (0, 1)] == ["Ada Lamp", "Bo Wick"]
    assert named["group"].value == "four others"


def test_people_end_where_the_next_line_has_no_brackets() -> None:
    named = sheet(SUMMARY, "NAME AND PRONOUN: Ada Lamp (she/her)", "Lantern Union – Public Document")
    assert named["person.name"].value == "Ada Lamp"


def test_a_closing_within_its_sentence_ends_the_letter() -> None:
    closing = "<p>In the meantime, yours sincerely.</p>"
    named = fields(found(*HEAD, *LETTER, closing, "<h2>Background</h2><p>Lamps.</p>"))
    assert named["letter.closing"].value == "In the meantime, yours sincerely."
    assert named["letter.closing"].certainty is Certainty.CHECK


def test_a_day_in_numbers_has_the_year_that_stands_before_it() -> None:
    assert sheet(SUMMARY, "DEADLINE: end of July 2025 (31.07.)")["deadline"].value == "2025-07-31"
