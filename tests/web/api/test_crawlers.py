"""What search engines are told: `/robots.txt` and `/sitemap.xml`."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from flask import Flask

from tests.support.page_client import PageClient
from tests.support.page_languages import OFFERED
from tests.web.conftest import World
from webapp.web.api.crawlers import SITEMAP, XHTML

NAMESPACES = {"s": SITEMAP, "x": XHTML}
LANGUAGES = {*OFFERED}


def pages_of(client: PageClient) -> dict[str, dict[str, str]]:
    """Return the sitemap's addresses, each with its address in each language."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").body)  # noqa: S314 (it is our own)
    return {
        url.findtext("s:loc", "", NAMESPACES): {
            link.get("hreflang", ""): link.get("href", "") for link in url.findall("x:link", NAMESPACES)
        }
        for url in root.findall("s:url", NAMESPACES)
    }


def test_the_sitemap_has_every_page_in_every_language(client: PageClient, world: World) -> None:
    slugs = {folder.name for folder in world.campaigns.iterdir()}

    pages = pages_of(client)

    assert {urlsplit(address).path for address in pages} == {
        f"/{tag}{slug}" for tag in LANGUAGES for slug in ("", *(f"/{slug}" for slug in slugs))
    }


def test_its_pages_answer_and_know_their_other_languages(client: PageClient) -> None:
    for address, others in pages_of(client).items():
        page = client.get(urlsplit(address).path)
        assert set(others) == LANGUAGES
        assert address in others.values()
        if page.all("link", rel="canonical"):
            assert page.one("link", rel="canonical").get("href") == address


def test_the_list_is_left_out_where_it_leads_on_to_the_only_campaign(app: Flask, world: World) -> None:
    for folder in world.campaigns.iterdir():
        if folder.name != "gorinov":
            folder.rename(world.campaigns.parent / folder.name)
    world.look_again()

    pages = pages_of(PageClient(app.test_client()))

    assert {urlsplit(address).path for address in pages} == {f"/{tag}/gorinov" for tag in LANGUAGES}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/en/gorinov", True),
        ("/ar/gorinov", True),
        ("/en/gorinov/deadline.ics", True),
        ("/embed/en/gorinov", True),
        ("/api/campaigns/gorinov/count", False),
    ],
)
def test_robots_visit_pages_only(client: PageClient, path: str, allowed: bool) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())

    assert robots.can_fetch("AnyRobot", path) is allowed
    assert [urlsplit(url).path for url in robots.site_maps() or []] == ["/sitemap.xml"]


def test_a_page_for_frames_names_the_page_itself_as_the_one_to_list(client: PageClient) -> None:
    framed, page = (client.get(path).one("link", rel="canonical") for path in ("/embed/en/lamp", "/en/lamp"))

    assert framed.get("href") == page.get("href")


@pytest.mark.parametrize("form", ["actions", "signals"])
def test_robots_are_kept_from_forms_with_a_token(client: PageClient, form: str) -> None:
    assert f"Disallow: /*/*/{form}\n" in client.get("/robots.txt").text  # the wildcard of RFC 9309, 2.2.3


def test_addresses_begin_with_the_path_prefix_of_a_proxy(client: PageClient) -> None:
    robots = client.get("/robots.txt", environ_overrides={"SCRIPT_NAME": "/letters"}).text

    assert "Disallow: /letters/api/\n" in robots
    assert "/letters/sitemap.xml\n" in robots
