"""Sheets of several years: lines broken in an address, points instead of a letter, updates, subjects."""

import tomllib

import pytest

from tests.importing.test_marks import HEAD, LETTER, OFFICIAL, fields, found, lines, marks
from webapp.importing.campaign_file import campaign_file
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Findings
from webapp.importing.reading.any_format import read_document

POINTS = (
    "asking that Ada Lamp be released;",
    "urging that she may see a doctor;",
    "calling for a fair trial.",
)


def text(*paragraphs: str) -> Findings:
    return find_fields(read_document("\n\n".join(paragraphs).encode()))


def official(*more: str) -> Findings:
    return found(*HEAD, "<h2>Addresses</h2>", lines((*OFFICIAL, *more)))


@pytest.mark.parametrize(
    "broken",
    [
        ("Contact form: https://lamps.example.org/", "reception"),
        ("Contact form: https://lamps.example.org/ reception",),
        ("Contact form: https://lamps.example.org/", "reception", "Salutation: Dear Minister"),
    ],
)
def test_a_web_address_over_two_lines_is_joined_and_to_be_checked(broken: tuple[str, ...]) -> None:
    findings = official(*broken)
    form = fields(findings)["targets[0].forms"]
    assert form.value == ("https://lamps.example.org/reception",)
    assert form.certainty is Certainty.CHECK
    assert not findings.lost_words()


def test_a_whole_web_address_stays_as_it_is() -> None:
    findings = official("Contact form: https://lamps.example.org/form", "Salutation: Dear Minister")
    form = fields(findings)["targets[0].forms"]
    assert (form.value, form.certainty) == (("https://lamps.example.org/form",), Certainty.CERTAIN)


def test_the_page_of_an_official_over_two_lines_is_no_address() -> None:
    named = fields(official("Facebook: https://www.facebook.com/", "LampMinister"))
    assert named["targets[0].social.facebook"].value == ("https://www.facebook.com/LampMinister",)
    assert named["targets[0].social.facebook"].certainty is Certainty.CHECK
    assert named["targets[0].address"].value == ("1 Lamp Street", "Lampton")


def test_a_list_of_handles_goes_on_in_the_next_line() -> None:
    named = fields(official("Twitter: @lamps_en (English),", "@lamps_no (Norwegian)"))
    assert named["targets[0].social.x"].value == ("@lamps_en", "@lamps_no")


def test_an_official_in_one_line_below_another_one_has_channels_of_their_own() -> None:
    second = (
        "Minister of Wicks, Ms Nulla Nemo, Ministry of Wicks, 2 Wick Street, Lampton, Norway "
        "Fax: +47 22 00 00 00",
        "E-mail: b@wicks.example.org",
    )
    findings = found(*HEAD, "<h2>Addresses</h2>", lines(OFFICIAL), lines(second))
    named = fields(findings)
    assert named["targets[0].email"].value == ("a@lamps.example.org",)
    assert named["targets[1].email"].value == ("b@wicks.example.org",)
    assert named["targets[1].name"].value == "Ms Nulla Nemo"
    assert named["targets[1].address"].value == ("2 Wick Street", "Lampton")


@pytest.mark.parametrize("word", ["Title: ", "Title "])
def test_the_word_for_a_title_is_no_part_of_it(word: str) -> None:
    findings = found(*HEAD, "<h2>Addresses</h2>", lines((OFFICIAL[0], word + OFFICIAL[1], *OFFICIAL[2:])))
    assert fields(findings)["targets[0].title"].value == "Minister of Lamps"


def test_a_long_title_with_a_colon_is_no_sentence() -> None:
    title = "Minister of Lamps and of Wicks, Keeper of Seals:"
    named = fields(found(*HEAD, "<h2>Addresses</h2>", lines((title, OFFICIAL[0], *OFFICIAL[2:]))))
    assert named["targets[0].title"].value == title.rstrip(":")


def test_an_official_without_an_address_has_a_name_below_the_title() -> None:
    second = ("Minister of Wicks", "Nulla Nemo", "Email: b@wicks.example.org")
    named = fields(found(*HEAD, "<h2>Addresses</h2>", lines(OFFICIAL), lines(second)))
    assert named["targets[1].title"].value == "Minister of Wicks"
    assert named["targets[1].name"].value == "Nulla Nemo"
    assert "targets[1].address" not in named


def test_the_title_of_the_next_page_ends_the_addresses() -> None:
    named = fields(
        found(*HEAD, "<h2>Addresses</h2>", lines(OFFICIAL), "<p>URGENT ACTION</p>", "<p>Lamps</p>")
    )
    assert "targets[1].name" not in named


@pytest.mark.parametrize(
    "above",
    [
        "Please write immediately in English or your own language:",
        "RECOMMENDED ACTION: Please send appeals in English:",
    ],
)
def test_points_that_end_with_semicolons_stand_in_the_place_of_a_letter(above: str) -> None:
    findings = text(
        "URGENT ACTION", "LAMP KEEPER JAILED FOR LIGHTING LAMPS", "Ada Lamp is in prison for her words.",
        above, *(f"- {point}" for point in POINTS), "Addresses:", "\n".join(OFFICIAL),
    )  # fmt: skip
    assert fields(findings)["letter.demands"].value == POINTS
    assert fields(findings)["letter.demands"].certainty is Certainty.CHECK
    assert fields(findings)["languages"].value == ("en",)
    assert not findings.lost_words()


def test_what_supporters_are_asked_to_do_is_no_demand() -> None:
    steps = "".join(f"<li>{step}</li>" for step in ("Write a letter.", "Tell us of it.", "Tell others."))
    assert "letter.demands" not in fields(found(*HEAD, f"<h2>Take action:</h2><ul>{steps}</ul>"))


def test_points_beside_a_letter_are_no_demands() -> None:
    points = "".join(f"<li>{point}</li>" for point in POINTS)
    findings = found(HEAD[0], HEAD[1], f"<ul>{points}</ul>", *LETTER, "<p>Yours sincerely,</p>")
    assert "letter.demands" not in fields(findings)


def test_a_sheet_that_says_so_is_an_update() -> None:
    findings = text("Further information on UA: 94/14 Date: 17 April 2014", "LAMP KEEPER IN PRISON FOR LAMPS")
    assert fields(findings)["kind"].value == "update"
    assert fields(findings)["kind"].certainty is Certainty.CHECK
    assert "number-of-series" in {flag.code for flag in findings.flags if flag.field == "reference"}
    assert tomllib.loads(campaign_file(findings, ""))["kind"] == "update"


def test_a_subject_with_the_number_is_not_the_headline() -> None:
    headline = "Lamp Keepers Held as Hearing Is Postponed"
    findings = text(
        f"UA: Norway Third 60/16 – {headline}", "THIRD UA 60/16", headline,
        "Ada Lamp and others are in prison for nothing but the lamps that they lit in the harbour.",
    )  # fmt: skip
    assert fields(findings)["headline"].value == headline
    assert str(fields(findings)["summary"].value).startswith("Ada Lamp")
    assert not findings.lost_words()


def test_the_day_on_which_an_action_ended_is_its_deadline() -> None:
    findings = found(*HEAD, "<p>This action ended on October 12, 2023.</p>")
    assert fields(findings)["deadline"].value == "2023-10-12"
    assert "deadline-of-text" in marks(findings, "deadline")


def test_a_language_is_known_by_what_its_speakers_call_it() -> None:
    assert fields(found(*HEAD, "<p>Preferred languages: English, Siswati.</p>"))["languages"].value == (
        "en",
        "ss",
    )
