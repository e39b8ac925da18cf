"""Addresses on envelopes: the destination's order, and the country as the sender's post reads it."""

import pytest

from webapp.domain.address import PostalAddress, country_line, head
from webapp.domain.delivery.tel import tel
from webapp.domain.language import Language


@pytest.mark.parametrize(
    ("country", "sender", "line"),
    [
        ("US", "en", "UNITED STATES"),
        ("US", "es", "ESTADOS UNIDOS"),
        ("RU", "es", "RUSIA"),
        ("US", "ru", "СОЕДИНЕННЫЕ ШТАТЫ / UNITED STATES"),  # for the posts on the way
        ("RU", "ar", "روسيا / RUSSIA"),
        ("IN", "tr", "HİNDİSTAN"),  # the dot stays
        ("ES", "el", "ΙΣΠΑΝΙΑ / SPAIN"),  # capitals have no accents
        ("AT", "de", "ÖSTERREICH"),
    ],
)
def test_the_country_is_written_in_capitals_in_the_senders_language(country, sender, line):
    assert country_line(country, Language(sender)) == line


@pytest.mark.parametrize(
    ("country", "order"),
    [
        ("US", ("name", "title", "office")),
        ("RU", ("name", "title", "office")),
        ("FR", ("office", "name", "title")),
        ("DE", ("office", "name", "title")),
    ],
)
def test_person_and_office_are_in_the_destinations_order(country, order):
    assert head(country, "name", "title", "office") == order


@pytest.mark.parametrize(
    ("lines", "valid"),
    [
        (("Name", "Street"), True),
        (("Name",), False),
        (("Name ", "Street"), False),
        (("Na\u202eme", "Street"), False),
        (("Name", "x" * 121), False),
    ],
)
def test_an_address_of_one_line_or_with_odd_characters_is_invalid(lines, valid):
    assert PostalAddress(lines).is_valid == valid


@pytest.mark.parametrize(
    ("number", "link"),
    [("+1 202 555 0100", "tel:+12025550100"), ("+44 (20) 7946-0958", "tel:+442079460958")],
)
def test_a_number_becomes_a_link(number, link):
    assert tel(number) == link
