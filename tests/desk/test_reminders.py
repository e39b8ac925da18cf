"""The calendar and the feed of a person: who gets them, what they tell, what they do not."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from werkzeug.test import TestResponse

from tests.desk.conftest import DeskWorld
from tests.desk.test_board import NOW
from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_person, add_version, files_of
from tests.support.desk_client import ADA, BEN, CLEO, DORA, ORIGIN, TEAM, DeskClient
from tests.support.stores import Store
from webapp.desk.reminders.calendar_file import MAX_WORK
from webapp.publications.store import PublicationStore
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.people import to_json
from webapp.team.people.person import Grant, Person, Role
from webapp.team.people.preferences import Preferences
from webapp.team.tables import people

ATOM = "http://www.w3.org/2005/Atom"
SignIn = Callable[[Person | None], DeskClient]
Add = Callable[..., None]
FRENCH = {("headline", "Free the keeper of the lighthouse"): "Libérez la gardienne"}


@pytest.fixture(autouse=True)
def team(desk_database: DeskDatabase) -> None:
    """All people of the tests, in the database as well."""
    for person in TEAM:
        add_person(desk_database, person)


@pytest.fixture
def add(desk_database: DeskDatabase, page_store: Store, tmp_path: Path) -> Add:
    """Add a campaign with a French headline; it may be public."""

    def add_case(slug: str = "lamp", *, is_public: bool = False, name: str = "Ada Example") -> None:
        folder = a_campaign_folder(tmp_path / "drafts", slug)
        path = folder / "campaign.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("Ada Example", name), encoding="utf-8")
        an_edition(folder, "fr", FRENCH)
        add_version(desk_database, slug, files_of(folder), NOW - timedelta(days=3), BEN.id)
        if is_public:
            with closing(PublicationStore(page_store.url)) as store:
                store.publish(slug, files_of(folder), NOW - timedelta(hours=1), ADA.id, 0)

    return add_case


def made(client: DeskClient) -> str:
    """Make an address by the page; return its path without the ending."""
    page = client.post("/account/calendar/new")
    address = str(page.by_id("calendar").get("value"))
    assert str(page.by_id("feed").get("value")) == address.removesuffix("ics") + "atom"
    return address.removeprefix(ORIGIN).removesuffix(".ics")


def fetch(client: DeskClient, path: str, method: str = "GET", **headers: str) -> TestResponse:
    """Fetch as a calendar app does: with no cookie, and no `Origin`."""
    app = client.flask.application.test_client()
    return app.open(path, method=method, base_url=ORIGIN, headers=headers)


def titles(client: DeskClient, path: str) -> list[str]:
    """Return the titles of the events."""
    calendar = Calendar.from_ical(fetch(client, f"{path}.ics").data)
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


def entries(client: DeskClient, path: str) -> list[dict[str, str]]:
    """Return the entries of the feed."""
    root = ElementTree.fromstring(fetch(client, f"{path}.atom").data)  # noqa: S314 (ours)
    return [
        {each.tag.removeprefix(f"{{{ATOM}}}"): each.text or each.get("href", "") for each in entry}
        for entry in root.iter(f"{{{ATOM}}}entry")
    ]


def test_an_address_is_made_shown_once_and_revoked(sign_in: SignIn) -> None:
    cleo = sign_in(CLEO)
    assert "You have no address yet." in cleo.get("/account/calendar").words()
    assert "/account/calendar" in [link.get("href") for link in cleo.get("/account").all("a")]

    path = made(cleo)
    assert fetch(cleo, f"{path}.ics").status_code == fetch(cleo, f"{path}.atom").status_code == 200
    later = cleo.get("/account/calendar")
    assert "It was shown then, and cannot be shown again." in later.words()
    assert path.rpartition("/")[2] not in later.text

    cleo.post("/account/calendar/revoke", status=303)
    assert fetch(cleo, f"{path}.ics").status_code == fetch(cleo, f"{path}.atom").status_code == 404


def test_a_translator_is_told_of_their_work_and_of_deadlines(sign_in: SignIn, add: Add) -> None:
    add("lamp", is_public=True)
    cleo, dora = sign_in(CLEO), sign_in(DORA)

    assert titles(cleo, made(cleo)) == [
        "Deadline: Ada Example",
        "Ada Example: 21 texts to translate (French)",
    ]
    assert titles(dora, made(dora)) == [
        "Deadline: Ada Example",
        "Ada Example: 1 translation to review (French)",
    ]
    ada = sign_in(ADA)
    assert titles(ada, made(ada)) == ["Deadline: Ada Example"]


def test_the_calendar_is_valid(sign_in: SignIn, add: Add) -> None:
    add("lamp", is_public=True, name="Ada; “Example”, the keeper of a very long name " + "ñ" * 60)
    cleo = sign_in(CLEO)
    response = fetch(cleo, f"{made(cleo)}.ics")
    assert response.content_type == "text/calendar; charset=utf-8"

    lines = response.data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"\n" not in b"".join(lines)  # every line ends with CR LF
    assert max(map(len, lines)) <= 75  # RFC 5545, 3.1: folded by octets
    [line.decode() for line in lines]  # and never within a character

    calendar = Calendar.from_ical(response.data)
    deadline, work = calendar.walk("VEVENT")
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Urgent Appeal//Desk//EN")
    assert str(deadline["summary"]).startswith("Deadline: Ada; “Example”, the keeper")
    assert deadline["uid"] == "deadline-lamp@desk.localhost"
    assert (deadline.decoded("dtstart"), deadline.decoded("dtend")) == (date(2030, 5, 8), date(2030, 5, 9))
    assert deadline.decoded("dtstamp") == datetime(2030, 5, 1, tzinfo=UTC)
    (alarm,) = deadline.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", timedelta(hours=-39))
    assert work["uid"] == "translate-fr-lamp@desk.localhost"
    assert (work.decoded("dtstart"), work.decoded("dtend")) == (date(2030, 5, 1), date(2030, 5, 3))
    assert str(work["url"]) == f"{ORIGIN}/campaigns/lamp/translate/fr?show=open"
    assert "Waiting since April 28, 2030." in str(work["description"])
    assert [event.errors for event in (deadline, work)] == [[], []]


def test_an_empty_calendar_is_valid_as_well(sign_in: SignIn) -> None:
    cleo = sign_in(CLEO)
    calendar = Calendar.from_ical(fetch(cleo, f"{made(cleo)}.ics").data)

    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]


def test_the_feed_is_valid(sign_in: SignIn, add: Add) -> None:
    add("lamp", is_public=True)
    cleo = sign_in(CLEO)
    path = made(cleo)
    response = fetch(cleo, f"{path}.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"

    root = ElementTree.fromstring(response.data)  # noqa: S314 (ours)
    names = [each.tag.removeprefix(f"{{{ATOM}}}") for each in root]
    assert names == ["id", "title", "updated", "author", "link", "entry", "entry"]
    work, deadline = entries(cleo, path)
    assert work == {
        "id": f"{ORIGIN}/campaigns/lamp/translate/fr?show=open#2030-04-28",
        "title": "Ada Example: 21 texts to translate (French)",
        "updated": "2030-04-28T13:00:00Z",
        "link": f"{ORIGIN}/campaigns/lamp/translate/fr?show=open",
        "summary": "Waiting since April 28, 2030.",
    }
    assert (deadline["title"], deadline["updated"]) == ("Deadline: Ada Example", "2030-04-24T00:00:00Z")
    assert root.find(f"{{{ATOM}}}updated").text == "2030-04-28T13:00:00Z"  # type: ignore[union-attr]
    assert path.rpartition("/")[2] not in response.text


def test_no_letter_no_colleague_and_no_name_before_it_is_public(sign_in: SignIn, add: Add) -> None:
    add("lamp")
    cleo = sign_in(CLEO)
    path = made(cleo)
    told = fetch(cleo, f"{path}.ics").text.replace("\r\n ", "") + fetch(cleo, f"{path}.atom").text

    assert "lamp: 21 texts to translate (French)" in told
    names = [person.name for person in TEAM]
    for word in (*names, "Max Muster", "release", "lighthouse", "Libérez", "Wick Street"):
        assert word not in told, word


@pytest.mark.parametrize("path", ["x", "x" * 32, "x" * 2_000, "..%2f..%2faccount", "%00" * 32])
def test_a_guess_is_404_without_saying_more(sign_in: SignIn, path: str) -> None:
    for ending in ("ics", "atom"):
        response = fetch(sign_in(CLEO), f"/calendars/{path}.{ending}")
        assert response.status_code == 404
        assert "Set-Cookie" not in response.headers


def test_who_is_shut_out_gets_nothing(sign_in: SignIn, desk: DeskClient) -> None:
    ben = sign_in(BEN)
    path = made(ben)
    desk.post(f"/people/{BEN.id}/shut-out", status=303)

    assert fetch(ben, f"{path}.ics").status_code == 404
    assert fetch(ben, f"{path}.atom").status_code == 404


def test_a_role_that_was_taken_away_tells_nothing_more(
    sign_in: SignIn, add: Add, desk_database: DeskDatabase
) -> None:
    add("lamp")
    add("beacon")
    cleo = sign_in(CLEO)
    path = made(cleo)
    assert len(titles(cleo, path)) == 4
    grants = to_json((Grant(Role.TRANSLATOR, frozenset({"beacon"}), frozenset({"fr"})),))
    with desk_database.write() as connection:
        connection.execute(people.update().where(people.c.id == CLEO.id).values(grants=grants))

    assert [title for title in titles(cleo, path) if "lamp" in title] == []
    assert len(titles(cleo, path)) == 2
    assert "lamp" not in fetch(cleo, f"{path}.atom").text.replace("lamp-", "")


def test_an_address_opens_nothing_else(sign_in: SignIn, add: Add) -> None:
    add("lamp")
    cleo = sign_in(CLEO)
    secret = made(cleo).rpartition("/")[2]

    for path in ("/work", "/account", "/campaigns/lamp", f"/preview/{secret}", f"/join#{secret}"):
        response = fetch(cleo, path, Cookie=f"appeal-desk={secret}")
        assert response.status_code in (302, 404, 200)
        assert "Cleo" not in response.text
    assert fetch(cleo, "/work", Cookie=f"appeal-desk={secret}").status_code == 302


def test_a_coordinator_sees_that_there_is_one_and_ends_it(
    sign_in: SignIn, desk: DeskClient, desk_world: DeskWorld
) -> None:
    assert "Revoke the address" not in desk.get(f"/people/{CLEO.id}").words()
    path = made(sign_in(CLEO))
    page = desk.get(f"/people/{CLEO.id}")
    assert "made a private address for a calendar" in page.words()
    assert path.rpartition("/")[2] not in page.text

    desk.post(f"/people/{CLEO.id}/calendar/revoke", status=303)
    assert fetch(desk, f"{path}.ics").status_code == 404
    desk.post("/people/nobody/calendar/revoke", status=404)
    sign_in(BEN).post(f"/people/{CLEO.id}/calendar/revoke", status=403)


def test_making_one_asks_again_after_five_minutes(sign_in: SignIn, desk_world: DeskWorld) -> None:
    desk_world.moment += timedelta(minutes=6)
    sign_in(CLEO).post("/account/calendar/new", status=401)


def test_an_app_asks_again_without_fetching_it_all(sign_in: SignIn, add: Add, desk_world: DeskWorld) -> None:
    add("lamp")
    cleo = sign_in(CLEO)
    path = made(cleo)
    for ending in ("ics", "atom"):
        first = fetch(cleo, f"{path}.{ending}")
        tag = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
        desk_world.moment += timedelta(minutes=30)  # the same day

        again = fetch(cleo, f"{path}.{ending}", **{"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        head = fetch(cleo, f"{path}.{ending}", "HEAD")
        assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)
    desk_world.moment += timedelta(days=1)
    assert fetch(cleo, f"{path}.ics", **{"If-None-Match": tag}).status_code == 200


def test_much_work_is_one_event_more(sign_in: SignIn, add: Add) -> None:
    for number in range(MAX_WORK + 3):
        add(f"case-{number}")
    cleo = sign_in(CLEO)
    path = made(cleo)
    found = [title for title in titles(cleo, path) if not title.startswith("Deadline")]

    assert len(found) == MAX_WORK + 1
    assert found[-1] == "3 more tasks wait"
    assert len([each for each in entries(cleo, path) if "#deadline" not in each["id"]]) == MAX_WORK + 3


def test_without_the_page_s_database_it_tells_what_the_desk_knows(
    sign_in: SignIn, add: Add, page_store: Store
) -> None:
    add("lamp", is_public=True)
    cleo = sign_in(CLEO)
    path = made(cleo)
    Path(page_store.url.removeprefix("sqlite:///")).unlink()

    assert titles(cleo, path) == ["Deadline: lamp", "lamp: 21 texts to translate (French)"]


def test_it_speaks_the_language_of_its_person(sign_in: SignIn, desk_database: DeskDatabase) -> None:
    cleo = sign_in(CLEO)
    path = made(cleo)
    Preferences(desk_database).set_language(CLEO, "en")
    response = fetch(cleo, f"{path}.atom", **{"Accept-Language": "ar"})

    assert re.search(r'xml:lang="en"', response.text)


def test_the_log_has_no_secret(sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    cleo = sign_in(CLEO)
    path = made(cleo)
    fetch(cleo, f"{path}.ics")

    assert "desk: calendar made" in caplog.text
    assert path.rpartition("/")[2] not in caplog.text
