"""Texts of a campaign's page as HTML: the markup of `domain.markup`, everything else escaped.

A text whose translation cannot be used stands in the source's language, and says so by its attributes.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from webapp.domain import markup
from webapp.domain.edition import Edition
from webapp.domain.language import Language
from webapp.domain.markup import Line, Span
from webapp.domain.opening import split_opening
from webapp.web.http.locales import gettext as _

_EMPHASIS = Markup("<em>{}</em>")
_LINK = Markup('<a href="{}" target="_blank" rel="noopener">{}<span class="visually-hidden"{}> {}</span></a>')


def inline(edition: Edition, ui_language: Language, text: str) -> Markup:
    """Return one line, for an element that has the language of its text."""
    return _line(markup.parse_line(text), _attributes(ui_language, edition.language_of(text)))


def blocks(edition: Edition, ui_language: Language, paragraphs: Iterable[str]) -> Markup:
    """Return paragraphs and lists, for an element that has the edition's language."""
    return Markup("\n").join(
        _block(text, edition, ui_language, edition.language_of(text)) for text in paragraphs
    )


def opening(edition: Edition, ui_language: Language, paragraphs: Sequence[str]) -> tuple[Markup, Markup]:
    """Return the first sentences of a text and what follows them, each as `blocks` does."""
    if not paragraphs:
        return Markup(), Markup()
    language = edition.language_of(paragraphs[0])
    first, rest = split_opening(paragraphs[0])
    following = Markup("\n").join(
        (
            *([_block(rest, edition, ui_language, language)] if rest else []),
            *([blocks(edition, ui_language, paragraphs[1:])] if paragraphs[1:] else []),
        )
    )
    return _block(first, edition, ui_language, language), following


def _block(text: str, edition: Edition, ui_language: Language, language: Language) -> Markup:
    paragraph = markup.parse(text)
    attributes = _attributes(language, edition.language)
    lines = [_line(line, _attributes(ui_language, language)) for line in paragraph.lines]
    if not paragraph.is_list:
        return Markup("<p{}>{}</p>").format(attributes, lines[0])
    items = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<ul{}>{}</ul>").format(attributes, items)


def _line(line: Line, ui_attributes: Markup) -> Markup:
    html = Markup()
    for link, spans in groupby(line, key=lambda span: span.link):
        words = Markup().join(map(_words, spans))
        html += _LINK.format(link, words, ui_attributes, _("(opens in a new tab)")) if link else words
    return html


def _words(span: Span) -> Markup:
    return _EMPHASIS.format(span.text) if span.emphasized else escape(span.text)


def _attributes(language: Language, around: Language) -> Markup:
    """Return the attributes of a text within one of another language, as `in_language` of the templates."""
    if language == around:
        return Markup()
    return Markup(' lang="{}" dir="{}" data-script="{}"').format(
        language.tag, language.direction, language.script
    )
