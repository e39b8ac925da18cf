"""Words of the interface that are alone have a context, which tells translators where they stand."""

import re

import pytest
from babel.messages.catalog import Message

from tests.repository.catalogues import PLACEHOLDER, messages, read, sources
from tests.repository.checkout import ROOT

TEMPLATES = ["messages", "rest", "desk"]
FEW_WORDS = 2
"""Up to here a message has a context: one word may be a verb, a noun or a heading, and "Copy to" a button."""
MAX_CONTEXT_WORDS = 10

every_template = pytest.mark.parametrize("template", TEMPLATES)


def of_template(name: str) -> list[Message]:
    """Return the messages of a template in `translations`."""
    return messages(read(ROOT / "translations" / f"{name}.pot"))


def word_count(message: Message) -> int:
    """Count the words of a message beside its placeholders; of a plural, those of its shorter form."""
    return min(len(re.findall(r"\S*\w\S*", PLACEHOLDER.sub(" ", source))) for source in sources(message))


@every_template
def test_a_message_of_one_or_two_words_has_a_context(template: str) -> None:
    short = [message for message in of_template(template) if 0 < word_count(message) <= FEW_WORDS]
    lacking = [message.id for message in short if not message.context]

    assert short
    assert lacking == [], 'give it one: pgettext("where it stands and what it is", "…")'


@every_template
def test_a_context_is_a_short_phrase(template: str) -> None:
    contexts = {message.context for message in of_template(template) if message.context}
    odd = [
        context
        for context in contexts
        if len(context.split()) > MAX_CONTEXT_WORDS or not context[0].islower() or context.endswith(".")
    ]

    assert contexts
    assert odd == [], f"at most {MAX_CONTEXT_WORDS} words, such as: heading above the letter"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Copy", 1),
        ("E-mail", 1),
        ("(done)", 1),
        ("Copy to", 2),
        ("Page %(number)s of %(pages)s", 2),
        (("%(shown)s day left.", "%(shown)s days are left."), 2),
        ("I called you", 3),
        ("%(name)s – “%(given)s”", 0),  # nothing to translate: what stands there is explained
    ],
)
def test_words_are_counted_without_placeholders_and_signs(source: str | tuple[str, str], words: int) -> None:
    assert word_count(Message(source)) == words
