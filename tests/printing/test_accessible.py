"""The file is fit for a screen reader: PDF/UA-1 by an independent checker, and each passage in its language.

The checker is `page-validation`, which looks at 104 rules of ISO 14289-1. None looks at what language a
passage is in, so we do.
"""

import page
import pytest
import weasyprint

from tests.printing.letters_to_print import AMBASSADOR, FAX_LABELS, MINISTER, TEXTS, a_full_letter
from tests.printing.printed import Printed
from webapp.domain.stationery import Paper

ABROAD = {"country_line": "FEDERACIÓN / FEDERATION", "country_language": "es"}


def breaches(data: bytes) -> set[str]:
    """Return the rules that a file breaks."""
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total >= 100
    return {each.rule_id for each in report.failures}


def languages(printed: Printed) -> list[str]:
    """Return each paragraph's language for a screen reader: its own, or the nearest ancestor's."""
    found = []

    def walk(node, tag):
        tag = node.get("/Lang", tag)
        if node.get("/S") == "/P":
            found.append(str(tag))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid := kid.get_object(), dict):
                walk(kid, tag)

    walk(printed.catalog["/StructTreeRoot"], printed.catalog.get("/Lang"))
    return found


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TEXTS)
def test_an_independent_checker_finds_nothing_in_letters(prints, tag, paper):
    long = a_full_letter(tag, paper=paper, paragraphs=a_full_letter(tag).paragraphs * 3)

    printed = prints(a_full_letter(tag, paper=paper), long, a_full_letter("ar", AMBASSADOR))

    assert breaches(printed.data) == set()


@pytest.mark.parametrize("tag", TEXTS)
def test_an_independent_checker_finds_nothing_in_envelopes_cards_and_faxes(prints, document, tag):
    letters = [a_full_letter(tag, card=("Short.",)), a_full_letter(tag, AMBASSADOR, card=("Short.",))]

    for html in (
        document.envelopes(letters),
        document.postcards(letters),
        document.fax(letters[0], FAX_LABELS),
    ):
        assert breaches(prints(html).data) == set()


def test_the_checker_finds_a_file_without_tags():
    bare = weasyprint.HTML(string='<html lang="en"><title>x</title><p>Aa').write_pdf()

    assert "PDFUA1-STRUCT-TREE-ROOT-001" in breaches(bare)


def test_each_paragraph_of_a_letter_has_its_language(prints):
    letter = a_full_letter("ru", **ABROAD)
    sender, address, text = 4, len(MINISTER.address.lines), 1 + 1 + len(letter.paragraphs) + 1 + 1

    found = languages(prints(letter))

    assert found == ["ru"] * sender + ["und"] + ["en"] * address + ["es"] + ["ru"] * text


def test_each_of_several_letters_has_its_language(prints):
    found = languages(prints(a_full_letter("en"), a_full_letter("ar", AMBASSADOR)))

    assert found[0] == "en"
    assert found[-1] == "ar"
    assert found.count("ar") == 4 + 1 + 1 + len(TEXTS["ar"]["paragraphs"]) + 2


def test_a_paragraph_on_two_sheets_keeps_its_language_on_both(prints):
    long = a_full_letter("ar", paragraphs=(" ".join(TEXTS["ar"]["paragraphs"] * 2),))

    found = languages(prints(a_full_letter("en"), long))

    assert found[-5:] == ["ar"] * 5


def test_a_fax_cover_is_in_the_language_of_its_labels(prints, document):
    found = languages(prints(document.fax(a_full_letter("ru"), FAX_LABELS)))

    assert found[0] == "en"
    assert found[-1] == "ru"
