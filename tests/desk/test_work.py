"""The page of the work that is left."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.test_board import NOW, links
from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_person, add_version, files_of, lamp_files
from tests.support.desk_client import BEN, CLEO, DORA, TEAM, DeskClient
from webapp.desk_app import WARM
from webapp.team.desk_database import DeskDatabase
from webapp.team.people.person import Grant, Person, Role
from webapp.team.tables import blobs

SignIn = Callable[[Person | None], DeskClient]
FRENCH = {("headline", "Free the keeper of the lighthouse"): "Libérez-la"}


@pytest.fixture
def team(desk_database: DeskDatabase) -> None:
    """All people of the tests, in the database as well."""
    for person in TEAM:
        add_person(desk_database, person)


def add_cases(database: DeskDatabase, root: Path, number: int, *tags: str) -> None:
    """Add campaigns whose headline is translated, the oldest last."""
    for each in range(number):
        folder = a_campaign_folder(root / "drafts", f"case-{each}")
        for tag in tags:
            an_edition(folder, tag, FRENCH)
        add_version(database, folder.name, files_of(folder), NOW - timedelta(days=each), BEN.id)


@pytest.mark.usefixtures("team")
def test_one_s_own_work_comes_first_with_a_way_to_it(
    sign_in: SignIn, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_cases(desk_database, tmp_path, 1, "fr", "ar")
    page = sign_in(CLEO).get("/work")

    own = page.words().partition("Everybody’s")[0]
    assert "1 task, the oldest first" in own
    assert "Translate: French, Ada Example" in own
    assert "21 texts are empty" in own
    assert "/campaigns/case-0/translate/fr?show=open" in links(page)
    assert "/campaigns/case-0/translate/ar?show=open" not in links(page)
    review = sign_in(DORA).get("/work")
    assert "/campaigns/case-0/translate/fr?show=not-reviewed" in links(review)


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("person", ["Nobody", "Cleo Example", "Dora Example"]),
        ("language", ["Arabic", "French"]),
        ("campaign", ["Ada Example (case-0)", "Ada Example (case-1)"]),
        ("odd", ["Nobody", "Cleo Example", "Dora Example"]),
    ],
)
def test_everybody_s_work_is_summed_up(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path, by: str, names: list[str]
) -> None:
    add_cases(desk_database, tmp_path, 2, "fr", "ar")
    page = desk.get(f"/work?by={by}")

    assert "Nothing waits for you." in page.words()
    assert [page.words(row) for row in page.all("th", scope="row")] == names


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("person=person-cleo-example", 3),
        ("person=nobody", 6),
        ("language=fr", 6),
        ("language=fr&duty=review", 3),
        ("campaign=case-1", 4),
        ("campaign=case-1&person=person-dora-example", 1),
        ("campaign=nothing", 0),
        ("duty=odd", 0),
    ],
)
def test_work_is_looked_for(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path, query: str, number: int
) -> None:
    add_cases(desk_database, tmp_path, 3, "fr", "ar")
    page = desk.get(f"/work?{query}")

    assert len(page.all("th", scope="row")) == number
    assert ("No task fits." in page.words()) == (number == 0)


@pytest.mark.usefixtures("team")
def test_much_work_comes_page_by_page(desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path) -> None:
    add_cases(desk_database, tmp_path, 26, "fr")
    seen = []
    address = "/work?language=fr"
    while address:
        page = desk.get(address)
        seen += [page.words(row) for row in page.all("th", scope="row")]
        address = next((each for each in links(page) if "from=" in each), "")

    assert len(seen) == 52
    assert desk.get("/work?language=fr&from=9999").all("th", scope="row")
    assert desk.get("/work?language=fr&from=-3").all("th", scope="row")


def test_nobody_s_work_of_a_campaign_that_one_may_not_see_is_told(
    sign_in: SignIn, desk_world: object, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_cases(desk_database, tmp_path, 2, "fr")
    gil = Person("person-gil-example", "Gil Example", (Grant(Role.TRANSLATOR, frozenset({"case-1"})),))
    add_person(desk_database, gil)
    desk_world.sessions.people[gil.id] = gil  # type: ignore[attr-defined]
    client = sign_in(gil)

    for query in ("", "?by=campaign", "?language=fr", "?campaign=case-0"):
        assert "case-0" not in client.get(f"/work{query}").text.replace('value="case-0"', "")


def test_without_work_the_page_says_so(desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path) -> None:
    assert "There is no campaign yet" in desk.get("/work").words()

    add_version(desk_database, "lamp", lamp_files(tmp_path), NOW)
    assert "Nothing is left to translate or to review" in desk.get("/work").words()


def test_what_was_read_ahead_is_not_read_again(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_cases(desk_database, tmp_path, 3, "fr")
    desk.flask.application.extensions[WARM]()
    with desk_database.write() as connection:
        connection.execute(blobs.delete())

    assert len(desk.get("/").all("th", scope="row")) == 3
    assert len(desk.get("/work?language=fr").all("th", scope="row")) == 6
