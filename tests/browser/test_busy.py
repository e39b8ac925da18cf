"""While the printer is busy, or a report comes too early, the page says so and tries again by itself."""

import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Frame, Page, Request, Route, expect
from pypdf import PdfReader

from tests.browser import hosts
from tests.browser.clocks import stop_clock
from tests.browser.conftest import unfold
from tests.browser.test_journey import total
from tests.live_servers.processes import printing, workers
from tests.live_servers.raw_http import RawClient
from tests.support import servers
from tests.support.builders import a_campaign_folder
from webapp.printing.print_queue import max_waiting

MakePage = Callable[..., Page]
MINE = "Please let her light it again."
MORE = "And soon."
BUSY = "Your letter is still here"
FAILED = "It did not work. Please try again later, or take the plain text."
LONG = 60_000
"""Milliseconds; a try is five seconds after the one before."""

THREADS = 3
assert max_waiting(THREADS) == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """One web worker, whose printing process a test can hold up. Its tokens stay too new.

    It has so few threads that no letter waits for another: the second one is told at once to try again.
    """
    root = tmp_path_factory.mktemp("busy")
    lamp = a_campaign_folder(root / "campaigns", "lamp", deadline="2999-01-01") / "campaign.toml"
    lamp.write_text(f'embedding = "open"\n{lamp.read_text()}', encoding="utf-8")
    few = {"WORKERS": "1", "THREADS": str(THREADS)}
    few |= {"RATE_LIMITS": "off", "CAMPAIGNS": str(root / "campaigns")}
    started = servers.start(root / "data", app=servers.HALTED_TOKENS_APP, **few)
    yield started
    assert started.stop() == 0


@contextmanager
def held_up(server: servers.Server) -> Iterator[None]:
    """Let a letter take long: its printing process stands still until the end of the block."""
    ask, form = RawClient(server.url).ask, {"letter": "en", "to": "minister", "text": "Other."}
    assert ask("POST", "/en/lamp/letter.pdf", form).status == 200
    (process,) = printing(workers(server)[0])
    os.kill(process, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as pool:
        letters = [
            pool.submit(ask, "POST", "/en/lamp/letter.pdf", form | {"text": text}) for text in ("A.", "B.")
        ]
        try:
            turned_away, _ = wait(letters, return_when=FIRST_COMPLETED)
            assert [one.result().status for one in turned_away] == [503]  # the other one is at the printer
            yield
        finally:
            os.kill(process, signal.SIGCONT)


@pytest.fixture
def page(browser: Browser, server: servers.Server) -> Iterator[Page]:
    context = browser.new_context(base_url=server.url, accept_downloads=True)
    context.set_default_timeout(LONG)
    opened, errors = context.new_page(), []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if "Security Policy" in said.text else None)
    yield opened
    assert errors == []
    assert context.cookies() == []
    context.close()


def text(download: Download, folder: Path) -> str:
    path = folder / download.suggested_filename
    download.save_as(path)
    return PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()


def the_frame(page: Page, url: str) -> Frame:
    with hosts.host("friend.localhost") as friend:
        page.goto(friend.show(f'<iframe src="{url}/embed/en/lamp" width="600" height="900"></iframe>'))
        element = page.locator("iframe").element_handle()
        frame = element.content_frame() if element else None
        assert frame
        frame.wait_for_load_state()
        return frame


