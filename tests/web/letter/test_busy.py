"""No letter can be printed: the page says so, holds the draft, and offers the same button again."""

import time
from collections.abc import Iterator

import pytest

from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import Form, a_form
from webapp.printing.printer import Printer, PrintError, PrintQueueFull
from webapp.server.network_counters import MINUTE, Limit, NetworkCounters
from webapp.web.http.rate_limits import LIMITS, SHARE_UNDER_PRESSURE, RateLimiter
from webapp.web.http.thread_wait import MAX_WAIT_SECONDS, note_arrival

BEACON = "/en/beacon"
MINE: Form = {"text": "My own words.\n\n<b>& more</b>", "sender_name": "Sam Sender"}


class FailingPrinter:
    """Knows its fonts as the real one does, and prints nothing."""

    def __init__(self, real: Printer, failure: Exception) -> None:
        self.missing, self.widths, self._failure = real.missing, real.widths, failure

    def render(self, _html: str, _address: str | None, _wait_seconds: float, **_more: object) -> bytes:
        raise self._failure

    def require_room(self, _address: str | None, *, is_short: bool) -> None:
        if not is_short:
            raise self._failure


@pytest.fixture
def failure() -> Exception:
    return PrintQueueFull("other letters", retry_seconds=17)


@pytest.fixture(name="printer")
def failing_printer(printer: Printer, failure: Exception) -> FailingPrinter:
    return FailingPrinter(printer, failure)


@pytest.mark.parametrize("frame", ["", "/embed"])
@pytest.mark.parametrize(
    ("name", "pressed"),
    [
        ("letter", {}),
        ("letter", {"view": "1"}),
        ("letter", {"only": "minister"}),
        ("envelope", {}),
        ("postcard", {}),
        ("fax", {"only": "minister"}),
    ],
)
def test_a_busy_printer_costs_no_word_and_the_button_is_there_again(
    client: PageClient, frame: str, name: str, pressed: dict[str, str]
) -> None:
    path = f"{frame}{BEACON}/{name}.pdf"

    page = client.post(path, a_form(**MINE, **pressed), status=503)

    assert page.headers["Retry-After"] == "17"
    assert "Your letter is still here" in page.words(page.by_id("problem"))
    kept = dict(page.form(f"{frame}{BEACON}/letter"))
    assert kept["text"].strip().replace("\r", "") == MINE["text"]
    assert kept["sender_name"] == "Sam Sender"
    again = next(one for one in page.by_id("again").iter("button") if one.get("formaction"))
    assert (again.get("form"), again.get("formaction")) == ("draft", path)
    assert {again.get("name"): again.get("value")} == (pressed or {None: None})
    assert page.by_id("again").get("data-seconds") == "17"
    assert "/static/js/retry.js" in page.text


@pytest.mark.parametrize("failure", [PrintError("the printing process did not answer within 20 seconds")])
def test_a_letter_that_cannot_be_printed_is_not_tried_again_by_itself(client: PageClient) -> None:
    page = client.post(f"{BEACON}/letter.pdf", a_form(**MINE), status=500)

    assert "take the plain text" in page.words(page.by_id("problem"))
    assert dict(page.form(f"{BEACON}/letter"))["sender_name"] == "Sam Sender"
    assert f'formaction="{BEACON}/letter.txt"' in page.text
    assert 'id="again"' not in page.text
    assert "retry.js" not in page.text
    assert client.post(f"{BEACON}/letter.txt", a_form(**MINE)).text.count("My own words.")


def test_pages_that_are_not_busy_load_nothing_for_it(client: PageClient) -> None:
    assert "retry.js" not in client.get(BEACON).text


class TestShortRefusals:
    """A refusal that holds the draft costs as much as the draft: who gets many of them gets a short one."""

    @pytest.fixture
    def limits(self) -> dict[str, Limit]:
        return dict(LIMITS)

    @pytest.fixture
    def world(self, world: World, limits: dict[str, Limit]) -> World:
        world.limiter = RateLimiter(NetworkCounters(), limits=limits)
        return world

    @pytest.fixture
    def waited(self) -> Iterator[None]:
        """Let requests have waited for a thread: as long as a letter may, or a second."""
        yield
        note_arrival(None)

    @pytest.mark.parametrize("limits", [{**LIMITS, "refusal": Limit(0, MINUTE)}])
    @pytest.mark.parametrize("text", ["My own words.", "My own words. " + "long " * 4_000])
    def test_a_network_that_was_refused_too_often(self, client: PageClient, text: str) -> None:
        client.post(f"{BEACON}/letter.pdf", a_form(text="My own words."), status=503)

        page = client.post(f"{BEACON}/letter.pdf", a_form(text=text), status=503)

        assert "My own words." not in page.words()
        assert page.headers["Retry-After"] == "17"

    @pytest.mark.parametrize("route", ["letter", "letter.pdf", "letter.txt"])
    def test_a_request_that_waited_too_long_is_not_read(
        self, client: PageClient, route: str, waited: None
    ) -> None:
        note_arrival(time.monotonic() - MAX_WAIT_SECONDS)

        page = client.post(f"{BEACON}/{route}", a_form(**dict.fromkeys(map(str, range(500)), "")), status=503)

        assert page.headers["Retry-After"] == "5"

    @pytest.mark.parametrize("is_pressed", [True, False])
    def test_while_requests_wait_for_threads_fewer_refusals_hold_the_draft(
        self, client: PageClient, world: World, waited: None, is_pressed: bool
    ) -> None:
        world.limiter.spend("refusal", "127.0.0.1", round(LIMITS["refusal"].most * SHARE_UNDER_PRESSURE) + 1)
        note_arrival(time.monotonic() - 1.0 if is_pressed else None)

        page = client.post(f"{BEACON}/letter.pdf", a_form(text="My own words."), status=503)

        assert ("My own words." in page.text) is not is_pressed
