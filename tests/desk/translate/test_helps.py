"""What helps while somebody translates: the team's own texts, and the glossary."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.desk.translate.conftest import FRENCH, HEADLINE, LETTER, form
from tests.support.desk_campaigns import lamp_files
from tests.support.desk_client import ADA, CLEO, DeskClient
from tests.support.page_client import Fetched
from webapp.campaigns.translation_checks.remark import Kind, Remark
from webapp.desk.translate.helps import around
from webapp.team.desk_database import DeskDatabase
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Grant, Person, Role
from webapp.team.translating.terms import Term, Terms

SignIn = Callable[[Person | None], DeskClient]


@pytest.mark.parametrize(
    ("text", "place", "before", "after"),
    [
        ("She is 61.", "61", "She is ", "."),
        (
            "She was locked up on 3 March 2026 for lighting a lamp. She is 61, and stays until she is freed.",
            "61",
            "… March 2026 for lighting a lamp. She is ",
            ", and stays until she is freed.",
        ),
        ("x" * 60 + "61" + "y" * 60, "61", "… " + "x" * 40, "y" * 40 + " …"),
    ],
)
def test_a_place_is_shown_with_whole_words_around_it(text: str, place: str, before: str, after: str) -> None:
    start = text.index(place)
    remark = Remark(Kind.NUMBER, "62", place, start, start + len(place))

    assert around(text, remark) == (before, after)


def suggestions(page: Fetched, key: str) -> list[str]:
    """Return the suggestions beside a field."""
    article = page.by_id(f"m-{key}")
    return [page.words(each) for each in article.iter("p") if each.get("class") == "translate-suggested"]


@pytest.fixture
def remembered(french: str, drafts: Drafts, sign_in: SignIn, tmp_path: Path) -> str:
    """Another case has a letter whose text Cleo translated; ours has one that is nearly the same."""
    files = dict(lamp_files(tmp_path, "beacon"))
    files["campaign.toml"] = files["campaign.toml"].replace(b"She lit a lamp.", b"She lit two lamps.")
    drafts.create(ADA, "beacon", files)
    cleo = sign_in(CLEO)
    cleo.post("/campaigns/beacon/translate", {"chosen": "fr"}, status=303)
    page = cleo.get("/campaigns/beacon/translate/fr")
    typed = {f"text.{HEADLINE}": "Libérez la gardienne du phare", f"done.{HEADLINE}": "yes"}
    (key,) = [
        (each.get("id") or "").removeprefix("m-")
        for each in page.all("article")
        if "She lit two lamps." in page.words(each)
    ]
    typed |= {f"text.{key}": "Elle a allumé deux lampes.", f"done.{key}": "yes"}
    cleo.post("/campaigns/beacon/translate/fr", form(page) | typed, status=303)
    return french


def test_the_same_text_and_a_similar_one_are_suggested_with_the_difference(
    remembered: str, desk: DeskClient
) -> None:
    page = desk.get(remembered)

    assert suggestions(page, HEADLINE) == ["Libérez la gardienne du phare"]
    assert "The same text, by Cleo Example for beacon" in page.words(page.by_id(f"m-{HEADLINE}"))
    assert suggestions(page, LETTER) == ["Elle a allumé deux lampes."]
    article = page.by_id(f"m-{LETTER}")
    assert [page.words(each) for each in article.iter("mark")] == ["two lamps"]
    assert "%" in page.words(article)


def test_a_suggestion_goes_into_its_field_and_is_not_done(remembered: str, desk: DeskClient) -> None:
    sent = form(desk.get(remembered)) | {"do": f"use {LETTER} 1"}
    page = desk.post(remembered, sent)

    assert (page.by_id(f"text-{LETTER}").text or "").strip() == "Elle a allumé deux lampes."
    assert page.by_id(f"done-{LETTER}").get("checked") is None
    assert "not saved yet" in page.words(page.by_id("saved"))
    desk.post(remembered, dict(sent) | {"do": "use 0123456789abcdef 1"}, status=404)
    desk.post(remembered, dict(sent) | {"do": f"use {LETTER} 99"})


def test_what_is_done_has_no_suggestions(remembered: str, desk: DeskClient) -> None:
    done = {f"text.{HEADLINE}": "Libérez-la", "do": f"done {HEADLINE}"}
    desk.post(remembered, form(desk.get(remembered)) | done, status=303)

    assert suggestions(desk.get(remembered), HEADLINE) == []


def test_nothing_is_suggested_from_a_campaign_that_one_may_not_see(
    remembered: str, sign_in: SignIn, desk_world: DeskWorld
) -> None:
    grant = Grant(Role.TRANSLATOR, frozenset({"lamp"}), frozenset({"fr"}))
    emil = Person("person-emil-example", "Emil Example", (grant,))
    desk_world.sessions.people[emil.id] = emil
    page = sign_in(emil).get(remembered)

    assert page.all("textarea")
    assert suggestions(page, HEADLINE) == []
    assert "gardienne" not in page.text


def test_terms_of_the_source_text_stand_beside_it_and_are_missed(
    french: str, desk: DeskClient, desk_database: DeskDatabase, desk_world: DeskWorld
) -> None:
    terms = Terms(desk_database, lambda: desk_world.moment)
    terms.put(ADA, "en", "fr", Term("lamp", "lampe", "not lumière"))
    page = desk.get(french)
    article = page.by_id(f"m-{LETTER}")

    assert [page.words(each) for each in article.iter("dd")] == ["lampe not lumière"]
    assert [(link.get("href"), link.get("target")) for link in article.iter("a")] == [
        ("/glossary/en/fr", "_blank")  # what is typed beside it stays
    ]
    assert "lampe" in desk.get("/glossary/en/fr").words()
    assert not [*page.by_id(f"m-{HEADLINE}").iter("dd")]
    part = desk.post(f"{FRENCH}/check/{LETTER}", {f"text.{LETTER}": "Une lumière."}, htmx=True)
    assert "The glossary says “lampe”." in part.text
