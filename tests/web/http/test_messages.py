"""The messages of templates: as Jinja's own, in the language that is spoken where the message stands."""

from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from webapp.domain.language import Language
from webapp.web.http import locales, messages
from webapp.web.http.page_languages import PageLanguages

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Letter"
msgstr "<b>Carta</b>"

msgid "All of it: 100%%"
msgstr "Todo: 100%%"

msgid "To %(name)s"
msgstr "A %(name)s"

msgctxt "button"
msgid "Letter"
msgstr "Escribir"

msgctxt "button"
msgid "To %(name)s"
msgstr "Para %(name)s"
"""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    made = Flask(__name__)
    locales.set_up(made, PageLanguages(tmp_path))
    return made


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ('{{ _("Letter") }}', "<b>Carta</b>"),
        ('{{ gettext("Letter") }}{{ pgettext("button", "Letter") }}', "<b>Carta</b>Escribir"),
        ('{{ _("All of it: 100%%") }}', "Todo: 100%"),
        ('{{ _("To %(name)s", name="<i>") }}', "A &lt;i&gt;"),
        ('{{ pgettext("button", "To %(name)s", name="<i>") }}', "Para &lt;i&gt;"),
        ('{% trans name="<i>" %}To {{ name }}{% endtrans %}', "A &lt;i&gt;"),
        ('{% trans "button" %}Letter{% endtrans %}', "Escribir"),
        ('{% autoescape false %}{{ _("To %(name)s", name="<i>") }}{{ _("Letter") }}{% endautoescape %}',
         "A <i><b>Carta</b>"),
        ('{{ _("<i>None of it</i>") }}', "<i>None of it</i>"),
        ('{{ pgettext("%(context)s", "In %(context)s") }}', "In %(context)s"),
    ],
)  # fmt: skip
def test_a_message_is_translated_as_markup_and_its_values_are_escaped(
    app: Flask, template: str, shown: str
) -> None:
    with app.test_request_context("/es/lamp"):
        assert [render_template_string(template) for _ in range(2)] == [shown] * 2


def test_a_value_that_is_missing_is_an_error_each_time(app: Flask) -> None:
    with app.test_request_context("/es/lamp"):
        for _ in range(2):
            with pytest.raises(KeyError):
                render_template_string('{{ _("To %(name)s") }}')


def test_another_language_is_spoken_for_a_while(app: Flask) -> None:
    def said() -> tuple[str, str, str]:
        shown = render_template_string('{{ _("Letter") }} {{ pgettext("button", "Letter") }}')
        return shown, messages.gettext("Letter"), messages.pgettext("button", "Letter")

    spanish = ("<b>Carta</b> Escribir", "<b>Carta</b>", "Escribir")
    english = ("Letter Letter", "Letter", "Letter")
    with app.test_request_context("/es/lamp"):
        assert said() == spanish
        with force_locale("en"):
            assert said() == english
            with locales.speaking(Language("es")):
                assert said() == spanish
            assert said() == english
        assert said() == spanish
    with app.test_request_context("/en/lamp"):
        assert said() == english


def test_a_new_catalogue_is_used_by_the_next_answer(app: Flask, tmp_path: Path) -> None:
    languages = PageLanguages(tmp_path, iter(range(0, 1_000, 10)).__next__)
    made = Flask(__name__)
    locales.set_up(made, languages)
    for translation in ("Carta", "Escrito"):
        text = CATALOGUE.replace("<b>Carta</b>", translation)
        (tmp_path / "es" / "LC_MESSAGES" / "messages.po").write_text(text, encoding="utf-8")
        with made.test_request_context("/es/lamp"):
            assert render_template_string('{{ _("Letter") }}') == translation


def test_without_an_app_a_message_is_itself() -> None:
    assert messages.gettext("To %(name)s", name="me") == "To me"
    assert messages.pgettext("button", "Letter") == "Letter"
