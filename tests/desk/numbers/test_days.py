"""A spoiled day: letters are taken off it with a reason, and given back."""

from datetime import date, timedelta

import pytest

from tests.desk.conftest import DeskWorld
from tests.desk.numbers.conftest import Report
from tests.desk.numbers.reading_back import on_the_page
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA, DeskClient
from webapp.actions.log import ActionLog
from webapp.domain.channel import Channel
from webapp.team.desk_database import DeskDatabase

DAY = "/campaigns/lamp/numbers/days/2030-04-30"


@pytest.fixture
def spoiled(lamp: None, desk_database: DeskDatabase, report: Report) -> None:
    """A day on which a program reported, and one on which it did not."""
    add_person(desk_database, ADA)
    report(90, date(2030, 4, 30), Channel.SOCIAL)
    report(10, date(2030, 4, 30), Channel.POST)
    report(7, date(2030, 4, 29))


def test_the_day_s_row_leads_there(desk: DeskClient, spoiled: None) -> None:
    links = {link.get("href") for link in desk.get("/campaigns/lamp/numbers").all("a")}

    assert DAY in links
    assert "100 reported letters and calls of this day are counted." in desk.get(DAY).words()


def test_a_channel_is_taken_off_and_given_back(
    desk: DeskClient, desk_world: DeskWorld, spoiled: None, page_log: ActionLog
) -> None:
    sent = dict(desk.get(DAY).form(DAY)) | {"channel": "social", "reason": "Sent by a program"}
    answer = desk.post(DAY, sent, status=303)
    desk.post(DAY, sent, status=303)  # a second press
    page = desk.get(answer.headers["Location"])

    assert "90 letters and calls of April 30, 2030 were taken off." in page.words(
        page.one("div", class_="desk-done")
    )
    assert "Sent by a program" in page.words()
    assert page_log.tally("lamp").total == 17
    figures = desk.get("/campaigns/lamp/numbers")
    assert (
        "90 that were reported have been taken off by the team and are not in this number." in figures.words()
    )
    assert on_the_page(figures, "source") == [107, -90, 17]
    assert on_the_page(figures, "day") == [10, 7, 17]

    desk_world.moment += timedelta(minutes=1)
    undo = dict(page.form("/campaigns/lamp/bursts/undo"))
    desk.post("/campaigns/lamp/bursts/undo", undo, status=303)

    assert page_log.tally("lamp").total == 107


def test_a_number_is_taken_off(desk: DeskClient, spoiled: None, page_log: ActionLog) -> None:
    desk.post(DAY, {"number": "٥٠", "reason": "Reported twice"}, status=303)

    assert page_log.tally("lamp").total == 57


def test_a_page_gone_back_to_takes_off_what_it_says_now(
    desk: DeskClient, spoiled: None, page_log: ActionLog
) -> None:
    sent = dict(desk.get(DAY).form(DAY)) | {"number": "5", "reason": "Sent by a program"}
    desk.post(DAY, sent | {"channel": "post"}, status=303)
    desk.post(DAY, sent | {"channel": "social"}, status=303)
    assert page_log.tally("lamp").total == 97

    desk.post(DAY, sent | {"channel": "social", "reason": "Reported twice"}, status=303)
    desk.post(DAY, sent | {"channel": "social"}, status=303)  # pressed twice

    assert page_log.tally("lamp").total == 92


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"number": "5"}, "reason", "Reason: write why these letters do not count"),
        ({"number": "0", "reason": "x"}, "number", "Number: “0” cannot be taken."),
        ({"number": "half", "reason": "x"}, "number", "Number: “half” cannot be taken."),
        ({"number": "101", "reason": "x"}, "number", "Number: only 100 are counted there."),
        ({"number": "2000000", "reason": "x"}, "number", "cannot be taken."),
        ({"channel": "fax", "reason": "x"}, "number", "there is nothing to take off."),
        ({"channel": "pigeon", "reason": "x"}, "channel", "Channel: choose one from the list."),
        ({"reason": "ask ada@example.org"}, "reason", "Reason: leave out the address."),
        ({"reason": "x" * 1_900}, "reason", "Reason: there are 1,900 characters"),
        ({"reason": "\0"}, "reason", "Reason:"),
    ],
)
def test_what_cannot_be_taken_off_is_said_and_nothing_is_lost(
    desk: DeskClient, spoiled: None, page_log: ActionLog, sent: dict[str, str], field: str, sentence: str
) -> None:
    page = desk.post(DAY, sent, status=422)

    assert sentence in page.words(page.by_id(f"{field}-problem"))
    kept = dict(page.form(DAY))
    for name in ("number", "reason"):
        if sent.get(name, "").isprintable():
            assert kept[name] == sent.get(name, "")
    assert page_log.tally("lamp").total == 107


@pytest.mark.parametrize("day", ["soon", "2030-02-30", "%00"])
def test_other_days_are_not_there(desk: DeskClient, spoiled: None, day: str) -> None:
    desk.get(f"/campaigns/lamp/numbers/days/{day}", status=404)
