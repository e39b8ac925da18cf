"""`deadline.ics`: the last day in the supporter's calendar."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.support.builders import a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World

PATH = "/{}/lamp/deadline.ics"


def event_of(client: PageClient, path: str) -> dict[str, object]:
    (event,) = Calendar.from_ical(client.get(path).body).walk("VEVENT")
    return dict(event)


def test_the_event_is_the_whole_last_day(client: PageClient, world: World) -> None:
    a_campaign_folder(world.campaigns, "later", deadline="2030-12-31")
    world.look_again()

    event = event_of(client, "/en/later/deadline.ics")

    assert event["DTSTART"].dt == date(2030, 12, 31)  # type: ignore[attr-defined]
    assert event["DTEND"].dt == date(2031, 1, 1)  # type: ignore[attr-defined]
    assert event["SUMMARY"] == "Last day to write for Ada Example"
    assert event["URL"] == "http://localhost/en/later"
    assert event["UID"] == "later@localhost"


def test_it_reminds_two_mornings_before(client: PageClient) -> None:
    (alarm,) = Calendar.from_ical(client.get(PATH.format("en")).body).walk("VALARM")
    (event,) = Calendar.from_ical(client.get(PATH.format("en")).body).walk("VEVENT")

    day = event["DTSTART"].dt
    reminded = datetime(day.year, day.month, day.day) + alarm["TRIGGER"].dt  # noqa: DTZ001 (a floating time)
    assert reminded.date() == day - timedelta(days=2)
    assert (reminded.hour, alarm["ACTION"]) == (9, "DISPLAY")


@pytest.mark.parametrize(
    ("tag", "begins"), [("ru", "Последний день"), ("es", "Último día"), ("ar", "آخر يوم")]
)
def test_it_speaks_the_page_s_language(client: PageClient, tag: str, begins: str) -> None:
    assert str(event_of(client, PATH.format(tag))["SUMMARY"]).startswith(begins)


def test_it_is_a_file_of_short_lines_that_caches_may_keep(client: PageClient) -> None:
    response = client.get(PATH.format("ar"))

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="lamp.ics"'
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert all(len(line) <= 75 for line in response.body.split(b"\r\n"))  # RFC 5545, 3.1


def test_a_headline_cannot_add_a_line(client: PageClient, world: World) -> None:
    folder = a_campaign_folder(world.campaigns, "odd", deadline="2031-01-01")
    toml = folder / "campaign.toml"
    toml.write_text(toml.read_text().replace("Ada Example", r"Ada; X, \\nATTENDEE:mailto:x@example.org"))
    world.look_again()

    event = event_of(client, "/en/odd/deadline.ics")

    assert "ATTENDEE" not in event
    assert "Ada; X, \\nATTENDEE:mailto:x@example.org" in str(event["SUMMARY"])


@pytest.mark.parametrize(
    "path", ["/en/endless/deadline.ics", "/en/nobody/deadline.ics", "/xx/lamp/deadline.ics"]
)
def test_there_is_none_without_a_deadline(client: PageClient, path: str) -> None:
    client.get(path, status=404)


def test_the_page_links_to_it_while_there_is_time(client: PageClient, world: World) -> None:
    def links() -> list[str]:
        page = client.get("/en/lamp")
        return [link.get("href", "") for link in page.all("a") if link.get("href", "").endswith(".ics")]

    world.today = date(2030, 1, 1)
    a_campaign_folder(world.campaigns, "lamp", deadline="2030-01-01")
    world.look_again()
    assert links() == ["/en/lamp/deadline.ics"]

    world.today = date(2030, 1, 2)
    assert links() == []
