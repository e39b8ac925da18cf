"""A report that is sent faster than a person can: the page waits, and sends it again by itself."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import total
from tests.support import servers
from tests.support.builders import a_campaign_folder

MakePage = Callable[..., Page]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app as an operator starts it: a token has a minimum age."""
    root = tmp_path_factory.mktemp("impatience")
    a_campaign_folder(root / "campaigns", "lamp", deadline="2999-01-01")
    started = servers.start(root / "data", CAMPAIGNS=str(root / "campaigns"), WORKERS="1", RATE_LIMITS="off")
    yield started
    assert started.stop() == 0


def test_an_impatient_click_waits_and_is_counted_once(make_page: MakePage, server: servers.Server) -> None:
    page, before = make_page(), total(server, "lamp")
    page.goto("/en/lamp")

    page.get_by_role("link", name="I posted it").click()
    page.get_by_role("button", name="Count it").click()

    expect(page.locator("#report [role=status]")).to_contain_text("Counting…")
    expect(page.locator("[role=alert]")).to_have_count(0)
    expect(page.locator("#report")).to_contain_text("2 actions of yours are counted", timeout=8000)
    assert total(server, "lamp") == before + 2
