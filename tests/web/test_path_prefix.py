"""Below a path of its own, the site's pages, parts and files name nothing outside that path."""

import json
import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import World
from webapp.settings import InvalidSetting, read

PREFIX = "/site/appeal"
VALUES = {"lang": "en", "slug": "beacon", "name": "site.css"}
PLACES = ("href", "src", "action", "formaction", "content", "srcset", "data-url", "poster")
NAMES_HOST = re.compile(r"http://localhost(?::\d+)?(/[^\s\"'<>&;]*)?")
DRAFT = {"letter": "en", "to": "minister", "text": "My own words."}


@pytest.fixture
def world(world: World) -> World:
    world.environ["PATH_PREFIX"] = PREFIX
    return world


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A client that asks for the paths as they are, as a proxy passes them on."""
    return app.test_client()


def local_paths(text: str) -> set[str]:
    """Return the paths of this site in attributes, style sheets, JSON and absolute addresses."""
    text = text.replace("\r\n ", "")  # a folded line of a calendar
    names = "|".join(map(re.escape, PLACES))
    found = set(re.findall(rf"""(?:{names}|hx-\w+)=["'](/[^"']*)["']""", text))
    found |= set(re.findall(r"""url\(["']?(/[^)"']*)""", text))
    return found | {path or "/" for path in NAMES_HOST.findall(text)}


def addresses(app: Flask) -> list[str]:
    """Return an address for each route that can be fetched."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set()))
    return [re.sub(r"<(?:\w+:)?(\w+)>", lambda found: VALUES.get(found[1], "x"), rule.rule) for rule in rules]


def test_no_route_names_an_address_outside(app: Flask, browser: FlaskClient) -> None:
    named = 0
    for address in addresses(app):
        query = "?channel=post&quantity=1" if address.endswith("/actions") else ""
        link = f"?url=http://localhost{PREFIX}/en/beacon" if address == "/oembed" else ""
        answer = browser.get(f"{PREFIX}{address}{query}{link}")
        paths = local_paths(answer.get_data(as_text=True)) if answer.mimetype != "application/pdf" else set()
        if location := answer.headers.get("Location"):
            paths.add(urlsplit(location).path)
        if address.endswith("/embed"):
            paths -= {"/"}  # the origin alone, for the policy of the partner's site
        named += len(paths)

        assert {path for path in paths if not path.startswith((f"{PREFIX}/", f"{PREFIX}?"))} <= {PREFIX}, (
            address
        )

    assert named > 100


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("path", ["/en/beacon/letter", "/en/beacon/actions", "/embed/en/beacon/letter"])
def test_no_answer_to_a_form_names_an_address_outside(
    browser: FlaskClient, path: str, htmx: dict[str, str]
) -> None:
    answer = browser.post(f"{PREFIX}{path}", data=DRAFT, headers=htmx)
    paths = local_paths(answer.get_data(as_text=True))

    assert paths
    assert {path for path in paths if not path.startswith(f"{PREFIX}/")} == set()


def test_every_link_of_the_page_leads_somewhere(browser: FlaskClient) -> None:
    page = browser.get(f"{PREFIX}/en/beacon").get_data(as_text=True)
    links = {path for path in local_paths(page) if path.startswith(f"{PREFIX}/static/")}

    assert links
    assert {path for path in links if browser.get(path.replace("&amp;", "&")).status_code != 200} == set()


@pytest.mark.parametrize(
    "path", ["/", "/en/beacon", "/embed.js", "/healthz", "/site", f"{PREFIX}x/en/beacon", "/x", ""]
)
def test_what_is_not_below_the_path_is_not_found(browser: FlaskClient, path: str) -> None:
    browser.get(f"{PREFIX}/en/beacon")  # kept in memory since
    answer = browser.get(path)

    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer.headers
    assert f'href="{PREFIX}/"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", [PREFIX, f"{PREFIX}/"])
def test_the_path_itself_is_the_list_of_campaigns(browser: FlaskClient, path: str) -> None:
    assert browser.get(path, follow_redirects=True).status_code == 200


def test_a_header_of_the_visitor_changes_no_link(browser: FlaskClient) -> None:
    forged = {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil", "SCRIPT_NAME": "/evil"}

    assert "/evil" not in browser.get(f"{PREFIX}/en/beacon", headers=forged).get_data(as_text=True)


def test_oembed_takes_links_below_the_path_only(browser: FlaskClient) -> None:
    def ask(path: str) -> int:
        return browser.get(f"{PREFIX}/oembed?url=http://localhost{path}").status_code

    assert (ask(f"{PREFIX}/en/beacon"), ask("/en/beacon")) == (401, 404)  # it may not be framed


def test_the_description_for_programs_names_the_path(browser: FlaskClient) -> None:
    described = json.loads(browser.get(f"{PREFIX}/api/openapi.json").get_data())

    assert [server["url"] for server in described["servers"]] == [PREFIX]


@pytest.mark.parametrize("path", ["/appeal", "/appeal/", "/a/b-c.d/E_1"])
def test_a_path_is_taken(path: str) -> None:
    assert read({"PATH_PREFIX": path}).path_prefix == path.rstrip("/")


@pytest.mark.parametrize(
    "path",
    [
        "appeal",
        "/",
        "//",
        "//evil.test",
        "/a//b",
        "/..",
        "/a/../b",
        "/é",
        "/a b",
        "/%61",
        "/a?b",
        '/a"b',
        "/a;b",
    ],
)
def test_another_text_is_refused(path: str) -> None:
    with pytest.raises(InvalidSetting, match=r"PATH_PREFIX is .*; write a path of letters"):
        read({"PATH_PREFIX": path})
