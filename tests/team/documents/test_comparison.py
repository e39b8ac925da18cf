"""What a document says beside what a draft has."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.importing.sheets import ADDRESSES, SHEET, WRITERS, Part
from webapp.importing.find import find_fields
from webapp.importing.findings import Findings
from webapp.importing.reading.any_format import read_document
from webapp.team.documents.comparison import Difference, Status, compare, same_fields, take_over
from webapp.team.documents.made_draft import make_draft
from webapp.team.documents.source_document import Whose
from webapp.team.drafts.document import Document, parse, write


def read(*parts: Part) -> Findings:
    return find_fields(read_document(WRITERS["html"](parts)))


OLD = read(*SHEET)
DRAFT: Document = parse(make_draft(OLD, Whose.OURS).files["campaign.toml"])


def changed(replaced: Mapping[str, str]) -> Findings:
    """Read the sheet with other words in it."""

    def other(text: str) -> str:
        for old, new in replaced.items():
            text = text.replace(old, new)
        return text

    return read(
        *[
            replace(
                part,
                text=other(part.text),
                cells=tuple(tuple(map(other, cell)) for cell in part.cells),
            )
            for part in SHEET
        ]
    )


def by_place(differences: tuple[Difference, ...], *but: Status) -> dict[str, Status]:
    return {each.place: each.status for each in differences if each.status not in but}


def test_the_same_document_again_changes_nothing() -> None:
    differences = compare(OLD, DRAFT, Whose.OURS)

    assert by_place(differences, Status.SAME) == {}
    assert {*same_fields(differences)} == {field.name for field in OLD.fields}
    assert take_over(DRAFT, differences, {each.place for each in differences}) == DRAFT


@pytest.mark.parametrize(
    ("old", "new", "place", "value"),
    [
        ("June 1 2023", "July 2 2024", "deadline", "2024-07-02"),
        ("LAMP KEEPER JAILED", "LAMP KEEPER ILL", "headline", "LAMP KEEPER ILL FOR LIGHTING LAMPS"),
        ("lamps@example.org", "new@example.org", "targets.minister.email", ("new@example.org",)),
        ("22 22 22 22", "22 22 22 23", "targets.minister.fax", ("+47 22 22 22 23",)),
        ("2 Embassy Road NW", "3 Embassy Road NW", "targets.ambassador.address", None),
        ("@nowhere_emb", "@elsewhere_emb", "targets.ambassador.social.x", ("@elsewhere_emb",)),
        ("(she/her)", "(they/them)", "person.pronouns", "they/them"),
        ("Yours sincerely,", "Yours faithfully,", "letter.closing", "Yours faithfully,"),
    ],
)
def test_a_changed_value_is_found_and_taken_over(old: str, new: str, place: str, value: object) -> None:
    findings = changed({old: new})
    differences = compare(findings, DRAFT, Whose.OURS)
    (difference,) = (each for each in differences if each.place == place)
    taken = take_over(DRAFT, differences, {place})

    assert difference.status is Status.CHANGED
    assert value is None or difference.after == value
    after = compare(findings, taken, Whose.OURS)
    assert by_place(after)[place] is Status.SAME
    assert {each.place for each in differences if each.status is not Status.SAME} - {place} == {
        each.place for each in after if each.status is not Status.SAME
    }
    assert parse(write(taken)) == taken


def test_what_is_not_chosen_stays() -> None:
    differences = compare(changed({"June 1 2023": "July 2 2024"}), DRAFT, Whose.OURS)

    assert take_over(DRAFT, differences, set()) == DRAFT


def test_an_official_who_is_new_comes_and_one_who_is_gone_goes() -> None:
    other = (
        "Bo Newcomer",
        "Minister of Oil",
        "Ministry of Oil",
        "9 Oil Street",
        "Oilton 99999",
        "Norway",
        "Email: oil@example.org",
    )
    sheet = [replace(part, cells=(ADDRESSES[0], other)) if part.cells else part for part in SHEET]
    findings = read(*sheet)
    differences = compare(findings, DRAFT, Whose.OURS)
    places = by_place(differences, Status.SAME)

    assert places["targets.ambassador"] is Status.GONE
    assert places["targets.minister-2.name"] is Status.NEW
    taken = take_over(DRAFT, differences, {*places})
    assert [target["name"] for target in taken["targets"]] == ["Testus Placeholder", "Bo Newcomer"]
    assert taken["targets"][1]["email"] == ["oil@example.org"]
    assert by_place(compare(findings, taken, Whose.OURS), Status.SAME) == {}
    assert tomllib.loads(write(taken).decode())["targets"][1]["id"] == "minister-2"


def test_officials_in_another_order_are_the_same() -> None:
    turned = [replace(part, cells=part.cells[::-1]) if part.cells else part for part in SHEET]

    assert {
        place
        for place in by_place(compare(read(*turned), DRAFT, Whose.OURS), Status.SAME)
        if "target" in place
    } <= {"targets.minister.salutation", "targets.ambassador.salutation", "letter.salutation"}


def test_what_is_gone_is_taken_out_only_when_it_is_chosen() -> None:
    sheet = [part for part in SHEET if not part.text.startswith("PREFERRED")]
    differences = compare(read(*sheet), DRAFT, Whose.OURS)

    assert by_place(differences, Status.SAME)["languages"] is Status.GONE
    assert "languages" in take_over(DRAFT, differences, set())
    assert "languages" not in take_over(DRAFT, differences, {"languages"})


def test_another_publisher_s_letter_is_not_offered_where_the_team_writes_its_own() -> None:
    differences = compare(changed({"I urge you": "We urge you"}), DRAFT, Whose.OWN)

    assert not [each for each in differences if each.place == "letter.text"]


@pytest.mark.parametrize(
    "draft",
    [
        {},
        {"targets": "none", "people": 3, "person": [], "letter": "text"},
        {"targets": [{"name": "x"}, 3], "people": [{"name": "Ada Exampla"}, {}]},
        {"targets": [{"id": "minister", "email": "one@example.org", "phone": {"number": 1}}]},
    ],
)
def test_a_draft_of_any_shape_is_compared(draft: Document) -> None:
    differences = compare(OLD, draft, Whose.OURS)
    taken = take_over(draft, differences, {each.place for each in differences})

    assert differences
    assert isinstance(taken, dict)


def test_people_are_known_by_their_names() -> None:
    draft = {**DRAFT, "people": [{"name": "Bo Newcomer"}, {"name": "Ada  Exampla", "pronouns": "she/her"}]}
    del draft["person"]
    differences = compare(OLD, draft, Whose.OURS)

    assert by_place(differences, Status.SAME) == {"people.0": Status.GONE}
    assert take_over(draft, differences, {"people.0"})["people"] == draft["people"][1:]
