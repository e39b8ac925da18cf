"""oEmbed: what other sites are told about a link to a campaign, in which form, and when nothing."""

import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.embed.consumer import FRAME, HERE, LINK, ODD, asked, frame, set_doors


@pytest.fixture(autouse=True)
def doors(world: World) -> None:
    """Who may embed which campaign."""
    set_doors(world)


def test_the_answer_is_complete(client: PageClient) -> None:
    told = asked(client)

    assert frame(told.pop("html")) == {
        "src": FRAME,
        "width": "640",
        "height": "900",
        "title": "Ada Example: Free the keeper of the lighthouse",
        "frameborder": "0",
    }
    assert told == {
        "type": "rich",
        "version": "1.0",
        "title": "Ada Example: Free the keeper of the lighthouse",
        "provider_name": "Urgent Appeal",
        "provider_url": f"{HERE}/",
        "cache_age": 3600,
        "width": 640,
        "height": 900,
    }


def test_xml_says_the_same_as_json(client: PageClient) -> None:
    query = urlencode({"url": f"{HERE}/en/beacon?accent=00509e&scheme=dark"})
    as_json = client.get(f"/oembed?{query}&format=json")
    as_xml = client.get(f"/oembed?{query}&format=xml")

    root = ElementTree.fromstring(as_xml.body)  # noqa: S314  our own answer
    told = json.loads(as_json.text)
    assert as_xml.text.startswith('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>')
    assert {one.tag: one.text for one in root} == {name: str(value) for name, value in told.items()}
    assert told["title"] == f"Ada Example: {ODD}"
    assert frame(told["html"])["title"] == told["title"]
    assert as_xml.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert as_json.headers["Content-Type"] == "application/json"


def test_every_site_may_read_and_keep_the_answer(client: PageClient) -> None:
    good = client.get(f"/oembed?url={LINK}")
    refused = client.get("/oembed?url=x", status=400)

    assert good.headers["Cache-Control"] == "public, max-age=3600"
    assert good.headers["Vary"] == "Accept-Encoding", "not the language of who asks"
    assert refused.headers["Cache-Control"] == "no-store"
    for fetched in (good, refused):
        assert fetched.headers["Access-Control-Allow-Origin"] == "*"
        assert fetched.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "frame-ancestors 'none'" in fetched.headers["Content-Security-Policy"]


def test_a_link_is_needed(client: PageClient) -> None:
    assert "url is missing" in client.get("/oembed", status=400).text


SIZES = [
    ({}, (640, 900)),
    ({"maxwidth": "500", "maxheight": "750"}, (500, 750)),  # WordPress
    ({"maxwidth": "0500"}, (500, 900)),
    ({"maxwidth": "2000", "maxheight": "999999999"}, (640, 900)),
    ({"maxwidth": "", "maxheight": ""}, (640, 900)),
    ({"maxwidth": "1", "maxheight": "0"}, (240, 320)),  # a letter needs that
]


@pytest.mark.parametrize(("bounds", "size"), SIZES)
def test_the_frame_keeps_within_bounds(
    client: PageClient, bounds: dict[str, str], size: tuple[int, int]
) -> None:
    told = asked(client, **bounds)

    shown = frame(told["html"])
    assert (told["width"], told["height"]) == size
    assert (int(shown["width"]), int(shown["height"])) == size


@pytest.mark.parametrize("bound", ["-1", "1.5", "1e3", "wide", "٥٠٠", "500px", " 500", "9" * 5000, "0x10"])
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_a_bound_that_is_no_number_is_refused(client: PageClient, name: str, bound: str) -> None:
    asked(client, status=400, **{name: bound})


@pytest.mark.parametrize("form", ["yaml", "JSON", "json\n", "html", "json,xml"])
def test_another_format_is_not_there(client: PageClient, form: str) -> None:
    asked(client, status=501, format=form)
    asked(client, "", status=501, format=form)  # WordPress asks for the next format, whatever else is wrong


def test_a_campaign_that_nobody_may_frame_stays_out(client: PageClient) -> None:
    asked(client, f"{HERE}/en/endless", status=401)

    assert "+oembed" not in client.get("/en/endless").text


def test_the_title_is_in_the_language_of_the_link(client: PageClient) -> None:
    told = asked(client, f"{HERE}/ru/gorinov")

    assert "Горинов" in str(told["title"])
    assert frame(told["html"])["src"] == f"{HERE}/embed/ru/gorinov"


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1"])
def test_each_of_our_hosts_answers_for_itself(client: PageClient, host: str) -> None:
    fetched = client.get(f"/oembed?url=http://{host}/en/lamp", headers={"Host": host})

    assert frame(json.loads(fetched.text)["html"])["src"] == f"http://{host}/embed/en/lamp"
    client.get(f"/oembed?url={LINK}", headers={"Host": host}, status=404)


def test_a_site_below_a_folder_answers_for_that_folder(client: PageClient) -> None:
    below = {"SCRIPT_NAME": "/letters"}

    fetched = client.get(f"/oembed?url={HERE}/letters/en/lamp", environ_overrides=below)

    assert frame(json.loads(fetched.text)["html"])["src"] == f"{HERE}/letters/embed/en/lamp"
    client.get(f"/oembed?url={LINK}", environ_overrides=below, status=404)
