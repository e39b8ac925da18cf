"""The kit of a letter evening on the page: its fields, its numbers, what may not be in it."""

import io

import pytest
from pypdf import PdfReader

from tests.support.page_client import PageClient
from tests.web.letter.test_views import a_form

LAMP = "/en/lamp"


def pages_of(body: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


def test_the_kit_has_the_posted_words_and_no_sender(client: PageClient) -> None:
    form = a_form(
        evening="2", text="Words of our own.", sender_name="Sam Sender", sender_address="1 Secret St"
    )

    answer = client.post(f"{LAMP}/evening.pdf", form)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].endswith("lamp-en-evening.pdf")
    first, *letters, _tally, _poster = pages_of(answer.body)
    assert "Ada Example" in first
    assert len(letters) == 4
    assert all("Words of our own." in page for page in letters)
    assert "Sam Sender" not in "".join(letters)
    assert b"Secret" not in answer.body


def test_only_the_chosen_person_is_written_to(client: PageClient) -> None:
    answer = client.post(f"{LAMP}/evening.pdf", a_form(evening="3", to=["minister"]))

    assert len(pages_of(answer.body)) == 1 + 3 + 2


@pytest.mark.parametrize("number", ["0", "61", "", "-1", "1.5", "x", "999999999999999", "٣٣٣", "²"])
def test_another_number_is_refused_and_no_word_is_lost(client: PageClient, number: str) -> None:
    form = a_form(evening=number, both_sides="1", text="Words of our own.")

    page = client.post(f"{LAMP}/evening.pdf", form, status=422)

    assert "from 1 to 60" in page.words(page.by_id("problem"))
    again = dict(page.form(f"{LAMP}/letter"))
    assert "Words of our own." in again["text"]
    assert (again["evening"], again["both_sides"]) == (number[:6], "1")


def test_the_number_stays_whatever_else_is_posted(client: PageClient) -> None:
    page = client.post(f"{LAMP}/letter", a_form(evening="45", both_sides="1"))

    again = dict(page.form(f"{LAMP}/letter"))
    assert (again["evening"], again["both_sides"]) == ("45", "1")


def test_the_most_letters_to_all_are_bounded_in_size(client: PageClient) -> None:
    answer = client.post(f"{LAMP}/evening.pdf", a_form(evening="60", both_sides="1"))

    assert len(pages_of(answer.body)) == 2 * (1 + 120 + 2)
    assert len(answer.body) < 1_000_000


def test_a_closed_campaign_has_no_kit(client: PageClient) -> None:
    client.post("/en/closed/evening.pdf", a_form(evening="2"), status=410)


def test_the_page_offers_it_below_the_post(client: PageClient) -> None:
    page = client.get(LAMP)

    (button,) = (one for one in page.root.iter("button") if one.get("formaction") == f"{LAMP}/evening.pdf")
    assert page.words(button) == "Download the kit (PDF)"
    form = dict(page.form(f"{LAMP}/letter"))
    assert form["evening"] == "10"
    assert "both_sides" not in form
