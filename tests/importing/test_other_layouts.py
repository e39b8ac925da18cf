"""Layouts of other publishers: quoted mail, columns of spaces, labels within lines, sentences as labels."""

from collections.abc import Sequence

import pytest

from tests.importing.scoring import FOLDER
from tests.importing.test_marks import HEAD, LETTER, OFFICIAL, fields, found, lines, marks
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Findings
from webapp.importing.reading.any_format import read_document


def text(*paragraphs: str) -> Findings:
    return find_fields(read_document("\n\n".join(paragraphs).encode()))


def mail(*body: str) -> Findings:
    head = "From: Bo Wick <bo@wick.example.org>\nSubject: Fwd: Lamps\nContent-Type: text/plain\n\n"
    return find_fields(read_document((head + "\n".join(body)).encode()))


FORWARDED = (
    "Hello all, I have this from a friend. We meet on 1 May 2021.", "",
    "> -----Original message-----", "> From: Lamp Net <act@lamps.example.org>",
    "> Sent: 5 February 2021 10:02", "> To: friends of lamps", "> Subject: Lamp keeper", ">",
    "> NORWAY: LAMP KEEPER IN PRISON", ">",
    "> Ada Lamp was sentenced to seven years in prison for lighting lamps on the way to the harbour.", ">",
    "> Write in English or Norwegian before 4 June 2021 to:", ">",
    "> Mr Testus Placeholder", "> Minister of Lamps", "> 1 Lamp Street", "> Lampton, Norway",
)  # fmt: skip


def test_a_forwarded_mail_begins_below_its_own_head() -> None:
    findings = mail(*FORWARDED)
    named = fields(findings)
    assert named["headline"].value == "NORWAY: LAMP KEEPER IN PRISON"
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["deadline"].value == "2021-06-04"
    assert named["languages"].value == ("en", "no")
    assert named["issued"].value == "2021-02-05"
    assert marks(findings, "issued") == {"bare-date"}
    assert "We meet" in " ".join(findings.text(span) for span in findings.unplaced)
    assert not findings.lost_words()


def test_addresses_side_by_side_in_plain_text_stay_apart() -> None:
    rows = [
        ("Mr Testus Placeholder", "Ms Nemo Nobody"),
        ("Minister of Lamps", "Ambassador of Norway"),
        ("1 Lamp Street", "2 Lamp Road"),
        ("Lampton", "London"),
        ("Norway", "United Kingdom"),
    ]
    findings = text("NORWAY: LAMP KEEPER IN PRISON", "WRITE TO:", "\n".join(f"{a:30}{b}" for a, b in rows))
    named = fields(findings)
    for number, column in enumerate(zip(*rows, strict=True)):
        assert named[f"targets[{number}].name"].value == column[0]
        assert named[f"targets[{number}].address"].value == column[2:4]
    assert not findings.lost_words()


def test_prose_in_plain_text_is_no_columns() -> None:
    prose = "The lamp keeper lit  lamps\nall night and the  harbour\nwas bright for the ships."
    document = read_document(f"NORWAY: LAMP KEEPER IN PRISON\n\n{prose}".encode())
    assert document.passages[-1].text.split() == prose.split()


def test_a_second_label_in_a_line_has_its_own_value() -> None:
    named = fields(found(*HEAD, lines(["Deadline: 4 June 2021 Languages: English, Norwegian"])))
    assert named["deadline"].value == "2021-06-04"
    assert named["languages"].value == ("en", "no")


def test_a_day_behind_words_without_a_colon_is_to_be_checked() -> None:
    findings = found(*HEAD, "<p>Please send by 4 June 2021</p>")
    assert fields(findings)["deadline"].value == "2021-06-04"
    assert marks(findings, "deadline") == {"deadline-of-text"}


def test_a_day_without_a_year_is_the_next_one_after_the_day_of_issue() -> None:
    findings = found("<p>Published on 4 November 2021</p>", *HEAD, "<h2>Send your letter by 3 February</h2>")
    assert fields(findings)["deadline"].value == "2022-02-03"
    assert marks(findings, "deadline") == {"deadline-of-text"}


def test_a_day_without_a_year_and_no_day_of_issue_is_none() -> None:
    head = [part.replace(" 2021", "") for part in HEAD]
    assert "deadline" not in fields(found(*head, "<h2>Send your letter by 3 February</h2>"))


def test_the_day_of_a_sentence_about_writing_goes_before_others() -> None:
    findings = found(
        "<p>Published on 4 May 2021</p>",
        *HEAD,
        "<p>Return the questionnaire by 1 June 2021. Letters should arrive no later than 9 July 2021.</p>",
    )
    assert fields(findings)["deadline"].value == "2021-07-09"


