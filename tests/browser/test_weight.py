"""The first load: its size, and that nothing on the page moves. In a whole Chromium."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE, launch_a_whole_one
from tests.support import servers
from tests.support.page_languages import OFFERED
from webapp.domain.language import parse
from webapp.web.http.assets import screen_font

MakePage = Callable[..., Page]
SHIFT = """() => new Promise(resolve => {
    let total = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve(total), 700);
})"""
MOST_KB = 45
"""On the wire, with headers: LCP on a slow phone."""
UNSEEN_SHIFT = 0.01
"""A tenth of what counts as good (web.dev, CLS): a line that is half a pixel higher in the face that came."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app with pages compressed as outside tests."""
    data = tmp_path_factory.mktemp("small") / "data"
    started = servers.start(data, RATE_LIMITS="off", app=servers.SMALL_APP)
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A whole Chromium: the headless shell fetches no icon."""
    launched = launch_a_whole_one(browser)
    yield launched
    launched.close()


@pytest.mark.parametrize("lang", OFFERED)
def test_the_first_load_is_at_most_45_kb_in_five_requests(make_page: MakePage, lang: str) -> None:
    """Four where the reader's own fonts are shown."""
    page = make_page(PHONE)
    requests = 5 if screen_font(parse(lang)) else 4  # page, style, script, icon and font
    network = page.context.new_cdp_session(page)
    sizes: list[float] = []
    urls: dict[str, str] = {}
    network.send("Network.enable")
    network.on(
        "Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]})
    )

    def note(event: dict[str, Any]) -> None:
        if urls[event["requestId"]].startswith("http"):  # not the picture within the browser's own date field
            sizes.append(event["encodedDataLength"])

    network.on("Network.loadingFinished", note)

    page.goto(f"/{lang}/gorinov", wait_until="networkidle")
    give_up = time.monotonic() + 60
    while (
        len(sizes) < requests and time.monotonic() < give_up
    ):  # the icon comes when the browser has time for it
        page.wait_for_timeout(50)

    assert len(sizes) == requests
    assert sum(sizes) <= MOST_KB * 1000, sizes


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_nothing_jumps_while_the_page_loads(make_page: MakePage, lang: str, viewport: dict[str, int]) -> None:
    page = make_page(viewport)
    page.goto(f"/{lang}/gorinov")

    assert page.evaluate(SHIFT) < UNSEEN_SHIFT
