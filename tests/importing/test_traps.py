"""Known traps of urgent actions: each is flagged, and what is a guess is not marked as certain."""

import tomllib

import pytest

from webapp.importing.campaign_file import campaign_file
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Field, Findings
from webapp.importing.reading.any_format import read_document

MINISTER = "Testus Placeholder\nMinister of Lamps\n1 Lamp Street\nLampton 12345\nNorway"
AMBASSADOR = "Nemo Nobody\nAmbassador\n2 Embassy Road NW\nWashington DC 20007\nUnited States"


def found_in(*passages: str) -> Findings:
    findings = find_fields(read_document("\n\n".join(passages).encode()))
    assert not findings.lost_words()
    return findings


def with_contacts(
    *passages: str, head: str = "UA 61/21 Norway Date: 10 June 2021", last: str = ""
) -> Findings:
    actions = ("TAKE ACTION:", "1. Write to the officials listed.")
    return found_in(head, "LAMP KEEPER JAILED", *actions, "CONTACT INFORMATION", *passages, last)


def field(findings: Findings, name: str) -> Field:
    return next(each for each in findings.fields if each.name == name)


def value(findings: Findings, name: str) -> str | tuple[str, ...] | None:
    return next((each.value for each in findings.fields if each.name == name), None)


def codes(findings: Findings) -> set[str]:
    return {flag.code for flag in findings.flags}


def unplaced(findings: Findings) -> str:
    return " ".join(findings.text(span) for span in findings.unplaced)


def test_a_number_is_read_as_one_of_the_officials_country() -> None:
    findings = with_contacts(f"{AMBASSADOR}\nPhone: 202 555 0100 I Fax: 202 555\n0101")
    assert value(findings, "targets[0].phone") == ("+1 202-555-0100",)
    assert value(findings, "targets[0].fax") == ("+1 202-555-0101",), "broken for want of room"
    assert codes(findings).isdisjoint({"doubtful-number", "number-without-country"})
    assert value(findings, "targets[0].address") == ("2 Embassy Road NW", "Washington DC 20007")


def test_a_number_without_a_country_is_to_be_checked() -> None:
    findings = with_contacts("Testus Placeholder\nMinister of Lamps\nPhone: 22 22 22 22")
    phone = field(findings, "targets[0].phone")
    assert (phone.value, phone.certainty) == (("+47 22 22 22 22",), Certainty.CHECK)
    assert "number-of-case-country" in codes(findings)
    findings = with_contacts("Testus Placeholder\nMinister of Lamps\nPhone: 22 22 22 22", head="UA 61/21")
    phone = field(findings, "targets[0].phone")
    assert (phone.value, phone.certainty) == (("22 22 22 22",), Certainty.CHECK), "kept as it is written"
    assert "number-without-country" in codes(findings)


def test_an_address_is_a_guess() -> None:
    assert field(with_contacts(MINISTER), "targets[0].address").certainty is Certainty.CHECK


def test_who_gets_a_copy_by_post_is_no_official_to_write_to() -> None:
    copy = "Copy: Office of Lanterns\n3 Lantern Road\nLampton 54321\nNorway\nFax: +47 22 22 22 23"
    findings = with_contacts(f"{MINISTER}\nEmail: lamps@example.org", copy, AMBASSADOR)
    assert value(findings, "targets[1].name") == "Nemo Nobody"
    assert value(findings, "targets[2].name") is None
    address = field(findings, "targets[0].copies_by_post[0].address")
    assert (address.value, address.certainty) == (("3 Lantern Road", "Lampton 54321"), Certainty.CHECK)
    assert "copy-by-post" in codes(findings)
    assert "+47 22 22 22 23" in unplaced(findings), "a copy has no fax in a campaign"
    file = tomllib.loads(campaign_file(findings, "note"))
    assert file["targets"][0]["copies_by_post"] == [
        {"office": "Office of Lanterns", "address": ["3 Lantern Road", "Lampton 54321"], "country": "NO"}
    ]


@pytest.mark.parametrize("last", ["", "SAMPLE LETTER\n\nDear Minister,\n\nHello.\n\nYours sincerely,"])
def test_copies_by_mail_belong_to_the_official_above(last: str) -> None:
    findings = with_contacts(
        f"{MINISTER}\nEmail: lamps@example.org",
        "Copies to: one@example.org; two@example.org",
        AMBASSADOR,
        last,
    )
    assert value(findings, "targets[0].copies") == ("one@example.org", "two@example.org")
    assert value(findings, "targets[1].name") == "Nemo Nobody"


def test_copies_below_the_letter_are_to_be_checked() -> None:
    letter = ("SAMPLE LETTER", "Dear Minister,", "Hello.", "Yours sincerely,")
    findings = with_contacts(MINISTER, *letter, "COPIES TO: one@example.org")
    copies = field(findings, "targets[0].copies")
    assert (copies.value, copies.certainty) == (("one@example.org",), Certainty.CHECK)
    assert "copies" in codes(findings)
    findings = found_in("LAMP KEEPER JAILED", "COPIES TO: one@example.org")
    assert "copies-of-nobody" in codes(findings)
    assert "one@example.org" in unplaced(findings)