def test_a_table_with_a_row_for_each_official() -> None:
    first = (lines(OFFICIAL[:2]), lines(["1 Lamp Street, Lampton", "Norway"]))
    second = (lines(["Ms Nemo Nobody", "Minister of Wicks"]), "2 Wick Street, Lampton, Norway")
    rows = [
        ("Authority", "Postal address", "Contact"),
        (*first, "a@lamps.example.org; b@lamps.example.org"),
        (*second, "c@wicks.example.org"),
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    named = fields(found(*HEAD, f"<h2>Write to</h2><table>{table}</table>"))
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["targets[0].email"].value == ("a@lamps.example.org", "b@lamps.example.org")
    assert named["targets[1].name"].value == "Ms Nemo Nobody"
    assert named["targets[1].email"].value == ("c@wicks.example.org",)
    assert "targets[2].name" not in named


def test_an_email_address_behind_a_number_is_read() -> None:
    own = (*OFFICIAL[:5], "Fax: +47 21 23 45 67 a@lamps.example.org")
    named = fields(found(*HEAD, "<h2>Write to</h2>", lines(own)))
    assert named["targets[0].email"].value == ("a@lamps.example.org",)
    assert named["targets[0].fax"].value == ("+47 21 23 45 67",)


def test_two_officials_with_their_addresses_in_a_line_each() -> None:
    own = [
        "Mr Testus Placeholder, Minister of Lamps, 1 Lamp Street, Norway. E-mail: a@lamps.example.org.",
        "Ms Nemo Nobody, Minister of Wicks, 2 Wick Street, Norway. E-mail: b@wicks.example.org.",
    ]
    named = fields(found(*HEAD, "<h2>Write to</h2>", *(f"<p>{each}</p>" for each in own)))
    assert named["targets[0].name"].value == "Mr Testus Placeholder"
    assert named["targets[1].name"].value == "Ms Nemo Nobody"
    assert named["targets[1].email"].value == ("b@wicks.example.org",)


@pytest.mark.parametrize("title", ["Ms", "Mr.", "Herr", "Mme"])
def test_a_person_s_title_is_no_part_of_the_name(title: str) -> None:
    findings = found(*HEAD, f"<p>Person at risk: {title} Ada Lamp</p>")
    assert fields(findings)["person.name"].value == "Ada Lamp"
    assert not findings.lost_words()


def test_what_may_describe_people_instead_of_naming_them_is_to_be_checked() -> None:
    assert (
        fields(found(*HEAD, "<p>Names: Keepers of the lamps</p>"))["person.name"].certainty is Certainty.CHECK
    )


def test_a_series_is_no_part_of_the_headline() -> None:
    findings = found("<h1>Letter of the month: Lamp keeper is in prison</h1>", HEAD[1])
    assert fields(findings)["headline"].value == "Lamp keeper is in prison"
    assert "series-of-headline" in {flag.code for flag in findings.flags if flag.field == "headline"}


def test_other_words_before_the_colon_of_a_headline_are_to_be_checked() -> None:
    headline = fields(found("<h1>Case of autumn: Lamp keeper is in prison</h1>", HEAD[1]))["headline"]
    assert headline.certainty is Certainty.CHECK


def test_languages_beside_which_something_else_is_said_are_to_be_checked() -> None:
    findings = found(*HEAD, "<p>Languages: English, Norwegian; to the embassy also in German</p>")
    assert fields(findings)["languages"].certainty is Certainty.CHECK


@pytest.mark.parametrize(
    ("sentence", "languages"),
    [
        ("Spanish is best, English is understood.", ("es", "en")),
        ("English is fine; so are Tamil letters.", ("en", "ta")),
    ],
)
def test_a_sentence_says_which_languages_are_welcome(sentence: str, languages: Sequence[str]) -> None:
    findings = found(*HEAD, f"<p>{sentence}</p>")
    assert fields(findings)["languages"].value == languages
    assert "languages-of-text" in marks(findings, "languages")


def test_a_closing_that_goes_on_in_the_next_line_is_whole() -> None:
    closing = "<p>Respectfully I remain, honoured Minister, with the<br>assurance of my high regard.</p>"
    findings = found(*HEAD, *LETTER, closing)
    assert str(fields(findings)["letter.closing"].value).endswith("with the assurance of my high regard.")
    assert marks(findings, "letter.closing") == {"closing-as-sentence"}


def test_an_embassy_in_a_sentence_gets_a_copy_which_is_to_be_checked() -> None:
    findings = found(
        "<h1>Norvège : gardienne de phare en prison</h1>",
        "<p>Le 3 mai 2021, Ada Lamp a été condamnée à sept ans de prison pour de simples mots.</p>",
        "<h2>Destinataire</h2>",
        lines(("M. Testus Placeholder", "Ministre des Lampes", "1 rue de la Lampe", "Norvège")),
        "<h2>Le contexte</h2>",
        "<p>Une copie peut être adressée à l’ambassade : Ambassade de Norvège, 8 rue du Phare, 75017 Paris. "
        "Courriel : copie@lamps.example.org</p>",
    )
    named = fields(findings)
    assert named["targets[0].copies"].value == ("copie@lamps.example.org",)
    own = "targets[0].copies_by_post[0]."
    assert named[f"{own}office"].value == "Ambassade de Norvège"
    assert named[f"{own}address"].value == ("8 rue du Phare", "75017 Paris")
    assert named[f"{own}country"].value == "FR"
    for name in ("targets[0].copies", f"{own}office", f"{own}country"):
        marks(findings, name)
    assert not findings.lost_words()


def test_three_people_who_are_named_in_a_list_are_three() -> None:
    names = "Ada Lamp, Bo Wick and Cy Light"
    letter = (LETTER[0], LETTER[1], f"<p>I write to you about {names}, who lit lamps.</p>")
    findings = found(HEAD[0], f"<p>{names} were sentenced on 3 May 2021.</p>", *letter, "<p>Sincerely,</p>")
    named = fields(findings)
    assert [named[f"people[{number}].name"].value for number in range(3)] == [
        "Ada Lamp",
        "Bo Wick",
        "Cy Light",
    ]


def test_a_place_behind_a_comma_is_nobody() -> None:
    summary = "<p>On 3 May 2021 Ada Lamp, Radio Lampton, was sentenced for words.</p>"
    letter = (*LETTER[:3], "<p>Ada Lamp, Radio Lampton, is innocent.</p>")
    assert fields(found(HEAD[0], summary, *letter, "<p>Sincerely,</p>"))["person.name"].value == "Ada Lamp"


def test_a_heading_with_a_call_is_the_headline() -> None:
    call = "<p>Lamp Net</p><h1>Act now: free the lamp keeper Ada Lamp</h1>"
    headline = fields(found(call, HEAD[1]))["headline"]
    assert headline.value == "Act now: free the lamp keeper Ada Lamp"
    assert headline.certainty is Certainty.CHECK


def test_a_label_with_a_full_stop_before_its_colon_is_one() -> None:
    assert fields(found(*HEAD, "<p>Ref.: LN-26/031</p>"))["reference"].value == "LN-26/031"


def test_a_heading_that_no_table_knows_is_no_part_of_a_name() -> None:
    letter = ("<h2>Words for your pen</h2>", *LETTER[1:], "<p>Sincerely,</p>")
    findings = found(*HEAD, "<h2>Write to</h2>", lines(OFFICIAL), *letter)
    named = fields(findings)
    assert "targets[1].name" not in named
    assert str(named["letter.text"].value).startswith("I am writing")


def test_words_that_ask_for_a_copy_are_no_title() -> None:
    copy = lines(
        ("and copy it to", "Embassy of Norway", "2 Lamp Road, London SW1X 8QB", "b@lamps.example.org")
    )
    findings = found(*HEAD, "<h2>Write to</h2>", lines(OFFICIAL), copy)
    assert fields(findings)["targets[0].copies_by_post[0].office"].value == "Embassy of Norway"
    assert fields(findings)["targets[0].copies"].value == ("b@lamps.example.org",)


def test_a_letter_without_a_salutation_is_to_be_checked() -> None:
    findings = found(*HEAD, LETTER[0], *LETTER[2:], "<p>Yours sincerely,</p>")
    assert "letter-bounds" in marks(findings, "letter.text")


def test_the_letter_ends_at_its_first_closing() -> None:
    sender = ("<p>Thank you for writing to the minister with us this month.</p>", "<p>In solidarity,</p>")
    findings = found(*HEAD, *LETTER, "<p>Yours sincerely,</p>", *sender)
    assert fields(findings)["letter.closing"].value == "Yours sincerely,"
    assert "Thank you" not in str(fields(findings)["letter.text"].value)
    assert "after-closing" in {flag.code for flag in findings.flags}


def test_one_of_two_headlines_is_to_be_checked() -> None:
    findings = found("<h1>We write letters for keepers of lamps</h1>", *HEAD)
    assert "several-headlines" in marks(findings, "headline")


def test_a_salutation_in_quotation_marks_is_that_of_the_official() -> None:
    own = (*OFFICIAL, "Open your letter with “Dear Minister of", "Lamps”")
    named = fields(found(*HEAD, "<h2>Write to</h2>", lines(own)))
    assert named["targets[0].salutation"].value == "Dear Minister of Lamps"


def test_a_subject_is_the_headline() -> None:
    letter = text(
        "Lamp Friends of the North", "Subject: Lamp keeper in prison", "Dear friends,", HEAD[1][3:-4]
    )
    named = fields(letter)
    assert named["headline"].value == "Lamp keeper in prison"
    assert str(named["summary"].value).startswith("On 3 May")


def test_pronouns_behind_the_name_in_a_text_are_to_be_checked() -> None:
    findings = found(HEAD[0], HEAD[1].replace("Ada Lamp", "Ada Lamp (she/her)"), *LETTER)
    assert fields(findings)["person.pronouns"].value == "she/her"
    marks(findings, "person.pronouns")


def test_a_double_name_that_a_line_of_a_pdf_breaks_is_whole() -> None:
    document = read_document((FOLDER / "third-07-fr-chromium.pdf").read_bytes())
    assert "pour que Mme Houngbo-Lampion soit libérée" in " ".join(each.text for each in document.passages)
