"""UI languages: which are offered, which one a request gets, and its gettext.

A language is offered when its catalogue in `translations/` is complete: every message translated, every
plural form filled, nothing fuzzy. English is the language of the message ids and always complete.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

import flask_babel
from flask import Flask, request
from flask_babel import Babel
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.campaigns.catalogues import InvalidCatalogue
from webapp.campaigns.interface import SOURCE, missing_messages, tag_of, why_no_page
from webapp.domain import language, language_match
from webapp.domain.language import Language

MAX_HEADER_CHARS = 200


class CatalogueNotCompiled(RuntimeError):
    """A complete catalogue without its compiled form, which gettext reads."""


def offered(folder: Path) -> tuple[Language, ...]:
    """Return the languages with a complete catalogue, English first, the rest by tag."""
    complete = []
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        try:
            if not missing_messages(path):
                complete.append(path)
            else:
                why = why_no_page(folder, language.parse(tag_of(path)))
                logging.getLogger("appeal").warning(
                    "the page language %s is not offered: %s", tag_of(path), why
                )
        except InvalidCatalogue as error:  # one bad file costs one language
            logging.getLogger("appeal").error("the page language %s is not offered: %s", tag_of(path), error)
    for path in complete:
        if not path.with_suffix(".mo").exists():  # gettext would fall back to English without an error
            raise CatalogueNotCompiled(
                f"{path.parent.parent.name}/{path.name} is not compiled; run `make run` or "
                "`pybabel compile -d translations`"
            )
    return (SOURCE, *(language.parse(tag_of(path)) for path in complete))


def set_up(app: Flask, folder: Path, languages: tuple[Language, ...]) -> None:
    """Make gettext use the language of each request."""

    def wanted() -> str:
        return current(languages).locale_name

    Babel(app, locale_selector=wanted, default_translation_directories=str(folder))


def current(languages: tuple[Language, ...]) -> Language:
    """Return the language that the path names, or else the best match for `Accept-Language`."""
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
    """Translate a message into the request's language. Import it as `_`: `pybabel extract` looks for that."""
    return str(flask_babel.gettext(message, **values))
