"""Answers and wrong addresses: on the board, on the page of figures, in files, and settled."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.desk.numbers.reading_back import in_csv, in_json, in_xlsx
from tests.support.desk_client import BEN, CLEO, DeskClient
from tests.support.page_client import Fetched
from webapp.actions.log import ActionLog
from webapp.domain.signal import Signal, SignalKind
from webapp.team.people.person import Person

SignIn = Callable[[Person | None], DeskClient]
NUMBERS = "/campaigns/lamp/numbers"


@pytest.fixture
def told(lamp: None, page_log: ActionLog) -> None:
    """Two bounces of one addressee, an answer of another, on two days; and one of another campaign."""
    for number, (slug, target, kind, day) in enumerate(
        [
            ("lamp", "minister", SignalKind.BOUNCED, date(2030, 4, 30)),
            ("lamp", "minister", SignalKind.BOUNCED, date(2030, 5, 1)),
            ("lamp", "warden", SignalKind.ANSWERED, date(2030, 5, 1)),
            ("lantern", "minister", SignalKind.BOUNCED, date(2030, 5, 1)),
        ]
    ):
        page_log.signal(f"token-number-{number:05}", Signal(slug, target, kind, day))


def lines(page: Fetched) -> list[list[str]]:
    """Return the cells of the table of signals."""
    table = next(each for each in page.root.iter("div") if each.get("aria-labelledby") == "signals")
    return [[page.words(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]


def test_the_page_of_figures_has_them_by_day_and_addressee(desk: DeskClient, told: None) -> None:
    page = desk.get(NUMBERS)

    (_, first, second, third, last) = lines(page)
    assert [first[0], first[2:]] == ["May 1, 2030", ["0", "1"]]
    assert [second[0], second[2:]] == ["May 1, 2030", ["1", "0"]]
    assert [third[0], third[2:]] == ["April 30, 2030", ["0", "1"]]
    assert last == ["Together", "1", "2"]
    assert "2 reports of a wrong address" in page.words()


def test_the_files_have_the_same(desk: DeskClient, told: None) -> None:
    of_one = desk.get(f"{NUMBERS}/signals.csv")

    assert sorted(in_csv(of_one)) == [1, 1, 1]
    assert "lamp,2030-05-01,warden," in of_one.text
    assert in_json(desk.get(f"{NUMBERS}/signals.json")) == [1, 1, 1, 3]
    assert in_xlsx(desk.get(f"{NUMBERS}/signals.xlsx"))[-1] == 3
    assert in_csv(desk.get("/numbers/signals.csv")) == [1, 1, 1]  # of no campaign that nobody knows
    desk.get(f"{NUMBERS}/signals.ods", status=404)
    desk.get("/campaigns/nothing/numbers/signals.csv", status=404)


def test_the_board_is_red_until_somebody_has_looked(
    desk: DeskClient, told: None, page_log: ActionLog
) -> None:
    red = desk.get("/").words()
    steps = desk.get("/campaigns/lamp").words()

    desk.post(f"{NUMBERS}/signals", {"target": "minister"}, status=303)
    desk.post(f"{NUMBERS}/signals", {"target": "minister"}, status=303)  # a second press
    calm = desk.get("/").words()
    page_log.signal("token-number-00009", Signal("lamp", "minister", SignalKind.BOUNCED, date(2030, 5, 2)))

    assert "2 reports of a wrong address" in red
    assert "2 supporters told you that an address does not work. Look whose" in steps
    assert "wrong address" not in calm
    assert "I have looked at it" not in calm
    assert "1 report of a wrong address" in desk.get("/").words()
    assert "2 reports of a wrong address were looked at." in desk.get("/campaigns/lamp/bursts").words()


def test_what_is_unknown_settles_nothing(desk: DeskClient, told: None, page_log: ActionLog) -> None:
    for target in ("", "warden", "nobody", "x" * 500, "minister\0"):
        desk.post(f"{NUMBERS}/signals", {"target": target}, status=303)
    desk.post("/campaigns/nothing/numbers/signals", {"target": "minister"}, status=404)

    assert page_log.decisions() == []


@pytest.mark.parametrize("person", [BEN, CLEO])
def test_who_does_not_decide_about_counts_sees_no_button(
    sign_in: SignIn, told: None, page_log: ActionLog, person: Person
) -> None:
    page = sign_in(person).get(NUMBERS)
    sign_in(person).post(f"{NUMBERS}/signals", {"target": "minister"}, status=403)

    assert "2 reports of a wrong address" in page.words()
    assert "I have looked at it" not in page.words()
    assert page_log.decisions() == []


def test_without_any_the_page_says_so(desk: DeskClient, lamp: None) -> None:
    assert "None yet." in desk.get(NUMBERS).words()