def test_copies_to_embassies_are_flagged_and_have_no_address() -> None:
    label = "ALSO SEND COPIES TO DIPLOMATIC REPRESENTATIVES ACCREDITED TO YOUR COUNTRY."
    findings = with_contacts(MINISTER, label, "Please insert local diplomatic addresses below:")
    assert "copies-to-missions" in codes(findings)
    assert "insert local diplomatic addresses" in unplaced(findings)
    assert value(findings, "targets[1].name") is None


@pytest.mark.parametrize("masked", ["[email protected]", "[email\u00a0protected]", "lamps (at) example.org"])
def test_a_masked_address_is_flagged_wherever_it_stands(masked: str) -> None:
    findings = with_contacts(f"{MINISTER}\nEmail: {masked}")
    assert value(findings, "targets[0].email") is None
    assert {flag.field for flag in findings.flags if flag.code == "masked-email"} == {"targets[0].email"}
    assert "masked-email" in codes(found_in("LAMP KEEPER JAILED", f"Write to {masked} today."))


def test_a_lost_link_is_flagged_wherever_it_stands() -> None:
    assert "lost-link" in codes(found_in("LAMP KEEPER JAILED", "Click here to let us know."))
    assert "lost-link" not in codes(found_in("LAMP KEEPER JAILED", "Nobody came here to let us know."))
    page = b"<p>LAMP KEEPER JAILED<p><a href='https://example.org/x'>Click here</a> to let us know."
    assert "lost-link" not in codes(find_fields(read_document(page)))


@pytest.mark.parametrize("second", ["Testus Placeholder", "TESTUS PLACEHOLDER", "Téstus Placeholder"])
def test_the_same_official_twice_is_flagged(second: str) -> None:
    again = f"{second}\nMinister of Lanterns\n2 Lamp Street\nLampton 12345\nNorway"
    findings = with_contacts(f"{MINISTER}\nEmail: lamps@example.org", again)
    assert "official-twice" in codes(findings)
    assert "official-twice" not in codes(with_contacts(MINISTER, AMBASSADOR))


@pytest.mark.parametrize(
    ("head", "is_shared"),
    [
        ("Second UA 61/21", True),
        ("Urgent Action Update: UA 61/21", True),
        ("Further information on UA 61/21", True),
        ("First UA 61/21", False),
        ("UA 61/21", False),
    ],
)
def test_a_number_that_two_issues_share_is_flagged(head: str, is_shared: bool) -> None:
    findings = with_contacts(MINISTER, head=head)
    assert value(findings, "reference") == "61/21"
    assert ("number-of-series" in codes(findings)) is is_shared


def test_one_official_where_several_are_announced_is_flagged() -> None:
    sentence = "Write a letter to one or both government officials listed."
    head = ("LAMP KEEPER JAILED", "TAKE ACTION:", sentence, "CONTACT INFORMATION")
    assert "fewer-officials" in codes(found_in(*head, MINISTER))
    assert "fewer-officials" not in codes(found_in(*head, f"{MINISTER}\nEmail: a@example.org", AMBASSADOR))


def test_two_links_with_the_same_words_keep_their_targets() -> None:
    page = (
        b"<h1>LAMP KEEPER JAILED</h1><p>ADDITIONAL INFORMATION<p>Read it <a href='https://example.org/1'>here"
        b"</a>, <a href='mailto:a@example.org'>here</a> and <a href='https://example.org/2'>here</a>."
    )
    assert value(find_fields(read_document(page)), "background") == (
        "Read it [here](https://example.org/1), here and [here](https://example.org/2)."
    )


def test_the_number_of_a_step_is_not_lost() -> None:
    findings = found_in("LAMP KEEPER JAILED", "TAKE ACTION:", "1. Write now.\n2. Tell us.")
    assert value(findings, "instructions") == ("Write now.", "Tell us.")


@pytest.mark.parametrize(
    "text", ["Hello.", 'The "lamp" and the """light""".', "A \\ and \\n.", '"', "Lines\\\nof."]
)
def test_texts_of_several_lines_begin_below_the_quotes(text: str) -> None:
    findings = found_in("LAMP KEEPER JAILED", "SAMPLE LETTER", "Dear Minister,", text, "Yours sincerely,")
    written = campaign_file(findings, "note")
    assert 'text = """\n' in written
    assert tomllib.loads(written)["letter"]["text"] == f"{field(findings, 'letter.text').value}\n"


def test_actions_without_a_word_below_them() -> None:
    findings = found_in("LAMP KEEPER JAILED", "TAKE ACTION:", "CONTACT INFORMATION", MINISTER)
    assert value(findings, "targets[0].name") == "Testus Placeholder"
