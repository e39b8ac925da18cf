"""How far it is on the page to what acts: in screens and key presses, in the suite's browser.

On a phone of 360 by 740 CSS pixels, with and without scripts, on a desktop, and in a partner's frame.
A screen is the height of the window: a button at the end of the fourth is 4 screens down.
Key presses are counted by pressing Tab, and Enter on a link within the page: the shortest way counts.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from benchmarks import record
from benchmarks.browser import browsing
from benchmarks.record import Finding
from tests.browser.conftest import DESKTOP, PHONE
from tests.support.page_languages import OFFERED

SEND = "#send a.button:not(.delivery-sent *), #send .delivery button"
"""What sends, copies or prints; neither what takes up the changes without scripts, nor what reports."""
REPORT = ".delivery-sent a, #report a.button, #report button"
"""What reports: in the card of a delivery option, and in the step for it."""
MAX_TABS = 120
_FOCUSED = "() => document.activeElement === document.body ? null : document.activeElement"
_STOP = """element => {
  const acts = element.matches("a.button, button");
  const reports = acts && !!element.closest("#report, .delivery-sent");
  return {
    sends: acts && !reports && !!element.closest("#send"),
    reports,
    leads: element.matches('a[href^="#"]') ? element.getAttribute("href") : "",
  };
}"""


@dataclass(frozen=True)
class Device:
    """A window, and what its browser does."""

    name: str
    options: dict[str, Any]
    path: str = "/{lang}/gorinov"
    most_to_button: float | None = None
    """Screens at most to the first button that sends, and to the first that reports."""
    most: float | None = None
    """Screens at most for the page until something is unfolded."""


PHONE_OPTIONS = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
DEVICES = (
    Device("phone", PHONE_OPTIONS, most_to_button=4),
    Device("phone without scripts", PHONE_OPTIONS | {"java_script_enabled": False}, most_to_button=4),
    Device("desktop", {"viewport": DESKTOP}),
    Device("frame", PHONE_OPTIONS, "/embed/{lang}/gorinov", most=6),
)


def main() -> int:
    """Measure, tell, and say by the status whether the targets were met."""
    with browsing() as (browser, site):
        findings = [
            finding
            for device in DEVICES
            for lang in OFFERED
            for finding in measured(browser, site, device, lang)
        ]
        version = browser.version
    return 0 if record.tell("journey", findings, {"versions": {"chromium": version}}) else 1


def measured(browser: Browser, site: str, device: Device, lang: str) -> Iterator[Finding]:
    """Open the page on a device, in a language, and measure the ways on it."""
    with browser.new_context(**device.options) as context:
        page = context.new_page()
        for _ in range(2):  # at first the page may be laid out before its font has come
            page.goto(site + device.path.format(lang=lang), wait_until="networkidle")
        screen = device.options["viewport"]["height"]
        height = page.evaluate("() => document.documentElement.scrollHeight")
        name = f"{device.name}, {lang}"
        yield Finding(f"{name}: the whole page", height / screen, "screens", device.most, at_most=True)
        for what, buttons in (("send", SEND), ("report", REPORT)):
            first = first_visible(page.locator(buttons))
            if first is None:
                continue  # folded, as in a frame
            button = f"{name}: to the first button of “{what}”"
            yield Finding(button, first / screen, "screens", device.most_to_button, at_most=True)
        if not device.options.get("has_touch"):
            presses = key_presses(page)
            for what in ("sends", "reports"):
                yield Finding(f"{name}: to the first that {what}", presses[what], "key presses")


def first_visible(buttons: Locator) -> float | None:
    """Return the lower end of the highest visible button in CSS pixels from the page's top."""
    ends = [
        box["y"] + box["height"]
        for button in buttons.all()
        if button.is_visible() and (box := button.bounding_box())
    ]
    return min(ends, default=None)


def key_presses(page: Page) -> dict[str, int]:
    """Count the key presses to what sends and to what reports, by the shortest way that links offer."""
    straight, links = _walk(page, "")
    best = dict(straight)
    for target, cost in links.items():
        on, _ = _walk(page, target)
        for what, count in on.items():
            best[what] = min(best.get(what, MAX_TABS), cost + 1 + count)
    return best


def _walk(page: Page, fragment: str) -> tuple[dict[str, int], dict[str, int]]:
    """Press Tab from the top, or from where a link within the page leads, until something reports."""
    page.goto(page.url.partition("#")[0])
    if fragment:
        page.locator(f'a[href="{fragment}"]').first.evaluate("link => link.click()")
    found: dict[str, int] = {}
    links: dict[str, int] = {}
    for count in range(1, MAX_TABS + 1):
        page.keyboard.press("Tab")
        element = page.evaluate_handle(_FOCUSED).as_element()
        if element is None:
            continue
        stop = element.evaluate(_STOP)
        if stop["leads"]:
            links.setdefault(stop["leads"], count)
        for what in ("sends", "reports"):
            if stop[what]:
                found.setdefault(what, count)
        if "reports" in found:
            break
    return found, links


if __name__ == "__main__":
    sys.exit(main())
