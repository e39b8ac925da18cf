"""Every page language with every letter language: the page, the sheet that is printed, and the ways by mail.

One document a pair and no PDF: tests/printing prints a letter in each language. Each page is looked at; the
suite prints from every other one and mails from those between, a soak does both from each.
"""

import re
from email import message_from_bytes
from email.policy import default
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.page_languages import OFFERED
from tests.support.rounds import is_run
from tests.web.conftest import World
from webapp.campaigns.folder import read_folder
from webapp.campaigns.reader import read_campaign
from webapp.domain.edition import Edition
from webapp.printing.line_breaking import without_break_opportunities
from webapp.printing.print_cache import PrintCache
from webapp.printing.printer import Printer
from webapp.settings import ROOT

GORINOV = read_campaign(read_folder(ROOT / "campaigns" / "gorinov"))
LETTERS = [GORINOV.editions[each.tag] for each in GORINOV.letter_languages]
TARGETS = ("prosecutor", "ambassador")
HTML, SHEET = r"<html [^>]*>", r'<div [^>]*class="sheet letter[^>]*>'
TEXT = r'<textarea [^>]*id="text"[^>]*>([^<]*)</textarea>'


def found(pattern: str, page: str) -> re.Match[str]:
    """Return the one place where a pattern is found."""
    (match,) = re.finditer(pattern, page)
    return match


class DocumentTaker:
    """Takes what would be printed; all else it leaves to the printer."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self.documents: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._printer, name)

    def render(self, html: str, *_place: object, **_request: object) -> bytes:
        """Take the document."""
        self.documents.append(html)
        return b"%PDF-1.7"


@pytest.fixture
def printer(printer: Printer) -> DocumentTaker:
    """In place of the printer."""
    return DocumentTaker(printer)


@pytest.fixture
def world(world: World) -> World:
    """A world in which no print is kept."""
    world.prints = PrintCache(0)
    return world


def test_the_shipped_letter_is_offered_in_every_page_language() -> None:
    assert {each.language.tag for each in LETTERS} >= {*OFFERED}


@pytest.mark.soak
@pytest.mark.parametrize("lang", OFFERED)
def test_every_letter_is_read_printed_and_mailed_from_a_page(
    app: Flask, printer: DocumentTaker, lang: str
) -> None:
    client = app.test_client()
    for place, edition in enumerate(LETTERS, OFFERED.index(lang)):
        check_page(client, lang, edition)
        if is_run(place):
            check_print(client, printer, lang, edition)
        if is_run(place + 1):
            check_mail(client, lang, edition)


def check_page(client: FlaskClient, lang: str, edition: Edition) -> None:
    """The page speaks its language, and the sheet on it the letter's; so does the link that opens a mail."""
    tag, letter = edition.language.tag, edition.text.letter
    page = client.get(f"/{lang}/gorinov?letter={tag}&to=ambassador").get_data(as_text=True)

    html, sheet, text = (found(pattern, page) for pattern in (HTML, SHEET, TEXT))
    assert f'lang="{lang}"' in html[0]
    assert f'lang="{tag}" dir="{edition.language.direction}"' in sheet[0]
    assert unescape(text[1]).strip().split("\n\n") == [*letter.paragraphs]
    assert found(rf'<option value="{tag}"[^>]* selected>', page)
    assert quote(letter.subject, safe="") in unescape(page)


def form(lang: str, edition: Edition, *targets: str) -> dict[str, str | list[str]]:
    """What the page posts where nothing was changed."""
    text, tag = edition.text, edition.language.tag
    salutations = {f"salutation-{each}": text.targets[each].salutation for each in targets}
    return salutations | {
        **{"letter": tag, "was": tag, "was_in": lang, "page": lang, "shown": " ".join(targets)},
        **{"to": [*targets], "text": "\r\n\r\n".join(text.letter.paragraphs), "closing": text.letter.closing},
    }


def check_print(client: FlaskClient, printer: DocumentTaker, lang: str, edition: Edition) -> None:
    """What is printed holds every paragraph of the letter, for each person, in the letter's language."""
    answer = client.post(f"/{lang}/gorinov/letter.pdf", data=form(lang, edition, *TARGETS))

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    document = without_break_opportunities(unescape(printer.documents.pop()))
    sheet = f'lang="{edition.language.tag}" dir="{edition.language.direction}"'
    assert len(re.findall(rf'<div class="letter [^>]*{sheet}', document)) == len(TARGETS)
    assert {document.count(each) for each in edition.text.letter.paragraphs} == {len(TARGETS)}
    assert all(edition.text.targets[each].salutation in document for each in TARGETS)
    assert not printer.documents


def check_mail(client: FlaskClient, lang: str, edition: Edition) -> None:
    """The e-mail draft is the letter."""
    answer = client.post(f"/{lang}/gorinov/letter.eml", data=form(lang, edition, "ambassador"))

    assert (answer.status_code, answer.mimetype) == (200, "message/rfc822")
    message = message_from_bytes(answer.data, policy=default)
    body = message.get_content()
    assert message["Subject"].split() == edition.text.letter.subject.split()
    assert edition.text.targets["ambassador"].salutation in body
    assert all(each in body for each in edition.text.letter.paragraphs)
