"""The sheet of a language: what it shows, and what becomes of what is typed."""

from collections.abc import Callable

import pytest

from tests.desk.translate.conftest import FRENCH, HEADLINE, LETTER, SUMMARY, Correct, form
from tests.support.desk_client import ADA, BEN, CLEO, DORA, ORIGIN, DeskClient
from tests.support.page_client import Fetched
from webapp.team.drafts.drafts import Drafts, Saved
from webapp.team.people.person import Person
from webapp.team.translating.sheet import message_key

SignIn = Callable[[Person | None], DeskClient]


def text_of(page: Fetched, key: str) -> str:
    """Return what the field of a message holds."""
    return (page.by_id(f"text-{key}").text or "").strip()


def badge_of(page: Fetched, key: str) -> str:
    """Return what stands beside a message."""
    return page.words(page.by_id(f"state-{key}"))


def save(desk: DeskClient, changes: dict[str, str], do: str = "save", *, path: str = FRENCH) -> Fetched:
    """Open the sheet, type, press a button; return the page that follows."""
    response = desk.post(path, form(desk.get(path)) | changes | {"do": do}, status=303)
    return desk.get(response.headers["Location"])


def counts(page: Fetched) -> list[int]:
    """Return the numbers of the filters."""
    return [int(page.words(each)) for each in page.by_id("filters").iter("span")]


def test_the_messages_stand_in_groups_in_plain_words(french: str, desk: DeskClient) -> None:
    page = desk.get(french)
    groups = [page.words(each) for each in page.all("h2")]

    assert groups[:4] == ["The page", "The letter", "Official: Max Muster", "Official: Wanda Warden"]
    assert page.words(page.by_id(f"label-{LETTER}")) == "Paragraph of the letter"
    assert "formal" in page.words(page.by_id(f"use-{LETTER}"))
    assert "letter.text" not in page.text


def test_a_text_is_kept_as_typed_and_is_done_when_it_is_ticked(french: str, desk: DeskClient) -> None:
    page = save(desk, {f"text.{HEADLINE}": "Libérez la gardienne", f"text.{SUMMARY}": "Ada Example"})
    assert text_of(page, HEADLINE) == "Libérez la gardienne"
    assert badge_of(page, HEADLINE) == "Needs work"

    page = save(desk, {f"done.{HEADLINE}": "yes"})
    assert badge_of(page, HEADLINE) == "Done Ada Example"
    assert badge_of(page, SUMMARY) == "Needs work"
    assert counts(page)[:5] == [22, 21, 20, 0, 1]


def test_the_button_of_a_text_saves_it_as_done_and_the_others_as_they_are(
    french: str, desk: DeskClient
) -> None:
    page = save(
        desk, {f"text.{HEADLINE}": "Libérez-la", f"text.{SUMMARY}": "Ada Example"}, f"done {HEADLINE}"
    )

    assert badge_of(page, HEADLINE) == "Done Ada Example"
    assert badge_of(page, SUMMARY) == "Needs work"
    assert "Saved, version 3." in page.words(page.by_id("saved"))


def test_saving_nothing_new_makes_no_version(french: str, desk: DeskClient, drafts: Drafts) -> None:
    save(desk, {})
    head = drafts.head("lamp")

    assert head is not None
    assert head.number == 2


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("", 22),
        ("open", 21),
        ("empty", 20),
        ("needs-work", 1),
        ("changed", 0),
        ("not-reviewed", 1),
        ("x", 22),
    ],
)
def test_a_filter_shows_what_it_counts(french: str, desk: DeskClient, shown: str, number: int) -> None:
    save(desk, {f"text.{HEADLINE}": "Libérez-la", f"text.{SUMMARY}": "Ada Example"}, f"done {HEADLINE}")

    assert len(desk.get(f"{french}?show={shown}").all("article")) == number


def test_a_correction_of_the_source_is_marked_beside_its_translation(
    french: str, desk: DeskClient, correct: Correct
) -> None:
    save(desk, {f"text.{LETTER}": "Elle a allumé une lampe."}, f"done {LETTER}")
    correct("She lit a lamp.", "She lit two lamps.")
    page = desk.get(french)
    (article,) = [each for each in page.all("article") if next(each.iter("ins"), None) is not None]
    key = (article.get("id") or "").removeprefix("m-")

    assert [page.words(each) for each in article.iter("ins")] == ["two lamps"]
    assert [page.words(each) for each in article.iter("del")] == ["a lamp"]
    assert text_of(page, key) == "Elle a allumé une lampe."
    assert page.by_id(f"done-{key}").get("checked") is None
    assert "Changed" in badge_of(page, key)
    assert counts(page)[3] == 1

    page = save(desk, {})  # saved without a change: it is still the translation of the earlier text
    assert "Changed" in badge_of(page, key)
    page = save(desk, {f"text.{key}": "Elle a allumé deux lampes."}, f"done {key}")
    assert badge_of(page, key).startswith("Done")


