"""The draft beside its document: what came from where, what has no place, and what becomes of it."""

from collections.abc import Callable

import pytest

from tests.desk.conftest import DeskWorld
from tests.desk.editor.conftest import fields as case_fields
from tests.desk.editor.document.conftest import NEW, REVIEW, newest, sent, sheet
from tests.importing.sheets import SHEET, Part, as_html
from tests.support.desk_client import BEN, CLEO, DORA, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.importing.document import count_words
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Grant, Person, Role

ODD = (
    *SHEET,
    Part("CONTACT INFORMATION"),
    Part("Telex 12345 of the lamp office"),
    Part("NOTES OF OURS: zq one"),
)
"""The sheet, and what no field is for."""


def fields(page: Fetched) -> dict[str, str]:
    """Return what a browser sends of the review, without what is not chosen."""
    found: dict[str, str] = {}
    for each in page.one("form", id="review").iter():
        name = each.get("name")
        if name is None or each.tag not in ("input", "textarea", "select") or each.get("type") == "checkbox":
            continue
        found[name] = (each.text or "") if each.tag == "textarea" else each.get("value", "")
    return found


def states(page: Fetched) -> dict[str, str]:
    """Return the state of each field."""
    return {
        each.get("data-field", ""): each.get("class", "").rpartition("-")[2]
        for each in page.all("div")
        if each.get("data-field")
    }


def parts(page: Fetched) -> dict[str, str]:
    """Return the parts that have no place, by the value of their boxes."""
    return {
        each.get("for", "").removeprefix("part-"): each.text or ""
        for each in page.all("label")
        if each.get("for", "").startswith("part-")
    }


@pytest.fixture
def review(desk: DeskClient, begun: Callable[..., str]) -> Fetched:
    """The review of the sheet."""
    return desk.get(begun("html"))


def test_each_field_says_how_sure_it_is_and_where_it_came_from(review: Fetched) -> None:
    found = states(review)

    assert found["deadline"] == "certain"
    assert found["headline"] == found["targets.0.name"] == "check"
    assert found["letter.subject"] == "missing"
    assert "The document has this in capitals." in review.text
    assert "Which line is the name, the title and the office is a guess." in review.text
    words = {each.text for each in review.all("span") if "badge" in each.get("class", "")}
    assert {"Certain", "Check this", "Missing"} <= words
    (deadline,) = (each for each in review.all("div") if each.get("data-field") == "deadline")
    (link,) = (each for each in deadline.iter("a"))
    assert "".join(link.itertext()) == "In the document: June 1 2023"
    (passage,) = (each for each in review.all("p") if each.get("id") == link.get("href", "")[1:])
    assert "This Urgent Action expires on June 1 2023." in "".join(passage.itertext())


def test_a_page_of_a_pdf_is_a_picture_whose_marks_lead_to_the_fields(
    desk: DeskClient, begun: Callable[..., str]
) -> None:
    page = desk.get(begun("pdf"))

    picture = desk.get(page.one("img").get("src", ""))
    assert picture.response.mimetype == "image/png"
    links = page.all("{http://www.w3.org/2000/svg}a")
    marks = {each.get("href", ""): each.get("aria-label", "") for each in links}
    assert marks["#summary"].startswith("To its field: On 3 May 2021")
    ids = {each.get("id") for each in page.root.iter()}
    assert {href[1:] for href in marks} <= ids
    desk.get(f"{REVIEW}/pages/2", status=404)


def test_a_part_of_a_passage_is_marked_upon_the_picture_where_it_stands(
    desk: DeskClient, begun: Callable[..., str]
) -> None:
    page = desk.get(begun("pdf"))
    svg = "{http://www.w3.org/2000/svg}"
    rects = {
        each.get("href", ""): [
            tuple(int(rect.get(side, "")) for side in ("x", "y", "width", "height"))
            for rect in each.iter(f"{svg}rect")
        ]
        for each in page.all(f"{svg}a")
    }

    (name,), address = rects["#targets.0.name"], rects["#targets.0.address"]
    assert len(address) == 2, "one a line"
    assert name[1] + name[3] <= address[0][1] + 4, "the name stands above it"
    assert address[0][1] < address[1][1]
    phone, fax = (rects[f"#targets.1.{kind}.0.number"] for kind in ("phone", "fax"))
    assert phone[0][1] == fax[0][1]
    assert phone[0][0] + phone[0][2] < fax[0][0], "beside each other in one line"


