"""The case editor: nothing that is typed is lost, and the sentence of the check stands beside its field."""

import threading
import tomllib
from collections.abc import Callable

import pytest

from tests.desk.editor.conftest import EDIT, fields
from tests.support.desk_client import ADA, BEN, DeskClient
from webapp.campaigns.source_files import MAX_FILE_BYTES
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.person import Person

Newest = Callable[[], str]
SignIn = Callable[[Person | None], DeskClient]
NASTY = (
    '<script>alert("lamp")</script>',
    "quotes ' \" ''' \"\"\" and \\ \\u0041 \\",
    "</textarea></form>",
    "\u202eright to left\u202c \u200f",
    "a\x00b\x07c\x7f\x85\ufffe",
    "${x} {{ 7 * 7 }} {% raw %} = [table] # no remark",
    "line\r\nline\rline",
    "🕯" * 200,
)


def test_a_form_that_is_saved_unchanged_makes_no_version(desk: DeskClient, form: dict[str, str]) -> None:
    page = desk.post(EDIT, form, status=303)

    assert page.headers["Location"] == f"{EDIT}?saved=1"


def test_a_change_is_a_version_and_the_rest_of_the_file_stays(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    before = lamp()
    desk.post(EDIT, form | {"headline": "Free the councillor"}, status=303)

    old = "Free the councillor imprisoned for speaking against the war"
    assert lamp() == before.replace(old, "Free the councillor")
    assert "Saved, version 2" in desk.get(f"{EDIT}?saved=2").text


def test_without_a_page_of_its_own_htmx_gets_the_new_version_alone(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    part = desk.post(EDIT, form | {"headline": "One"}, htmx=True)
    assert part.headers["HX-Retarget"] == "#saved"
    base = part.one("input", name="base").get("value", "")
    desk.post(EDIT, form | {"headline": "Two", "base": base}, htmx=True)

    assert (base, tomllib.loads(lamp())["headline"]) == ("2", "Two")


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_is_typed_comes_back(
    text: str, desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    names = ("headline", "summary", "instructions", "targets.0.name", "deadline", "state")
    desk.post(EDIT, form | dict.fromkeys(names, text), status=303)
    page = desk.get(EDIT)
    shown = fields(page)
    desk.post(EDIT, shown, status=303)

    tomllib.loads(lamp())
    for name in names:
        for word in ("alert", "quotes", "</textarea>", "right", "raw", "line", "🕯"):
            assert (word in text) == (word in shown[name])
    again = desk.get(EDIT)
    assert fields(again) == shown
    assert "Version 2" in again.text  # what is shown is what is stored: the second save changed nothing


def test_a_wrong_date_is_kept_as_it_was_typed_and_named(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    desk.post(EDIT, form | {"deadline": "31.2.2027"}, status=303)
    page = desk.get(EDIT)

    assert tomllib.loads(lamp())["deadline"] == "31.2.2027"
    assert page.one("input", id="deadline").get("type") == "text"
    assert page.one("input", id="deadline").get("aria-invalid") == "true"
    assert "31.2.2027" in "".join(page.one("p", id="deadline-problem").itertext())


@pytest.mark.parametrize(
    ("changed", "name", "words"),
    [
        ({"headline": ""}, "headline", "is missing"),
        ({"deadline": "soon"}, "deadline", "date"),
        ({"country": "France"}, "country", "FR"),
        ({"language": "klingon"}, "language", "language"),
        ({"goal": "many"}, "goal", "whole number"),
        ({"publish": "tomorrow"}, "publish", "time zone"),
        ({"state": "asleep"}, "state", "draft"),
        ({"targets.1.email": "one@lamps.example\nnobody"}, "targets.1.email", "Entry 2"),
        ({"targets.0.id": "Upper Case"}, "targets.0.id", "small letters"),
        ({"targets.0.address": "", "targets.0.country": ""}, "targets.0", "reached"),
        (
            {"targets.0.phone.0.from": "", "targets.0.phone.0.number": "12"},
            "targets.0.phone.0.number",
            "number",
        ),
        ({"person.name": ""}, "person.name", "missing"),
        ({"targets.0.salutation": "x" * 400}, "targets.0.salutation", "too long"),
        ({"letter.subject": "two\u00a0 spaces  here"}, "letter.subject", "two spaces"),
    ],
)
def test_the_sentence_of_the_check_stands_beside_its_field(
    changed: dict[str, str], name: str, words: str, desk: DeskClient, form: dict[str, str]
) -> None:
    part = desk.post(f"{EDIT}/check", form | changed, htmx=True)
    found = {each.get("data-for"): "".join(each.itertext()) for each in part.all("li")}
    assert words in found[name]

    desk.post(EDIT, form | changed, status=303)
    page = desk.get(EDIT)
    assert words in "".join(page.one("p", id=f"{name}-problem").itertext())
    assert page.all("a", href=f"#{name}")


def test_an_empty_entry_between_two_does_not_move_the_sentences(
    desk: DeskClient, form: dict[str, str]
) -> None:
    typed = form | {"targets.2.from": "", "targets.3.from": "", "targets.3.name": "Mia Example"}
    part = desk.post(f"{EDIT}/check", typed, htmx=True)

    assert {each.get("data-for") for each in part.all("li")} == {"targets.3"}


def test_entries_are_added_and_removed_by_plain_buttons_and_nothing_is_saved(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    before = lamp()
    page = desk.post(EDIT, form | {"headline": "Typed", "do": "add targets"})
    assert "autofocus" in page.one("fieldset", id="targets.2").attrib
    typed = fields(page) | {"targets.2.name": "Mia Example", "targets.2.email": "mia@lamps.example"}
    page = desk.post(EDIT, typed | {"do": "add targets.2.phone"})
    page = desk.post(EDIT, fields(page) | {"do": "remove targets.0"})
    assert lamp() == before

    desk.post(EDIT, fields(page), status=303)
    saved = tomllib.loads(lamp())
    assert saved["headline"] == "Typed"
    assert [each["name"] for each in saved["targets"]] == ["Anatoly I. Antonov", "Mia Example"]
    assert "phone" not in saved["targets"][1]


def test_two_who_change_different_fields_both_keep_theirs(
    desk: DeskClient, form: dict[str, str], lamp: Newest, sign_in: SignIn
) -> None:
    desk.post(EDIT, form | {"headline": "From Ada"}, status=303)
    answer = sign_in(BEN).post(EDIT, form | {"letter.closing": "From Ben"}, htmx=True)

    assert answer.headers["HX-Redirect"] == f"{EDIT}?saved=3"
    saved = tomllib.loads(lamp())
    assert (saved["headline"], saved["letter"]["closing"]) == ("From Ada", "From Ben")


@pytest.mark.parametrize(
    ("choice", "text", "expected"),
    [("mine", "", "From Ben"), ("theirs", "", "From Ada"), ("new", "Both", "Both")],
)
def test_the_same_field_changed_twice_shows_both_texts(
    choice: str,
    text: str,
    expected: str,
    desk: DeskClient,
    form: dict[str, str],
    lamp: Newest,
    sign_in: SignIn,
) -> None:
    desk.post(EDIT, form | {"targets.1.title": "From Ada"}, status=303)
    ben = sign_in(BEN)
    typed = form | {"targets.1.title": "From Ben", "letter.closing": "Ben's own"}
    page = ben.post(EDIT, typed, status=409)
    assert [each.text for each in page.all("pre")][:2] == ["From Ben", "From Ada"]
    assert tomllib.loads(lamp())["targets"][1]["title"] == "From Ada"

    hidden = {each.get("name", ""): each.get("value", "") for each in page.all("input", type="hidden")}
    decision = hidden | {"choice.0": choice, "text.0": text}
    ben.post(f"{EDIT}/decide", decision, status=303)
    saved = tomllib.loads(lamp())
    assert (saved["targets"][1]["title"], saved["letter"]["closing"]) == (expected, "Ben's own")


def test_an_entry_that_one_removed_and_the_other_changed_is_a_choice(
    desk: DeskClient, form: dict[str, str], lamp: Newest, sign_in: SignIn
) -> None:
    removed = fields(desk.post(EDIT, form | {"do": "remove targets.1"}))
    desk.post(EDIT, removed, status=303)
    ben = sign_in(BEN)
    page = ben.post(EDIT, form | {"targets.1.title": "From Ben"}, status=409)
    hidden = {each.get("name", ""): each.get("value", "") for each in page.all("input", type="hidden")}
    ben.post(f"{EDIT}/decide", hidden | {"choice.0": "theirs"}, status=303)

    assert [each["id"] for each in tomllib.loads(lamp())["targets"]] == ["prosecutor"]


def test_eight_people_who_save_different_fields_lose_nothing(
    form: dict[str, str], lamp: Newest, sign_in: SignIn
) -> None:
    of_targets = ("targets.0.title", "targets.1.title", "targets.1.office")
    names = ("headline", "reference", "letter.subject", "letter.closing", "person.pronouns", *of_targets)
    clients = [sign_in(ADA if number % 2 else BEN) for number in range(len(names))]
    answers: list[int] = []
    threads = [
        threading.Thread(target=save_once, args=(client, name, form, answers))
        for client, name in zip(clients, names, strict=True)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert answers == [303] * len(names)
    assert sorted(text for text in names if f"From {text}" in lamp()) == sorted(names)


def save_once(client: DeskClient, name: str, form: dict[str, str], answers: list[int]) -> None:
    """Save one field."""
    answers.append(client.post(EDIT, form | {name: f"From {name}"}, status=303).response.status_code)


def test_a_text_that_is_too_large_is_refused_and_kept(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    before, text = lamp(), "lamp " * 210_000
    page = desk.post(EDIT, form | {"background": text}, status=422)

    assert "Nothing was saved" in page.text
    assert fields(page)["background"].strip() == text.strip()
    assert lamp() == before


def test_fields_that_the_form_does_not_have_change_nothing(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    before = lamp()
    foreign = {f"targets.{number}.nothing.{number}": "x" for number in range(1_000)}
    desk.post(EDIT, form | foreign, status=303)

    assert lamp() == before


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "99", "9" * 30])
@pytest.mark.parametrize("name", ["base", "made-from"])
def test_a_version_that_is_none_is_refused(
    name: str, number: str, desk: DeskClient, form: dict[str, str]
) -> None:
    response = desk.flask.post(EDIT, data=form | {name: number}, base_url="http://desk.localhost:8001",
                               headers={"Origin": "http://desk.localhost:8001"})  # fmt: skip

    assert response.status_code in (400, 404)


def test_a_session_that_ended_carries_what_was_typed(sign_in: SignIn, form: dict[str, str]) -> None:
    page = sign_in(None).post(EDIT, form | {"headline": "Typed"}, status=401)
    carried = {each.get("name"): each.get("value") for each in page.all("input", type="hidden")}

    assert carried["again.headline"] == "Typed"
    assert carried["again-to"] == EDIT


def test_a_line_that_cannot_be_read_opens_the_text_with_its_line(
    desk: DeskClient, lamp: Newest, drafts: Drafts
) -> None:
    broken = lamp().replace('reference = "23.24"', 'reference = "23.24')
    drafts.save(ADA, "lamp", 1, {"campaign.toml": broken.encode()})
    assert desk.get(EDIT, status=302).headers["Location"] == "/campaigns/lamp/text"
    page = desk.get("/campaigns/lamp/text")
    assert "Line 6" in page.text
    assert page.one("pre").text == 'reference = "23.24'

    mended = (page.one("textarea").text or "").replace('"23.24', '"23.24"')
    desk.post("/campaigns/lamp/text", {"base": "2", "text": mended}, status=303)
    desk.get(EDIT)


def test_typed_text_comes_back_from_the_tab(desk: DeskClient, form: dict[str, str], lamp: Newest) -> None:
    before = lamp()
    page = desk.post(EDIT, form | {"headline": "Typed", "do": "show"})

    assert fields(page)["headline"] == "Typed"
    assert "It is not saved yet" in page.text
    assert lamp() == before


def test_a_decision_that_is_too_long_to_be_stored_is_refused_and_shown(
    drafts: Drafts, desk: DeskClient
) -> None:
    drafts.create(ADA, "lamp", {"campaign.toml": b'headline = "Free Ada"\n'})
    long = 'headline = "Free her"\n#' + "x" * MAX_FILE_BYTES

    page = desk.post(f"{EDIT}/decide", {"base": "1", "merged": long}, status=422)
    assert "Nothing was saved: campaign.toml has" in page.words()
    assert fields(page)["headline"] == "Free her"
    desk.post(f"{EDIT}/decide", {"base": "1", "merged": "x" * (MAX_FILE_BYTES + 1)}, status=413)