def test_htmx_gets_the_bar_and_the_badges_and_no_field(french: str, desk: DeskClient) -> None:
    sent = form(desk.get(french)) | {f"text.{HEADLINE}": "Libérez-la", "do": f"done {HEADLINE}"}
    part = desk.post(french, sent, htmx=True)

    assert not part.all("textarea")
    assert part.one("input", name="base").get("value") == "3"
    assert f'hx-target="#state-{HEADLINE}"' in part.text
    assert part.words().count("Done Ada Example") == 1
    assert counts(part)[1] == 21


def test_two_saves_of_one_person_may_overtake_each_other(french: str, desk: DeskClient) -> None:
    sent = form(desk.get(french))
    desk.post(french, sent | {f"text.{HEADLINE}": "Libérez-la", "do": f"done {HEADLINE}"}, htmx=True)
    again = sent | {f"text.{HEADLINE}": "Libérez-la", f"done.{HEADLINE}": "yes", f"text.{SUMMARY}": "Ada"}
    part = desk.post(french, again, htmx=True)

    assert "load the page again" not in part.text
    assert text_of(desk.get(french), SUMMARY) == "Ada"
    assert text_of(desk.get(french), HEADLINE) == "Libérez-la"


def test_what_somebody_else_saved_meanwhile_is_told_and_kept(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    sent = form(desk.get(french))
    save(sign_in(BEN), {f"text.{SUMMARY}": "Le texte de Ben"})
    part = desk.post(french, sent | {f"text.{HEADLINE}": "Libérez-la"}, htmx=True)

    assert "Ben Example saved, too" in part.text
    page = desk.get(french)
    assert (text_of(page, SUMMARY), text_of(page, HEADLINE)) == ("Le texte de Ben", "Libérez-la")


def conflict(desk: DeskClient, sign_in: SignIn) -> Fetched:
    """Ben and Ada translate the headline at once; Ada translates the summary, too."""
    sent = form(desk.get(FRENCH))
    save(sign_in(BEN), {f"text.{HEADLINE}": "Le titre de Ben"}, f"done {HEADLINE}")
    typed = {f"text.{HEADLINE}": "Le titre d’Ada", f"text.{SUMMARY}": "Le résumé d’Ada"}
    return desk.post(FRENCH, sent | typed, status=409)


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [("mine", "Le titre d’Ada"), ("theirs", "Le titre de Ben"), ("new", "Un titre des deux")],
)
def test_of_two_translations_at_once_somebody_chooses(
    french: str, desk: DeskClient, sign_in: SignIn, choice: str, outcome: str
) -> None:
    page = conflict(desk, sign_in)
    assert "Le titre de Ben" in page.text
    assert "The text of Ben Example" in page.text
    assert text_of(desk.get(french), SUMMARY) == "Le résumé d’Ada"

    sent = dict(page.form(french)) | {f"choice.{HEADLINE}": choice, f"new.{HEADLINE}": "Un titre des deux"}
    after = desk.get(desk.post(french, sent, status=303).headers["Location"])
    assert text_of(after, HEADLINE) == outcome


