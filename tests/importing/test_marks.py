"""What is not sure is marked as to be checked, with the reason; what cannot be a value is none."""

import html
from collections.abc import Sequence

import pytest

from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Field, Findings
from webapp.importing.reading.any_format import read_document

HEAD = (
    "<h1>Norway: Lamp keeper in prison for lighting lamps</h1>",
    "<p>On 3 May 2021 Ada Lamp was sentenced to seven years in prison for nothing but words.</p>",
)
LETTER = (
    "<h2>Sample letter</h2>",
    "<p>Dear Minister,</p>",
    "<p>I am writing to you out of concern for Ada Lamp, who lit a lamp.</p>",
    "<p>I urge you to release her at once.</p>",
)
OFFICIAL = (
    "Mr Testus Placeholder", "Minister of Lamps", "1 Lamp Street", "Lampton", "Norway",
    "Email: a@lamps.example.org",
)  # fmt: skip


def found(*parts: str) -> Findings:
    return find_fields(read_document(f"<html lang=en><body>{''.join(parts)}</body></html>".encode()))


def fields(findings: Findings) -> dict[str, Field]:
    return {field.name: field for field in findings.fields}


def lines(texts: Sequence[str]) -> str:
    return f"<p>{'<br>'.join(map(html.escape, texts))}</p>"


def marks(findings: Findings, name: str) -> set[str]:
    """Return the codes of a field's flags; the field itself has to be marked."""
    assert fields(findings)[name].certainty is Certainty.CHECK
    return {flag.code for flag in findings.flags if flag.field == name}


@pytest.mark.parametrize(
    "value", ["2 August 2027", "F 204", "Address: 1 Lamp Street", "……………", "a@b.example.org"]
)
def test_what_cannot_be_a_name_is_no_person(value: str) -> None:
    named = fields(found(*HEAD, f"<p>Name: {value}</p>"))
    assert not any(name.startswith("people") for name in named)
    assert value not in {str(field.value) for field in named.values()}


@pytest.mark.parametrize("value", ["Ada Lamp", "محمد المثال", "O'Lamp Jr.", "Ada Maria da Luz e Silva"])
def test_a_name_is_a_person(value: str) -> None:
    assert fields(found(*HEAD, f"<p>Name: {value}</p>"))["person.name"].value == value


def test_blanks_to_fill_in_are_no_labels() -> None:
    assert not fields(found(*HEAD, lines(["Name: ………………", "Address: ………………"]))).keys() & {
        "person.name",
        "people[0].name",
    }


def test_a_letter_without_a_closing_is_marked_and_ends_above_the_next_heading() -> None:
    findings = found(*HEAD, *LETTER, "<h2>To know more</h2>", "<p>There are many lamps.</p>")
    assert marks(findings, "letter.text") == {"no-closing"}
    assert "many lamps" not in str(fields(findings)["letter.text"].value)
    assert "many lamps" in " ".join(findings.text(span) for span in findings.unplaced)


def test_a_letter_with_its_closing_is_certain() -> None:
    named = fields(found(*HEAD, *LETTER, "<p>Yours sincerely,</p>"))
    assert named["letter.text"].certainty is named["letter.closing"].certainty is Certainty.CERTAIN


def test_a_closing_that_is_a_sentence_is_marked() -> None:
    findings = found(*HEAD, *LETTER, "<p>Respectfully I ask you to answer me soon.</p>")
    assert marks(findings, "letter.closing") == {"closing-as-sentence"}


def test_an_address_without_a_rank_or_an_office_is_marked_as_a_whole() -> None:
    sender = ("Friends of the Lamp", "3 Wick Yard", "Leeds", "United Kingdom", "Email: friends@example.org")
    findings = found(*HEAD, "<h2>Addresses</h2>", lines(OFFICIAL), lines(sender))
    assert "no-office" in marks(findings, "targets[1].name")
    for name in ("country", "email", "address"):
        marks(findings, f"targets[1].{name}")
    assert fields(findings)["targets[0].email"].certainty is Certainty.CERTAIN


def test_a_block_with_addresses_of_two_networks_is_marked() -> None:
    both = (*OFFICIAL, "Email: b@other.example.org")
    findings = found(*HEAD, "<h2>Addresses</h2>", lines(both))
    assert "several-in-block" in marks(findings, "targets[0].name")
    marks(findings, "targets[0].email")


def test_officials_below_each_other_in_one_cell_are_two() -> None:
    second = ("Ms Nemo Nobody", "Ambassador of Norway", "2 Lamp Road", "London", "United Kingdom")
    cell = "<br>".join((*OFFICIAL, *second))
    named = fields(
        found(*HEAD, "<h2>Addresses</h2>", f"<table><tr><td>{cell}</td><td>Note: none</td></tr></table>")
    )
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["targets[1].name"].value == "Ms Nemo Nobody"
    assert named["targets[1].country"].value == "GB"


def test_a_deadline_within_a_sentence_is_marked() -> None:
    findings = found(
        *HEAD, "<p>Published on 4 May 2021</p>", "<p>We write to them until 1 June 2021, all of us.</p>"
    )
    assert fields(findings)["deadline"].value == "2021-06-01"
    assert "deadline-of-text" in marks(findings, "deadline")


