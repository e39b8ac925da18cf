"""How far it is on a phone to what sends and to what reports, in every language, with scripts and without."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DEBIAN_S, FLAGS_OF_TESTS, PHONE
from tests.browser.test_path import wait_until_laid_out
from tests.live_servers.raw_http import RawClient
from tests.support import reader_fonts, servers
from tests.support.page_languages import OFFERED
from tests.support.stores import Stores
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.domain.dates import utc_now

LookAt = Callable[..., Page]
MOST_SCREENS = 4
MOST_TO_STEP = {"en": 3.9, "ar": 4.0, "es": 4.2, "ru": 4.5}
"""Screens to the step in which every way is reported: the longer the letter, the lower it is."""
MORE_WITHOUT_SCRIPTS = 0.15
"""Screens that the buttons beside the lists, and the one for changes, take up."""

FETCHED_A_FONT = """performance.getEntriesByType("resource").some(
    one => one.name.includes(".woff2") && one.transferSize > 0)"""


@pytest.fixture(scope="module")
def browser(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The suite's browser with a font for each script."""
    chosen = os.environ.get("CHROMIUM")
    path = next((path for path in ([chosen] if chosen else DEBIAN_S) if Path(path).exists()), None)
    environment = reader_fonts.environment(tmp_path_factory.mktemp("fonts"))
    launched = browser.browser_type.launch(executable_path=path, args=FLAGS_OF_TESTS, env=environment)
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def server(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A page on which actions have been counted: their number stands above the letter."""
    root = tmp_path_factory.mktemp("counted")
    url = stores.new("sqlite", root).url
    with closing(ActionLog(url)) as log:
        for number in range(3):
            action = Action("gorinov", Channel.EMAIL, "ambassador", "ru", 999, utc_now().date(), False)
            log.record(f"token-number-{number:05}", [action])
    started = servers.start(root / "data", WORKERS="1", RATE_LIMITS="off", DATABASE_URL=url)
    wire = RawClient(started.url)
    give_up = time.monotonic() + 60
    while "progress-count" not in wire.ask("GET", "/en/gorinov").text:  # no page waits for it
        assert started.process.poll() is None, "the server ended before a page had the number"
        assert time.monotonic() < give_up, "after a minute no page has the number of actions"
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def shared_tabs(browser: Browser) -> Iterator[dict[frozenset[tuple[str, bool]], Page]]:
    """Tabs of that browser, for `look_at`."""
    tabs: dict[frozenset[tuple[str, bool]], Page] = {}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("lang", OFFERED)
def test_one_sends_and_reports_within_four_phone_screens(look_at: LookAt, lang: str, scripts: bool) -> None:
    """The whole letter stands above, and each step is one tap from the top."""
    page = look_at(f"/{lang}/gorinov", PHONE, scripts=scripts, phone=True)
    wait_until_laid_out(page, scripts=scripts)
    if page.evaluate(FETCHED_A_FONT):  # the page may have been laid out before it came
        page.reload()
        wait_until_laid_out(page, scripts=scripts)

    def screens_to(selector: str) -> float:
        box = page.locator(selector).filter(visible=True).first.bounding_box()
        assert box is not None
        return (box["y"] + box["height"]) / PHONE["height"]

    expect(page.locator("#progress .count-number")).to_be_visible()
    text = page.locator("#text")
    assert text.evaluate("it => it.scrollHeight <= it.clientHeight")
    assert screens_to("#send a.button:not(.delivery-sent *), #send .delivery button") <= MOST_SCREENS
    assert screens_to("#send .delivery-sent a") <= MOST_SCREENS
    if lang in MOST_TO_STEP:
        more = 0 if scripts else MORE_WITHOUT_SCRIPTS
        assert screens_to("#report-channels .button") <= MOST_TO_STEP[lang] + more
    for name in ("letter", "send", "report"):
        expect(page.locator(f"#path a[href='#{name}']")).to_be_in_viewport()


@pytest.mark.parametrize("lang", OFFERED)
def test_without_scripts_the_list_of_languages_shows_the_whole_name_and_its_button_beside_it(
    look_at: LookAt, lang: str
) -> None:
    page = look_at(f"/{lang}/gorinov", PHONE, scripts=False, phone=True)
    wait_until_laid_out(page, scripts=False)
    row = page.locator(".sheet-language")

    boxes = [row.locator(part).bounding_box() for part in ("select", "button")]

    chosen, button = (box for box in boxes if box)
    assert chosen["y"] == button["y"]
    assert chosen["height"] >= 44
    assert min(button["height"], button["width"]) >= 44
    assert max(box["x"] + box["width"] for box in (chosen, button)) <= PHONE["width"]
    wanted = row.locator("select").evaluate(
        """list => {
            const copy = list.cloneNode(true);
            copy.style = "position: absolute; inline-size: max-content; flex: none";
            list.after(copy);
            const width = copy.getBoundingClientRect().width;
            copy.remove();
            return width;
        }"""
    )
    assert chosen["width"] >= wanted - 1
