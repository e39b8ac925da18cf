"""The language of a name in its own script, by script and country."""

import pytest

from webapp.domain.person import Person, language_of_name


@pytest.mark.parametrize(
    ("name", "country", "tag"),
    [
        ("Ада Примерова", "RU", "ru"),
        ("Ада Прыкладава", "BY", "be"),
        ("Ада Прикладенко", "UA", "uk"),
        ("آدا نمونه", "IR", "fa"),
        ("آدا مثال", "EG", "ar"),
        ("آدا", "PK", "ur"),
        ("艾达", "CN", "zh"),
        ("エイダ", "JP", "ja"),
        ("에이다", "KR", "ko"),
        ("עדה", "IL", "he"),
        ("Άντα", "GR", "el"),
        ("एडा", "IN", "hi"),
        ("อาดา", "TH", "th"),
        ("“Ада”", "DE", "ru"),
    ],
)
def test_script_and_country_tell_the_language(name: str, country: str, tag: str) -> None:
    language = language_of_name(name, country)

    assert language is not None
    assert language.tag == tag


@pytest.mark.parametrize("name", ["", "Ada Example", "123", "?!"])
def test_nothing_is_guessed_from_latin_letters(name: str) -> None:
    assert language_of_name(name, "RU") is None


def test_a_name_alone_has_no_details() -> None:
    assert not Person("Ada Example").has_details
    assert Person("Ada Example", pronouns="she/her").has_details