@pytest.mark.parametrize("framed", [False, True])
def test_the_pdf_is_downloaded_as_soon_as_the_printer_is_free(
    page: Page, server: servers.Server, tmp_path: Path, framed: bool
) -> None:
    here: Page | Frame = the_frame(page, server.url) if framed else page
    if not framed:
        page.goto("/en/lamp")
    here.locator("#text").fill(MINE)
    unfold(here)

    with page.expect_download() as waiting, held_up(server):  # a try may come before the block has ended
        here.get_by_role("button", name="Download the letters (PDF)").click()
        expect(here.locator(".problems-top")).to_contain_text(BUSY, timeout=LONG)
        expect(here.locator("#again [role=status]")).to_have_text(
            "This page tries again by itself in a few seconds. You can go on writing."
        )
        expect(here.locator("#text")).to_have_value(MINE)
        here.locator("#text").fill(f"{MINE}\n\n{MORE}")  # as if there were nothing to wait for

    printed = text(waiting.value, tmp_path)
    assert waiting.value.suggested_filename == "lamp-en.pdf"
    assert MINE in printed
    assert MORE in printed
    expect(here.locator("#again [role=status]")).to_have_text("The file is ready. Save the file")
    expect(here.get_by_text(BUSY)).to_have_count(0)
    expect(here.get_by_role("button", name="Stop trying")).to_have_count(0)
    expect(here.locator("#text")).to_have_value(f"{MINE}\n\n{MORE}")


def test_without_scripts_the_button_is_there_again(
    browser: Browser, server: servers.Server, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=server.url, accept_downloads=True, java_script_enabled=False)
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto("/en/lamp")
    page.locator("#text").fill(MINE)
    unfold(page)

    with held_up(server):
        page.get_by_role("button", name="Download the letters (PDF)").click()
        expect(page.locator(".problems-top")).to_contain_text(BUSY, timeout=LONG)
        expect(page.get_by_role("button", name="Stop trying")).to_have_count(0)
        assert page.locator("#again [role=status]").text_content() == ""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Try again now").click()

    assert MINE in text(waiting.value, tmp_path)
    context.close()


def a_busy_page(page: Page, server: servers.Server) -> list[Request]:
    """Open the page that reports a busy printer, and keep the printer busy; return what the page requests."""
    asked: list[Request] = []

    def refuse(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(status=503, headers={"Retry-After": "1"}, body="busy")

    page.clock.install()
    page.goto("/en/lamp")
    page.locator("#text").fill(MINE)
    unfold(page)
    stop_clock(page)
    with held_up(server):
        page.get_by_role("button", name="Download the letters (PDF)").click()
        expect(page.locator(".problems-top")).to_contain_text(BUSY, timeout=LONG)
        page.route("**/letter.pdf", refuse)
    return asked


def test_after_five_tries_the_supporter_decides(page: Page, server: servers.Server) -> None:
    asked = a_busy_page(page, server)
    status, give_up = page.locator("#again [role=status]"), time.monotonic() + 60
    while (words := status.inner_text()) != FAILED and time.monotonic() < give_up:
        page.clock.fast_forward(5_000)

    assert words == FAILED
    page.clock.fast_forward(20_000)
    page.wait_for_timeout(200)  # no sixth request comes
    assert len(asked) == 5
    expect(page.get_by_role("button", name="Try again now")).to_be_visible()
    expect(page.get_by_role("button", name="Stop trying")).to_have_count(0)
    expect(page.locator("#text")).to_have_value(MINE)


def test_the_tries_can_be_stopped(page: Page, server: servers.Server) -> None:
    asked = a_busy_page(page, server)

    page.get_by_role("button", name="Stop trying").click()

    expect(page.get_by_role("button", name="Try again now")).to_be_focused()
    page.clock.fast_forward(6_500)  # the first would have been after five seconds
    page.wait_for_timeout(200)  # no request comes
    assert asked == []
    assert page.locator("#again [role=status]").text_content() == ""


def test_an_impatient_click_waits_and_is_counted_once(make_page: MakePage, server: servers.Server) -> None:
    page, before = make_page(), total(server, "lamp")
    page.goto("/en/lamp")

    page.get_by_role("link", name="I posted it").click()
    page.get_by_role("button", name="Count it").click()

    expect(page.locator("#report [role=status]")).to_contain_text("Counting…")
    expect(page.locator("[role=alert]")).to_have_count(0)
    (server.data / servers.TOKENS_AGE).touch()
    expect(page.locator("#report")).to_contain_text("2 actions of yours are counted")
    assert total(server, "lamp") == before + 2
