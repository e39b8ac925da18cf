"""From the first link to the page and on: `make run`'s two servers, a passkey, and a case's whole life.

The page never gets a cookie, and answers none of the desk's addresses.
"""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP
from tests.browser.seen import Seen
from tests.browser.team_site import Site, change_age, join, publish, serve_site, write
from tests.browser.test_desk_gate import add_device


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The page and the desk, without a campaign."""
    with serve_site(tmp_path) as running:
        yield running


def test_a_case_is_written_published_corrected_restored_and_closed(
    browser: Browser, site: Site, seen: Seen
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    seen.watch(page)
    add_device(page, "internal")
    join(page, site)
    write(page)

    page.goto(f"{site.desk}/campaigns/lamp/preview")
    expect(page.frame_locator("iframe").locator("h1")).to_contain_text("Ada Lamp")
    assert site.fetch("/en/lamp")[0] == 404

    publish(page, site)
    site.wait_for(lambda: site.fetch("/en/lamp")[0] == 200)
    text = site.fetch("/en/lamp")[1]
    assert "aged 62" in text
    picture = re.search(r'src="(/pictures/lamp/[^"]+)"', text)
    assert picture
    with urllib.request.urlopen(site.page + picture[1], timeout=60) as response:  # noqa: S310
        assert b"secret place" not in response.read()

    change_age(page, site, "62", "63")
    publish(page, site)
    site.wait_for(lambda: "aged 63" in site.fetch("/en/lamp")[1])

    page.goto(f"{site.desk}/campaigns/lamp/history")
    page.get_by_role("button", name=re.compile("^Restore")).first.click()
    expect(page.get_by_role("main")).to_contain_text("restored")
    publish(page, site)
    site.wait_for(lambda: "aged 62" in site.fetch("/en/lamp")[1])

    page.goto(f"{site.desk}/campaigns/lamp/publish/outcome")
    page.get_by_label("released").check()
    page.fill("[name=text]", "She is home.")
    page.get_by_role("button", name="Show what changes").click()
    page.locator("main form .button-primary").click()
    site.wait_for(lambda: "She is home." in site.fetch("/en/lamp")[1])

    visitor = browser.new_context(viewport=DESKTOP)
    visitor.new_page().goto(f"{site.page}/en/lamp")
    assert visitor.cookies() == []
    assert [site.fetch(path)[0] for path in ("/sign-in", "/join", "/campaigns/lamp/edit", "/people")] == [
        404
    ] * 4
    assert context.cookies(site.page) == []
    assert seen.errors == []
    visitor.close()
    context.close()
