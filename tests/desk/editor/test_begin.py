"""A campaign is begun with four answers."""

import tomllib

import pytest

from tests.desk.editor.conftest import fields
from tests.support.desk_client import ADA, DeskClient
from webapp.desk.editor.short_names import suggest
from webapp.team.drafts.drafts import RESERVED, Drafts

NEW = {
    "headline": "Free Ada Example, imprisoned for lighting a lamp",
    "language": "en",
    "country": "FR",
    "slug": "",
}


def test_four_answers_make_a_draft_whose_form_says_what_is_missing(desk: DeskClient, drafts: Drafts) -> None:
    desk.get("/campaigns/new")
    address = desk.post("/campaigns/new", NEW | {"country": "fr"}, status=303).headers["Location"]
    page = desk.get(address)

    assert address == "/campaigns/free-ada-example-imprisoned-for-lighting/edit"
    head = drafts.head("free-ada-example-imprisoned-for-lighting")
    assert head is not None
    content = drafts.source(head).contents["campaign.toml"].decode()
    assert tomllib.loads(content) == {
        "state": "draft", "language": "en", "country": "FR", "headline": NEW["headline"],
    }  # fmt: skip
    assert fields(page)["headline"] == NEW["headline"]
    assert {each.get("data-for") for each in page.all("li")} >= {"summary", "letter", "targets", "people"}


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"headline": " "}, "headline"),
        ({"language": "klingon"}, "language"),
        ({"country": "Elbonia"}, "country"),
        ({"slug": "Upper Case"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"headline": "Свободу Аде"}, "slug"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    changed: dict[str, str], name: str, desk: DeskClient, drafts: Drafts
) -> None:
    drafts.create(ADA, "taken", {"campaign.toml": b""})
    page = desk.post("/campaigns/new", NEW | changed, status=422)

    assert page.one("p", id=f"{name}-problem").text
    typed = {each.get("name"): each.get("value") for each in page.all("input")}
    assert typed == {key: value.strip() for key, value in (NEW | changed).items()} | {
        "country": (NEW | changed)["country"].upper()
    }
    assert drafts.slugs() == ("taken",)


def test_a_name_of_a_draft_that_was_put_away_is_not_suggested(desk: DeskClient, drafts: Drafts) -> None:
    drafts.create(ADA, "lamp", {"campaign.toml": b""})
    drafts.archive(ADA, "lamp")

    desk.post("/campaigns/new", NEW | {"headline": "Lamp"}, status=303)
    assert drafts.slugs() == ("lamp-2",)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Free Ada!", "free-ada"),
        ("Ünïcode's Ärger", "unicodes-arger"),
        ("2030: 14 fishermen", "fishermen"),
        ("Lamp", "lamp-3"),
        ("New", "new-2"),
        ("灯", ""),
        ("x" * 99, "x" * 40),
    ],
)
def test_a_short_name_is_suggested(headline: str, slug: str) -> None:
    assert suggest(headline, RESERVED | {"lamp", "lamp-2"}) == slug


def test_a_language_and_a_country_may_be_written_as_their_names(desk: DeskClient, drafts: Drafts) -> None:
    desk.post(
        "/campaigns/new", NEW | {"language": "spanish", "country": "Belarus", "slug": "lamp"}, status=303
    )
    head = drafts.head("lamp")

    assert head is not None
    document = tomllib.loads(drafts.source(head).contents["campaign.toml"].decode())
    assert (document["language"], document["country"]) == ("es", "BY")