def test_a_day_before_the_day_of_issue_is_no_deadline() -> None:
    findings = found(
        "<p>Published on 4 May 2021</p>", *HEAD, "<p>She was held until 1 June 2020, she says.</p>"
    )
    assert "deadline" not in fields(findings)


def test_languages_within_a_sentence_are_marked() -> None:
    findings = found(
        *HEAD, "<p>Write politely, by hand, in English or Portuguese (Tetum is welcome, too).</p>"
    )
    assert fields(findings)["languages"].value == ("en", "pt", "tet")
    assert "languages-of-text" in marks(findings, "languages")


@pytest.mark.parametrize("text", ["Write to the English teacher.", "She spoke in English to the court."])
def test_a_sentence_that_names_a_language_for_something_else_says_nothing(text: str) -> None:
    assert "languages" not in fields(found(*HEAD, f"<p>{text}</p>"))


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Lamp Network · Call for Letters LMP-114 · 9 February 2027", "LMP-114"),
        ("(our case 41)", "41"),
        ("Alert n.º 27", "27"),
        ("Request n.º: 2027-19", "2027-19"),
        ("Letter of the week 14/27", "14/27"),
    ],
)
def test_numbers_of_other_publishers_are_marked(line: str, number: str) -> None:
    findings = found(f"<p>{line}</p>", *HEAD)
    assert fields(findings)["reference"].value == number
    marks(findings, "reference")


def test_numbers_of_a_court_in_the_text_are_not_the_sheets() -> None:
    text = "<p>The court of Lampton opened proceedings 14/27 against her, and nobody has read them since.</p>"
    assert "reference" not in fields(found(*HEAD, text))


def test_a_row_s_heading_is_the_title_of_the_official_beside_it() -> None:
    named = fields(
        found(
            *HEAD,
            "<h2>Addresses</h2>",
            "<h3>Minister of Lamps</h3>",
            lines(("Mr Testus Placeholder", "Minister of Lamps and Wicks", "1 Lamp Street", "Norway")),
        )
    )
    assert named["targets[0].title"].value == "Minister of Lamps and Wicks"


def test_a_title_behind_the_name_is_a_title() -> None:
    own = lines(("Mr Testus Placeholder, Minister of Lamps", "1 Lamp Street", "Norway"))
    named = fields(found(*HEAD, "<h2>Addresses</h2>", own))
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["targets[0].title"].value == "Minister of Lamps"


@pytest.mark.parametrize("joined", ["Ada Lamp and Bo Wick", "Ms Ada Lamp and Mr. Bo Wick"])
def test_two_people_who_are_named_together_are_two(joined: str) -> None:
    text = f"<p>{joined} were sentenced to seven years in prison for nothing but words.</p>"
    letter = ("<h2>Sample letter</h2>", "<p>Dear Minister,</p>", "<p>Release Ada Lamp and Bo Wick.</p>")
    findings = found(
        "<h1>Norway: Two lamp keepers are in prison</h1>", text, *letter, "<p>Yours sincerely,</p>"
    )
    assert fields(findings)["people[0].name"].value == "Ada Lamp"
    assert fields(findings)["people[1].name"].value == "Bo Wick"
    assert marks(findings, "people[1].name") == {"person-of-texts"}


def test_numbered_officials_in_one_cell_are_two() -> None:
    second = ("2. Mrs Nulla Nemo", "Ambassador of Norway", "2 Lamp Road", "London", "United Kingdom")
    cell = "<br>".join((f"1. {OFFICIAL[0]}", *OFFICIAL[1:], "", *second))
    named = fields(
        found(*HEAD, "<h2>Addresses</h2>", f"<table><tr><td>{cell}</td><td>Note: none</td></tr></table>")
    )
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["targets[1].name"].value == "Mrs Nulla Nemo"


def test_an_official_with_numbers_of_two_states_is_marked() -> None:
    both = (*OFFICIAL, "Fax: +47 22 00 00 00", "Fax: +44 20 7946 0000")
    findings = found(*HEAD, "<h2>Addresses</h2>", lines(both))
    assert "several-in-block" in marks(findings, "targets[0].name")
    marks(findings, "targets[0].fax")


def test_a_headline_that_cannot_end_there_is_marked() -> None:
    findings = found("<h1>Norway: two keepers of lamps arrested and</h1>", HEAD[1])
    assert "open-headline" in marks(findings, "headline")


def test_a_letter_whose_salutation_stands_in_a_table_of_addresses_is_marked() -> None:
    cells = (
        "<p>Mr Testus Placeholder</p>",
        "<p>Minister of Lamps</p>",
        "<p>Norway</p>",
        "<p>Dear Minister,</p>",
    )
    table = f"<table><tr><td>{''.join(cells[:3])}</td><td>{''.join(cells)}</td></tr></table>"
    findings = found(*HEAD, "<h2>Addresses</h2>", table, *LETTER[2:], "<p>Yours sincerely,</p>")
    assert "letter-bounds" in marks(findings, "letter.text")


def test_a_summary_that_begins_with_a_label_is_to_be_checked() -> None:
    text = "Issues: arbitrary detention. Ada Lamp, who lit a lamp, was told on 3 May 2021 to leave her house."
    assert fields(found(HEAD[0], f"<p>{text}</p>"))["summary"].certainty is Certainty.CHECK
    assert fields(found(*HEAD))["summary"].certainty is Certainty.CERTAIN
