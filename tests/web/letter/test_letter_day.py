"""The date of a letter: the supporter's own day, or the one they choose."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import a_form, field

LETTER = "/en/lamp/letter"
PDF = "/en/lamp/letter.pdf"


@pytest.fixture(autouse=True)
def a_moment_of_three_days(world: World) -> None:
    """It is 27 November on Baker Island, the 28th in Greenwich and the 29th on Kiritimati."""
    world.moment, world.today = datetime(2026, 11, 28, 11, tzinfo=UTC), date(2026, 11, 27)


def shown(page: Fetched) -> str:
    return page.words(next(one for one in page.root.iter("p") if one.get("class") == "letter-date"))


def printed(client: PageClient, path: str, **fields: str) -> str:
    return PdfReader(io.BytesIO(client.post(path, a_form(**fields)).body)).pages[0].extract_text()


ZONES = [("2026-11-27", "November 27, 2026"), ("", "November 28, 2026"), ("2026-11-29", "November 29, 2026")]


@pytest.mark.parametrize(("today", "day"), [*ZONES, ("2026-11-30", "November 28, 2026")])
def test_page_and_pdf_bear_the_day_where_the_supporter_is(client: PageClient, today: str, day: str) -> None:
    assert shown(client.post(LETTER, a_form(today=today))) == day
    assert day in printed(client, PDF, today=today)


def test_a_page_for_everybody_has_the_day_in_utc_and_knows_the_others(client: PageClient) -> None:
    page = client.get("/ru/gorinov")

    line = next(one for one in page.root.iter("p") if one.get("class") == "letter-date")
    assert page.words(line) == "28 ноября 2026 г."
    assert line.get("data-days") == (
        "2026-11-27=27 ноября 2026\u202fг.|2026-11-28=28 ноября 2026\u202fг."
        "|2026-11-29=29 ноября 2026\u202fг."
    )


def test_the_kept_page_is_renewed_at_midnight_in_utc(client: PageClient, world: World) -> None:
    before = client.get("/en/lamp")
    world.moment = datetime(2026, 11, 29, tzinfo=UTC)

    assert (shown(before), shown(client.get("/en/lamp"))) == ("November 28, 2026", "November 29, 2026")


def test_the_supporter_may_choose_another_date(client: PageClient) -> None:
    chosen = {"date": "2026-12-10", "dated": "2026-11-28", "today": "2026-11-29"}

    page = client.post(LETTER, a_form(**chosen))

    assert shown(page) == "December 10, 2026"
    assert field(page, "date") == "2026-12-10"
    assert "December 10, 2026" in printed(client, PDF, **chosen)


@pytest.mark.parametrize(
    ("date", "dated"),
    [
        ("2026-11-20", "2026-11-20"),  # the page was open for a week
        ("", "2026-11-28"),  # emptied
        ("", ""),
    ],
)
def test_a_date_that_the_supporter_did_not_choose_follows_the_day(
    client: PageClient, date: str, dated: str
) -> None:
    page = client.post(LETTER, a_form(date=date, dated=dated))

    assert shown(page) == "November 28, 2026"
    assert field(page, "date") == "2026-11-28"


@pytest.mark.parametrize(
    ("date", "problem"),
    [
        ("2025-12-10", "from October 28, 2026 to January 29, 2027"),
        ("2027-01-30", "from October 28, 2026 to January 29, 2027"),
        ("10/12/2026", "no day of the calendar"),
        ("2026-02-30", "such as 2026-11-28"),
        ("9" * 5000, "no day of the calendar"),
    ],
)
def test_a_date_that_cannot_be_is_told_beside_its_field(client: PageClient, date: str, problem: str) -> None:
    page = client.post(LETTER, a_form(date=date, dated="2026-11-28"), status=422)

    assert problem in page.words(page.by_id("date-problem"))
    assert problem in page.words(page.by_id("problems"))
    assert page.by_id("date").get("aria-describedby") == "date-problem"
    assert field(page, "date") == date[:20]
    client.post(PDF, a_form(date=date, dated="2026-11-28"), status=422)


def test_what_is_typed_into_the_date_renews_the_line_and_not_the_field(client: PageClient) -> None:
    part = client.post(LETTER, a_form(date="2026-12-24", dated="2026-11-28"), htmx=True)

    assert "December 24, 2026" in part.text
    assert 'id="date"' not in part.text
