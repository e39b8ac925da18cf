"""Languages: names, dates, digits, direction, paper."""

from datetime import date

import pytest

from webapp.domain import language
from webapp.domain.language import Language, canonical_tag
from webapp.domain.register import REGISTERS

KNOWN = [
    # tag, direction, own name, the date of a letter, a number, paper, script
    ("en", "ltr", "English", "May 8, 2024", "1,234", "letter", "Latn"),
    ("ru", "ltr", "Русский", "8 мая 2024\u202fг.", "1\xa0234", "a4", "Cyrl"),
    ("es", "ltr", "Español", "8 de mayo de 2024", "1.234", "a4", "Latn"),
    ("ar", "rtl", "العربية", "8 مايو 2024", "1,234", "a4", "Arab"),
    ("ar-EG", "rtl", "العربية (مصر)", "٨ مايو ٢٠٢٤", "١٬٢٣٤", "a4", "Arab"),  # Egypt writes its own digits
    ("fa", "rtl", "فارسی", "۸ مهٔ ۲۰۲۴", "۱٬۲۳۴", "a4", "Arab"),
    ("ur", "rtl", "اردو", "8 مئی، 2024", "1,234", "a4", "Arab"),
    ("ps", "rtl", "پښتو", "۲۰۲۴ مۍ ۸", "۱٬۲۳۴", "a4", "Arab"),
    ("ckb", "rtl", "کوردیی ناوەندی", "٨ی ئایاری ٢٠٢٤", "١٬٢٣٤", "a4", "Arab"),
    ("en-US", "ltr", "English (United States)", "May 8, 2024", "1,234", "letter", "Latn"),
    ("de-x-informal", "ltr", "Deutsch (informell)", "8. Mai 2024", "1.234", "a4", "Latn"),
    ("ar-EG-x-other", "rtl", "العربية (مصر, other)", "٨ مايو ٢٠٢٤", "١٬٢٣٤", "a4", "Arab"),
    ("zh-Hant", "ltr", "中文 (繁體)", "2024年5月8日", "1,234", "a4", "Hant"),
]


@pytest.mark.parametrize(("tag", "direction", "name", "day", "number", "paper", "script"), KNOWN)
def test_a_language_is_written_as_its_readers_write_it(
    tag: str, direction: str, name: str, day: str, number: str, paper: str, script: str
) -> None:
    one = language.parse(tag)

    assert (one.direction, one.name, one.date(date(2024, 5, 8))) == (direction, name, day)
    assert (one.number(1234), one.paper, one.script) == (number, paper, script)


@pytest.mark.parametrize(
    ("tag", "country", "day"),
    [
        ("en", "US", "May 8, 2024"),
        ("en", "GB", "8 May 2024"),
        ("en", "DE", "8 May 2024"),
        ("ar", "EG", "٨ مايو ٢٠٢٤"),
        ("ar", "SY", "٨ أيار ٢٠٢٤"),
        ("ru", "DE", "8 мая 2024\u202fг."),  # the CLDR knows no Russian of Germany
        ("zh-Hant", "CN", "2024年5月8日"),  # nor this script in China: its dates stay as they are
        ("en", "nowhere", "May 8, 2024"),
    ],
)
def test_a_date_is_written_as_the_language_is_in_a_country(tag: str, country: str, day: str) -> None:
    assert language.parse(tag).date(date(2024, 5, 8), country) == day


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "x",
        "klingonish",
        "en_US",
        "../etc",
        "e" * 40,
        "русский",
        "en\n",
        "de@informal",
        "de.UTF-8",
        "de-x-",
        "de-x-a-b",
        "de-x-toolongname",
        "x-informal",
    ],
)
def test_an_invalid_tag_is_refused_with_advice(tag: str) -> None:
    with pytest.raises(language.UnknownLanguage, match="BCP 47"):
        language.parse(tag)


DIRECTIONS = [
    ("1 Constitution Avenue", "ltr"),
    ("شارع 1", "rtl"),
    ("2024", "rtl"),  # no strong letter: the page's own
    ("«Лампа»", "ltr"),
    ("(PDF) ملف", "ltr"),
]


@pytest.mark.parametrize(("passage", "direction"), DIRECTIONS)
def test_a_text_has_the_direction_of_its_first_strong_character(passage: str, direction: str) -> None:
    assert language.direction_of(passage, "rtl") == direction


def test_a_language_is_named_in_another() -> None:
    assert Language("ru").name_in(Language("es")) == "ruso"
    assert Language("de-x-informal").name_in(Language("ru")) == "немецкий (на «ты»)"
    assert Language("de-x-simple").name_in(Language("en")) == "German (simple)"
    assert Language("ar").list_of(["ru", "en"]) == "الروسية والإنجليزية"


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("FR", "fr"), ("pt-br", "pt-BR"), ("ZH-hant", "zh-Hant"), ("DE-at-X-Informal", "de-AT-x-informal")],
)
def test_a_tag_is_written_in_one_way(typed: str, tag: str) -> None:
    assert canonical_tag(typed) == tag


def test_the_sign_of_a_number_stands_before_it_in_a_line_from_right_to_left() -> None:
    assert Language("ar").number(-18) == "\u200e-18"
    assert Language("en").number(-18) == "-18"


@pytest.mark.parametrize(
    ("tag", "base", "locale_name"),
    [
        ("de-x-informal", "de", "de@informal"),
        ("zh-Hant-x-formal", "zh-Hant", "zh_Hant@formal"),
        ("pt-BR", "pt-BR", "pt_BR"),
    ],
)
def test_a_register_is_the_modifier_of_a_gettext_locale(tag: str, base: str, locale_name: str) -> None:
    found = language.parse(tag)

    assert (found.base, found.locale_name, language.tag_of_locale(locale_name)) == (base, locale_name, tag)
    assert str(found.locale) == locale_name
    assert found.reads_like(Language(base))


def test_each_register_has_a_name_in_the_same_languages() -> None:
    assert {*REGISTERS["formal"]} == {*REGISTERS["informal"]}
