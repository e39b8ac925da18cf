"""No letter can be printed: the page says so, holds the draft, and offers the same button again."""

import pytest

from tests.support.page_client import PageClient
from tests.web.letter.test_views import Form, a_form
from webapp.printing.printer import Printer, PrintError, PrintQueueFull

BEACON = "/en/beacon"
MINE: Form = {"text": "My own words.\n\n<b>& more</b>", "sender_name": "Sam Sender"}


class FailingPrinter:
    """Knows its fonts as the real one does, and prints nothing."""

    def __init__(self, real: Printer, failure: Exception) -> None:
        self.missing, self.widths, self._failure = real.missing, real.widths, failure

    def render(self, _html: str, _address: str | None) -> bytes:
        raise self._failure


@pytest.fixture
def failure() -> Exception:
    return PrintQueueFull("other letters")


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

    assert page.headers["Retry-After"] == "5"
    assert "Your letter is still here" in page.words(page.by_id("problem"))
    kept = dict(page.form(f"{frame}{BEACON}/letter"))
    assert kept["text"].strip().replace("\r", "") == MINE["text"]
    assert kept["sender_name"] == "Sam Sender"
    again = next(one for one in page.by_id("again").iter("button") if one.get("formaction"))
    assert (again.get("form"), again.get("formaction")) == ("draft", path)
    assert {again.get("name"): again.get("value")} == (pressed or {None: None})
    assert page.by_id("again").get("data-seconds") == "5"
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
