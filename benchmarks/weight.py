"""What a first visit weighs on the wire: the page and all that it loads, by language and content coding.

Read from the page itself: its style sheet, script, icon and the one font its language needs, if any. Headers
count, as gunicorn writes them. htmx and the number are not in it: they are fetched when somebody begins to
do something. The suite's browser is asked, too: all that it gets until nothing comes any more, with nobody
at it.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import load, record
from benchmarks.load import Served
from benchmarks.record import Finding
from tests.browser.conftest import FLAGS, PHONE
from tests.support.page_languages import OFFERED

CODINGS = {
    "br": "gzip, deflate, br",
    "gzip": "gzip, deflate",
    "none": "identity",
}
MOST_KB = 45.0
"""As in tests/browser/test_weight.py."""
_LOADED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def main() -> int:
    """Weigh, tell, and say by the status whether the target was met."""
    with tempfile.TemporaryDirectory() as folder, load.served("webapp.wsgi:app", Path(folder)) as app:
        findings = [*read(app), *browsed(app)]
    return 0 if record.tell("weight", findings, {"versions": record.versions("brotli", "gunicorn")}) else 1


def read(app: Served) -> Iterator[Finding]:
    """Weigh what the page names."""
    for lang in OFFERED:
        for coding, accepted in CODINGS.items():
            most = MOST_KB if coding == "br" else None
            weight = first_visit(app, f"/{lang}/gorinov", accepted) / 1000
            yield Finding(f"first visit, {lang}, {coding}", weight, "kB", most, at_most=True)


def browsed(app: Served) -> Iterator[Finding]:
    """Weigh what the browser gets."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        path = chromium if Path(chromium).exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for lang in OFFERED:
            received = _received(browser, f"http://localhost:{app.port}/{lang}/gorinov") / 1000
            name = f"first visit, {lang}, in the browser"
            yield Finding(name, received, "kB", MOST_KB, at_most=True)
        browser.close()


def first_visit(app: Served, path: str, accepted: str) -> int:
    """Add up the bytes of a page and of what it loads."""
    loaded = _LOADED.findall(load.answer(app, path, {})[1].decode())
    assert len(loaded) >= 3, f"{path} names {loaded}; a page has a style, a script and an icon"
    return sum(_weight(app, address, accepted) for address in dict.fromkeys((path, *loaded)))


def _weight(app: Served, address: str, accepted: str) -> int:
    headers, body = load.answer(app, address, {"Accept-Encoding": accepted})
    lines = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    return len("HTTP/1.1 200 OK\r\n\r\n") + lines + len(body)


def _received(browser: Browser, address: str) -> float:
    received = 0.0

    def note(event: dict[str, Any]) -> None:
        nonlocal received
        received += event["encodedDataLength"]  # with headers; of a data: address it is 0

    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", note)
        page.goto(address, wait_until="networkidle")
    return received


if __name__ == "__main__":
    sys.exit(main())
