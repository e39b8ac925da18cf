"""Letters on paper at the desk: entered, corrected, removed, and marked in every figure."""

from datetime import date, timedelta

import pytest

from tests.desk.conftest import DeskWorld
from tests.desk.numbers.conftest import Report
from tests.desk.numbers.reading_back import in_csv, on_the_page
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, DeskClient
from webapp.actions.log import ActionLog
from webapp.team.desk_database import DeskDatabase

HERE = "/campaigns/lamp/paper"
FIELDS = {
    "day": "2030-04-28",
    "number": "1,200",
    "target": "warden",
    "channel": "post",
    "language": "en",
    "place": "Market square",
    "note": "Stand of the choir",
}


@pytest.fixture
def ada(lamp: None, desk_database: DeskDatabase) -> None:
    """A campaign, and somebody who counts."""
    add_person(desk_database, ADA)


def entry_address(desk: DeskClient) -> str:
    """Return the address of the newest entry that counts."""
    links = [link.get("href", "") for link in desk.get(HERE).all("a")]
    return next(link for link in links if link.startswith(f"{HERE}/"))


def test_letters_on_paper_are_in_the_public_number_and_marked(
    desk: DeskClient, ada: None, report: Report, page_log: ActionLog
) -> None:
    report(3, date(2030, 4, 30))
    answer = desk.post(HERE, FIELDS, status=303)
    page = desk.get(answer.headers["Location"])

    assert "The letters are entered, and are in the numbers now." in page.words()
    row = page.words(page.one("tbody"))
    for words in ("April 28, 2030", "1,200", "Post · Wanda Warden", "Market square", "choir", "Ada Example"):
        assert words in row
    assert page_log.tally("lamp").total == 1203
    figures = desk.get("/campaigns/lamp/numbers")
    assert "3 were reported on the page." in figures.words()
    assert "1,200 were entered by the team, from paper." in figures.words()
    assert on_the_page(figures, "source") == [1200, 3, 1203]
    assert in_csv(desk.get("/campaigns/lamp/numbers/source.csv")) == [1200, 3]


def test_a_second_press_enters_nothing_more(desk: DeskClient, ada: None, page_log: ActionLog) -> None:
    once = dict(desk.get(HERE).form(HERE))["once"]
    for _ in range(2):
        desk.post(HERE, FIELDS | {"once": once}, status=303)
    assert page_log.tally("lamp").total == 1200

    desk.post(HERE, FIELDS | {"once": once, "number": "5"}, status=303)  # gone back to, and others written

    assert page_log.tally("lamp").total == 1205


@pytest.mark.parametrize("other", [{"place": "Hamburg"}, {"note": "Stand of the theatre"}])
def test_a_page_gone_back_to_enters_letters_of_another_place(
    desk: DeskClient, ada: None, page_log: ActionLog, other: dict[str, str]
) -> None:
    sent = FIELDS | {"number": "10", "once": dict(desk.get(HERE).form(HERE))["once"]}
    desk.post(HERE, sent, status=303)
    desk.post(HERE, sent | other, status=303)

    assert page_log.tally("lamp").total == 20


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "soon", "Day: “soon” is not a day."),
        ("day", "", "Day: “” is not a day."),
        ("day", "2030-05-09", "Day: 2030-05-09 has not come yet. Write a day until 2030-05-02."),
        ("day", "1900-01-01", "Day: 1900-01-01"),
        ("number", "many", "Number: “many” cannot be taken. Write a whole number from 1 to 1,000,000."),
        ("number", "0", "Number: “0” cannot be taken."),
        ("number", "1.5", "Number: “1.5” cannot be taken."),
        ("number", "-3", "Number: “-3” cannot be taken."),
        ("number", "9" * 15, "cannot be taken."),
        ("target", "nobody", "To whom: the campaign does not write to them any more."),
        ("target", "\0", "To whom:"),
        ("channel", "pigeon", "Channel: choose one from the list."),
        ("language", "xx-nonsense", "Language of the letters: choose one from the list."),
        ("place", "ada@example.org", "Place: leave out the address."),
        ("place", "x" * 1_900, "Place: there are 1,900 characters"),
        ("language", "\0", "Language of the letters: choose one from the list."),
    ],
)
def test_what_cannot_be_entered_is_said_beside_its_field_and_nothing_is_lost(
    desk: DeskClient, ada: None, page_log: ActionLog, field: str, value: str, sentence: str
) -> None:
    page = desk.post(HERE, FIELDS | {field: value}, status=422)

    assert sentence in page.words(page.by_id(f"{field}-problem"))
    if value.isprintable() and field not in ("target", "channel", "language"):
        sent = dict(page.form(HERE))
        assert {name: sent[name] for name in FIELDS} == FIELDS | {field: value}
    assert page_log.tally("lamp").total == 0


def test_an_entry_is_corrected_and_the_list_keeps_the_first(
    desk: DeskClient, desk_world: DeskWorld, ada: None, page_log: ActionLog
) -> None:
    desk.post(HERE, FIELDS, status=303)
    address = entry_address(desk)
    sent = dict(desk.get(address).form(address))
    assert {name: sent[name] for name in FIELDS} == FIELDS | {"number": "1200"}
    desk_world.moment += timedelta(hours=1)

    desk.post(address, sent | {"number": "12"}, status=303)
    desk.post(address, sent | {"number": "12"}, status=303)  # a second press

    assert page_log.tally("lamp").total == 12
    words = desk.get(HERE).words()
    assert "12 letters on paper are in the numbers." in words
    assert "Corrected Ada Example" in words.replace("CorrectedAda", "Corrected Ada")
    desk.post(address, sent | {"number": "12", "place": "Hamburg"}, status=409)
    page = desk.post(address, sent | {"number": "77"}, status=409)
    assert "Ada Example has corrected or removed this entry meanwhile." in page.words()
    assert dict(page.form(address))["number"] == "77"


def test_an_entry_is_removed_with_a_reason(desk: DeskClient, ada: None, page_log: ActionLog) -> None:
    desk.post(HERE, FIELDS, status=303)
    address = entry_address(desk)

    page = desk.post(f"{address}/remove", {"reason": " "}, status=422)
    assert "Reason: write why the entry is removed" in page.words(page.by_id("reason-problem"))
    page = desk.post(f"{address}/remove", {"reason": "ask ada@example.org"}, status=422)
    assert page.by_id("reason").get("value") == "ask ada@example.org"
    for _ in range(2):
        desk.post(f"{address}/remove", {"reason": "Entered twice"}, status=303)

    assert page_log.tally("lamp").total == 0
    assert "Entered twice" in desk.get(HERE).words()


def test_entries_of_elsewhere_are_not_found(desk: DeskClient, ada: None) -> None:
    desk.get(f"{HERE}/nothing", status=404)
    desk.post(f"{HERE}/%00", FIELDS, status=404)
    desk.post("/campaigns/nowhere/paper", FIELDS, status=404)
