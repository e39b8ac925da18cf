"""A posted draft as a file: envelope, postcard, fax, a PDF to be shown; and why one is refused."""

import io

import pytest
from pypdf import PdfReader

from tests.support.builders import an_edition
from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.letter.test_views import Form, a_form
from webapp.campaigns import message_states
from webapp.campaigns.folder import read_folder
from webapp.campaigns.letter_schema import belongs_to_letter
from webapp.campaigns.reader import read_schema
from webapp.domain import text

BEACON = "/en/beacon"


def read(client: PageClient, path: str, form: Form) -> list[str]:
    answer = client.post(path, form)
    assert answer.headers["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.body)).pages]


@pytest.mark.parametrize(
    ("envelope", "size"), [("dl", (624, 312)), ("c5-6", (649, 323)), ("no10", (684, 297))]
)
def test_an_envelope_has_the_size_that_was_chosen(
    client: PageClient, envelope: str, size: tuple[int, int]
) -> None:
    answer = client.post(f"{BEACON}/envelope.pdf", a_form(envelope=envelope))

    box = PdfReader(io.BytesIO(answer.body)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size
    assert "beacon-en-envelope.pdf" in answer.headers["Content-Disposition"]


def test_the_envelope_names_the_country_in_the_language_of_the_page(client: PageClient) -> None:
    assert "FRANCE" in read(client, f"{BEACON}/envelope.pdf", a_form())[0]
    assert "FRANCIA" in read(client, "/es/beacon/envelope.pdf", a_form(page="es"))[0]
    assert "FRANC" not in read(client, f"{BEACON}/envelope.pdf", a_form(posted_in="FR"))[0]


@pytest.mark.parametrize("name", ["letter", "envelope", "postcard", "fax"])
def test_no_note_is_ever_printed(client: PageClient, name: str) -> None:
    only = {"only": "minister"} if name == "fax" else {}

    pages = "".join(read(client, f"{BEACON}/{name}.pdf", a_form(**only)))

    assert "Answers on Mondays" not in pages
    assert "The post is slow" not in pages


def test_a_postcard_has_the_short_text_that_was_typed(client: PageClient) -> None:
    (page,) = read(client, f"{BEACON}/postcard.pdf", a_form(card="Mine & short."))

    assert page.count("Mine & short.") == 3
    assert "She lit a lamp." not in page


@pytest.mark.parametrize("card", ["", "x" * (text.MAX_CARD_CHARS + 1), "x\n" * (text.MAX_CARD_LINES + 1)])
def test_a_postcard_that_cannot_be_is_refused_and_the_letter_still_goes(
    client: PageClient, card: str
) -> None:
    form = a_form(card=card)

    refused = client.post(f"{BEACON}/postcard.pdf", form, status=422)

    assert "The postcard cannot be made yet" in refused.words(refused.by_id("problem"))
    assert refused.words(refused.by_id("card-problem")).strip()
    assert dict(refused.form(f"{BEACON}/letter"))["card"].strip() == card.strip()
    assert read(client, f"{BEACON}/letter.pdf", form)


def test_a_fax_has_a_cover_and_the_letter(client: PageClient) -> None:
    cover, letter = read(client, f"{BEACON}/fax.pdf", a_form(only="minister", sender_name="Sam Sender"))

    assert "+1 202 555 0101" in cover
    assert "+1 202 555 0102" in cover
    assert "From" in cover
    assert "Sam Sender" in cover
    assert "Dear Minister," in letter


@pytest.mark.parametrize(
    ("tag", "label"),
    [("es", "Asunto"), ("nl", "Subject")],  # the interface does not speak Dutch: English, and marked so
)
def test_a_fax_s_labels_are_in_the_letters_language(
    client: PageClient, world: World, tag: str, label: str
) -> None:
    folder = world.campaigns / "beacon"
    messages = dict.fromkeys(message_states.list_messages(read_schema(read_folder(folder))), "mots")
    an_edition(folder, tag, {key: value for key, value in messages.items() if belongs_to_letter(key[0])})
    world.look_again()

    cover = read(client, f"{BEACON}/fax.pdf", a_form(only="minister", letter=tag, was=tag))[0]

    assert label in cover


@pytest.mark.parametrize(("only", "words"), [("warden", "has no fax number"), ("", "has no fax number")])
def test_a_fax_to_nobody_is_refused(client: PageClient, only: str, words: str) -> None:
    path = f"{BEACON}/fax.pdf" if only else "/en/lamp/fax.pdf"
    chosen = {"only": only} if only else {}

    page = client.post(path, a_form(text="My own words.", **chosen), status=422)

    assert words in page.words(page.by_id("problem"))
    assert dict(page.form(path.replace("fax.pdf", "letter")))["text"] == "My own words."


def test_a_pdf_may_be_shown_and_not_kept(client: PageClient) -> None:
    answer = client.post(f"{BEACON}/letter.pdf", a_form(view="1"))

    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("paper", "a3", "a4, letter"),
        ("window", "top", "left, right"),
        ("envelope", "c4", "dl, c5-6, no10"),
        ("posted_in", "XX", "FR"),
    ],
)
def test_a_choice_that_is_none_is_said_and_nothing_is_lost(
    client: PageClient, field: str, value: str, allowed: str
) -> None:
    page = client.post(f"{BEACON}/envelope.pdf", a_form(text="My own words.", **{field: value}), status=422)

    told = page.words(page.by_id("problem"))
    assert value in told
    assert allowed in told
    assert dict(page.form(f"{BEACON}/letter"))["text"] == "My own words."


@pytest.mark.parametrize("name", ["envelope", "postcard", "fax"])
def test_a_reload_leads_back_to_the_page(client: PageClient, name: str) -> None:
    answer = client.get(f"{BEACON}/{name}.pdf", status=303)

    assert answer.headers["Location"] == BEACON


def test_only_what_nobody_typed_in_is_kept_in_memory(client: PageClient, world: World) -> None:
    typed = (
        {"text": "My own words."},
        {"closing": "Bye,"},
        {"card": "Mine."},
        {"sender_name": "Sam"},
        {"sender_address": "3 Any Lane"},
        {"salutation-minister": "Hello,"},
    )
    suggested = a_form(card="Please release Ada Example at once.")
    for name in ("letter", "envelope", "postcard"):
        for change in typed:
            client.post(f"{BEACON}/{name}.pdf", suggested | change)

    assert world.prints.file_count == 0

    first = client.post(f"{BEACON}/letter.pdf", suggested).body
    again = client.post(f"{BEACON}/letter.pdf", suggested).body

    assert world.prints.file_count == 1
    assert first == again


def test_the_cache_never_gives_one_choice_for_another(client: PageClient) -> None:
    changes = (
        {},
        {"paper": "letter"},
        {"window": "right"},
        {"to": "warden"},
        {"posted_in": "FR"},
        {"only": "minister"},
    )
    suggested = a_form(card="Please release Ada Example at once.")

    files = [client.post(f"{BEACON}/letter.pdf", suggested | change).body for change in changes]

    assert len(set(files)) == len(files)
