"""Which line of an address is which: ranks and names in one line, offices, streets, salutations, numbers."""

import pytest

from tests.importing.test_marks import HEAD, fields, found, lines
from webapp.importing.findings import Certainty

PLACE = ("1 Lamp Street", "Lampton", "Norway", "Email: a@lamps.example.org")


def official(*above: str, below: tuple[str, ...] = ()) -> dict[str, object]:
    named = fields(found(*HEAD, "<h2>Addresses</h2>", lines((*above, *PLACE, *below))))
    prefix = "targets[0]."
    return {name.removeprefix(prefix): each.value for name, each in named.items() if name.startswith(prefix)}


@pytest.mark.parametrize(
    ("above", "name", "title", "office"),
    [
        (("Ambassador Nemo Nobody", "Embassy of Norway"), "Nemo Nobody", "Ambassador", "Embassy of Norway"),
        (("Minister of Lamps", "General Nemo Nobody"), "General Nemo Nobody", "Minister of Lamps", None),
        (
            ("Directeur de la police", "Général de brigade Nemo Nobody"),
            "Général de brigade Nemo Nobody", "Directeur de la police", None,
        ),
        (
            ("Cabinet Secretary for Lamps", "Hon. Nemo Nobody"),
            "Hon. Nemo Nobody", "Cabinet Secretary for Lamps", None,
        ),
        (("Commissioner of Police", "Mr Nemo Nobody"), "Mr Nemo Nobody", "Commissioner of Police", None),
        (("Mr Nemo Nobody", "Governor’s Office"), "Mr Nemo Nobody", None, "Governor’s Office"),
        (
            ("Fiscalía General", "Mr Nemo Nobody", "Fiscal General"),
            "Mr Nemo Nobody", "Fiscal General", "Fiscalía General",
        ),
        (("His Majesty King Nemo", "Royal Court"), "His Majesty King Nemo", None, "Royal Court"),
        (
            ("Commissioner for the Defence of Lamp", "Keepers", "Mr Nemo Nobody"),  # broken by a column
            "Mr Nemo Nobody", "Commissioner for the Defence of Lamp Keepers", None,
        ),
        (("Verteidigungsminister", "Herr Nemo Nobody"), "Herr Nemo Nobody", "Verteidigungsminister", None),
    ],
)  # fmt: skip
def test_a_line_is_what_stands_before_its_first_of(
    above: tuple[str, ...], name: str, title: str | None, office: str | None
) -> None:
    found_parts = official(*above)
    assert found_parts["name"] == name
    assert found_parts.get("title") == title
    assert found_parts.get("office") == office
    assert found_parts["address"] == ("1 Lamp Street", "Lampton")


def test_a_street_with_the_name_of_an_office_is_of_the_address() -> None:
    parts = official("Mr Nemo Nobody", "Minister of Lamps", "Place du Palais de Justice")
    assert parts["address"] == ("Place du Palais de Justice", "1 Lamp Street", "Lampton")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("Fax: + 47 22 22 22 22", "+47 22 22 22 22"),
        ("Fax: 011 47 22 22 22 22", "+47 22 22 22 22"),  # as dialled from the United States
        ("Fax: (00 47) 22 22 22 22", "+47 22 22 22 22"),
    ],
)
def test_a_number_may_have_what_is_dialled_before_it(number: str, expected: str) -> None:
    assert official("Mr Nemo Nobody", "Minister of Lamps", below=(number,))["fax"] == (expected,)


@pytest.mark.parametrize(
    ("broken", "email"),
    [
        (("Email: b@lamps-", "no.example.org"), "b@lamps-no.example.org"),
        (("Email: b@", "lamps.example.org"), "b@lamps.example.org"),
        (("Email: b@lamps", ".example.org"), "b@lamps.example.org"),
    ],
)
def test_an_email_address_over_two_lines_is_joined_and_to_be_checked(
    broken: tuple[str, ...], email: str
) -> None:
    address = ("Mr Nemo Nobody", "Minister of Lamps", *PLACE[:3], *broken, "Salutation: Dear Minister")
    findings = found(*HEAD, "<h2>Addresses</h2>", lines(address))
    field = fields(findings)["targets[0].email"]
    assert (field.value, field.certainty) == ((email,), Certainty.CHECK)
    assert not findings.lost_words()


def test_a_salutation_without_a_label_ends_an_address() -> None:
    both = (
        *("<p>" + line + "</p>" for line in ("Minister of Lamps", "Ms Ada Wick", *PLACE, "Dear Minister")),
    )
    other = (*("<p>" + line + "</p>" for line in ("Ambassador", "Mr Nemo Nobody", *PLACE)),)
    named = fields(found(*HEAD, "<h2>Addresses</h2>", *both, *other))
    assert named["targets[0].salutation"].value == "Dear Minister"
    assert named["targets[1].name"].value == "Mr Nemo Nobody"


def test_a_salutation_that_a_column_breaks_goes_on_in_the_next_line() -> None:
    parts = official(
        "Frau Ada Wick", "Ministerin", below=("Salutation: Dear Minister / Sehr geehrte", "Frau Ministerin")
    )
    assert parts["salutation"] == "Dear Minister / Sehr geehrte Frau Ministerin"


def test_a_salutation_that_ends_a_column_is_no_begin_of_the_letter() -> None:
    first = lines(("Mr Testus Placeholder", "Minister of Lamps", *PLACE, "Dear Minister,"))
    second = lines(("Mr Nemo Nobody", "Ambassador", *PLACE))
    letter = "<p>I am writing to you out of concern for Ada Lamp, who lit a lamp.</p><p>Yours sincerely,</p>"
    table = f"<table><tr><td>{first}</td><td>{second}</td></tr></table>"
    named = fields(found(*HEAD, "<h2>Take action</h2><p>Write a letter of your own.</p>", table, letter))
    assert named["targets[0].salutation"].value == "Dear Minister,"
    assert named["targets[0].salutation"].certainty is Certainty.CHECK
    assert named["targets[1].name"].value == "Mr Nemo Nobody"
    assert str(named["letter.text"].value).startswith("I am writing")


def test_a_hashtag_is_no_line_of_an_address() -> None:
    findings = found(
        *HEAD, "<h2>Addresses</h2>", lines(("Mr Nemo Nobody", "Minister of Lamps", *PLACE, "#FreeAda"))
    )
    assert all("#FreeAda" not in str(field.value) for field in findings.fields)
    assert "#FreeAda" in " ".join(map(findings.text, findings.unplaced))
    assert official("Mr Nemo Nobody", "Minister of Lamps", "Street 8 # 12B")["address"][0] == "Street 8 # 12B"  # type: ignore[index]
