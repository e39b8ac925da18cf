"""The language of a request: which one it gets, and its gettext. `page_languages` says which are offered."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import flask_babel
from babel.support import NullTranslations
from flask import Flask, g, request
from flask_babel import Babel, Domain
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.campaigns.interface import SOURCE
from webapp.domain import language, language_match
from webapp.domain.language import Language, tag_of_locale
from webapp.domain.message_id import ContextualMessage
from webapp.web.http import messages
from webapp.web.http.page_languages import PageLanguages

MAX_HEADER_CHARS = 200


def offered(folder: Path) -> tuple[Language, ...]:
    """Return the languages with a complete catalogue now, English first, the rest by tag."""
    return PageLanguages(folder).offered


def set_up(app: Flask, languages: PageLanguages) -> None:
    """Make gettext use the language of each request, and the catalogues as they are now."""

    def translations() -> NullTranslations:
        return languages.translations(tag_of_locale(str(flask_babel.get_locale() or SOURCE.tag)))

    babel = Babel(app, locale_selector=lambda: current(languages).locale_name)
    babel.domain_instance = Domain()
    babel.domain_instance.get_translations = translations
    messages.install(app)


@contextmanager
def speaking(ui_language: Language) -> Iterator[None]:
    """Answer in another language than the address names: all of gettext, and the numbers of templates."""
    before = g.get("spoken")
    g.spoken = ui_language
    try:
        with flask_babel.force_locale(ui_language.locale_name):
            yield
    finally:
        g.spoken = before


def current(languages: Sequence[Language]) -> Language:
    """Return the language that is spoken, that the path names, or else the best for `Accept-Language`."""
    spoken: Language | None = g.get("spoken")
    if spoken:
        return spoken
    parts = request.path.split("/", 3)
    first = parts[2] if parts[1] in ("embed", "privacy") and len(parts) > 2 else parts[1]
    return next((candidate for candidate in languages if candidate.tag == first), None) or best(languages)


def best(languages: Sequence[Language]) -> Language:
    """Match `Accept-Language` with what is offered, what is wanted most first; English where nothing fits."""
    header = request.headers.get("Accept-Language", "")[:MAX_HEADER_CHARS]
    for wanted, quality in parse_accept_header(
        header, LanguageAccept
    ):  # its own match takes "en" for "ar-EG, en"
        if quality and (found := language_match.match(wanted, languages)):
            return found
    return SOURCE


def gettext(message: str, **values: object) -> str:
    """Translate a message into the request's language, whole numbers in its own digits.

    Import it as `_`: `pybabel extract` looks for that.
    """
    return messages.gettext(message, **_in_own_digits(values))


def pgettext(context: str, message: str, **values: object) -> str:
    """Do the same for a message with a context, which says where it stands: "cover of a fax"."""
    return messages.pgettext(context, message, **_in_own_digits(values))


def translate(message: ContextualMessage) -> str:
    """Translate a message that was marked with `NC_` where it stands."""
    return pgettext(message.context, message.text)


def _in_own_digits(values: Mapping[str, object]) -> Mapping[str, object]:
    if not values:
        return values
    said = language.parse(tag_of_locale(str(flask_babel.get_locale() or SOURCE.tag)))
    return {key: said.number(value) if isinstance(value, int) else value for key, value in values.items()}
