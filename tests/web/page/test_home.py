"""The home page: the cases in their order, what is said of each, and the search among them."""

import re
from pathlib import Path

import pytest

from tests.support.builders import OUTCOME, a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.page.test_life import change, report
from webapp.actions.log import ActionLog
from webapp.database.connection import ActionsUnavailable
from webapp.web.page.case_list import fold


@pytest.fixture(autouse=True)
def only_made_cases(world: World) -> None:
    """Take away the campaigns of the other tests."""
    for folder in sorted(world.campaigns.iterdir()):
        folder.rename(world.campaigns.parent / f"unused-{folder.name}")


def a_case(world: World, slug: str, name: str = "", country: str = "FR", **more: str) -> Path:
    """Write a campaign about somebody."""
    folder = a_campaign_folder(world.campaigns, slug, **more)
    path = folder / "campaign.toml"
    toml = path.read_text(encoding="utf-8").replace('"FR"', f'"{country}"', 1)
    path.write_text(toml.replace('name = "Ada Example"', f'name = "{name or slug}"'), encoding="utf-8")
    world.look_again()
    return folder


def names(client: PageClient, address: str, section: str) -> list[str]:
    """Return the names in a section, in their order; none where there is no such section."""
    page = client.get(address)
    return [page.words(heading) for each in page.all("section", id=section) for heading in each.iter("h3")]


def test_open_cases_come_first_by_deadline_and_the_others_apart(client: PageClient, world: World) -> None:
    a_case(world, "endless", deadline="")
    a_case(world, "later", deadline="2030-06-01")
    a_case(world, "soon", deadline="2030-05-02")
    a_case(world, "past", deadline="2030-04-30")
    a_case(world, "shut", deadline="2030-04-29", after_deadline="close")
    change(a_case(world, "closed"), 'state = "closed"')
    change(a_case(world, "freed"), below=OUTCOME.format(kind="released"))
    change(a_case(world, "dead"), below=OUTCOME.format(kind="died"))
    change(a_case(world, "sequel", deadline="2030-07-01"), 'follows = "later"')
    world.look_again()

    assert names(client, "/en", "open") == ["soon", "sequel", "endless"]
    assert names(client, "/en", "good-news") == ["freed"]
    assert sorted(names(client, "/en", "past")) == ["closed", "dead", "later", "past", "shut"]
    words = client.get("/en").words()
    for said in (
        "France · May 2, 2030 · 1 day left.",
        "In memory",
        "Good news: free again",
        "A newer action continues",
    ):
        assert said in words


@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
def test_each_case_has_its_count(client: PageClient, world: World, log: ActionLog, lang: str) -> None:
    a_case(world, "one")
    change(a_case(world, "two"), 'redirects = ["old"]')
    world.look_again()
    report(log, "one", 7)
    report(log, "two", 30)
    report(log, "old", 4)

    told = [
        re.sub(r"\D", "", entry) for entry in re.findall(r'list-count">([^<]+)', client.get(f"/{lang}").text)
    ]

    assert [int(number) for number in told] == [7, 34]


def test_the_list_stands_without_the_database(
    client: PageClient, world: World, log: ActionLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case(world, "one")
    a_case(world, "two")

    def fail(_self: ActionLog) -> None:
        raise ActionsUnavailable("away")

    monkeypatch.setattr(ActionLog, "totals", fail)

    assert names(client, "/en", "open") == ["one", "two"]


def test_from_ten_cases_on_they_can_be_searched(client: PageClient, world: World) -> None:
    for number in range(9):
        a_case(world, f"case-{number}")
    assert not client.get("/en").all("form")

    a_case(world, "last", name="Zoë Muster", country="ES")

    page = client.get("/en")
    assert [option.get("value") for option in page.one("select", id="country").iter("option")] == [
        "",
        "FR",
        "ES",
    ]
    for query in ("q=zoe", "q=MUSTER+zo%C3%AB", "q=spain", "country=ES", "q=lighthouse&country=ES"):
        assert names(client, f"/en?{query}", "open") == ["Zoë Muster"]
    assert len(names(client, "/en?q=lighthouse", "open")) == 10


@pytest.mark.parametrize(
    "query", ["q=nobody", "country=XX", "q=%3Cb%3E%22", "q=" + "x" * 5_000, "q=%00%ff", "country=&theme=none"]
)
def test_a_search_that_finds_nothing_says_so(client: PageClient, world: World, query: str) -> None:
    for number in range(10):
        a_case(world, f"case-{number}")

    page = client.get(f"/en?{query}")

    assert "No case fits." in page.words()
    assert page.all("meta", name="robots", content="noindex")


def test_nothing_of_a_search_is_remembered(client: PageClient, world: World) -> None:
    a_case(world, "lamp")
    client.get("/en?q=first&theme=first")
    before = fold.cache_info().misses

    client.get("/en?q=words+of+a+visitor&theme=a+theme+of+a+visitor")

    assert fold.cache_info().misses == before


def test_many_cases_are_on_several_pages(client: PageClient, world: World) -> None:
    for number in range(61):
        a_case(world, f"case-{number:03}")

    first, second = (names(client, address, "open") for address in ("/en", "/en?page=2"))

    assert first == [f"case-{number:03}" for number in range(60)]
    assert second == ["case-060"]
    assert [each.get("href") for each in client.get("/en").all("a", rel="next")] == ["/en?page=2"]
    for odd in ("0", "-1", "99999", "x", "1000", "%D9%A2"):
        client.get(f"/en?page={odd}")


def test_the_address_with_a_slash_leads_to_the_one_without(client: PageClient, world: World) -> None:
    a_case(world, "one")

    assert client.get("/en/?q=a%20b&lang=x", status=301).headers["Location"] == "/en?q=a%20b&lang=x"
    client.get("/xx/", status=404)


def test_a_search_without_a_language_leads_to_where_searches_are_limited(
    client: PageClient, world: World
) -> None:
    a_case(world, "one")
    a_case(world, "two")

    found = client.get("/?q=a%20b&country=FR&page=2", status=302)

    assert found.headers["Location"] == "/en?q=a+b&country=FR"
    assert "Accept-Language" in found.headers["Vary"]


def test_cases_are_found_by_theme(client: PageClient, world: World) -> None:
    for number in range(10):
        a_case(world, f"case-{number}")
    change(world.campaigns / "case-4", 'theme = ["Freedom of the press", "Health"]')
    change(world.campaigns / "case-7", 'theme = ["Health"]')
    world.look_again()

    themes = [
        client.get("/en").words(option)
        for option in client.get("/en").one("select", id="theme").iter("option")
    ]
    assert themes == ["all themes", "Freedom of the press", "Health"]
    assert names(client, "/en?theme=Health", "open") == ["case-4", "case-7"]
    assert names(client, "/en?theme=Health&q=press", "open") == ["case-4"]
