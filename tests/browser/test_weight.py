"""The first load: its size, and that nothing on the page moves."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, FLAGS, LANGUAGES, PHONE
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
def browser(browser: Browser) -> Iterator[Browser]:
    """A whole Chromium: the headless shell fetches no icon."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    launched = browser.browser_type.launch(executable_path=path if Path(path).exists() else None, args=FLAGS)
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


MANY = """<hx-partial hx-target="#count" hx-swap="outerMorph">
<section id="count" class="count" aria-labelledby="count-title" aria-live="polite">
<h2 id="count-title" class="visually-hidden">How many have acted</h2>
<p><b class="count-number">123,456</b> actions reported by supporters so far</p>
<ul class="count-channels">
<li>post: 100,000</li><li>e-mail: 20,000</li><li>fax: 3,000</li><li>call: 400</li></ul>
</section></hx-partial>"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_number_comes_in_when_it_is_scrolled_to_and_nothing_jumps(
    make_page: MakePage, lang: str, viewport: dict[str, int]
) -> None:
    page = make_page(viewport)
    page.route("**/count", lambda route: route.fulfill(body=MANY, content_type="text/html"))
    page.goto(f"/{lang}/gorinov")
    assert page.locator("#count a").count() == 1

    while page.evaluate("scrollY + innerHeight < document.querySelector('#background').offsetTop"):
        page.evaluate("scrollBy(0, 320)")  # as a thumb does; a jump may be there before the number
        page.wait_for_timeout(40)  # the pace of a thumb

    expect(page.locator("#count a")).to_have_count(0)
    assert page.evaluate(SHIFT) < UNSEEN_SHIFT
    expect(page.locator("#problem")).to_be_empty()


def test_a_number_that_cannot_be_fetched_leaves_its_link(make_page: MakePage) -> None:
    page = make_page(PHONE)
    page.route("**/count", lambda route: route.fulfill(status=404, body="<h1>Not ours</h1>"))
    with page.expect_response("**/count"):  # on a busy machine it is fetched before the style has come
        page.goto("/en/gorinov")
        page.locator("#background").scroll_into_view_if_needed()

    expect(page.locator("#count a")).to_have_text("How many have acted so far (opens in a new tab)")
    expect(page.locator("#problem")).to_be_empty()
