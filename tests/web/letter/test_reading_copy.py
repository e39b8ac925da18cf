"""A copy to read: both versions on paper, and on each page that it is not for the envelope."""

import io

import pytest
from pypdf import PdfReader

from tests.printing.printed import fold
from tests.printing.test_accessible import breaches
from tests.support.page_client import PageClient
from webapp.domain import text

NOTES = {"en": "A copy to read. Not for the envelope.", "ru": "Для чтения. В конверт не вкладывать."}


def read(body: bytes) -> list[str]:
    return [fold(page.extract_text()) for page in PdfReader(io.BytesIO(body)).pages]


def a_form(client: PageClient, lang: str, letter: str) -> dict[str, str]:
    page = client.get(f"/{lang}/gorinov?letter={letter}&to=ambassador")
    return dict(page.form(f"/{lang}/gorinov/letter"))


@pytest.mark.parametrize(("lang", "letter", "frame"), [("en", "ru", ""), ("ru", "es", "/embed")])
def test_both_versions_are_printed_part_by_part(
    client: PageClient, lang: str, letter: str, frame: str
) -> None:
    form = a_form(client, lang, letter) | {"sender_name": "Sam Sender", "paper": "letter"}
    version = a_form(client, lang, lang)
    first, second, *others = form["text"].split("\n\n")
    form["text"] = "\n\n".join([first, *others, "My <own> words."])

    answer = client.post(f"{frame}/{lang}/gorinov/reading.pdf", form)

    pages = read(answer.body)
    whole = "".join(pages)
    assert all(fold(NOTES[lang]) in page for page in pages)
    for part in (first, *others, form["closing"], form["salutation-ambassador"], "My <own> words."):
        assert fold(part) in whole
    assert fold(second) not in whole  # it is not in the letter any more
    for part in (*version["text"].split("\n\n")[2:], version["closing"]):
        assert fold(part) in whole
    for absent in ("Sam Sender", "2650 Wisconsin Avenue"):
        assert fold(absent) not in whole
    assert breaches(answer.body) == set()
    assert f"gorinov-{letter}-reading.pdf" in answer.headers["Content-Disposition"]


def test_the_button_stands_where_there_is_something_to_read(client: PageClient) -> None:
    def buttons(address: str) -> list[str]:
        page = client.get(address)
        found = [one.get("formaction", "") for one in page.all("button")]
        return [each for each in found if each.endswith("/reading.pdf")]

    assert buttons("/en/gorinov?letter=ru") == ["/en/gorinov/reading.pdf"] * 2
    assert buttons("/embed/en/gorinov?letter=ru") == ["/embed/en/gorinov/reading.pdf"] * 2
    assert buttons("/en/gorinov") == []


def test_without_another_version_it_is_refused_and_nothing_is_lost(client: PageClient) -> None:
    page = client.post("/en/gorinov/reading.pdf", a_form(client, "en", "en") | {"text": "Mine."}, status=422)

    assert "only for a letter in another language" in page.words(page.by_id("problem"))
    assert page.words(page.by_id("text")) == "Mine."


def test_the_longest_letter_is_printed_within_the_bounds_of_the_process(client: PageClient) -> None:
    paragraph = "слово за словом " * (text.MAX_PARAGRAPH_CHARS // 16)
    form = a_form(client, "en", "ru") | {"text": f"{paragraph}\n\n" * 4 + "слово\n\n" * 50}

    pages = read(client.post("/en/gorinov/reading.pdf", form).body)

    assert len(pages) > 4
    assert "".join(pages).count("слово") == 8 * (text.MAX_PARAGRAPH_CHARS // 16) + 50
