"""Tabs that tests use one after another: to open one costs as much as to load a page."""

from typing import Any, NoReturn

from playwright.sync_api import Browser, CDPSession, Error, Page

TIMEOUT = 60_000
"""Milliseconds: of a busy machine's processes each may be stopped for ten seconds, more than once."""
LIGHT = "/healthz"
"""A few bytes of text without scripts, at the origin whose storage is emptied there."""
LASTING = (
    *("on", "once", "route", "add_init_script", "expose_function", "expose_binding", "add_locator_handler"),
    *("set_default_timeout", "set_default_navigation_timeout", "add_cookies", "grant_permissions"),
    *("new_cdp_session", "set_extra_http_headers", "set_offline", "set_geolocation"),
)
"""Methods of a tab or its context whose effect would reach the tests that come after."""
FIRST = {"color_scheme": "light", "forced_colors": "none", "contrast": "no-preference", "media": "null"}
"""What a new tab emulates."""
EMPTY = """() => {
    sessionStorage.clear();
    localStorage.clear();
    return Date.now.toString().includes("[native code]");
}"""
TOO_LONG = "this would last longer than the test: ask for make_page(…, alone=True)"


class Tabs:
    """Tabs of one browser, each with a context of its own, by the options that cannot be changed."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._free: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}
        self._devtools: dict[Page, CDPSession] = {}

    def take(self, viewport: dict[str, int], media: dict[str, Any], fixed: dict[str, Any]) -> Page:
        """Return a tab that is as a new one."""
        kind = repr(sorted(fixed.items()))
        free = self._free.setdefault(kind, [])
        tab = free.pop() if free else self._open(kind, fixed)
        show_in(tab, viewport, FIRST | media)
        return tab

    def give_back(self, tab: Page, url: str) -> None:
        """Let a tab leave the page of the server at a URL, and empty it."""
        _permit_all(tab)
        try:
            for other in tab.context.pages:
                if other != tab:
                    other.close()
            tab.context.clear_cookies()
            tab.unroute_all(behavior="ignoreErrors")
            tab.goto(url + LIGHT)
            has_browser_s_clock = tab.evaluate(EMPTY)
            self._devtools[tab].send("Page.resetNavigationHistory")
        except Error:  # closed by its test, or still on its way elsewhere
            tab.context.close()
            return
        if not has_browser_s_clock:
            tab.context.close()
            raise AssertionError(TOO_LONG)
        self._free[self._kinds[tab]].append(tab)

    def close(self) -> None:
        """Close all that are free."""
        for free in self._free.values():
            for tab in free:
                tab.context.close()

    def _open(self, kind: str, fixed: dict[str, Any]) -> Page:
        tab = self.browser.new_context(**fixed).new_page()
        tab.set_default_timeout(TIMEOUT)
        self._kinds[tab] = kind
        self._devtools[tab] = tab.context.new_cdp_session(tab)
        return tab


def show_in(tab: Page, viewport: dict[str, int], media: dict[str, Any]) -> None:
    """Give a tab a size and what it emulates, unless it has them: each costs a layout of the page before."""
    if tab.viewport_size != viewport:
        tab.set_viewport_size(viewport)  # type: ignore[arg-type]
    emulated = vars(tab).get("emulated") or _note_media(tab)
    if emulated != emulated | media:
        tab.emulate_media(**media)


def _note_media(tab: Page) -> dict[str, Any]:
    """Return what a tab emulates from now on, also when a test changes it."""
    emulate, emulated = tab.emulate_media, {}

    def emulate_and_note(**media: Any) -> None:
        emulate(**media)
        emulated.update(media)

    vars(tab).update(emulate_media=emulate_and_note, emulated=emulated)
    return emulated


def refuse_what_lasts(tab: Page) -> None:
    """Let methods fail whose effect would reach the tests that come after."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise AssertionError(TOO_LONG)

    for name in LASTING:
        setattr(tab.context, name, refuse)
        if name != "route":  # a tab's routes can be taken away
            setattr(tab, name, refuse)


def _permit_all(tab: Page) -> None:
    for one in (tab, tab.context):
        for name in LASTING:
            vars(one).pop(name, None)
