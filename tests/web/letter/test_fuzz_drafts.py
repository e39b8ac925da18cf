"""Nothing that was typed is lost: what stood in the form stands in the page that answers, refused or not."""

import re

import html5lib
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.rounds import rounds
from tests.support.strategies import typed
from webapp.domain import text
from webapp.domain.channel import Channel

any_speed = settings(
    deadline=None, max_examples=rounds(20), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LINES = ("closing", "introduction", "sender_name", "salutation-minister", "salutation-warden")
TEXTS = ("text", "sender_address", "card")
sent = typed.map(lambda words: re.sub("[\ud800-\udfff]", "\ufffd", words))
"""As a browser sends it: half a surrogate pair becomes U+FFFD."""
words = st.fixed_dictionaries(dict.fromkeys((*LINES, *TEXTS), sent))
elsewhere = st.sampled_from(
    [
        {},
        {"paper": "papyrus"},
        {"to": ["minister", "nobody"], "posted_in": "XX", "letter": "tlh"},
        {"only": "stranger", "window": "\u202e", "envelope": "\0"},
    ]
)
"""What else may be wrong in the same form."""


def fields_of(page: bytes) -> dict[str, str]:
    """Give what the page's fields hold, as a browser would send it."""
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page.decode())
    found = {}
    for one in root.iter():
        if one.tag == "textarea":
            found[one.get("name")] = one.text or ""
        elif one.tag == "input":
            found[one.get("name")] = one.get("value", "")
    return found


@any_speed
@given(words, elsewhere, st.sampled_from(["letter", "fax.pdf"]))
def test_what_was_typed_stands_in_the_page_that_answers(
    app: Flask, words: dict[str, str], elsewhere: dict[str, object], route: str
) -> None:
    form = {"letter": "en", "to": ["minister", "warden"], **words, **elsewhere}

    answer = app.test_client().post(f"/en/lamp/{route}", data=form)

    assert answer.status_code in (200, 422)
    assert answer.mimetype == "text/html"
    held = fields_of(answer.data)
    assert {name: held[name] for name in LINES} == {name: text.line(words[name]) for name in LINES}
    assert {name: held[name] for name in TEXTS} == {name: text.sanitize(words[name]) for name in TEXTS}


@any_speed
@given(words)
def test_what_was_put_aside_comes_back(app: Flask, words: dict[str, str]) -> None:
    client = app.test_client()
    form = {"letter": "en", "to": ["minister", "warden"], **words}

    aside = client.post("/en/lamp/letter", data={**form, "reset": "1"})
    kept = {name: value for name, value in fields_of(aside.data).items() if name}
    back = client.post("/en/lamp/letter", data={**kept, "to": ["minister", "warden"], "restore": "1"})

    held = fields_of(back.data)
    assert held["text"] == text.sanitize(words["text"])
    assert held["closing"] == text.line(words["closing"])
    assert held["card"] == (text.sanitize(words["card"]) or "Ada Example")  # an empty one gives way to ours
    assert held["salutation-minister"] == text.line(words["salutation-minister"])


@any_speed
@given(st.dictionaries(st.sampled_from(["quantity", "channel", "to", "letter", "token"]), sent))
def test_a_report_that_is_refused_comes_back_as_a_form(app: Flask, given_: dict[str, str]) -> None:
    answer = app.test_client().post("/en/lamp/actions", data=given_)

    assert answer.status_code == 422
    fields = fields_of(answer.data)
    if text.line(given_.get("channel", "")) in tuple(Channel):
        assert fields["quantity"] == text.line(given_.get("quantity", "1"))[:10]
    else:  # the form cannot name an unknown channel: the known ones are offered
        assert "quantity" not in fields
