"""The board, and each campaign's own page."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.desk.conftest import DeskWorld
from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_person, add_version, files_of, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO, ORIGIN, DeskClient
from tests.support.page_client import Fetched
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.desk_app import _public_pages
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore
from webapp.settings import read
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Grant, Person, Role
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.plan import Kind, Plan

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
SignIn = Callable[[Person | None], DeskClient]


def row(page: Fetched, slug: str = "lamp") -> str:
    """Return the words of a campaign's row."""
    return next(
        page.words(each)
        for each in page.all("tr")
        if any(link.get("href") == f"/campaigns/{slug}" for link in each.iter("a"))
    )


def links(page: Fetched) -> list[str]:
    """Return the addresses that the content leads to."""
    return [link.get("href", "") for link in page.by_id("main").iter("a")]


OF_LAMP = Person("person-of-lamp-example", "Ivo Example", (Grant(Role.AUTHOR, frozenset({"lamp"})),))


@pytest.mark.parametrize(("person", "may_begin"), [(ADA, True), (BEN, True), (CLEO, False), (OF_LAMP, False)])
def test_an_empty_board_tells_how_to_begin(
    sign_in: SignIn, desk_world: DeskWorld, person: Person, may_begin: bool
) -> None:
    desk_world.sessions.people[person.id] = person
    page = sign_in(person).get("/")

    assert "There is no campaign yet" in page.words()
    assert ("/campaigns/new" in links(page)) == may_begin


def test_a_draft_s_row_says_what_it_is(desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path) -> None:
    add_person(desk_database, BEN)
    folder = a_campaign_folder(tmp_path / "drafts")
    an_edition(folder, "fr", {("headline", "Free Ada Example"): "Libérez Ada Example"})
    add_version(desk_database, "lamp", files_of(folder), NOW - timedelta(minutes=5), BEN.id)

    assert row(desk.get("/")) == (
        "Ada Example lamp · 1.99 Draft 7 days left May 8, 2030 0 At work: Ben Example May 1, 2030, 12:55 UTC "
        "✓nothing left 69 to translate"
    )


