"""Characters that a letter cannot hold, or that our fonts do not have: the page names them."""

import pytest

from tests.support.page_client import Fetched, PageClient
from tests.web.letter.test_views import a_form

LETTER = "/en/lamp/letter"
FIELDS = ["text", "closing", "sender_name", "sender_address", "card", "salutation-minister", "introduction"]


def problem(page: Fetched, field: str) -> str:
    return page.words(next(one for one in page.root.iter() if one.get("id") == f"{field}-problem"))


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_left_out_is_named_beside_its_field(client: PageClient, field: str) -> None:
    page = client.post(LETTER, a_form(**{field: "Dear\u202e lamp\x07"}))

    assert problem(page, field) == (
        "A letter cannot hold these characters, so they are left out: U+202E RIGHT-TO-LEFT OVERRIDE, U+0007"
    )
    assert [problem(page, other) for other in FIELDS if other != field] == [""] * (len(FIELDS) - 1)


def test_it_is_said_in_the_pages_language_and_to_htmx(client: PageClient) -> None:
    form = a_form(text="Dear\u2060 lamp")

    assert "U+2060 WORD JOINER" in client.post("/ru/lamp/letter", form).text
    part = client.post(LETTER, form, htmx=True).text
    assert part.count("A letter cannot hold this character, so it is left out:") == 2  # the field, the status


@pytest.mark.parametrize(
    "kept", ["Ada 王𱍐", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "ក\u200bខ"]
)
def test_what_is_kept_needs_no_word_and_comes_back(client: PageClient, kept: str) -> None:
    page = client.post(LETTER, a_form(sender_name=kept))

    assert problem(page, "sender_name") == ""
    assert f'value="{kept}"' in page.text


@pytest.mark.parametrize("field", FIELDS)
def test_a_character_without_a_glyph_in_a_printed_field_is_named(client: PageClient, field: str) -> None:
    page = client.post(LETTER, a_form(**{field: "Ada ক"}))

    assert "ক (U+0995)" in page.text


def test_rare_characters_of_names_need_no_word(client: PageClient) -> None:
    """They are in our fonts: of names in China, and in Japan."""
    assert "empty boxes" not in client.post(LETTER, a_form(sender_name="朱镕基 髙﨑𠮷子")).text
    assert "empty boxes" in client.post(LETTER, a_form(sender_name="Ada ক")).text
