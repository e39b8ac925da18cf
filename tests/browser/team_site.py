"""The two servers of `make run`, as the tests of the team's work use them, and the first steps at the desk.

What is pressed is found by its place and name in the form, in every language of the desk.
"""

import io
import os
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.support.forked_servers import fork_command
from tests.support.servers import STARTS_WITHIN, free_port

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


@contextmanager
def serve_site(tmp_path: Path) -> Iterator[Site]:
    """Serve what `make run` starts, the page and the desk, without a campaign. Each is forked."""
    (tmp_path / "campaigns").mkdir()
    page, desk = free_port(), free_port()
    environ = os.environ | {
        "DATA": str(tmp_path / "data"),
        "CAMPAIGNS": str(tmp_path / "campaigns"),
        "PORT": str(page),
        "DESK_PORT": str(desk),
        "WORKERS": "1",
    }
    commands = {tmp_path / "page.log": ("serve",), tmp_path / "desk.log": ("desk", "serve", "--first-link")}
    pair = [fork_command(command, environ, log) for log, command in commands.items()]
    try:
        give_up = time.monotonic() + STARTS_WITHIN
        while not is_up(page, desk):
            said = "".join(log.read_text() for log in commands if log.exists())
            assert all(server.poll() is None for server in pair), said
            assert time.monotonic() < give_up, said
            time.sleep(0.1)
        link = re.search(r"http://\S+/join#\S+", (tmp_path / "desk.log").read_text())
        assert link
        yield Site(f"http://localhost:{page}", f"http://desk.localhost:{desk}", link[0])
    finally:
        for server in pair:
            server.send_signal(signal.SIGTERM)
        statuses = [server.wait(60) for server in pair]
    assert statuses == [0, 0]


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
    page.locator("#name").fill("Ada Example")
    page.locator("#make").click()
    expect(page).to_have_url(re.compile("/account$"))


def write(page: Page) -> None:
    page.locator(".desk-rooms a").first.click()
    page.locator('main a[href="/campaigns/new"]').first.click()
    for name, value in {
        "headline": "Free the keeper",
        "language": "en",
        "country": "US",
        "slug": "lamp",
    }.items():
        page.fill(f"[name={name}]", value)
    page.locator("main form .button-primary").click()
    page.locator('button[value="add people"]').click()
    expect(page.locator('[name="people.0.name"]')).to_be_visible()
    page.locator('button[value="add targets"]').click()
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
    page.locator('button[value="save"]').click()
    expect(page).to_have_url(re.compile("/campaigns/lamp/edit"))


def publish(page: Page, site: Site) -> None:
    page.goto(f"{site.desk}/campaigns/lamp/publish/publish")
    page.locator("#decision .button-primary").click()
    expect(page.locator(".desk-done")).to_be_visible()


def change_age(page: Page, site: Site, old: str, new: str) -> None:
    """Correct a fact of the case, and save."""
    page.goto(f"{site.desk}/campaigns/lamp/edit")
    for name in ("summary", "letter.text"):
        field = page.locator(f'[name="{name}"]')
        field.fill(field.input_value().replace(old, new))
    page.locator('button[value="save"]').first.click()
    expect(page.locator("#saved")).to_have_attribute("data-saved", re.compile("[0-9]"))
