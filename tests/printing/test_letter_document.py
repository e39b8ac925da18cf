"""The two forms of letters: HTML for print, plain text for a file."""

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader

from tests.printing.letters_to_print import AMBASSADOR, TEXTS, a_full_letter
from tests.printing.printed import ROOT
from webapp.domain.delivery.plain_text import plain
from webapp.printing.letter_document import LetterDocument


@pytest.mark.parametrize("tag", TEXTS)
def test_the_document_is_strict_html_in_the_letters_language_and_direction(environment, tag):
    letter = a_full_letter(tag)

    page = LetterDocument(environment).letters([letter])

    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert root.get("lang") == tag
    assert root.get("dir") == ("rtl" if tag == "ar" else "ltr")
    assert root.findtext("head/title") == letter.subject


def test_each_passage_has_its_own_direction(environment):
    letter = a_full_letter("ar", paragraphs=("عربي", "English", "123"))

    page = LetterDocument(environment).letters([letter])

    assert '<p dir="rtl">عربي</p>' in page
    assert '<p dir="ltr">English</p>' in page
    assert '<p dir="rtl">123</p>' in page, "no strong character: as the page"


@pytest.mark.parametrize(("known", "lang"), [(("en",), 'lang="en"'), ((), 'lang="und"')])
def test_the_address_has_its_own_language(environment, known, lang):
    page = LetterDocument(environment, *known).letters([a_full_letter("ru")])

    assert f'<p dir="ltr" {lang}>14 Linden Square</p>' in page


def test_an_address_in_the_letters_language_needs_no_mark(environment):
    page = LetterDocument(environment, "en").letters([a_full_letter("en")])

    assert '<p dir="ltr">14 Linden Square</p>' in page


def test_text_is_escaped(environment):
    page = LetterDocument(environment).letters(
        [a_full_letter(salutation="<b>Dear</b>", subject="</title><script>")]
    )

    assert "<b>" not in page
    assert "<script>" not in page


def test_an_environment_that_does_not_escape_is_refused():
    careless = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=False)  # noqa: S701

    with pytest.raises(ValueError, match="set autoescape"):
        LetterDocument(careless)


def test_a_run_without_a_place_to_break_is_given_one(environment):
    page = LetterDocument(environment).letters([a_full_letter(paragraphs=("W" * 100,))])

    assert "W" * 40 + "\u200b" + "W" * 40 + "\u200b" + "W" * 20 in page


def test_a_letter_as_plain_text_has_what_its_sheet_has():
    letter = a_full_letter("ru")

    parts = plain([letter]).split("\n\n")

    assert parts[:3] == [
        "\n".join(letter.sender),
        letter.language.date(letter.day),
        "\n".join(letter.address),
    ]
    assert parts[3] == letter.salutation
    assert parts[-1] == letter.sender_name + "\n"


def test_a_letter_without_a_sender_as_plain_text_begins_with_the_date():
    letter = a_full_letter(sender_name="", sender_address=())

    text = plain([letter])

    assert text.startswith("March 14, 2026\n\n")
    assert text.endswith("\n\n" + letter.closing + "\n")


def test_several_letters_as_plain_text_are_apart():
    one, two = a_full_letter(), a_full_letter(target=AMBASSADOR)

    first, second = plain([one, two]).split("-" * 72)

    assert first.strip() == plain([one]).strip()
    assert second.strip() == plain([two]).strip()
