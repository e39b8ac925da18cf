"""Documents in the database: kept with the draft in one transaction, and gone with it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.importing.sheets import SHEET, WRITERS
from tests.support.desk_client import ADA, BEN, CLEO
from tests.team.conftest import Clock
from webapp.importing.document import Document, Format, Passage
from webapp.importing.find import find_fields
from webapp.importing.findings import Span
from webapp.importing.reading.any_format import read_document
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.documents import Documents
from webapp.team.documents.made_draft import make_draft
from webapp.team.documents.source_document import ReadDocument, Whose
from webapp.team.drafts.drafts import Drafts, SlugTaken, UnknownDraft
from webapp.team.people.permissions import NotAllowed

SHEET_READ = find_fields(read_document(WRITERS["html"](SHEET)))
ODD_TEXT = "Ada \x00 \ud800 \u0000 Exampla was jailed."
"""What no database takes as it is."""


@pytest.fixture
def drafts(team_database: DeskDatabase, clock: Clock) -> Drafts:
    return Drafts(team_database, clock)


@pytest.fixture
def documents(team_database: DeskDatabase, drafts: Drafts, clock: Clock) -> Documents:
    return Documents(team_database, drafts, clock)


def begin(documents: Documents, slug: str = "lamp", whose: Whose = Whose.LEAVE) -> ReadDocument:
    """Begin a draft with the sheet."""
    read = ReadDocument(b"\x00body\xff", SHEET_READ)
    documents.begin(
        ADA, slug, read, make_draft(SHEET_READ, whose), name="ua.pdf", whose=whose, publisher="Lamp Press"
    )
    return read


def test_a_document_is_kept_as_it_was_read(documents: Documents, clock: Clock) -> None:
    read = begin(documents)
    found = documents.find("lamp")

    assert found is not None
    assert (found.slug, found.name, found.whose, found.publisher) == (
        "lamp",
        "ua.pdf",
        Whose.LEAVE,
        "Lamp Press",
    )
    assert found.findings == read.findings
    assert found.at == clock()
    assert found.pictures == set()
    assert documents.file("lamp") == read.body
    assert documents.has("lamp")


def test_pictures_of_a_pdf_are_expected_until_they_are_drawn_and_kept_once(documents: Documents) -> None:
    document = Document(Format.PDF, (Passage("Ada", 1), Passage("Bo", 3)), 3)
    read = ReadDocument(b"%PDF", find_fields(document))
    documents.begin(ADA, "lamp", read, make_draft(read.findings, Whose.OURS))
    before = documents.find("lamp")
    assert before is not None
    assert before.pictures == {1, 2, 3}
    assert documents.picture("lamp", 1) is None

    documents.keep_pictures("lamp", before.at, {1: b"png 1", 3: b""})
    documents.keep_pictures("lamp", before.at, {1: b"another"})
    documents.keep_pictures("gone", before.at, {1: b"png 1"})

    after = documents.find("lamp")
    assert after is not None
    assert after.pictures == {1, 2}
    assert [documents.picture("lamp", page) for page in (1, 2, 3, 4)] == [b"png 1", None, b"", None]
    assert documents.picture("gone", 1) is None


def test_pictures_of_an_earlier_document_under_the_same_name_are_not_kept(
    documents: Documents, clock: Clock
) -> None:
    begin(documents)
    documents.keep_pictures("lamp", clock() - timedelta(seconds=1), {1: b"stale"})

    assert documents.picture("lamp", 1) is None


def test_every_part_is_in_a_field_a_label_or_without_a_place(documents: Documents) -> None:
    begin(documents)
    found = documents.find("lamp")

    assert found is not None
    assert {*found.placing.fields} == {field.name for field in SHEET_READ.fields}
    assert found.placing.unplaced(found.findings) == SHEET_READ.unplaced


def test_where_the_team_writes_its_own_letter_the_found_one_is_left_out(documents: Documents) -> None:
    begin(documents, whose=Whose.OWN)
    found = documents.find("lamp")

    assert found is not None
    assert "letter.text" not in found.placing.fields
    (letter,) = (field for field in SHEET_READ.fields if field.name == "letter.text")
    assert found.placing.spans == dict.fromkeys(letter.source, "")
    assert found.placing.unplaced(found.findings) == SHEET_READ.unplaced


def test_a_part_is_put_into_a_field_left_out_and_taken_back(documents: Documents) -> None:
    begin(documents)
    (span,) = SHEET_READ.unplaced
    other = Span(0, 0, 3)
    for moved in ({span: "background"}, {other: ""}, {span: None}):
        documents.place(BEN, "lamp", moved)
    found = documents.find("lamp")

    assert found is not None
    assert found.placing.spans == {other: ""}
    assert found.placing.unplaced(found.findings) == (span,)


def test_fields_that_are_taken_over_later_are_noted(documents: Documents) -> None:
    begin(documents, whose=Whose.OWN)
    documents.take(ADA, "lamp", {"letter.text": "letter.text"})
    found = documents.find("lamp")

    assert found is not None
    assert "letter.text" in found.placing.fields
    assert "headline" in found.placing.fields


def test_a_name_that_is_taken_keeps_no_document(documents: Documents, drafts: Drafts) -> None:
    drafts.create(ADA, "lamp", {"campaign.toml": b""})
    with pytest.raises(SlugTaken):
        begin(documents)

    assert not documents.has("lamp")
    assert documents.file("lamp") is documents.picture("lamp", 1) is None


def test_text_that_no_database_takes_comes_back(documents: Documents) -> None:
    document = Document(Format.TEXT, (Passage(ODD_TEXT),))
    findings = find_fields(document)
    read = ReadDocument(b"x", findings)
    documents.begin(ADA, "lamp", read, make_draft(findings, Whose.OURS))
    found = documents.find("lamp")

    assert found is not None
    assert found.findings == findings


def test_the_document_goes_when_it_is_deleted_and_when_the_draft_is_put_away(
    documents: Documents, drafts: Drafts
) -> None:
    for slug in ("lamp", "beacon", "torch"):
        begin(documents, slug)
    documents.remove(BEN, "lamp")
    drafts.archive(ADA, "beacon")

    assert [documents.has(slug) for slug in ("lamp", "beacon", "torch")] == [False, False, True]
    assert documents.picture("lamp", 1) is documents.picture("beacon", 1) is None
    assert drafts.head("lamp") is not None
    with pytest.raises(UnknownDraft):
        documents.remove(BEN, "lamp")


@pytest.mark.parametrize("slug", ["nowhere", "no\x00thing", "x" * 100, ""])
def test_a_campaign_without_a_document_has_none(slug: str, documents: Documents) -> None:
    assert documents.find(slug) is documents.file(slug) is documents.picture(slug, 1) is None
    assert not documents.has(slug)


def test_who_may_not_write_the_case_changes_nothing(documents: Documents) -> None:
    begin(documents)
    span = SHEET_READ.unplaced[0]
    nobody = replace(CLEO, id="person-somebody")
    for change in (
        lambda: documents.place(nobody, "lamp", {span: ""}),
        lambda: documents.take(nobody, "lamp", {}),
        lambda: documents.remove(nobody, "lamp"),
        lambda: begin_by(nobody, documents),
    ):
        with pytest.raises(NotAllowed):
            change()

    found = documents.find("lamp")
    assert found is not None
    assert found.placing.spans == {}


def begin_by(person: object, documents: Documents) -> None:
    read = ReadDocument(b"x", SHEET_READ)
    documents.begin(person, "other", read, make_draft(SHEET_READ, Whose.OURS))  # type: ignore[arg-type]
