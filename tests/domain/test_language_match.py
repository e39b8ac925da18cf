"""Which page language suits a reader: lookup, likely scripts, and what is no answer."""

import pytest

from webapp.domain.language import parse
from webapp.domain.language_match import match

OFFERED = [parse(tag) for tag in ("en", "ar", "fa", "hi", "pt-BR", "ru", "zh-Hans")]


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("PT-br", "pt-BR"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("pt-AO", "pt-BR"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-cmn-Hans-CN", "zh-Hans"),  # the old spelling with the language within Chinese
        ("zh-TW", ""),  # traditional characters
        ("zh-HK", ""),
        ("zh-Hant", ""),
        ("zh-Hant-CN", ""),
        ("fa-AF", "fa"),
        ("ar-001", "ar"),
        ("hi-Latn", ""),  # Hindi in Latin letters
        ("ru-Latn-RU", ""),
        ("nb", ""),
        ("nn-NO", ""),
        ("pt-XX", "pt-BR"),  # a territory that the CLDR does not know
        ("en-GB-oed", "en"),
        ("ar-", "ar"),
        ("pt-BR-x-own", "pt-BR"),
        ("xx", ""),
        ("", ""),
        ("*", ""),
        ("-", ""),
        ("e" * 300, ""),
        ("en-" * 100, "en"),
    ],
)
def test_a_tag_gets_the_nearest_language_in_its_script(wanted: str, tag: str) -> None:
    found = match(wanted, OFFERED)

    assert (found.tag if found else "") == tag


def test_a_nearer_language_comes_first() -> None:
    both = [parse("pt-BR"), parse("pt-PT"), parse("zh"), parse("zh-Hant")]

    found = [match(wanted, both) for wanted in ("pt-PT", "pt-BR", "zh-TW", "zh-SG")]

    assert [one.tag for one in found if one] == ["pt-PT", "pt-BR", "zh-Hant", "zh"]
