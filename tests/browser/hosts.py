"""Pages of other sites that embed ours: a small server on another host name, with its own policy."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Frame, Page

from tests.browser.conftest import launch_a_whole_one
from tests.support import servers
from tests.support.builders import a_campaign_folder

NOTES = """
window.shifts = []; window.heard = []; window.said = []; window.fitted = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => shifts.push([one.startTime, one.value])))
    .observe({type: 'layout-shift', buffered: true});
addEventListener('urgent-appeal:recorded', event => heard.push(event.target.dataset.partner || ''));
addEventListener('message', event => { said.push(event.data); });
"""
PATIENT = """{
    const ask = window.setTimeout;
    window.setTimeout = (end, wait, ...more) => ask(end, wait === 5000 ? 60000 : wait, ...more);
}
"""
"""Lets our script wait a minute for a frame's answer: on a busy machine five seconds are too few."""
FITTED_WITHIN_SECONDS = 60
STRANGER = "stranger.localhost"
"""A site to whose script no frame answers."""
HOSTILE = """
* { all: unset; box-sizing: border-box !important; font-size: 40px; }
div, p, main { display: block; }
iframe { height: 90px !important; max-height: 100px !important; border: 9px solid !important;
         transform: scale(.5) !important; float: left !important; }
"""


@dataclass
class Host:
    """A site: its address, and what it answers by path."""

    url: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def show(
        self, body: str, *, head: str = "", html: str = "", policy: str = "", name: str = "/page"
    ) -> str:
        """Put up a page and give its address; `policy` is its Content-Security-Policy."""
        document = (
            f'<!doctype html><html {html or "lang=en"}><meta charset="utf-8"><title>Host</title>'
            f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            f'<script src="/notes.js"></script>{head}<body>{body}</body></html>'
        )
        self.pages[name] = (document, {"Content-Security-Policy": policy} if policy else {})
        return f"{self.url}{name}"


@contextmanager
def host(name: str) -> Iterator[Host]:
    """Serve a site under a host name of this machine."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text, headers = site.pages.get(self.path.partition("?")[0], ("", {}))
            body = text.encode()
            self.send_response(200 if text else 404)
            kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
            self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else kind)
            self.send_header("Content-Length", str(len(body)))
            for key, value in headers.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    site = Host(f"http://{name}:{server.server_port}")
    notes = NOTES if name == STRANGER else NOTES + PATIENT
    site.pages |= {"/notes.js": (notes, {}), "/hostile.css": (HOSTILE, {})}
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def link(app: str, slug: str = "lamp", lang: str = "en", **more: str) -> str:
    """Write the link as a partner does."""
    given = "".join(f' data-{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<a class="urgent-appeal" href="{app}/{lang}/{slug}"{given}>Write for Ada Example</a>'


def script(app: str) -> str:
    """Write the one line."""
    return f'<script src="{app}/embed.js" async></script>'


@dataclass(frozen=True)
class World:
    """The app, a site that is a partner, one that is not, and a browser that keeps nothing for frames."""

    app: servers.Server
    friend: Host
    stranger: Host
    browser: Browser


@contextmanager
def world(root: Path, first: Browser) -> Iterator[World]:
    """Start them. The lamp is open to every site, the closet to its partner's only."""
    browser = launch_a_whole_one(
        first, "--test-third-party-cookie-phaseout", ignore_default_args=["--hide-scrollbars"]
    )
    with host("friend.localhost") as friend, host(STRANGER) as stranger:
        for slug, embedding in (("lamp", "open"), ("closet", "partners")):
            path = a_campaign_folder(root / "campaigns", slug, deadline="2999-01-01") / "campaign.toml"
            partner = f'[[partners]]\nid = "friend"\nname = "Friends"\norigins = ["{friend.url}"]\n'
            path.write_text(f'embedding = "{embedding}"\n{path.read_text()}\n{partner}', encoding="utf-8")
        app = servers.start(
            root / "data", CAMPAIGNS=str(root / "campaigns"), RATE_LIMITS="off", WORKERS="1", eager=True
        )
        yield World(app, friend, stranger, browser)
        browser.close()
        assert app.stop() == 0


def framed(page: Page, number: int = 0) -> Frame:
    """Return a frame on the page as soon as it has been fitted."""
    element = _element(page, number)
    frame = element.content_frame()
    assert frame
    frame.locator("html.fitted").wait_for()
    misfit(page, number)
    page.evaluate("fitted = fitted || performance.now()")  # what jumps from now on is a fault, see `shifts`
    return frame


def misfit(page: Page, number: int = 0) -> float:
    """Wait until a frame is as tall as its content; return by how many pixels it still is not.

    It is 1000 where the frame scrolls.
    """
    give_up = time.monotonic() + FITTED_WITHIN_SECONDS
    while (wrong := _misfit_now(page, number)) > 1 and time.monotonic() < give_up:
        page.wait_for_timeout(50)
    return wrong


def _misfit_now(page: Page, number: int) -> float:
    element = _element(page, number)
    frame = element.content_frame()
    assert frame
    # Two frames on the screen: what has just been changed is laid out, and the host has heard of it.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    inner = frame.evaluate(
        """() => { const root = document.documentElement; return [root.getBoundingClientRect().height,
            root.scrollHeight > innerHeight || root.scrollWidth > root.clientWidth
            || root.clientWidth < innerWidth]; }"""
    )
    height = element.evaluate("one => one.getBoundingClientRect().height")
    return 1000 if inner[1] else abs(float(height) - float(inner[0]))


def shifts(page: Page) -> float:
    """Add up what jumped in the host's page since the first fit."""
    return float(page.evaluate("shifts.filter(one => one[0] > fitted).reduce((sum, one) => sum + one[1], 0)"))


def _element(page: Page, number: int) -> ElementHandle:
    element = page.locator("iframe").nth(number).element_handle()
    assert element
    return element