def test_what_is_red_is_said_in_words(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    decisions = Decisions(desk_database)
    plan = Plan(Kind.PUBLISH, "lamp", 1, 0, None, None)
    decisions.fail(decisions.begin(plan, 1, ADA.id, NOW), "The disk is full")
    held = Action("lamp", Channel.POST, "", "en", 30, date(2030, 5, 1), late=False, burst="burst-number-1")
    with closing(ActionLog(page_store.url)) as log:
        log.record("token-number-00001", [held])

    assert "Not published 30 letters wait" in row(desk.get("/"))
    assert "The last publication failed: The disk is full." in desk.get("/campaigns/lamp").words()


def test_public_campaigns_show_their_state_and_unpublished_changes(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", {"campaign.toml": files["campaign.toml"] + b"# later\n"}, NOW)
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files, NOW - timedelta(hours=1), ADA.id, 0)

    assert "On the page Unpublished changes" in row(desk.get("/"))
    page = desk.get("/campaigns/lamp")
    assert "The draft has changes that are not public." in page.words()
    assert "/campaigns/lamp/publish" in links(page)


def test_a_withdrawn_campaign_is_called_so(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", files, NOW)
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files, NOW - timedelta(hours=2), ADA.id, 0)
        store.publish("lamp", {}, NOW - timedelta(hours=1), ADA.id, 1, withdrawn=True)

    assert "Withdrawn" in row(desk.get("/"))
    page = desk.get("/campaigns/lamp")
    assert "The page was withdrawn: nobody but the team sees it." in page.words()
    assert page.words().count("Nobody but the team sees it yet.") == 0


def test_a_damaged_publication_stops_its_own_campaign_alone(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    with closing(PublicationStore(page_store.url)) as store:
        for slug in ("lamp", "beacon"):
            files = lamp_files(tmp_path, slug)
            add_version(desk_database, slug, {"campaign.toml": files["campaign.toml"] + b"# later\n"}, NOW)
            store.publish(slug, files, NOW - timedelta(hours=1), ADA.id, 0)
    page_store.run("UPDATE publications SET tree = '[' WHERE slug = 'lamp'")

    assert "Cannot be read Has mistakes" in row(desk.get("/"))
    assert "On the page Unpublished changes" in row(desk.get("/"), "beacon")
    assert "publication 1 of lamp is damaged" in desk.get("/campaigns/lamp/publish").words()
    refused = desk.get("/campaigns/lamp/publish/publish", status=422)
    assert "ask your webmaster to restore it from a backup" in refused.words()
    possible = desk.get("/campaigns/beacon/publish/publish").all("button")
    assert possible[-2].get("formaction") == "/campaigns/beacon/publish/publish"


def test_without_the_page_s_database_the_board_says_so(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    Path(page_store.url.removeprefix("sqlite:///")).unlink()
    page = desk.get("/")

    assert "The page’s database cannot be reached" in page.words()
    assert "not known" in row(page)
    assert not Path(page_store.url.removeprefix("sqlite:///")).exists()


def test_a_folder_is_told_apart_and_how_it_comes_in(desk: DeskClient, tmp_path: Path) -> None:
    a_campaign_folder(tmp_path / "campaigns", "beacon")

    assert "On the page In a folder" in row(desk.get("/"), "beacon")
    page = desk.get("/campaigns/beacon")
    assert "appeal adopt beacon" in page.words()
    here = "/campaigns/beacon"
    assert links(page) == ["/", f"{here}/numbers", f"{here}/handover", "http://localhost:8000/en/beacon"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 12),
        ("?q=example+case-3", 1),
        ("?q=nothing", 0),
        ("?state=draft", 12),
        ("?state=live", 0),
        ("?state=odd", 12),
        ("?language=fr", 1),
        ("?language=en&q=case-1", 3),
    ],
)
def test_many_campaigns_can_be_searched(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path, query: str, found: int
) -> None:
    for number in range(12):
        folder = a_campaign_folder(tmp_path / "drafts", f"case-{number}")
        if number == 3:
            an_edition(folder, "fr", {("headline", "Free Ada Example"): "Libérez Ada Example"})
        add_version(desk_database, folder.name, files_of(folder), NOW)
    page = desk.get(f"/{query}")

    assert len(page.all("th", scope="row")) == found
    assert page.one("form", role="search") is not None


def test_a_campaign_s_page_tells_what_comes_next(
    sign_in: SignIn, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    broken = files["campaign.toml"].replace(b"2030-05-08", b'"31.2.2030"')
    add_version(desk_database, "lamp", {"campaign.toml": broken}, NOW)

    page = sign_in(ADA).get("/campaigns/lamp")
    assert "1 thing has to be corrected before it can be published." in page.words()
    assert "31.2.2030" in page.words()
    assert "/campaigns/lamp/edit" in links(page)
    assert "/campaigns/lamp/edit" not in links(sign_in(CLEO).get("/campaigns/lamp"))


def test_after_the_deadline_a_decision_is_due(
    desk: DeskClient, desk_world: DeskWorld, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", files, NOW)
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files, NOW, ADA.id, 0)
    desk_world.moment = datetime(2030, 5, 20, tzinfo=UTC)

    assert "The deadline has passed." in desk.get("/campaigns/lamp").words()
    assert "Deadline passed" in row(desk.get("/"))


@pytest.mark.parametrize("slug", ["nothing", "..", "a" * 300])
def test_a_campaign_that_is_not_there_is_404(desk: DeskClient, slug: str) -> None:
    desk.get(f"/campaigns/{slug}", status=404)


def test_every_way_from_a_campaign_leads_somewhere(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    found = {*links(desk.get("/")), *links(desk.get("/campaigns/lamp"))}

    assert {"/campaigns/new", "/campaigns/lamp/edit", "/campaigns/lamp/history"} < found
    assert not [address for address in found if desk.flask.get(address, base_url=ORIGIN).status_code != 200]


def test_a_new_issue_is_told_apart_from_the_older_one(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", files, NOW)
    issue = b'kind = "update"\nissue = 2\n' + files["campaign.toml"]
    add_version(desk_database, "lamp-2", {"campaign.toml": issue}, NOW)

    assert "lamp · 1.99 Draft" in row(desk.get("/"))
    assert "lamp-2 · 1.99 · issue 2 Draft" in row(desk.get("/"), "lamp-2")
    assert "Issue2 Deadline" in desk.get("/campaigns/lamp-2").words()


def test_a_public_campaign_s_page_leads_to_the_public_one(
    desk: DeskClient, desk_database: DeskDatabase, page_store: Store, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    add_version(desk_database, "lamp", files, NOW)
    address = "http://localhost:8000/en/lamp"
    assert address not in links(desk.get("/campaigns/lamp"))
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files, NOW - timedelta(hours=1), ADA.id, 0)

    assert address in links(desk.get("/campaigns/lamp"))


@pytest.mark.parametrize(
    ("settings", "base"),
    [
        ({}, "http://localhost:8000"),
        ({"PORT": "9000"}, "http://localhost:9000"),
        ({"DESK_ORIGIN": "https://desk.example.org"}, ""),
        (
            {"DESK_ORIGIN": "https://desk.example.org", "ALLOWED_HOSTS": "localhost,letters.example.org"},
            "https://letters.example.org",
        ),
    ],
)
def test_where_the_page_is_follows_from_the_settings(settings: dict[str, str], base: str) -> None:
    assert _public_pages(read(settings)).base == base


def test_who_writes_some_campaigns_is_not_led_to_a_new_one(
    sign_in: SignIn, desk_world: DeskWorld, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    desk_world.sessions.people[OF_LAMP.id] = OF_LAMP
    found = {each: links(sign_in(OF_LAMP).get(each)) for each in ("/", "/campaigns/lamp")}

    assert "/campaigns/lamp" in found["/"]
    assert "/campaigns/lamp/edit" in found["/campaigns/lamp"]
    assert {"/campaigns/new", "/campaigns/lamp/new-issue"}.isdisjoint(
        {*found["/"], *found["/campaigns/lamp"]}
    )