def test_every_word_of_the_document_stands_on_the_page(desk: DeskClient) -> None:
    desk.post(NEW, sent(as_html(ODD), "ua.html"), status=303)
    page = desk.get(REVIEW)

    text = " ".join(
        "".join(each.itertext()) for each in page.all("p") if each.get("id", "").startswith("passage-")
    )
    for part in ODD:
        for line in (part.text, *(line for cell in part.cells for line in cell)):
            assert not count_words([line]) - count_words([text])


def test_a_part_without_a_place_is_put_into_a_field(desk: DeskClient, drafts: Drafts) -> None:
    desk.post(NEW, sent(as_html(ODD), "ua.html"), status=303)
    page = desk.get(REVIEW)
    (key,) = (key for key, text in parts(page).items() if text == "I")
    data = fields(page) | {
        "do": "put",
        "passage": key,
        "into": "background",
        "headline": "Free the lamp keeper",
    }
    address = desk.post(REVIEW, data, status=303).headers["Location"]
    page = desk.get(address)

    assert newest(drafts)["background"].endswith("\n\nI\n")
    assert newest(drafts)["headline"] == "Free the lamp keeper"
    assert key not in parts(page)
    assert states(page)["headline"] == "changed"
    assert "Saved, version 2" in page.text


@pytest.mark.parametrize(
    ("into", "expected"),
    [
        ("targets.1.phone", lambda draft: draft["targets"][1]["phone"][-1]),
        ("targets.1.notes", lambda draft: draft["targets"][1]["notes"][-1]),
        ("targets.0.address", lambda draft: draft["targets"][0]["address"][-1]),
        ("targets", lambda draft: draft["targets"][-1]["name"]),
        ("letter.demands", lambda draft: draft["letter"]["demands"][-1]),
        ("letter.subject", lambda draft: draft["letter"]["subject"]),
        ("people", lambda draft: draft["people"][-1]["name"]),
    ],
)
def test_it_can_go_into_every_kind_of_field(
    into: str, expected: Callable[..., str], desk: DeskClient, review: Fetched, drafts: Drafts
) -> None:
    (key,) = parts(review)
    address = desk.post(
        REVIEW, fields(review) | {"do": "put", "passage": key, "into": into}, status=303
    ).headers
    page = desk.get(address["Location"])

    assert expected(newest(drafts)) == "I"
    assert parts(page) == {}


def test_a_part_is_left_out_on_purpose_stays_listed_and_comes_back(desk: DeskClient, review: Fetched) -> None:
    (key,) = parts(review)
    page = desk.get(
        desk.post(REVIEW, fields(review) | {"do": "leave", "passage": key}, status=303).headers["Location"]
    )
    assert parts(page) == {}
    assert page.one("li", id=f"left-{key}") is not None

    data = fields(page) | {"do": f"back {key}"}
    page = desk.get(desk.post(REVIEW, data, status=303).headers["Location"])
    assert [*parts(page)] == [key]


@pytest.mark.parametrize(
    "data",
    [
        {"do": "put", "into": "background"},
        {"do": "leave"},
        {"do": "put", "passage": "9-9-9", "into": "background"},
        {"do": "put", "passage": "KEY", "into": ""},
        {"do": "put", "passage": "KEY", "into": "sender.name"},
        {"do": "put", "passage": "KEY", "into": "targets.99.name"},
        {"do": "put", "passage": "KEY", "into": "targets.0.phone.here"},
    ],
)
def test_a_refused_choice_loses_nothing(
    data: dict[str, str], desk: DeskClient, review: Fetched, drafts: Drafts
) -> None:
    (key,) = parts(review)
    data = {name: value.replace("KEY", key) for name, value in data.items()}
    page = desk.post(REVIEW, fields(review) | {"summary": "typed here"} | data, status=422)

    assert page.one("p", role="alert").text
    assert page.one("textarea", id="summary").text == "typed here"
    assert newest(drafts)["summary"] != "typed here\n"


