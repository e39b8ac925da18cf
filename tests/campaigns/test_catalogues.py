"""PO files: what parses, which catalogue is complete, and who has reviewed it."""

import pytest

from webapp.campaigns import catalogues
from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.reviews import read_review

HEADER = (
    b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
COMPLETE = [
    # the messages, and whether they make a complete catalogue
    (b"", True),
    (b'msgid "a"\nmsgstr "b"\n', True),
    (b'msgid "a"\nmsgstr ""\n', False),
    (b'msgid "a"\nmsgstr " "\n', False),
    (b'#, fuzzy\nmsgid "a"\nmsgstr "b"\n', False),
    (b'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"\n', True),
    (b'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n', False),
    (b'#~ msgid "a"\n#~ msgstr ""\n', True),  # obsolete
]
REVIEWERS = [
    ("# Reviewed by: Pía Ejemplo, 2030", "Pía Ejemplo, 2030"),
    ("Spanish\nReviewed by:  Pía Ejemplo ", "Pía Ejemplo"),
    ("# Reviewed by: nobody yet (a native speaker should)", ""),
    ("# Reviewed by: Nobody", ""),
    ("# Reviewed by:", ""),
    ("# Spanish", ""),
    ("", ""),
]


@pytest.mark.parametrize(("messages", "complete"), COMPLETE)
def test_a_catalogue_is_complete_when_each_form_of_each_message_has_text(
    messages: bytes, complete: bool
) -> None:
    assert (not catalogues.missing(catalogues.read(HEADER + messages))) == complete


@pytest.mark.parametrize(("header", "reviewer"), REVIEWERS)
def test_the_reviewer_is_named_in_the_header(header: str, reviewer: str) -> None:
    assert read_review(header.split("\n")).reviewer == reviewer


def test_a_file_that_is_no_catalogue_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidCatalogue) as refused:
        catalogues.parse(HEADER + b'msgid "a\n', "es")

    assert refused.value.line == 5
