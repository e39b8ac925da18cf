"""The desk's messages in their contexts: the same word is another message in another place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, render_template_string

from webapp.desk.http import text
from webapp.domain.message_id import NC_

PERSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Post"
msgstr "no context"

msgctxt "channel"
msgid "Post"
msgstr "by post"

msgctxt "label of a field"
msgid "Post"
msgstr "an entry"

msgctxt "count"
msgid "%(num)s try of %(who)s"
msgid_plural "%(num)s tries of %(who)s"
msgstr[0] "<b>%(num)s</b> once: %(who)s"
msgstr[1] "<b>%(num)s</b> often: %(who)s"
"""


@pytest.fixture(autouse=True)
def persian(tmp_path: Path) -> Iterator[None]:
    """A request in Persian, by a catalogue of four messages."""
    path = tmp_path / "fa" / "LC_MESSAGES" / "desk.po"
    path.parent.mkdir(parents=True)
    path.write_text(PERSIAN, encoding="utf-8")
    with path.open("rb") as catalogue, path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(catalogue, locale="fa"))
    app = Flask(__name__)
    text.set_up(app, tmp_path)
    with app.test_request_context(headers={"Accept-Language": "fa"}):
        yield


def test_a_word_is_translated_by_its_context() -> None:
    assert text.gettext("Post") == "no context"
    assert text.pgettext("channel", "Post") == "by post"
    assert text.gettext(NC_("label of a field", "Post")) == "an entry"
    assert render_template_string("{{ pgettext('channel', 'Post') }}") == "by post"


def test_a_number_in_a_context_has_its_plural_form_and_the_digits_of_the_language() -> None:
    tries = "%(num)s try of %(who)s", "%(num)s tries of %(who)s"

    said = text.npgettext("count", *tries, 12, who="Ada <A>")
    shown = render_template_string(
        "{{ npgettext('count', tries[0], tries[1], 1, who='Ada <A>') }}", tries=tries
    )

    assert said == "<b>۱۲</b> often: Ada <A>"
    assert shown == "<b>۱</b> once: Ada &lt;A&gt;"
