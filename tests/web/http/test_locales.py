"""The languages of the interface: a catalogue that cannot be read costs its own language."""

from pathlib import Path

import pytest
from flask import Flask

from webapp.campaigns import interface
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.reviews import message_digest
from webapp.domain.language import Language
from webapp.domain.message_id import NC_
from webapp.web.http import locales
from webapp.web.http.page_languages import PageLanguages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


MESSAGE = 'msgid "a"\nmsgstr "b"\n'


def a_catalogue(root: Path, locale: str, messages: str, header: str = HEADER) -> Path:
    """Write a catalogue of what supporters read."""
    path = root / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(header + messages, encoding="utf-8")
    return path


def test_english_and_the_complete_catalogues_are_offered(tmp_path: Path) -> None:
    a_catalogue(tmp_path, "pt_BR", 'msgid "a"\nmsgstr "b"\n')
    a_catalogue(tmp_path, "es", 'msgid "a"\nmsgstr ""\n')

    assert [language.tag for language in locales.offered(tmp_path)] == ["en", "pt-BR"]


def test_a_catalogue_that_is_no_po_file_is_named_and_costs_its_own_language(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = a_catalogue(tmp_path, "es", 'msgid "a\n')
    a_catalogue(tmp_path, "fr", "")

    with pytest.raises(InvalidCatalogue) as refused:
        interface.missing_messages(path)
    languages = locales.offered(tmp_path)

    assert str(refused.value).startswith(f"{path}, line 4: the file cannot be read")
    assert refused.value.line == 4
    assert [language.tag for language in languages] == ["en", "fr"]
    assert f"the page language es is not offered: {path}, line 4" in caplog.text


@pytest.mark.parametrize(
    ("name", "review"),
    [
        (f"Pía Ejemplo\n# Reviewed text: {message_digest('', 'a', 'b')}", "whole"),
        ("Pía Ejemplo\n# Reviewed text: 00000", "part"),
        ("Pía Ejemplo", "part"),  # nobody can say of which text
        ("nobody yet", "none"),
    ],
)
def test_a_review_of_the_interface_is_one_of_the_text_that_was_read(
    tmp_path: Path, name: str, review: str
) -> None:
    a_catalogue(tmp_path, "es", MESSAGE, header=f"# Reviewed by: {name}\n{HEADER}")

    assert interface.review_of(tmp_path, Language("es")) == review


def test_the_log_says_what_an_incomplete_language_lacks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = a_catalogue(tmp_path, "es", 'msgid "Write a letter"\nmsgstr ""\n')

    locales.offered(tmp_path)

    said = f"the page language es is not offered: {path} lacks 1 messages, the first of them “Write a letter”"
    assert said in caplog.text


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("ar-EG,en;q=0.5", "ar"),  # what is wanted most, in its nearest form, before what is wanted less
        ("en;q=0.5, ar-EG", "ar"),
        ("pt-BR-x-own", "pt-BR"),
        ("PT-br", "pt-BR"),
        ("pt", "pt-BR"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hans"),  # any Chinese, says the browser
        ("zh-TW,pt-PT;q=0.9", "pt-BR"),
        ("ar;q=0, en;q=0.1", "en"),
        ("*", "en"),
        ("-, ;q=, ar-", "ar"),
        ("", "en"),
        ("xx," * 5_000 + "ar", "en"),
    ],
)
def test_the_browser_s_wish_is_looked_up(header: str, tag: str) -> None:
    languages = tuple(map(Language, ("en", "ar", "pt-BR", "zh-Hans")))

    with Flask(__name__).test_request_context("/", headers={"Accept-Language": header}):
        assert locales.best(languages).tag == tag


def test_a_word_is_said_as_its_context_wants_it_with_numbers_in_the_language_s_digits(tmp_path: Path) -> None:
    a_catalogue(
        tmp_path,
        "fa",
        'msgctxt "button"\nmsgid "Letter %(number)s"\nmsgstr "a%(number)s"\n\n'
        'msgctxt "heading"\nmsgid "Letter %(number)s"\nmsgstr "b%(number)s"\n\n'
        'msgctxt "heading"\nmsgid "Letter"\nmsgstr "c"\n\nmsgid "Letter"\nmsgstr "d"\n',
    )
    app = Flask(__name__)
    locales.set_up(app, PageLanguages(tmp_path))

    with app.test_request_context("/fa/lamp"):
        assert locales.pgettext("button", "Letter %(number)s", number=12) == "a۱۲"
        assert locales.pgettext("heading", "Letter %(number)s", number=12) == "b۱۲"
        assert locales.translate(NC_("heading", "Letter")) == "c"
    with app.test_request_context("/en/lamp"):
        assert locales.pgettext("button", "Letter %(number)s", number=12) == "Letter 12"
