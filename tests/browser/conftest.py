"""A real server and a real browser: Chromium, driven by Playwright."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    FrameLocator,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.support import servers
from tests.support.builders import (
    a_campaign_folder,
    a_campaign_with_targets,
    a_reachable_campaign_folder,
    add_forms,
    add_outcome,
)
from tests.support.corrections import a_translated_folder, correct
from tests.support.documents import add_documents
from webapp.settings import ROOT

FLAGS = [
    "--no-sandbox",  # the suite may run as root
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--font-render-hinting=none",  # letters as wide as in a window, not fitted to pixels
]
DEBIAN_S = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""The headless shell has Chromium's engine and no window around it: a page costs half the processor time."""
WITHOUT_FRAMES = {"resultTypes": ["violations"], "iframes": False}
"""Options of axe beside a page in a sandbox, which it cannot reach: it would try, and log an error."""
expect.set_options(timeout=30_000)  # milliseconds; the default of 5 s is too short on a busy machine
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LANGUAGES = ("en", "ru", "es", "ar")
IN_ARABIC_SCRIPT = ("ar", "fa", "ur", "ps", "ckb")


def unfold(where: Page | Frame | FrameLocator, route: str = "post") -> None:
    """Open a delivery option that stands folded below the best one."""
    where.locator(f"li[data-route={route}] > details:not([open]) > summary").click()


def choose_language(where: Page | Frame | FrameLocator, name: str) -> None:
    """Take a page to another language by its own name, as a supporter does."""
    where.locator("#languages summary").click()
    where.locator("#languages").get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app as `make run` starts it, with the shipped campaign and made ones in each state."""
    root = tmp_path_factory.mktemp("site")
    campaigns = root / "campaigns"
    campaigns.mkdir()
    (campaigns / "gorinov").symlink_to(ROOT / "campaigns" / "gorinov")
    a_campaign_folder(campaigns, "lamp", deadline="2999-01-01")
    a_reachable_campaign_folder(campaigns, "beacon")
    add_forms(a_campaign_folder(campaigns, "forms", deadline="2999-01-01"))
    a_campaign_folder(campaigns, "closed", deadline="2020-01-01", after_deadline="close")
    for kind in ("released", "died"):
        add_outcome(a_campaign_folder(campaigns, kind, deadline="2999-01-01"), kind)
    newer = a_campaign_folder(campaigns, "newer", deadline="2999-01-01") / "campaign.toml"
    newer.write_text('follows = "released"\n' + newer.read_text(encoding="utf-8"), encoding="utf-8")
    add_documents(campaigns)
    a_campaign_with_targets(campaigns, 12)
    correct(a_translated_folder(campaigns, "corrected"), "She is 62", "She is 63")
    for tag in IN_ARABIC_SCRIPT:
        a_campaign_folder(campaigns, f"lamp-{tag}", deadline="2999-01-01", language=tag)
    started = servers.start(root / "data", CAMPAIGNS=str(campaigns), RATE_LIMITS="off", eager=True)
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser a process: the system's, or Playwright's own where there is none."""
    chosen = os.environ.get("CHROMIUM")
    path = next((path for path in ([chosen] if chosen else DEBIAN_S) if Path(path).exists()), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


class Seen:
    """What a page did behind one's back: requests, console errors."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.errors: list[str] = []

    def watch(self, page: Page) -> None:
        """Begin to note."""
        page.on("request", lambda request: self.requests.append(request))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

        def note(message: ConsoleMessage) -> None:
            expected = "the server responded with a status of 4"  # a refused form, said in words on the page
            by_the_browser = message.location["url"].endswith("/favicon.ico")  # no page of ours names it
            if message.type in ("error", "warning") and expected not in message.text and not by_the_browser:
                self.errors.append(message.text)

        page.on("console", note)


@pytest.fixture
def seen() -> Seen:
    """Notes of what happened on the test's page."""
    return Seen()


@pytest.fixture
def make_page(browser: Browser, server: servers.Server, seen: Seen) -> Iterator["object"]:
    """Open pages with a viewport, with or without scripts; afterwards nothing may have gone wrong on them."""
    contexts: list[BrowserContext] = []

    def make(viewport: dict[str, int] = DESKTOP, *, scripts: bool = True, **more: object) -> Page:
        more = {"reduced_motion": "reduce"} | more  # a press while the page glides goes astray
        context = browser.new_context(
            base_url=server.url, viewport=viewport, java_script_enabled=scripts, accept_downloads=True, **more
        )
        contexts.append(context)
        page = context.new_page()
        seen.watch(page)
        return page

    yield make
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert seen.errors == []
    assert {request.url.split("/")[2] for request in seen.requests if request.url.startswith("http")} <= {
        server.url.split("/")[2]
    }
