"""A real server and a real browser: Chromium, driven by Playwright."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Frame,
    FrameLocator,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.seen import Seen
from tests.browser.tabs import TIMEOUT, Tabs, refuse_what_lasts, show_in
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
    "--renderer-process-limit=1",  # none waits for pages to come; frames of other sites have theirs
    "--font-render-hinting=none",  # letters as wide as in a window, not fitted to pixels
]
OFF_BY_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
)
OFF_IN_TESTS = (*OFF_BY_PLAYWRIGHT, "RenderDocument")
"""Each page of a tab would have a frame of its own, to which the tools are connected anew."""
ADDRESS_BAR = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
"""Two pages in a process of their own for each window: half of what a page costs in a whole Chromium."""
FLAGS_OF_TESTS = [
    *FLAGS,
    "--js-flags=--no-opt --no-maglev",  # no page of a test is open long enough for what optimising costs
    f"--disable-features={','.join(OFF_IN_TESTS)}",
]
"""To load a page costs a fifth less than with FLAGS, which benchmarks and pictures have."""
FLAGS_OF_A_WHOLE_ONE = [
    *FLAGS_OF_TESTS,
    f"--disable-features={','.join((*OFF_IN_TESTS, *ADDRESS_BAR))}",  # of two such lists the last counts
]
DEBIAN_S = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""The headless shell has Chromium's engine and no window around it: a page costs half the processor time."""
expect.set_options(timeout=TIMEOUT)
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


def launch_a_whole_one(first: Browser, *flags: str, **options: Any) -> Browser:
    """Start a whole Chromium: the one that is named, the system's, or Playwright's own where there is none.

    A headless shell blocks no cookies in frames and fetches no icon. It is what Playwright takes by itself.
    """
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    which = {"executable_path": path} if Path(path).exists() else {"channel": "chromium"}
    return first.browser_type.launch(args=[*FLAGS_OF_A_WHOLE_ONE, *flags], **which, **options)


@pytest.fixture(scope="session")
def suite_browser() -> Iterator[Browser]:
    """One browser a process: the system's, or Playwright's own where there is none."""
    chosen = os.environ.get("CHROMIUM")
    path = next((path for path in ([chosen] if chosen else DEBIAN_S) if Path(path).exists()), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS_OF_TESTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def browser(suite_browser: Browser) -> Browser:
    """The suite's browser; a file may have another one."""
    return suite_browser


@pytest.fixture
def seen() -> Seen:
    """Notes of what happened on the test's page."""
    return Seen()


@pytest.fixture(scope="session")
def tabs(suite_browser: Browser) -> Iterator[Tabs]:
    """Tabs that tests use one after another."""
    kept = Tabs(suite_browser)
    yield kept
    kept.close()


MEDIA = ("color_scheme", "forced_colors", "contrast", "reduced_motion")


@pytest.fixture
def make_page(browser: Browser, tabs: Tabs, server: servers.Server, seen: Seen) -> Iterator["object"]:
    """Open pages with a viewport, with or without scripts; afterwards nothing may have gone wrong on them.

    A page is in a tab that other tests have had, and found empty. One that is `alone` has a context that
    ends with the test, for scripts before those of the page, a stopped clock, permissions, other events.
    """
    lent: list[Page] = []
    contexts: list[BrowserContext] = []

    def make(
        viewport: dict[str, int] = DESKTOP, *, scripts: bool = True, alone: bool = False, **more: Any
    ) -> Page:
        more = {"reduced_motion": "reduce"} | more  # a press while the page glides goes astray
        fixed = {"base_url": server.url, "java_script_enabled": scripts, "accept_downloads": True}
        if alone or browser != tabs.browser:
            context = browser.new_context(viewport=viewport, **fixed | more)  # type: ignore[arg-type]
            context.set_default_timeout(TIMEOUT)
            contexts.append(context)
            page = context.new_page()
            seen.watch(page)
            return page
        media = {name: more.pop(name) for name in MEDIA if name in more}
        page = tabs.take(viewport, media, fixed | more)
        lent.append(page)
        seen.watch(page)
        refuse_what_lasts(page)
        return page

    yield make
    cookies = [cookie for page in lent for cookie in page.context.cookies()]
    for page in lent:
        seen.leave(page)
        tabs.give_back(page, server.url)
    for context in contexts:
        cookies += context.cookies()
        context.close()
    assert cookies == []
    seen.check(server.url)


LOOKED_AT = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce", "media": "screen"}
"""How a page is looked at, unless a test says otherwise."""


@pytest.fixture(scope="session")
def shared_tabs(browser: Browser) -> Iterator[dict[frozenset[tuple[str, bool]], Page]]:
    """Tabs that tests share, by the options that cannot be changed: a tab of its own costs a test most."""
    tabs: dict[frozenset[tuple[str, bool]], Page] = {}
    yield tabs
    for tab in tabs.values():
        tab.context.close()


@pytest.fixture
def look_at(
    browser: Browser,
    shared_tabs: dict[frozenset[tuple[str, bool]], Page],
    server: servers.Server,
    seen: Seen,
) -> Iterator["object"]:
    """Show pages in a tab that tests share, to a test that only looks: it types and routes nothing."""
    used: list[Page] = []

    def look(
        path: str,
        viewport: dict[str, int] = DESKTOP,
        *,
        scripts: bool = True,
        phone: bool = False,
        **media: str,
    ) -> Page:
        fixed = {"java_script_enabled": scripts, "is_mobile": phone, "has_touch": phone}
        key = frozenset(fixed.items())
        if key not in shared_tabs:
            shared_tabs[key] = browser.new_context(viewport=viewport, **fixed).new_page()  # type: ignore[arg-type]
            shared_tabs[key].set_default_timeout(TIMEOUT)
        tab = shared_tabs[key]
        if tab not in used:
            used.append(tab)
            seen.watch(tab)
        show_in(tab, viewport, LOOKED_AT | media)
        tab.goto(server.url + path)
        return tab

    yield look
    for tab in used:
        seen.leave(tab)
        assert tab.context.cookies() == []
    seen.check(server.url)
