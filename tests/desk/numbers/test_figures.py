"""The figures of a campaign and of all: the page, and the files of the same numbers."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.desk.numbers.conftest import Report
from tests.desk.numbers.reading_back import in_csv, in_json, in_xlsx, on_the_page
from tests.support.desk_client import BEN, DeskClient
from webapp.actions.log import ActionLog
from webapp.domain.channel import Channel
from webapp.team.people.person import Grant, Person, Role

TABLES = ("day", "week", "channel", "target", "country", "language", "partner", "late", "source")
SVG, RECT = (f"{{http://www.w3.org/2000/svg}}{name}" for name in ("svg", "rect"))
SignIn = Callable[[Person | None], DeskClient]


@pytest.fixture
def letters(lamp: None, report: Report) -> None:
    """Reports that differ in everything."""
    report(7, date(2030, 4, 2), Channel.EMAIL, language="fr")
    report(1, date(2030, 4, 30), Channel.FAX, target="", partner="=cmd|calc")
    report(90, date(2030, 5, 1), Channel.POST, language="ar")
    report(5, date(2030, 5, 1), Channel.POST, late=True, target="judge")


def test_every_table_and_every_file_has_the_same_numbers_as_the_page(
    desk: DeskClient, letters: None, page_log: ActionLog
) -> None:
    page = desk.get("/campaigns/lamp/numbers")
    public = page_log.tally("lamp").total

    for by in TABLES:
        *shown, total = on_the_page(page, by)
        assert total == sum(shown) == public == 103, by
        assert sorted(in_csv(desk.get(f"/campaigns/lamp/numbers/{by}.csv"))) == sorted(shown), by
        for read, kind in ((in_json, "json"), (in_xlsx, "xlsx")):
            *rows, total = read(desk.get(f"/campaigns/lamp/numbers/{by}.{kind}"))
            assert (sorted(rows), total) == (sorted(shown), public), (by, kind)


def test_all_rows_add_up_to_the_same(desk: DeskClient, letters: None) -> None:
    assert sum(in_csv(desk.get("/campaigns/lamp/numbers/rows.csv"))) == 103
    assert in_json(desk.get("/campaigns/lamp/numbers/rows.json"))[-1] == 103
    assert in_xlsx(desk.get("/campaigns/lamp/numbers/rows.xlsx"))[-1] == 103


def test_the_bars_are_the_days_numbers(desk: DeskClient, letters: None) -> None:
    page = desk.get("/campaigns/lamp/numbers")
    chart = page.one(SVG, class_="numbers-bars")

    assert chart.get("role") == "img"
    assert chart.get("aria-label") == (
        "Bar chart of the letters and calls by day, from April 2, 2030 to May 1, 2030. The highest bar is "
        "May 1, 2030, with 95."
    )
    assert [round(float(bar.get("height", "")) * 95 / 200) for bar in chart.iter(RECT)] == [7, 1, 95]


def test_a_period_bounds_the_page_and_its_files(desk: DeskClient, letters: None) -> None:
    page = desk.get("/campaigns/lamp/numbers?from=2030-04-30&to=2030-04-30")

    assert "1 letter or call" in page.words()
    assert on_the_page(page, "channel") == [1, 1]
    (address,) = {link.get("href", "") for link in page.all("a") if "channel.csv" in link.get("href", "")}
    assert in_csv(desk.get(address)) == [1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=soon", "From: “soon” is not a day. Write year, month and day, such as 2030-05-31"),
        ("to=2030-02-30", "To: “2030-02-30” is not a day."),
        ("from=2030-05-02&to=2030-05-01", "From: 2030-05-02 is later than 2030-05-01. Exchange the two"),
        ("from=%00%3Cb%3E", "is not a day."),
        (f"from={'9' * 5000}", "is not a day."),
    ],
)
def test_what_is_no_period_is_refused_with_a_sentence(
    desk: DeskClient, letters: None, query: str, sentence: str
) -> None:
    page = desk.get(f"/numbers?{query}", status=422)

    assert sentence in page.words()
    assert not page.all(SVG, class_="numbers-bars")
    desk.get(f"/numbers/day.csv?{query}", status=422)


def test_what_was_typed_is_still_there(desk: DeskClient, letters: None) -> None:
    page = desk.get("/numbers?from=soon&to=2030-05-01", status=422)

    assert (page.by_id("from").get("value"), page.by_id("to").get("value")) == ("soon", "2030-05-01")
    assert (page.by_id("from").get("type"), page.by_id("to").get("type")) == ("text", "date")


def test_days_may_be_typed_in_other_digits(desk: DeskClient, letters: None) -> None:
    page = desk.get("/numbers?from=٢٠٣٠-٠٥-٠١")

    assert page.by_id("from").get("value") == "2030-05-01"
    assert on_the_page(page, "day") == [95, 95]


def test_without_letters_there_is_a_sentence_and_no_chart(desk: DeskClient, lamp: None) -> None:
    page = desk.get("/campaigns/lamp/numbers")

    assert "Nothing is counted yet." in page.words()
    assert not page.all(SVG)
    assert not page.all("table")
    assert in_csv(desk.get("/campaigns/lamp/numbers/day.csv")) == []


def test_letters_that_wait_are_named_and_in_no_number(
    desk: DeskClient, letters: None, report: Report
) -> None:
    report(30, burst="burst-number-1")

    page = desk.get("/campaigns/lamp/numbers")
    assert "Waiting for review: 30 letters and calls (not in these numbers)." in page.words()
    assert on_the_page(page, "day")[-1] == 103


def test_no_cell_of_a_file_is_a_formula(desk: DeskClient, letters: None) -> None:
    text = desk.get("/campaigns/lamp/numbers/partner.csv").body.decode()

    assert text.startswith("\ufeffpartner,name,number\r\n")
    assert "'=cmd|calc,'=cmd|calc,1\r\n" in text


def test_files_have_a_dated_name(desk: DeskClient, letters: None) -> None:
    names = {
        "/campaigns/lamp/numbers/rows.csv": "lamp-2030-05-01.csv",
        "/campaigns/lamp/numbers/channel.xlsx": "lamp-channel-2030-05-01.xlsx",
        "/numbers/rows.json": "campaigns-2030-05-01.json",
    }
    for address, name in names.items():
        assert desk.get(address).headers["Content-Disposition"] == f"attachment; filename={name}"


def test_a_table_with_many_rows_adds_up_what_it_does_not_show(
    desk: DeskClient, lamp: None, report: Report
) -> None:
    for number in range(70):
        report(number + 1, partner=f"partner-{number}")

    *shown, rest, total = on_the_page(desk.get("/campaigns/lamp/numbers"), "partner")
    assert len(shown) == 60
    assert rest == sum(range(11))
    assert total == sum(range(71))


def test_all_means_those_that_the_person_may_see(
    desk: DeskClient, sign_in: SignIn, letters: None, report: Report, desk_world: object
) -> None:
    report(1_000, campaign="other")
    stranger = Person(BEN.id, "Ben Example", (Grant(Role.AUTHOR, campaigns=frozenset({"other"})),))
    desk_world.sessions.people[BEN.id] = stranger  # type: ignore[attr-defined]

    assert "103 letters and calls" in desk.get("/numbers").words()
    assert "Nothing is counted yet" in sign_in(stranger).get("/numbers").words()
    assert in_csv(sign_in(stranger).get("/numbers/rows.csv")) == []
    sign_in(stranger).get("/campaigns/lamp/numbers", status=403)
    sign_in(stranger).get("/campaigns/lamp/numbers/day.csv", status=403)


@pytest.mark.parametrize("path", ["secret.csv", "day.exe", "campaign.csv"])
def test_there_are_no_other_files(desk: DeskClient, letters: None, path: str) -> None:
    desk.get(f"/campaigns/lamp/numbers/{path}", status=404)
    desk.get("/campaigns/nowhere/numbers", status=404)
