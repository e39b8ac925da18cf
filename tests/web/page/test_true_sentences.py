"""Every sentence of a page is true of its campaign: of one target and one way, and of twelve and all ways."""

import re
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.support.builders import CHANNEL_LINES, a_campaign_reached_by
from tests.support.page_client import Fetched, PageClient
from tests.web.conftest import World

SECTIONS = ("instructions", "targets", "letter", "send")
SPEAKS_OF = {
    "post": r"\bby post\b|postcard|envelope|paper|stamp|\bprint|\bsheet\b",
    "email": r"e-?mail|webmail|outlook|mail program",
    "form": r"web form|own site",
    "fax": r"\bfax",
    "call": r"telephone|\bcall\b|\bdial",
    "social": r"social media|\bthe network\b",
}
SPEAKS_OF_SEVERAL = r"\bofficials\b|\beach person\b|\beach letter\b|\bletters\b|\btheir\b"


def sentences(page: Fetched) -> str:
    for section in page.root.iter():
        for kit in [one for one in section if one.get("id") == "evening-kit"]:
            section.remove(kit)  # of a group, which writes several letters to one person, too
    return "\n".join(page.words(page.by_id(section)) for section in SECTIONS).lower()


def reporting(page: Fetched) -> list[str]:
    links = (one.get("href", "") for one in page.by_id("report").iter("a"))
    return [href.split("channel=")[1].split("&")[0] for href in links if "channel=" in href]


def options(page: Fetched) -> list[str | None]:
    return [one.get("data-route") for one in page.by_id("send").iter("li") if one.get("data-route")]


def a_page(client: PageClient, world: World, channels: tuple[str, ...], targets: int = 1) -> Fetched:
    a_campaign_reached_by(world.campaigns, channels, targets)
    world.look_again()
    return client.get("/en/reached")


@pytest.mark.parametrize("channel", CHANNEL_LINES)
def test_one_target_and_one_way_are_all_that_is_spoken_of(
    client: PageClient, world: World, channel: str
) -> None:
    page = a_page(client, world, (channel,))

    said = sentences(page)
    found = {other for other, pattern in SPEAKS_OF.items() if re.search(pattern, said)}
    assert found == {channel}
    assert re.findall(SPEAKS_OF_SEVERAL, said) == []
    assert options(page) == [channel, "text"]
    assert reporting(page) == [channel]


def test_twelve_targets_and_all_ways_are_all_spoken_of(client: PageClient, world: World) -> None:
    page = a_page(client, world, tuple(CHANNEL_LINES), targets=12)

    said = sentences(page)
    assert {channel for channel, pattern in SPEAKS_OF.items() if re.search(pattern, said)} == {*CHANNEL_LINES}
    assert "the officials are reached by" in said
    assert re.search(r"\beach (person|of them|gets)|\beach .* letter", said)
    assert "12 letters in one file" in said
    assert "download the letters (pdf)" in said
    assert "12 letters in one text file" in said
    assert {*reporting(page)} == {*CHANNEL_LINES}
    assert options(page).count("email") == 12


@pytest.mark.parametrize(
    ("path", "reports"),
    [
        ("/en/gorinov", ["email"]),
        ("/embed/en/gorinov", []),  # a frame is kept short
        ("/en/gorinov?to=prosecutor", []),  # by post alone: that is done away from the page
    ],
)
def test_the_best_way_ends_with_its_own_report(client: PageClient, path: str, reports: list[str]) -> None:
    page = client.get(path)

    links = [one for box in page.all("p", class_="delivery-sent") for one in box.iter("a")]
    assert [parse_qs(urlsplit(one.get("href", "")).query)["channel"][0] for one in links] == reports


def test_of_many_options_the_first_alone_is_open(client: PageClient, world: World) -> None:
    page = a_page(client, world, tuple(CHANNEL_LINES), targets=12)

    def is_folded(option: Element) -> bool:
        return option.find("./details[@class='delivery-fold']") is not None

    items = [one for one in page.by_id("send").iter("li") if one.get("data-route")]
    assert [is_folded(one) for one in items] == [False] + [True] * (len(items) - 1)
    assert page.by_id("send").find(".//details[@open]") is None
    folds = [one.get("id") for one in page.by_id("send").iter("details")]
    assert len(folds) == len({*folds})
