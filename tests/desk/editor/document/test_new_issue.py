"""A new issue of a case from its document, at the desk."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.desk.editor.document.conftest import newest, sent
from tests.desk.editor.document.test_review import parts
from tests.importing.sheets import SHEET, as_html
from tests.support.desk_client import ADA, BEN, DeskClient
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Grant, Person, Role

FORM = "/campaigns/exampla/new-issue"
COMPARE = "/campaigns/exampla-2/document/compare"
LATER = as_html(
    [
        replace(part, text=part.text.replace("June 1 2023", "July 2 2023").replace("Second UA", "Third UA"))
        for part in SHEET
    ]
)


@pytest.fixture
def issue(desk: DeskClient, begun: Callable[..., str]) -> None:
    """A new issue of the sheet's campaign: it has another deadline."""
    begun("html")
    page = desk.get(FORM)
    assert page.one("input", id="file").get("type") == "file"
    answer = desk.post(FORM, sent(LATER, "later.html"), status=303)
    assert answer.headers["Location"] == COMPARE


@pytest.mark.usefixtures("issue")
def test_it_continues_the_campaign_with_all_that_it_has(drafts: Drafts) -> None:
    old, new = newest(drafts), newest(drafts, "exampla-2")

    assert (new["follows"], new["kind"], new["issue"]) == ("exampla", "update", 3)
    assert "state" not in new or new["state"] == "draft"
    assert new["deadline"] == old["deadline"]
    assert new["targets"] == old["targets"]


@pytest.mark.usefixtures("issue")
def test_what_differs_is_shown_and_what_is_ticked_is_taken_over(desk: DeskClient, drafts: Drafts) -> None:
    page = desk.get(COMPARE)
    offered = {each.get("value"): "checked" in each.attrib for each in page.all("input", name="take")}
    assert offered["deadline"]
    assert "targets.minister.name" not in offered
    assert "Changed in the document" in page.text
    assert [mark.text for mark in page.all("mark")]

    base = page.one("input", name="base").get("value")
    address = desk.post(COMPARE, {"base": base, "take": "deadline"}, status=303).headers["Location"]
    page = desk.get(address)

    assert str(newest(drafts, "exampla-2")["deadline"]) == "2023-07-02"
    assert newest(drafts, "exampla-2")["headline"] == newest(drafts)["headline"]
    assert "July 2 2023" not in parts(page).values()
    assert "deadline" not in {each.get("value") for each in desk.get(COMPARE).all("input", name="take")}


@pytest.mark.usefixtures("issue")
def test_what_is_not_taken_over_is_without_a_place(desk: DeskClient, drafts: Drafts) -> None:
    before = newest(drafts, "exampla-2")
    desk.post(COMPARE, {"base": "1"}, status=303)

    assert any("July 2 2023" in text for text in parts(desk.get("/campaigns/exampla-2/document")).values())
    assert newest(drafts, "exampla-2") == before


@pytest.mark.usefixtures("issue")
def test_what_another_changed_meanwhile_is_asked_about(desk: DeskClient, drafts: Drafts) -> None:
    head = drafts.head("exampla-2")
    assert head is not None
    content = drafts.source(head).contents["campaign.toml"].replace(b"2023-06-01", b"2029-01-01")
    drafts.save(ADA, "exampla-2", 1, {"campaign.toml": content})
    page = desk.post(COMPARE, {"base": "1", "take": "deadline"}, status=409)

    assert "2029-01-01" in page.text
    assert str(newest(drafts, "exampla-2")["deadline"]) == "2029-01-01"


def test_a_refused_form_begins_nothing(desk: DeskClient, begun: Callable[..., str], drafts: Drafts) -> None:
    begun("html")
    desk.post(FORM, sent(LATER, "later.html", whose=""), status=422)
    desk.post(FORM, sent(b"%PDF-1.4 broken", "later.pdf"), status=422)
    desk.post("/campaigns/nowhere/new-issue", sent(LATER), status=404)

    assert drafts.slugs() == ("exampla",)


def test_those_who_write_one_case_alone_begin_no_other(
    begun: Callable[..., str], sign_in: Callable[[Person], DeskClient], desk_world: object, drafts: Drafts
) -> None:
    begun("html")
    one = Person("person-of-this-case", "Of this case", (Grant(Role.AUTHOR, frozenset({"exampla"})),))
    desk_world.sessions.people[one.id] = one  # type: ignore[attr-defined]
    sign_in(one).post(FORM, sent(LATER, "later.html"), status=403)
    assert drafts.slugs() == ("exampla",)

    sign_in(BEN).post(FORM, sent(LATER, "later.html"), status=303)
    assert drafts.slugs() == ("exampla", "exampla-2")


def test_a_draft_without_a_document_has_nothing_to_compare(desk: DeskClient, drafts: Drafts) -> None:
    drafts.create(ADA, "lamp", {"campaign.toml": b""})

    desk.get("/campaigns/lamp/document/compare", status=404)
    desk.post("/campaigns/lamp/document/compare", {"base": "1"}, status=404)
