"""Held letters at the desk: what is known of them, and the decisions about them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.desk.conftest import DeskWorld
from tests.desk.numbers.conftest import Report
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, BEN, DeskClient
from tests.support.page_client import Fetched
from webapp.actions.log import ActionLog
from webapp.domain import letter_evening
from webapp.domain.channel import Channel
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Grant, Person, Role

HERE = "/campaigns/lamp/bursts"
SignIn = Callable[[Person | None], DeskClient]
Press = Callable[[str], Fetched]


@pytest.fixture
def held(lamp: None, report: Report, desk_database: DeskDatabase) -> None:
    """Thirty letters of an evening, and somebody who can decide."""
    add_person(desk_database, ADA)
    report(20, date(2030, 4, 30), Channel.POST, burst="burst-number-1", partner="friends")
    report(10, date(2030, 5, 1), Channel.EMAIL, burst="burst-number-1", language="fr", target="")


@pytest.fixture
def press(desk: DeskClient, desk_world: DeskWorld) -> Press:
    """Press a button of the page of held letters, and return the page after it."""

    def press(button: str) -> Fetched:
        desk_world.moment += timedelta(minutes=1)
        if button == "undo":
            sent = dict(desk.get(HERE).form(f"{HERE}/undo"))
            answer = desk.post(f"{HERE}/undo", sent, status=303)
        else:
            sent = dict(desk.get(HERE).form(HERE)) | {"decide": button}
            answer = desk.post(HERE, sent, status=303)
        return desk.get(answer.headers["Location"])

    return press


def test_the_day_of_a_letter_evening_is_told(
    desk: DeskClient, lamp: None, report: Report, desk_database: DeskDatabase
) -> None:
    add_person(desk_database, ADA)
    report(12, date(2030, 5, 1), Channel.POST, burst=letter_evening.new_id(date(2030, 4, 29)))

    page = desk.get(HERE)

    terms, words = (list(map(page.words, page.all(tag))) for tag in ("dt", "dd"))
    assert dict(zip(terms, words, strict=True))["Letter evening on"] == "April 29, 2030"


def test_what_is_known_of_a_burst_is_told(desk: DeskClient, held: None) -> None:
    page = desk.get(HERE)
    terms, words = (list(map(page.words, page.all(tag))) for tag in ("dt", "dd"))

    assert "30 letters and calls" in page.words()
    assert dict(zip(terms, words, strict=True)) == {
        "Days": "April 30, 2030 and May 1, 2030",
        "Reports": "2",
        "Channels": "Post: 20 and E-mail: 10",
        "Addressees": "Max Muster, Ministry of Lamps: 20 and No addressee named: 10",
        "Languages": "English: 20 and French: 10",
        "Partners": "friends: 20 and The page itself, or no partner: 10",
    }


def test_counting_adds_to_the_public_number_and_is_undone(
    desk: DeskClient, held: None, press: Press, page_log: ActionLog
) -> None:
    page = press("count")

    assert "30 letters and calls were counted." in page.words(page.one("div", class_="desk-done"))
    assert "Ada Example" in page.words(page.one("tbody"))
    assert page_log.tally("lamp").total == 30
    assert "No letter waits" in page.words()

    page = press("undo")

    assert "30 letters and calls wait again." in page.words(page.one("div", class_="desk-done"))
    assert page_log.tally("lamp").total == 0
    assert "30 letters and calls (not in these numbers)" in desk.get("/campaigns/lamp/numbers").words()


def test_what_was_left_out_can_be_counted_later(held: None, press: Press, page_log: ActionLog) -> None:
    assert "30 letters and calls were left out." in press("refuse").words()
    assert page_log.tally("lamp").total == 0

    press("undo")
    press("count")

    assert page_log.tally("lamp").total == 30


def test_a_second_press_is_answered_like_the_first(desk: DeskClient, held: None, page_log: ActionLog) -> None:
    sent = dict(desk.get(HERE).form(HERE)) | {"decide": "count"}

    first, second = (desk.post(HERE, sent, status=303).headers["Location"] for _ in range(2))

    assert first == second
    assert page_log.tally("lamp").total == 30


def test_the_second_person_to_decide_is_told_and_changes_nothing(
    desk: DeskClient, held: None, press: Press, page_log: ActionLog
) -> None:
    late = dict(desk.get(HERE).form(HERE)) | {"decide": "refuse"}
    press("count")

    page = desk.post(HERE, late, status=409)

    assert "Somebody has decided about these letters meanwhile." in page.words()
    assert page_log.tally("lamp").total == 30


def test_an_old_form_of_an_undone_decision_decides_anew(
    desk: DeskClient, desk_world: DeskWorld, held: None, press: Press, page_log: ActionLog
) -> None:
    old = dict(desk.get(HERE).form(HERE)) | {"decide": "count"}
    desk.post(HERE, old, status=303)
    press("undo")
    desk_world.moment += timedelta(minutes=1)

    desk.post(HERE, old, status=303)

    assert page_log.tally("lamp").total == 30


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"burst": "burst-number-1"}, 422),
        ({"burst": "burst-number-1", "decide": "burn"}, 422),
        ({"burst": "nothing", "decide": "count"}, 409),
        ({"burst": "\0", "decide": "count"}, 409),
    ],
)
def test_forms_that_nobody_was_given_change_nothing(
    desk: DeskClient, held: None, page_log: ActionLog, sent: dict[str, str], status: int
) -> None:
    desk.post(HERE, sent, status=status)
    desk.post(f"{HERE}/undo", {"decision": sent["burst"]}, status=409)

    assert page_log.tally("lamp").total == 0


def test_a_coordinator_of_another_campaign_neither_sees_nor_decides(
    sign_in: SignIn, desk_world: DeskWorld, held: None, page_log: ActionLog
) -> None:
    other = Person(BEN.id, "Ben Example", (Grant(Role.COORDINATOR, campaigns=frozenset({"other"})),))
    desk_world.sessions.people[BEN.id] = other
    client = sign_in(other)

    assert "No letter waits" in client.get("/bursts").words()
    client.get(HERE, status=403)
    sent = {"burst": "burst-number-1", "decide": "count"}
    client.post("/bursts", sent, status=403)
    assert page_log.tally("lamp").total == 0


def test_the_board_leads_there(desk: DeskClient, sign_in: SignIn, held: None) -> None:
    def links(page: Fetched) -> set[str]:
        return {link.get("href", "") for link in page.by_id("main").iter("a")}

    assert HERE in links(desk.get("/campaigns/lamp"))
    assert HERE in links(desk.get("/campaigns/lamp/numbers"))
    assert "/bursts" in links(desk.get("/numbers"))
    assert HERE not in links(sign_in(BEN).get("/campaigns/lamp"))
