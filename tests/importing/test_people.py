"""Whom a sheet is about: several people, a group, an organisation, a name in its own script."""

import tomllib

import pytest

from tests.importing.test_marks import HEAD, fields, found, marks
from webapp.importing.campaign_file import campaign_file
from webapp.importing.find import find_fields
from webapp.importing.findings import Certainty, Findings
from webapp.importing.reading.any_format import read_document


def people(*texts: str) -> Findings:
    return found(*HEAD, *(f"<p>{text}</p>" for text in texts))


def values(findings: Findings) -> dict[str, object]:
    names = ("person.", "people[", "group")
    return {name: field.value for name, field in fields(findings).items() if name.startswith(names)}


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("NAMES AND CHOSEN PRONOUNS", "Ada Lamp (she/her), Bo Wick (he/him)"),
        ("NAMES AND CHOSEN PRONOUNS", "Ada Lamp (she/her) and Bo Wick (he/him)"),
        ("NAME AND PRONOUN", "Ada Lamp (she/her); Bo Wick (he/him)"),
    ],
)
def test_all_people_are_found_however_their_label_goes_on(label: str, names: str) -> None:
    assert values(people(f"{label}: {names}")) == {
        "people[0].name": "Ada Lamp",
        "people[0].pronouns": "she/her",
        "people[1].name": "Bo Wick",
        "people[1].pronouns": "he/him",
    }


def test_a_name_beside_words_that_are_not_read_is_to_be_checked() -> None:
    findings = people("NAME AND PRONOUN: Ada Lamp (she/her) with Bo Wick (he/him)")
    names = [field for name, field in fields(findings).items() if name.endswith(".name")]
    assert names
    assert all(field.certainty is Certainty.CHECK for field in names)


def test_a_name_in_its_own_script_stands_beside_the_pronouns() -> None:
    findings = people("NAME AND PRONOUN: Ada Lamp (Ада Ламп) (she/her)")
    assert values(findings) == {
        "person.name": "Ada Lamp",
        "person.own_script": "Ада Ламп",
        "person.pronouns": "she/her",
    }
    assert tomllib.loads(campaign_file(findings, ""))["person"]["own_script"] == "Ада Ламп"


@pytest.mark.parametrize("mark", ["m", "f", "n/a", "N/A", "aged 47"])
def test_what_is_no_pronoun_is_not_taken_for_one(mark: str) -> None:
    findings = people(f"NAME AND PRONOUN: Ada Lamp ({mark})")
    assert values(findings) == {"person.name": "Ada Lamp"}
    assert "about-person" in {flag.code for flag in findings.flags}
    assert mark in {findings.text(span).strip("() ") for span in findings.unplaced}


def test_an_organisation_is_a_group_and_no_person() -> None:
    findings = people("NAME AND PRONOUN: Lampton Legal Aid Centre (n/a)")
    assert values(findings) == {"group": "Lampton Legal Aid Centre"}
    assert "about-person" in marks(findings, "group")
    campaign = tomllib.loads(campaign_file(findings, ""))
    assert campaign["group"] == "Lampton Legal Aid Centre"
    assert "person" not in campaign


def test_somebody_with_pronouns_is_a_person_whatever_they_belong_to() -> None:
    findings = people("NAME AND PRONOUN: Ada Lamp of the Lamp Union (she/her)")
    assert fields(findings)["person.name"].value == "Ada Lamp of the Lamp Union"
    assert "group" not in fields(findings)


def test_others_without_a_name_are_a_group_beside_the_person() -> None:
    head = "URGENT ACTION\n\nLAMP KEEPER JAILED FOR LIGHTING LAMPS\n\n"
    text = f"{head}NAME AND PRONOUN: Ada Lamp (she/her)\nFour other women, unnamed"
    findings = find_fields(read_document(text.encode()))
    assert values(findings) == {
        "person.name": "Ada Lamp",
        "person.pronouns": "she/her",
        "group": "Four other women, unnamed",
    }
    marked = fields(findings)["group"]
    assert marked.certainty is Certainty.CHECK
    assert not findings.lost_words()