def test_a_conflict_by_htmx_takes_the_place_of_the_page(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    sent = form(desk.get(french))
    save(sign_in(BEN), {f"text.{HEADLINE}": "Le titre de Ben"})
    part = desk.post(french, sent | {f"text.{HEADLINE}": "Le titre d’Ada"}, htmx=True, status=409)

    assert part.headers["HX-Retarget"] == "#main"
    assert "Le titre d’Ada" in part.text


@pytest.mark.parametrize("typed", ["Libérez\nla", "x" * 400, "Ada\u202e", " ", "a  b"])
def test_a_done_text_that_breaks_a_rule_is_kept_but_not_as_done(
    french: str, desk: DeskClient, typed: str
) -> None:
    sent = form(desk.get(french)) | {f"text.{HEADLINE}": typed, f"text.{SUMMARY}": "Ada Example"}
    if typed == " ":
        assert badge_of(save(desk, {f"text.{HEADLINE}": typed}, f"done {HEADLINE}"), HEADLINE) == "Empty"
        return
    page = desk.post(french, sent | {"do": f"done {HEADLINE}"}, status=422)

    assert "Headline" in page.words(page.by_id("problems"))
    assert page.all("a", href=f"#text-{HEADLINE}")
    assert (page.by_id(f"text-{HEADLINE}").text or "").strip() == typed
    assert text_of(desk.get(french), SUMMARY) == "Ada Example"
    assert badge_of(desk.get(french), HEADLINE) == "Needs work"


def test_a_text_that_is_too_long_to_be_stored_is_refused_and_stays_typed(
    french: str, desk: DeskClient
) -> None:
    typed = "x" * 30_000
    sent = form(desk.get(french)) | {f"text.{HEADLINE}": typed, f"text.{SUMMARY}": "Ada Example"}
    page = desk.post(french, sent, status=422)

    assert text_of(page, HEADLINE) == typed
    assert text_of(desk.get(french), HEADLINE) == ""
    assert text_of(desk.get(french), SUMMARY) == "Ada Example"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"base": ""},
        {"base": "x"},
        {"base": "9999999999"},
        {"base": "2", "do": "explode"},
        {"base": "2", "text.0123456789abcdef": "x"},
        {"base": "2", "text.": "x", "text.<b>": "x", "do": "done <b>"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(french: str, desk: DeskClient, sent: dict[str, str]) -> None:
    response = desk.flask.post(french, data=sent, base_url=ORIGIN, headers={"Origin": ORIGIN})

    assert response.status_code == 400


def test_a_version_that_is_not_there_is_not_found(french: str, desk: DeskClient) -> None:
    desk.post(french, {"base": "77", f"text.{HEADLINE}": "x"}, status=404)
    desk.post(french, {"base": "1", f"text.{HEADLINE}": "x"}, status=404)  # French was not begun then


def test_what_was_typed_while_signed_out_waits_for_signing_in(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    sent = form(desk.get(french)) | {f"text.{HEADLINE}": "Libérez-la"}
    page = sign_in(None).post(french, sent, status=401)

    assert page.all("input", name=f"again.text.{HEADLINE}", value="Libérez-la")
    part = sign_in(None).post(french, sent, htmx=True, status=401)
    assert part.headers["HX-Retarget"] == "#problem"


def test_what_came_back_after_a_crash_is_shown_and_not_saved(french: str, desk: DeskClient) -> None:
    sent = form(desk.get(french)) | {f"text.{HEADLINE}": "Libérez-la", "do": "show"}
    page = desk.post(french, sent)

    assert text_of(page, HEADLINE) == "Libérez-la"
    assert text_of(desk.get(french), HEADLINE) == ""


def test_who_may_not_translate_reads_and_changes_nothing(
    french: str, desk: DeskClient, sign_in: SignIn
) -> None:
    save(desk, {f"text.{HEADLINE}": "Libérez-la"}, f"done {HEADLINE}")
    page = sign_in(DORA).get(french)

    assert not page.all("textarea")
    assert "Libérez-la" in page.text
    sign_in(DORA).post(french, {"base": "3", f"text.{HEADLINE}": "x"}, status=403)
    sign_in(CLEO).post("/campaigns/lamp/translate/es", {"base": "3"}, status=403)


def test_every_field_has_the_language_the_direction_and_the_script_of_its_text(
    lamp: str, desk: DeskClient
) -> None:
    desk.post("/campaigns/lamp/translate", {"chosen": "ar"}, status=303)
    field = desk.get("/campaigns/lamp/translate/ar").by_id(f"text-{HEADLINE}")

    assert (field.get("lang"), field.get("dir"), field.get("data-script")) == ("ar", "rtl", "Arab")


def test_while_typing_the_checks_and_the_length_of_the_letter_come_without_the_field(
    french: str, desk: DeskClient
) -> None:
    check = f"{french}/check/{LETTER}"
    part = desk.post(check, {f"text.{LETTER}": "Elle a allumé 7 lampes.\n"}, htmx=True)

    assert not part.all("textarea")
    assert "“7” is not in the source text." in part.text
    assert [part.words(each) for each in part.all("mark")] == ["7"]
    assert "characters" in part.text
    short = int(part.one("meter").get("value", ""))
    longer = desk.post(check, {f"text.{LETTER}": "é" * 1_000}, htmx=True)
    assert int(longer.one("meter").get("value", "")) > short + 5_900


def test_a_message_that_is_not_there_cannot_be_checked(french: str, desk: DeskClient) -> None:
    desk.post(f"{french}/check/nothing", {"text.nothing": "x"}, htmx=True, status=404)
    desk.post(f"{french}/check/{LETTER}", {}, htmx=True, status=404)


def test_a_short_field_shows_how_much_room_is_left(french: str, desk: DeskClient) -> None:
    part = desk.post(f"{french}/check/{HEADLINE}", {f"text.{HEADLINE}": "é" * 301}, htmx=True)

    assert "301 of 300 characters" in part.text


def test_a_link_to_a_message_leads_to_the_page_of_a_long_list_that_holds_it(
    lamp: str, desk: DeskClient, drafts: Drafts, correct: Correct
) -> None:
    paragraphs = "\n\n".join(f"Paragraph {number} of the story." for number in range(240))
    correct("The lamp was blue.", paragraphs)
    desk.post("/campaigns/lamp/translate", {"chosen": "fr"}, status=303)
    key = message_key("background", "Paragraph 200 of the story.")
    first = desk.get(FRENCH)

    assert len(first.all("article")) == 60
    assert f"m-{key}" not in first.text
    assert desk.get(f"{FRENCH}?at={key}").by_id(f"m-{key}") is not None
    assert len(desk.get(f"{FRENCH}?page=5").all("article")) == 21
    assert len(desk.get(f"{FRENCH}?page=99").all("article")) == 21
    assert len(desk.get(f"{FRENCH}?page=-1").all("article")) == 60
    assert isinstance(drafts.save(ADA, "lamp", 3, {}), Saved)
