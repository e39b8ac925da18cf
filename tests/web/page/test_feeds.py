"""Atom feeds: valid, dated by the campaigns' own days, and the same after a restart."""

import os
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests.support.builders import OUTCOME, a_campaign_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.page.test_life import change

ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2029, 1, 2, 3, 4, 5, tzinfo=UTC)


def read(client: PageClient, address: str) -> Any:
    """Fetch a feed and check what RFC 4287, 4.1 requires of every one."""
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.body)  # noqa: S314 (our own)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (value,) = element.findall(f"{ATOM}{name}")
            assert value.text
        datetime.fromisoformat(element.findtext(f"{ATOM}updated", ""))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"http://localhost{address}"  # type: ignore[union-attr]
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return feed


def entries(feed: Any) -> dict[str, tuple[str, str]]:
    """Return title and stamp by id."""
    return {
        each.findtext(f"{ATOM}id"): (each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}updated"))
        for each in feed.iter(f"{ATOM}entry")
    }


@pytest.mark.parametrize("lang", ["en", "ru", "es", "ar"])
def test_the_feed_of_all_cases_has_the_latest_first(client: PageClient, world: World, lang: str) -> None:
    change(world.campaigns / "lamp", "publish = 2030-03-01T00:30:00+02:00", OUTCOME.format(kind="released"))
    change(world.campaigns / "closed", 'state = "draft"')
    os.utime(world.campaigns / "endless" / "campaign.toml", (0, LONG_AGO.timestamp()))
    world.look_again()

    feed = read(client, f"/{lang}/feed.atom")

    found = entries(feed)
    page = f"http://localhost/{lang}"
    assert found[f"{page}/lamp"][1] == "2030-02-28T22:30:00Z"
    assert found[f"{page}/lamp#outcome"][1] == "2030-04-20T00:00:00Z"
    assert found[f"{page}/endless"][1] == "2029-01-02T03:04:05Z"
    assert f"{page}/closed" not in found
    stamps = [stamp for _, stamp in found.values()]
    assert stamps == sorted(stamps, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == stamps[0]
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang


def test_a_cases_feed_tells_of_its_outcome_and_of_what_continues_it(client: PageClient, world: World) -> None:
    change(world.campaigns / "lamp", "publish = 2030-03-01T00:00:00Z", OUTCOME.format(kind="died"))
    folder = a_campaign_folder(world.campaigns, "lamp-2")
    change(folder, 'follows = "lamp"\npublish = 2030-04-25T00:00:00Z')
    world.look_again()

    page = "http://localhost/en"
    assert [*entries(read(client, "/en/lamp/feed.atom"))] == [
        f"{page}/lamp-2", f"{page}/lamp#outcome", f"{page}/lamp",
    ]  # fmt: skip
    assert [*entries(read(client, "/en/lamp-2/feed.atom"))] == [f"{page}/lamp-2"]
    assert entries(read(client, "/en/lamp/feed.atom"))[f"{page}/lamp#outcome"][0] == "Ada Example – In memory"


def test_pages_name_their_feeds(client: PageClient, app: Flask) -> None:
    for address, feed in (("/en", "/en/feed.atom"), ("/en/lamp", "/en/lamp/feed.atom")):
        links = client.get(address).all("link", type="application/atom+xml")
        assert [each.get("href") for each in links] == [feed]
    assert not client.get("/embed/en/lamp").all("link", type="application/atom+xml")


def test_a_feed_without_news_is_valid(client: PageClient, world: World) -> None:
    for folder in [*world.campaigns.iterdir()]:
        folder.rename(world.campaigns.parent / f"unused-{folder.name}")
    world.look_again()

    assert entries(read(client, "/en/feed.atom")) == {}


def test_the_calendar_file_is_not_offered_after_the_end(client: PageClient, world: World) -> None:
    client.get("/en/lamp/deadline.ics")

    change(world.campaigns / "lamp", below=OUTCOME.format(kind="other"))
    world.look_again()

    client.get("/en/lamp/deadline.ics", status=404)
