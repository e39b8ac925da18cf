"""The languages of a campaign: listed, and begun."""

from collections.abc import Callable

import pytest

from tests.desk.translate.conftest import FRENCH
from tests.support.desk_client import ADA, CLEO, DORA, DeskClient
from webapp.desk.translate.languages import known_languages
from webapp.domain.language import Language
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.size_limits import MAX_EDITIONS
from webapp.team.people.person import Person

LANGUAGES = "/campaigns/lamp/translate"
SignIn = Callable[[Person | None], DeskClient]


def test_each_language_shows_what_is_left_and_who_does_it(french: str, desk: DeskClient) -> None:
    page = desk.get(LANGUAGES)
    (row,) = [each for each in page.all("tr") if "French" in page.words(each)]
    cells = [page.words(cell) for cell in row.iter("td")]

    assert cells[1] == "69"
    assert cells[2:5] == ["0", "0", "0"]
    assert "Cleo Example" in cells[5]
    assert "Dora Example" in cells[6]
    assert page.all("a", href=FRENCH)


def test_a_language_is_begun_by_its_name(lamp: str, desk: DeskClient) -> None:
    response = desk.post(LANGUAGES, {"chosen": "ar"}, status=303)

    assert response.headers["Location"] == f"{LANGUAGES}/ar"
    assert "Translate into Arabic" in desk.get(f"{LANGUAGES}/ar").text


@pytest.mark.parametrize(
    ("typed", "tag"), [("pt-BR", "pt-BR"), ("zh-hant", "zh-Hant"), (" ckb ", "ckb"), ("sr_latn", "sr-Latn")]
)
def test_a_language_is_begun_by_its_tag_however_it_is_typed(
    lamp: str, desk: DeskClient, drafts: Drafts, typed: str, tag: str
) -> None:
    response = desk.post(LANGUAGES, {"chosen": "", "language": typed}, status=303)
    head = drafts.head("lamp")

    assert head is not None
    assert f"{tag}.po" in head.tree
    desk.get(response.headers["Location"])


@pytest.mark.parametrize(
    "typed", ["", "Klingonisch", "x", "../etc", "fr\0", "e" * 4_000, "en", "<b>fr</b>", "fr/../es"]
)
def test_what_is_no_other_language_is_refused_and_stays_typed(
    lamp: str, desk: DeskClient, drafts: Drafts, typed: str
) -> None:
    page = desk.post(LANGUAGES, {"chosen": "", "language": typed}, status=422)
    head = drafts.head("lamp")

    assert head is not None
    assert head.number == 1
    assert page.one("input", id="language").get("value") == typed.replace("\0", "\ufffd")
    problem = {"": "Choose a language", "en": "Write another language"}.get(
        typed, "Write the tag of a language"
    )
    assert problem in page.words(page.by_id("language-problem"))


def test_a_language_that_was_begun_meanwhile_is_opened(french: str, desk: DeskClient) -> None:
    response = desk.post(LANGUAGES, {"chosen": "fr"}, status=303)

    assert response.headers["Location"] == FRENCH


def test_a_translator_is_offered_their_own_languages(lamp: str, sign_in: SignIn) -> None:
    page = sign_in(CLEO).get(LANGUAGES)
    offered = [each.get("value") for each in page.by_id("chosen").iter("option")]

    assert offered == ["", "fr"]
    sign_in(CLEO).post(LANGUAGES, {"chosen": "es"}, status=403)
    sign_in(DORA).post(LANGUAGES, {"chosen": "fr"}, status=403)
    assert not sign_in(DORA).get(LANGUAGES).all("input", id="language")


def test_a_file_that_nobody_can_read_is_named_with_its_mistake(
    french: str, desk: DeskClient, drafts: Drafts
) -> None:
    head = drafts.head("lamp")
    assert head is not None

    drafts.save(ADA, "lamp", head.number, {"es.po": b'msgid "a\n', "fr.po": None})
    page = desk.get(LANGUAGES)

    assert "“es” cannot be read" in page.text
    assert desk.get(f"{LANGUAGES}/es", status=409).all("li")
    desk.get(FRENCH, status=404)


def test_a_case_that_breaks_a_rule_says_so_and_leads_to_its_form(
    lamp: str, desk: DeskClient, drafts: Drafts
) -> None:

    drafts.save(ADA, "lamp", 1, {"campaign.toml": b'headline = "x"\n'})
    page = desk.get(LANGUAGES, status=409)

    assert page.all("a", href="/campaigns/lamp/edit")
    desk.post(LANGUAGES, {"chosen": "fr"}, status=409)


def test_more_languages_than_a_campaign_may_have_are_refused_in_words(
    lamp: str, desk: DeskClient, drafts: Drafts
) -> None:
    tags = [tag for tag, _name in known_languages(Language("en")) if tag not in ("en", "fr")][:MAX_EDITIONS]
    drafts.save(ADA, "lamp", 1, {f"{tag}.po": b"" for tag in tags})
    page = desk.post(LANGUAGES, {"chosen": "fr"}, status=422)

    assert f"Nothing was saved: a campaign has {MAX_EDITIONS} translations at most." in page.words()


def test_languages_that_were_begun_are_there_while_the_case_breaks_a_rule(
    french: str, desk: DeskClient, drafts: Drafts
) -> None:
    drafts.save(ADA, "lamp", 2, {"campaign.toml": b'headline = "x"\n'})
    page = desk.get(LANGUAGES)

    assert "The case is written in English." in page.words()
    assert page.all("a", href=FRENCH)
    desk.post(LANGUAGES, {"chosen": "es"}, status=409)
    desk.get(f"{LANGUAGES}/campaign.pot", status=409)


@pytest.mark.parametrize("path", ["", "/fr", "/fr/review", "/fr/file", "/campaign.pot"])
def test_of_an_unknown_campaign_there_is_no_such_page(drafts: Drafts, desk: DeskClient, path: str) -> None:
    desk.get(f"/campaigns/nowhere/translate{path}", status=404)


def test_the_pages_of_a_campaign_lead_to_its_translations(french: str, desk: DeskClient) -> None:
    campaign = desk.get("/campaigns/lamp")

    assert campaign.all("a", href=LANGUAGES)
    assert [each for each in campaign.all("a") if (each.get("href") or "").startswith(FRENCH)]
    assert desk.get("/").all("a", href=FRENCH)
