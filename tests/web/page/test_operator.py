"""Who runs the site, and whom to turn to: no page sends visitors to somebody they cannot reach."""

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World

PAGES = [
    "/en",
    "/ar/gorinov",
    "/embed/ru/gorinov",
    "/en/lamp/count",
    "/es/lamp/actions",
    "/en/lamp/embed",
    "/no-page",
]


@pytest.fixture
def named(world: World) -> None:
    world.environ = {"OPERATOR_NAME": "Lamps & <Letters>", "OPERATOR_CONTACT": "office@lamps.example"}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("named")
def test_each_page_says_who_runs_the_site(path: str, client: PageClient) -> None:
    page = client.get(path, status=404 if path == "/no-page" else 200)

    foot = next(page.root.iter("footer"))
    assert "Lamps & <Letters> · office@lamps.example" in page.words(foot)
    assert page.all("a", href="mailto:office@lamps.example")


@pytest.mark.usefixtures("named")
def test_the_operator_is_asked_where_a_campaign_has_no_contact(client: PageClient) -> None:
    deadline = client.get("/en/gorinov").by_id("deadline")

    assert [one.get("href") for one in deadline.iter("a")] == ["mailto:office@lamps.example"]


@pytest.mark.parametrize("path", ["/en/gorinov", "/en/gorinov/embed", "/en/gorinov/actions"])
def test_nobody_is_sent_to_a_team_that_cannot_be_reached(client: PageClient, path: str) -> None:
    assert "campaign team" not in client.get(path).words()
