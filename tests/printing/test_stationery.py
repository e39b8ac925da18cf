"""Envelopes, postcards and faxes: positions of their parts, and no lost text."""

from dataclasses import replace

import pytest

from tests.printing.letters_to_print import AMBASSADOR, FAX_LABELS, MINISTER, TEXTS, a_full_letter
from tests.printing.printed import fold
from tests.printing.test_windows import DPI, INCH, LONG, first_page
from tests.support.rounds import cases
from webapp.domain import text
from webapp.domain.address import PostalAddress
from webapp.domain.stationery import Envelope, Paper

CARD = ("Please release Marta Ilin at once.", "Thank you.")


def an_envelope(envelope, **changes):
    return a_full_letter("en", AMBASSADOR, envelope=envelope, country_line="UNITED STATES", **changes)


@pytest.mark.parametrize("envelope", Envelope)
def test_the_page_has_the_size_of_the_envelope(prints, document, envelope):
    printed = prints(document.envelopes([an_envelope(envelope)]))

    assert printed.sizes == [pytest.approx(envelope.size, abs=0.1)]


@pytest.mark.parametrize("address", [AMBASSADOR.address, LONG])
@pytest.mark.parametrize("envelope", Envelope)
def test_the_address_is_where_sorting_machines_read_it(prints, document, envelope, address):
    letter = replace(an_envelope(envelope), target=replace(AMBASSADOR, address=address))
    width, height = envelope.size

    places = prints(document.envelopes([letter])).places()

    for line in letter.address:
        left, top, right, bottom = places[line]
        assert left >= 15  # Deutsche Post: 15 mm from the left and right, 40 mm from the top …
        assert right <= width - 15
        assert top >= 40
        assert bottom <= height - 15.9  # … 15 mm from below; USPS DMM 202, 2.1: 5/8 in
        assert top >= height - 69.9  # and at most 2 3/4 in above the lower edge
    tops = [places[line][1] for line in letter.address]
    assert tops == sorted(tops)
    assert tops[-1] == places["UNITED STATES"][1], "the country stands last"


@pytest.mark.parametrize("envelope", Envelope)
def test_the_sender_leaves_room_for_the_stamps(prints, document, envelope):
    letter = an_envelope(envelope, sender_address=("A long line of an address that goes on", "X", "Y", "Z"))
    width, _ = envelope.size

    places = prints(document.envelopes([letter])).places()

    for line in letter.sender:
        left, top, right, bottom = places[line]
        assert left >= 10
        assert top >= 8
        assert right <= width - 74  # the stamp's zone is 74 by 40 mm
        assert bottom <= 40


def test_each_letter_has_an_envelope_with_its_address_only(prints, document):
    printed = prints(document.envelopes([a_full_letter("ru"), a_full_letter("ru", AMBASSADOR)]))

    assert len(printed.pages) == 2
    assert "Tomas Renn" in printed.pages[0]
    assert "Tomas Renn" not in printed.pages[1]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("tag", TEXTS)
def test_three_postcards_are_on_a_sheet(prints, document, tag, paper):
    letter = a_full_letter(tag, card=CARD, paper=paper)

    printed = prints(document.postcards([letter]))

    assert len(printed.pages) == 1
    assert printed.pages[0].count("Please release Marta Ilin at once.") == 3
    assert printed.pages[0].count("10204 Karsava") == 3
    assert letter.paragraphs[0][:30] not in printed.pages[0], "the short text alone"


@pytest.mark.parametrize(("number", "sheets"), [(2, 1), (3, 1), (4, 2)])
def test_each_target_has_a_card_and_no_sheet_has_an_empty_place(prints, document, number, sheets):
    targets = [replace(AMBASSADOR, address=PostalAddress((f"Desk {n}",))) for n in range(number)]

    printed = prints(document.postcards([a_full_letter(target=each, card=CARD) for each in targets]))

    assert len(printed.pages) == sheets
    cards = [sum(page.count(f"Desk {n}") for page in printed.pages) for n in range(number)]
    assert min(cards) >= 1
    assert sum(cards) == 3 * sheets


@pytest.mark.soak
@pytest.mark.parametrize(
    ("unit", "lines", "most"),
    cases(
        ["word ", "слово ", "كلمة ", "WOMEN ", "ШЕСТЬ "],
        [1, 3, text.MAX_CARD_LINES],
        [150, 300, 450, text.MAX_CARD_CHARS],
    ),
)
def test_a_postcard_of_any_length_is_complete(prints, document, unit, lines, most):
    """With every other field at its limit, nothing reaches below the cut or into the address."""
    length = (most - lines) // lines
    card = "\n".join((unit * text.MAX_CARD_CHARS)[: length - 1].strip() + "¶" for _ in range(lines))
    field = (unit * text.MAX_LINE_CHARS)[: text.MAX_LINE_CHARS - 1].strip() + "§"
    letter = a_full_letter(card=(card,), salutation=field, closing=field, sender_name=field)
    assert len(card) <= text.MAX_CARD_CHARS

    printed = prints(document.postcards([letter]))

    assert printed.text.count("¶") == 3 * lines
    assert printed.text.count("§") == 9
    picture = first_page(printed.data)
    for box in ((0, 94, 101, 98), (98, 0, 101, 98)):  # above the cut, and beside the line
        strip = picture.crop(tuple(round(edge / INCH * DPI) for edge in box))
        assert strip.getextrema()[0] > 200, "ink where there should be none"


@pytest.mark.parametrize(("chars", "size"), [(150, "large"), (420, "medium"), (700, "small")])
def test_a_postcard_has_the_largest_type_in_which_its_words_fit(document, chars, size):
    sentence = "Please release Marta Ilin at once and unconditionally. "
    letter = a_full_letter(card=((sentence * 20)[:chars].strip(),))

    assert f'card-text is-{size}"' in document.postcards([letter])


def test_a_fax_begins_with_the_number_in_large_type(prints, document):
    target = replace(MINISTER, fax=("+1 202 555 0100",))

    printed = prints(document.fax(a_full_letter(target=target), FAX_LABELS))

    assert len(printed.pages) == 2
    assert "+1 202 555 0100" in printed.pages[0]
    _, top, _, bottom = printed.places()["+1 202 555 0100"]
    assert bottom - top >= 7, "its figures are as high as a finger is wide"
    assert "Tomas Renn" in printed.pages[0]
    assert "Dear Minister," in printed.pages[1]


@pytest.mark.parametrize(("times", "sheets"), [(1, 2), (3, 3)])
def test_the_cover_names_the_number_of_pages(prints, document, times, sheets):
    letter = a_full_letter(target=replace(MINISTER, fax=("+1 202 555 0100",)))
    letter = replace(letter, paragraphs=letter.paragraphs * times)

    printed = prints(document.fax(letter, FAX_LABELS))

    assert len(printed.pages) == sheets
    assert fold(printed.pages[0]).endswith(f"Pages{sheets}")