def test_what_is_typed_is_saved_and_the_rest_of_the_draft_stays(
    desk: DeskClient, review: Fetched, drafts: Drafts
) -> None:
    before = newest(drafts)
    data = {
        "base": "1",
        "made-from": "1",
        "do": "save",
        "letter.subject": "Ada Exampla",
        "sender.name": "nobody",
    }
    desk.post(REVIEW, data, status=303)

    assert newest(drafts) == {**before, "letter": {**before["letter"], "subject": "Ada Exampla"}}


def test_two_who_change_the_same_field_are_asked(desk: DeskClient, review: Fetched, drafts: Drafts) -> None:
    form = fields(review)
    desk.post(REVIEW, form | {"summary": "The one.", "do": "save"}, status=303)
    desk.post(REVIEW, form | {"headline": "Another field", "do": "save"}, status=303)
    page = desk.post(REVIEW, form | {"summary": "The other.", "do": "save"}, status=409)

    assert "The one." in page.text
    assert "The other." in page.text
    assert (newest(drafts)["summary"], newest(drafts)["headline"]) == ("The one.\n", "Another field")


def test_what_was_typed_and_not_saved_can_be_shown_again(desk: DeskClient, review: Fetched) -> None:
    page = desk.post(REVIEW, fields(review) | {"summary": "Half a sentence", "do": "show"})

    assert page.one("textarea", id="summary").text == "Half a sentence"


def test_an_official_who_is_removed_leaves_their_words_behind(
    desk: DeskClient, review: Fetched, drafts: Drafts
) -> None:
    form = case_fields(desk.get("/campaigns/exampla/edit"))
    kept = {name: value for name, value in form.items() if not name.startswith("targets.0.")}
    desk.post("/campaigns/exampla/edit", kept | {"do": "save"}, status=303)
    found = desk.get(REVIEW)

    assert {"Testus Placeholder", "lamps@example.org"} <= {*parts(found).values()}
    assert states(found)["targets.0.name"] == "check"
    assert "Nemo Nobody" not in parts(found).values()


def test_the_file_is_handed_out_and_never_shown(desk: DeskClient, begun: Callable[..., str]) -> None:
    begun("html")
    answer = desk.get(f"{REVIEW}/file").response

    assert answer.get_data() == sheet("html")
    assert answer.headers["Content-Disposition"] == "attachment; filename=ua.html"
    assert answer.mimetype == "application/octet-stream"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_document_goes_with_a_press_and_with_the_draft(
    desk: DeskClient, begun: Callable[..., str], desk_store: Store
) -> None:
    for address in (begun("pdf"), begun("pdf")):
        desk.get(f"{address}/pages/1")
    assert desk_store.rows("SELECT count(*) FROM document_pages") == [(2,)]
    desk.post("/campaigns/exampla/document/remove", status=303)
    desk.get(REVIEW, status=404)
    assert "/document" not in desk.get("/campaigns/exampla").text
    assert "deleted then" in desk.get("/campaigns/exampla-2/history").text
    desk.post("/campaigns/exampla-2/history/put-away", status=303)

    for table in ("documents", "document_pages"):
        assert desk_store.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608


OTHER = Person("person-of-another-case", "Of another case", (Grant(Role.AUTHOR, frozenset({"beacon"})),))


@pytest.mark.parametrize(("person", "status"), [(BEN, 200), (CLEO, 403), (DORA, 403), (OTHER, 403)])
def test_those_who_write_the_case_see_its_document(
    person: Person,
    status: int,
    begun: Callable[..., str],
    sign_in: Callable[[Person], DeskClient],
    desk_world: DeskWorld,
) -> None:
    begun("pdf")
    desk_world.sessions.people[person.id] = person
    client = sign_in(person)

    for path in ("", "/pages/1", "/file"):
        client.get(REVIEW + path, status=status)
