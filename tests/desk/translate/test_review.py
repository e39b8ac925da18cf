"""Reviews: somebody else reads a translation beside its source, and confirms what they read."""

from collections.abc import Callable

import pytest

from tests.desk.translate.conftest import FRENCH, HEADLINE, SUMMARY, form
from tests.support.desk_client import ADA, BEN, CLEO, DORA, DeskClient
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
REVIEW = f"{FRENCH}/review"


@pytest.fixture
def translated(french: str, sign_in: SignIn) -> str:
    """The headline and the summary are translated by Cleo."""
    cleo = sign_in(CLEO)
    typed = {f"text.{HEADLINE}": "Libérez-la", f"text.{SUMMARY}": "Ada Example a été enfermée."}
    done = {f"done.{HEADLINE}": "yes", f"done.{SUMMARY}": "yes"}
    cleo.post(french, form(cleo.get(french)) | typed | done, status=303)
    return french


def test_a_reviewer_confirms_what_they_tick(translated: str, sign_in: SignIn) -> None:
    dora = sign_in(DORA)
    page = dora.get(REVIEW)
    assert len(page.all("article")) == 2
    assert not page.all("textarea")

    sent = [*page.form(REVIEW), ("right", HEADLINE), ("do", "right")]
    after = dora.get(dora.post(REVIEW, dict(sent), status=303).headers["Location"])
    assert "1 text is reviewed." in after.text
    assert len(after.all("article")) == 1
    sheet = dora.get(translated)
    assert sheet.words(sheet.by_id(f"state-{HEADLINE}")).startswith("Reviewed")
    assert sheet.words(sheet.by_id(f"state-{SUMMARY}")).startswith("Done")


def test_all_that_is_shown_is_confirmed_by_one_press(translated: str, sign_in: SignIn) -> None:
    dora = sign_in(DORA)
    base = dora.get(REVIEW).one("input", name="base").get("value")
    dora.post(REVIEW, {"base": base, "shown": [HEADLINE, SUMMARY], "do": "all"}, status=303)

    assert "Everything that is translated is reviewed." in dora.get(REVIEW).text


def test_nobody_confirms_their_own_text(translated: str, desk: DeskClient, sign_in: SignIn) -> None:
    form_of_ada = form(desk.get(translated)) | {f"text.{HEADLINE}": "Libérez-la donc"}
    desk.post(translated, form_of_ada | {"do": f"done {HEADLINE}"}, status=303)
    page = desk.get(REVIEW)

    assert not page.all("input", name="right", value=HEADLINE)
    assert page.all("input", name="right", value=SUMMARY)
    assert "You translated this" in page.text
    base = page.one("input", name="base").get("value")
    refused = desk.post(REVIEW, {"base": base, "right": HEADLINE, "do": "right"}, status=409)
    assert "your own translation" in refused.words(refused.by_id("problems"))


def test_a_review_counts_for_the_words_that_were_read(
    translated: str, desk: DeskClient, sign_in: SignIn
) -> None:
    dora = sign_in(DORA)
    base = dora.get(REVIEW).one("input", name="base").get("value")
    changed = {f"text.{HEADLINE}": "Libérez-la tout de suite", "do": f"done {HEADLINE}"}
    desk.post(translated, form(desk.get(translated)) | changed, status=303)
    page = dora.post(REVIEW, {"base": base, "right": [HEADLINE, SUMMARY], "do": "right"}, status=409)

    assert "changed while you read it" in page.words(page.by_id("problems"))
    assert page.all("input", name="right", value=HEADLINE)
    assert not page.all("input", name="right", value=SUMMARY)


def test_a_review_is_taken_back(translated: str, sign_in: SignIn) -> None:
    dora = sign_in(DORA)
    base = dora.get(REVIEW).one("input", name="base").get("value")
    dora.post(REVIEW, {"base": base, "right": HEADLINE, "do": "right"}, status=303)
    page = dora.get(f"{REVIEW}?show=all")
    base = page.one("input", name="base").get("value")
    assert page.all("button", value=f"back {HEADLINE}")

    dora.post(REVIEW, {"base": base, "do": f"back {HEADLINE}"}, status=303)
    assert dora.get(REVIEW).all("input", name="right", value=HEADLINE)


@pytest.mark.parametrize("do", ["right", "all", "x"])
def test_nothing_ticked_says_so(translated: str, sign_in: SignIn, do: str) -> None:
    dora = sign_in(DORA)
    base = dora.get(REVIEW).one("input", name="base").get("value")
    page = dora.post(REVIEW, {"base": base, "do": do}, status=422)

    assert "Tick the texts" in page.words(page.by_id("problems"))


def test_only_reviewers_of_the_language_review(translated: str, sign_in: SignIn) -> None:
    for person in (BEN, CLEO):
        sign_in(person).get(REVIEW, status=403)
        sign_in(person).post(REVIEW, {"base": "3", "right": HEADLINE}, status=403)
    sign_in(DORA).get("/campaigns/lamp/translate/es/review", status=403)
    sign_in(ADA).get("/campaigns/lamp/translate/es/review", status=404)
    sign_in(ADA).post(REVIEW, {"base": "3", "right": "0123456789abcdef", "do": "right"}, status=400)
