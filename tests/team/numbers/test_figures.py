"""Figures: each table adds up to the public count, for those who may see the campaign."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.builders import a_campaign_folder
from tests.support.desk_campaigns import add_version, files_of
from tests.support.desk_client import ADA, BEN
from tests.team.numbers.conftest import MAY_7, MAY_9, NOW, ONLY_LAMP, World
from webapp.actions.breakdown import Dimension
from webapp.actions.entries import Letters
from webapp.actions.stamp import Stamp
from webapp.actions.taking_off import Spoiled
from webapp.domain.channel import Channel
from webapp.domain.language import Language
from webapp.team.numbers.counted_cases import UnknownCampaign
from webapp.team.numbers.figures import By, Figures
from webapp.team.people.permissions import NotAllowed
from webapp.team.people.person import Grant, Role


def numbers(figures: Figures, by: By) -> dict[object, int]:
    return {line.value: line.number for line in figures.tables[by]}


def fill(world: World) -> None:
    world.report(30)
    world.report(10, target="warden", letter_language="fr", channel="post", partner="harbour")
    world.report(5, day=MAY_9, target="")
    world.report(2, slug="candle", day=date(2030, 4, 29), target="gone-by-now")
    world.report(7, slug="tower")
    world.report(40, burst="a-burst-of-a-network")
    world.letters.enter(ADA, Letters("lamp", MAY_7, Channel.POST, 12, "minister", "de", place="Lampville"))
    world.log.take_off(Spoiled("lamp", MAY_7, Channel.EMAIL), 9, Stamp())


def test_each_table_adds_up_to_the_count_of_the_page(world: World) -> None:
    fill(world)

    figures = world.reader.figures(ADA, ["lamp"])

    tally = world.log.tally("lamp", also=["candle"])
    assert (figures.total, figures.late, figures.paper) == (tally.total, tally.late, tally.entered)
    assert (figures.total, figures.late, figures.paper, figures.taken_off) == (50, 5, 12, 9)
    assert figures.waiting == 40
    assert {by: sum(line.number for line in lines) for by, lines in figures.tables.items()} == dict.fromkeys(
        By, 50
    )
    assert numbers(figures, By.CAMPAIGN) == {"lamp": 50}
    assert numbers(figures, By.DAY) == {date(2030, 4, 29): 2, MAY_7: 43, MAY_9: 5}
    assert numbers(figures, By.WEEK) == {"2030-W18": 2, "2030-W19": 48}
    assert numbers(figures, By.CHANNEL) == {"email": 28, "post": 22}
    assert numbers(figures, By.TARGET) == {"minister": 33, "warden": 10, "": 5, "gone-by-now": 2}
    assert numbers(figures, By.COUNTRY) == {"FR": 33, "BE": 10, "": 7}
    assert numbers(figures, By.LANGUAGE) == {"en": 28, "de": 12, "fr": 10}
    assert numbers(figures, By.PARTNER) == {"": 40, "harbour": 10}
    assert numbers(figures, By.LATE) == {False: 45, True: 5}
    assert numbers(figures, By.SOURCE) == {"reported": 47, "paper": 12, "taken_off": -9}


def test_all_campaigns_add_up_to_all_totals(world: World) -> None:
    fill(world)
    world.report(3, slug="long-gone")

    figures = world.reader.figures(ADA)

    assert figures.total == sum(world.log.totals().values()) == 60
    assert numbers(figures, By.CAMPAIGN) == {"lamp": 50, "tower": 7, "long-gone": 3}
    assert numbers(figures, By.TARGET)["lamp/minister"] == 33
    assert numbers(figures, By.TARGET)["tower/minister"] == 7
    assert all(sum(line.number for line in lines) == 60 for lines in figures.tables.values())


def test_lines_have_the_names_that_the_campaign_gives(world: World) -> None:
    fill(world)

    tables = world.reader.figures(ADA, ["lamp"], language=Language("fr")).tables

    names = {line.value: line.name for by in (By.TARGET, By.PARTNER) for line in tables[by]}
    assert names["minister"] == "Max Muster, Ministry of Lamps"
    assert names["harbour"] == "Harbour Friends"
    assert names["gone-by-now"] == "gone-by-now"
    assert [line.name for line in tables[By.CAMPAIGN]] == ["Ada Example"]


def test_figures_of_some_days(world: World) -> None:
    fill(world)

    assert world.reader.figures(ADA, ["lamp"], since=MAY_9).total == 5
    figures = world.reader.figures(ADA, ["lamp"], until=MAY_7)
    assert (figures.total, figures.paper) == (45, 12)
    assert all(sum(line.number for line in lines) == 45 for lines in figures.tables.values())
    assert world.reader.figures(ADA, since=date(2031, 1, 1)).tables[By.DAY] == ()


def test_a_file_of_rows_has_the_same_total(world: World) -> None:
    fill(world)
    dimensions = (Dimension.DAY, Dimension.SOURCE, Dimension.MONTH)

    assert world.reader.breakdown(ADA, dimensions, ["lamp"]).total == 50
    assert world.reader.breakdown(ADA, dimensions).total == 57


def test_who_may_see_one_campaign_sees_its_numbers_alone(world: World) -> None:
    fill(world)

    assert world.reader.figures(ONLY_LAMP).total == 50
    assert [case.slug for case in world.reader.figures(ONLY_LAMP).cases] == ["lamp"]
    assert world.reader.figures(ONLY_LAMP).waiting == 40
    with pytest.raises(NotAllowed):
        world.reader.figures(ONLY_LAMP, ["tower"])
    with pytest.raises(NotAllowed):
        world.reader.breakdown(ONLY_LAMP, (Dimension.DAY,), ["lamp", "tower"])
    assert world.reader.figures(BEN, ["tower"]).total == 7


@pytest.mark.parametrize("slug", ["nothing", "", "a\0b", "../lamp", "x" * 10_000])
def test_an_unknown_campaign_has_no_figures(world: World, slug: str) -> None:
    with pytest.raises(UnknownCampaign):
        world.reader.figures(ADA, [slug])


def test_a_person_who_sees_no_campaign_that_is_there_gets_nothing(world: World) -> None:
    fill(world)
    for folder in world.folders.iterdir():
        (folder / "campaign.toml").unlink()

    assert world.reader.figures(ONLY_LAMP).total == 0
    assert world.reader.breakdown(ONLY_LAMP, (Dimension.DAY,)).rows == ()


def test_no_data_has_empty_tables_and_the_goal(world: World) -> None:
    figures = world.reader.figures(ADA, ["lamp"])

    assert (figures.total, figures.late, figures.paper, figures.waiting) == (0, 0, 0, 0)
    assert all(lines == () for lines in figures.tables.values())
    [case] = figures.cases
    assert (case.display.goals, case.display.least) == ((500,), 20)
    assert (case.days_left(MAY_7), case.days_left(MAY_9), case.deadline) == (1, None, date(2030, 5, 8))


def test_a_campaign_is_known_as_public_and_else_as_draft(world: World, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    files = files_of(a_campaign_folder(tmp_path / "drafts", "mast", "2030-06-01"))
    add_version(world.desk, "mast", files, NOW, ADA.id)
    add_version(world.desk, "torn", {"campaign.toml": b"[person\n"}, NOW, ADA.id)
    found = world.cases.all()

    assert (found["mast"].is_public, found["mast"].deadline) == (False, date(2030, 6, 1))
    assert (found["torn"].who, found["torn"].countries) == ("torn", None)
    later = {**files, "campaign.toml": files["campaign.toml"].replace(b"2030-06-01", b"2030-07-01")}
    world.publications.publish("mast", later, NOW, ADA.id, 0)
    found = world.cases.all()
    assert (found["mast"].is_public, found["mast"].deadline) == (True, date(2030, 7, 1))
    assert world.reader.figures(ADA, ["torn"]).total == 0


@pytest.mark.parametrize("old", ["tower", "candle"])  # a campaign of today, and what `lamp` was called
def test_a_draft_that_claims_another_campaign_s_name_shows_no_numbers_of_it(
    world: World, tmp_path: Path, old: str
) -> None:
    fill(world)
    files = files_of(a_campaign_folder(tmp_path / "drafts", "beacon"))
    claim = f'redirects = ["{old}"]\n'.encode()
    add_version(
        world.desk, "beacon", {**files, "campaign.toml": claim + files["campaign.toml"]}, NOW, author=ADA.id
    )
    own = Grant(Role.COORDINATOR, campaigns=frozenset({"beacon"}))
    eve = replace(ONLY_LAMP, grants=(own,))
    world.report(6, slug=old, burst="a-burst-of-that-one")

    assert world.reader.figures(eve, ["beacon"]).total == 0
    assert world.reader.figures(eve).waiting == 0
    assert world.decisions.bursts(eve, "beacon") == ()
