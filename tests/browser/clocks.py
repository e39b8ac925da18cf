"""What a page shows for a few seconds, to a test on a machine that may not look for as long."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

STAYS_TOLD = """{
    const ask = window.setTimeout;
    window.setTimeout = (end, wait, ...more) => (wait >= 3000 ? 0 : ask(end, wait, ...more));
}"""
"""Lets a page not take away what it says of a press, for about four seconds. What waits for less goes on."""


def keep_told(page: Page) -> None:
    """Let this page, until the next is loaded, not take away what it says of a press."""
    page.evaluate(f"() => {STAYS_TOLD}")


def stop_clock(page: Page) -> None:
    """Let no time pass on a page whose clock is installed, unless the test lets it."""
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=2))  # it cannot go back
