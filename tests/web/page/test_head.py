"""The head of the page: how many have acted, the four steps, and where to begin."""

import pytest

from tests.support.builders import a_campaign_folder, add_outcome
from tests.support.cases import SHEET, a_case_folder
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel

RISING = "goal = [10, 100, 1000]\nshow_count_from = 5\n"


def report(log: ActionLog, world: World, number: int, slug: str = "case", *, late: bool = False) -> None:
    """Count actions, and let the heads of the pages know of it."""
    action = Action(slug, Channel.POST, "minister", "en", number, world.today, late=late)
    log.record(f"token-of-sixteen-chars-{world.minutes}", [action])
    world.minutes += 1


def head(page: Fetched) -> str:
    return page.words(page.by_id("progress"))


@pytest.mark.parametrize(
    ("number", "told", "progress"),
    [
        (0, "", None),
        (4, "", None),
        (5, "5 actions reported Next goal: 10", ("5", "10")),
        (9, "9 actions reported Next goal: 10", ("9", "10")),
        (10, "10 actions reported Next goal: 100", ("10", "100")),
        (100, "100 actions reported Next goal: 1,000", ("100", "1000")),
        (1000, "1,000 actions reported The goal of 1,000 is reached.", None),
        (1234, "1,234 actions reported The goal of 1,000 is reached.", None),
    ],
)
def test_the_head_tells_the_number_from_the_threshold_on_and_the_next_goal(
    client: PageClient, world: World, log: ActionLog, number: int, told: str, progress: tuple[str, str] | None
) -> None:
    a_case_folder(world.campaigns, "case", sheet=RISING)
    world.look_again()
    if number:
        report(log, world, number)

    page = client.get("/en/case")

    assert head(page) == told
    bars = [(each.get("value"), each.get("max")) for each in page.all("progress")]
    assert bars == ([progress] if progress else [])
    for bar in page.all("progress"):
        labels = (bar.get("aria-labelledby") or "").split()
        assert " ".join(page.words(page.by_id(label)) for label in labels) == told


def test_the_same_goal_is_told_below_and_in_the_parts(
    client: PageClient, world: World, log: ActionLog
) -> None:
    a_case_folder(world.campaigns, "case", sheet=RISING)
    world.look_again()
    report(log, world, 4)
    assert "The goal: 10" in client.get("/en/case/count").words()
    report(log, world, 8)

    part = client.get("/en/case/count", htmx=True)

    assert "The goal: 100" in part.words(part.by_id("count"))
    assert head(part) == "12 actions reported Next goal: 100"


def test_without_a_goal_there_is_the_number_alone(client: PageClient, world: World, log: ActionLog) -> None:
    report(log, world, 3, "lamp")

    page = client.get("/en/lamp")

    assert head(page) == "3 actions reported"
    assert page.all("progress") == []


def test_late_actions_are_counted_and_not_called_late(
    client: PageClient, world: World, log: ActionLog
) -> None:
    report(log, world, 3, "gorinov", late=True)

    for words in (client.get("/en/gorinov").words(), client.get("/en/gorinov/count").words()):
        assert "3 actions reported" in words
        assert "after the deadline" not in words


def test_the_number_is_that_of_the_minute_and_everybody_s(
    client: PageClient, world: World, log: ActionLog
) -> None:
    report(log, world, 3, "lamp")
    first = client.get("/en/lamp")
    minutes = world.minutes
    report(log, world, 4, "lamp")
    world.minutes = minutes  # a minute has not passed

    assert client.get("/en/lamp").body == first.body
    world.minutes += 1
    later = client.get("/en/lamp")

    assert head(later) == "7 actions reported"
    assert later.headers["ETag"] != first.headers["ETag"]


def test_a_number_that_is_not_shown_makes_no_page_anew(
    client: PageClient, world: World, log: ActionLog
) -> None:
    a_case_folder(world.campaigns, "case", sheet=SHEET)
    world.look_again()
    first = client.get("/en/case")
    report(log, world, 19)

    assert client.get("/en/case").headers["ETag"] == first.headers["ETag"]


def test_a_page_whose_database_is_away_has_no_number(client: PageClient, log: ActionLog) -> None:
    log._url = "sqlite:////nowhere/at/all.db"

    assert head(client.get("/en/lamp")) == ""


def test_a_report_renews_the_head(client: PageClient, world: World) -> None:
    fields = dict(client.get("/en/lamp/actions?channel=post&to=minister", htmx=True).form("/en/lamp/actions"))
    world.now += 10

    done = client.post("/en/lamp/actions", fields, htmx=True)

    assert head(done) == "1 action reported"
    assert "data-recorded" in done.by_id("report").attrib


@pytest.mark.parametrize("place", ["/en", "/ar", "/embed/ru"])
def test_the_four_steps_are_links_to_their_parts(client: PageClient, place: str) -> None:
    page = client.get(f"{place}/gorinov")

    path = page.by_id("path")
    links = [*path.iter("a")]
    assert [link.get("href") for link in links] == ["#targets", "#letter", "#send", "#report"]
    assert not [link for link in links if link.get("aria-current")]  # without scripts nothing is known of it
    begin = next(each for each in page.all("a", href="#letter") if "button-primary" in each.get("class", ""))
    ids = [each.get("id") for each in page.root.iter() if each.get("id")]
    assert ids.index("path") < ids.index("targets")
    assert page.words(begin)


def test_a_frame_has_no_bar(client: PageClient) -> None:
    assert client.get("/en/gorinov").by_id("next-step").get("hidden") is not None  # until a script knows it
    assert 'id="next-step"' not in client.get("/embed/en/gorinov").text


def test_where_nothing_can_be_written_nothing_asks_for_it(client: PageClient, world: World) -> None:
    add_outcome(a_campaign_folder(world.campaigns, "released"), "released")
    world.look_again()

    for slug in ("closed", "released"):
        page = client.get(f"/en/{slug}")
        assert "Write now" not in page.words()
        assert "What you can do" not in page.words()
        assert not {"path", "next-step"} & {each.get("id") for each in page.root.iter()}
        assert page.all("details", class_="fold") == []


def test_the_case_is_folded_and_all_of_it_is_in_the_page(client: PageClient) -> None:
    page = client.get("/en/gorinov")

    opening, rest = page.all("div", class_="case-summary")
    folds = page.all("details", class_="fold")
    assert page.words(opening).startswith("Aleksei Gorinov was sentenced to seven years")
    assert page.words(rest).endswith("must be released immediately and unconditionally.")
    assert rest in [*folds[0].iter("div")]
    assert page.by_id("instructions") in [*folds[1].iter("div")]
    assert not [fold for fold in folds if fold.get("open") is not None]
    (background,) = [fold for fold in folds if fold in [*page.by_id("background").iter("details")]]
    assert "SHIZO" in page.words(background)
