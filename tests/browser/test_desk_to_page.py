"""From the first link to the page and on: `make run`'s two servers, a passkey, and a case's whole life.

The page never gets a cookie, and answers none of the desk's addresses.
"""

import io
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Seen
from tests.browser.test_desk_gate import add_device
from tests.support.servers import STARTS_WITHIN, free_port
from webapp.settings import ROOT

SOON_SECONDS = 120
"""A host shows a publication within five seconds; a busy machine gets more."""


@dataclass(frozen=True)
class Site:
    """The page and the desk."""

    page: str
    desk: str
    first_link: str

    def fetch(self, path: str) -> tuple[int, str]:
        """Return what the page answers to a stranger."""
        try:
            with urllib.request.urlopen(self.page + path, timeout=60) as response:  # noqa: S310
                assert "Set-Cookie" not in response.headers
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until the page shows something."""
        give_up = time.monotonic() + SOON_SECONDS
        while not condition():
            assert time.monotonic() < give_up
            time.sleep(0.2)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """What `make run` starts, without a campaign."""
    (tmp_path / "campaigns").mkdir()
    page, desk, log = free_port(), free_port(), tmp_path / "log"
    environ = os.environ | {
        "DATA": str(tmp_path / "data"),
        "CAMPAIGNS": str(tmp_path / "campaigns"),
        "PORT": str(page),
        "DESK_PORT": str(desk),
        "WORKERS": "1",
    }
    with log.open("wb") as output:
        pair = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "run"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while not (link := re.search(r"http://\S+/join#\S+", log.read_text())) or not is_up(page, desk):
            assert pair.poll() is None, log.read_text()
            assert time.monotonic() < give_up, log.read_text()
            time.sleep(0.1)
        yield Site(f"http://localhost:{page}", f"http://desk.localhost:{desk}", link[0])
    finally:
        pair.terminate()
        pair.wait(60)


def is_up(page: int, desk: int) -> bool:
    """Return whether both servers answer, whatever they answer."""
    for address in (f"http://127.0.0.1:{page}/healthz", f"http://127.0.0.1:{desk}/sign-in"):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310
        except urllib.error.HTTPError:
            continue
        except OSError:
            return False
    return True


def a_photograph() -> bytes:
    """Return a JPEG with what a camera writes into it."""
    image = Image.new("RGB", (640, 480), (90, 120, 140))
    exif = image.getexif()
    exif[0x010E] = "taken at a secret place"
    content = io.BytesIO()
    image.save(content, "JPEG", exif=exif)
    return content.getvalue()


def join(page: Page, site: Site) -> None:
    page.goto(site.first_link)
    page.get_by_label("Your name, as the team knows you").first.fill("Ada Example")
    page.get_by_role("button", name="Make my passkey").click()
    expect(page).to_have_url(re.compile("/account$"))


def write(page: Page) -> None:
    page.get_by_role("link", name="Campaigns").click()
    page.locator('main a[href="/campaigns/new"]').first.click()
    for name, value in {
        "headline": "Free the keeper",
        "language": "en",
        "country": "US",
        "slug": "lamp",
    }.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator('[name="people.0.name"]')).to_be_visible()
    page.get_by_role("button", name="Add an addressee").click()
    expect(page.locator('[name="targets.0.name"]')).to_be_in_viewport()
    case = {
        "summary": "Ada Lamp was locked up for lighting a lamp. She is aged 62.",
        "instructions": "Write soon.",
        "background": "The lamp was blue.",
        "people.0.name": "Ada Lamp",
        "letter.subject": "Ada Lamp",
        "letter.salutation": "Dear Minister,",
        "letter.text": "I write about Ada Lamp, aged 62.",
        "letter.closing": "Yours sincerely,",
        "targets.0.name": "Max Muster",
        "targets.0.office": "Minister of Lamps",
        "targets.0.email": "minister@lamps.example",
    }
    for name, value in case.items():
        page.fill(f'[name="{name}"]', value)
    page.locator('button[value="photo people.0.photo"]').click()
    page.set_input_files(
        "input[type=file]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photograph()}
    )
    page.fill("[name=alt]", "A woman with a lamp")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile("/campaigns/lamp/edit"))


def publish(page: Page, site: Site) -> None:
    page.goto(f"{site.desk}/campaigns/lamp/publish/publish")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("It is published")


def change_age(page: Page, site: Site, old: str, new: str) -> None:
    page.goto(f"{site.desk}/campaigns/lamp/edit")
    for name in ("summary", "letter.text"):
        field = page.locator(f'[name="{name}"]')
        field.fill(field.input_value().replace(old, new))
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("#saved")).to_contain_text("Saved")


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
