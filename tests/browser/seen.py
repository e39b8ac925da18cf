"""What a page did without showing it: requests, and messages in the console that tell of a fault."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

BY_LEAVING = "Failed to fetch"
"""What a script says of a request that ends with its page. If the network fails, the browser says so, too."""
PART_OF_A_PAGE = re.compile(r"/(static|pictures|preview)/|/embed/theme\.css$|/qr\.svg$")
"""Paths of what a page shows, or cannot do without: none of them may be missing."""


def is_trouble(said: ConsoleMessage) -> bool:
    """Return whether a message in the console tells of a fault of the page."""
    url = said.location["url"]
    refused = "the server responded with a status of 4" in said.text  # a form, said in words on the page
    is_expected = refused and not PART_OF_A_PAGE.search(urlsplit(url).path)
    by_the_browser = url.endswith("/favicon.ico")  # no page of ours names it
    by_the_clock = "not used within a few seconds" in said.text  # a font, on a busy machine
    is_known = is_expected or by_the_browser or by_the_clock or BY_LEAVING in said.text
    return said.type in ("error", "warning") and not is_known


class Seen:
    """The requests and the faults of the pages that are watched."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.errors: list[str] = []
        self._brought_about: list[str] = []

    def bring_about(self, words: str) -> None:
        """Do not note messages with these words from now on. They may come later than what the page does."""
        self._brought_about.append(words)

    def watch(self, page: Page) -> None:
        """Begin to note."""
        page.on("request", self._note_request)
        page.on("pageerror", self._note_error)
        page.on("console", self._note_message)

    def leave(self, page: Page) -> None:
        """Note no more of a page."""
        page.remove_listener("request", self._note_request)
        page.remove_listener("pageerror", self._note_error)
        page.remove_listener("console", self._note_message)

    def check(self, url: str) -> None:
        """Fail if something went wrong, or was requested from elsewhere than the server."""
        assert self.errors == []
        asked = {request.url.split("/")[2] for request in self.requests if request.url.startswith("http")}
        assert asked <= {url.split("/")[2]}

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)

    def _note_error(self, error: Error) -> None:
        if BY_LEAVING not in str(error):
            self.errors.append(str(error))

    def _note_message(self, message: ConsoleMessage) -> None:
        if is_trouble(message) and not any(words in message.text for words in self._brought_about):
            self.errors.append(message.text)
