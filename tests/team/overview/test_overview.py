"""What the board knows of each campaign."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder, add_outcome, an_edition
from tests.support.desk_campaigns import add_version, files_of, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO
from tests.team.overview.conftest import HOUR, NOW, World
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.stage import Stage
from webapp.publications.store import PublicationStore
from webapp.team.drafts.drafts import Drafts
from webapp.team.overview.campaign import Alarm
from webapp.team.overview.overview import Overview
from webapp.team.overview.summary import Summaries
from webapp.team.people.person import Grant, Person, Role
from webapp.team.publishing.decisions import Decisions
from webapp.team.publishing.plan import Kind, Plan

DEADLINES = {"later": "2030-07-01", "soon": "2030-05-02", "past": "2030-04-01", "none": ""}


def test_an_empty_desk_has_an_empty_board(world: World) -> None:
    assert world.board().campaigns == ()
    assert world.board().knows_page


def test_a_draft_is_no_page_yet(world: World, tmp_path: Path) -> None:
    add_version(world.desk, "lamp", lamp_files(tmp_path), NOW - HOUR, BEN.id)
    found = world.only()

    assert found.stage is Stage.DRAFT
    assert found.summary.who == "Ada Example"
    assert (found.deadline, found.days_left) == (date(2030, 5, 8), 7)
    assert found.head
    assert (found.head.author_name, found.head.at, found.at_work) == ("Ben Example", NOW - HOUR, ())
    assert (found.week, found.waiting, found.alarms) == (0, 0, ())


def test_what_is_public_decides_the_state(world: World, tmp_path: Path) -> None:
    files = lamp_files(tmp_path)
    add_version(world.desk, "lamp", files, NOW)
    world.publish(files)
    assert (world.only().stage, world.only().is_unpublished) == (Stage.LIVE, False)

    ended = files_of(add_outcome(tmp_path / "drafts" / "lamp", "released"))
    world.publish(ended)
    assert (world.only().stage, world.only().is_unpublished) == (Stage.OUTCOME, True)

    world.publish({})
    assert (world.only().stage, world.only().is_unpublished) == (Stage.WITHDRAWN, False)


@pytest.mark.parametrize("column", ["tree = '['", "starts = 9223372036854775806", "tree = '[]'"])
def test_a_damaged_publication_is_the_trouble_of_one_campaign(
    world: World, tmp_path: Path, column: str
) -> None:
    for slug in ("lamp", "beacon"):
        files = lamp_files(tmp_path, slug)
        add_version(world.desk, slug, files, NOW)
        world.publish(files, slug=slug)
    world.page.run(f"UPDATE publications SET {column} WHERE slug = 'lamp'")  # noqa: S608
    board = world.board()
    stages = {each.slug: each.stage for each in board.campaigns}

    assert board.knows_page
    assert stages == {"beacon": Stage.LIVE, "lamp": Stage.BROKEN}
    assert [each.alarms for each in board.campaigns if each.slug == "lamp"] == [(Alarm.BROKEN,)]


def test_what_is_scheduled_has_its_moment(world: World, tmp_path: Path) -> None:
    files = lamp_files(tmp_path)
    add_version(world.desk, "lamp", files, NOW)
    world.publish(files, NOW + HOUR)

    assert (world.only().stage, world.only().scheduled) == (Stage.SCHEDULED, NOW + HOUR)


def test_a_first_publication_that_was_cancelled_leaves_a_draft(world: World, tmp_path: Path) -> None:
    files = lamp_files(tmp_path)
    add_version(world.desk, "lamp", files, NOW)
    world.publish(files, NOW + HOUR)
    world.publish({})

    assert (world.only().stage, world.only().scheduled) == (Stage.DRAFT, None)


def test_who_saved_in_the_last_quarter_of_an_hour_is_at_work(world: World, tmp_path: Path) -> None:
    for minutes, person in [(60, ADA.id), (14, BEN.id), (3, ""), (1, ADA.id)]:
        files = {**lamp_files(tmp_path), "x.po": str(minutes).encode()}
        add_version(world.desk, "lamp", files, NOW - timedelta(minutes=minutes), person)

    assert world.only().at_work == ("Ada Example", "Ben Example")


def test_words_left_are_those_of_the_draft(world: World, tmp_path: Path) -> None:
    folder = a_campaign_folder(tmp_path / "drafts")
    an_edition(folder, "fr", {("headline", "Free Ada Example"): "Libérez Ada Example"})
    add_version(world.desk, "lamp", files_of(folder), NOW)
    edition = world.only().editions["fr"]

    assert (edition.letter.empty.words, edition.page.empty.words) == (16, 47)
    assert edition.words_to_translate == 16 + 47 + 6  # the headline is of another text
    assert edition.words_to_review == 0
    assert world.board().languages == ("en", "fr")


def test_a_draft_that_is_not_valid_keeps_its_name_and_says_what_is_wrong(
    world: World, tmp_path: Path
) -> None:
    files = lamp_files(tmp_path)
    broken = files["campaign.toml"].replace(b"2030-05-08", b'"31.2.2030"')
    add_version(world.desk, "lamp", {"campaign.toml": broken}, NOW)
    add_version(world.desk, "torn", {"campaign.toml": b"[person\n"}, NOW)
    lamp, torn = world.board().campaigns

    assert (lamp.summary.who, torn.summary.who) == ("Ada Example", "torn")
    assert "31.2.2030" in lamp.summary.problems[0]
    assert lamp.stage is torn.stage is Stage.DRAFT


def test_a_decision_that_failed_is_red(world: World, tmp_path: Path) -> None:
    add_version(world.desk, "lamp", lamp_files(tmp_path), NOW)
    decisions = Decisions(world.desk)
    decision = decisions.begin(Plan(Kind.PUBLISH, "lamp", 1, 0, None, None), 1, ADA.id, NOW)
    decisions.fail(decision, "The disk is full")

    assert world.only().alarms == (Alarm.NOT_PUBLISHED,)
    assert world.only().failed == "The disk is full"


def test_letters_of_this_week_count_and_letters_that_wait_are_red(world: World, tmp_path: Path) -> None:
    add_version(world.desk, "lamp", lamp_files(tmp_path), NOW)
    days = [date(2030, 5, 1), date(2030, 4, 25), date(2030, 4, 24)]
    for number, day in enumerate(days):
        world.log.record(f"token-number-{number:05}", [_action(day)])
    world.log.record("token-number-held0", [_action(days[0], number=30, burst="burst-number-1")])

    assert (world.only().week, world.only().waiting) == (2, 30)
    assert world.only().alarms == (Alarm.LETTERS_WAIT,)


def test_the_nearest_deadline_of_those_that_are_open_comes_first(world: World, tmp_path: Path) -> None:
    for slug, deadline in [
        ("later", "2030-07-01"),
        ("soon", "2030-05-02"),
        ("past", "2030-04-01"),
        ("none", ""),
    ]:
        files = lamp_files(tmp_path, slug, deadline)
        add_version(world.desk, slug, files, NOW)
        world.publish(files, slug=slug)

    assert [each.slug for each in world.board().campaigns] == ["soon", "later", "none", "past"]


def test_a_folder_of_the_host_is_shown_as_one(world: World) -> None:
    folder = a_campaign_folder(world.folders, "beacon")
    assert (world.only().is_folder, world.only().stage) == (True, Stage.LIVE)

    path = folder / "campaign.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("deadline = 2030", 'deadline = "x" #'), "utf-8")
    assert world.only().stage is Stage.BROKEN
    assert world.only().alarms == (Alarm.BROKEN,)


def test_a_person_sees_the_campaigns_of_their_roles(world: World, tmp_path: Path) -> None:
    for slug in ("lamp", "beacon"):
        add_version(world.desk, slug, lamp_files(tmp_path, slug), NOW)
    one = Person("person-eve-example", "Eve Example", (Grant(Role.AUTHOR, campaigns=frozenset({"lamp"})),))

    assert [each.slug for each in world.board(one).campaigns] == ["lamp"]
    assert world.overview.campaign(one, "beacon").campaigns == ()
    assert len(world.board(CLEO).campaigns) == 2


def test_without_the_page_s_database_the_drafts_are_there(world: World, tmp_path: Path) -> None:
    add_version(world.desk, "lamp", lamp_files(tmp_path), NOW)
    away = f"sqlite:///{tmp_path / 'nowhere' / 'appeal.db'}"
    with closing(PublicationStore(away)) as store, closing(ActionLog(away, 0.1)) as log:
        summaries = Summaries(lambda: frozenset({"en"}))
        drafts = Drafts(world.desk, lambda: NOW)
        board = Overview(world.desk, drafts, store, log, world.folders, summaries, lambda: NOW).board(ADA)

    assert not board.knows_page
    assert [(each.slug, each.week) for each in board.campaigns] == [("lamp", None)]


def test_a_version_is_read_once(world: World, tmp_path: Path) -> None:
    files = lamp_files(tmp_path)
    add_version(world.desk, "lamp", files, NOW)
    first = world.only().summary
    assert world.only().summary is first

    add_version(world.desk, "lamp", {"campaign.toml": files["campaign.toml"] + b"# x\n"}, NOW)
    assert world.only().summary is not first


def _action(day: date, number: int = 1, burst: str = "") -> Action:
    return Action("lamp", Channel.EMAIL, "minister", "en", number, day, late=False, burst=burst)
