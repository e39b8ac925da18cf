"""Messages in the language of an answer, which is looked up once an answer.

A page has 50 to 250 messages. Flask-Babel looks up the app, its domain and the locale for each of them, and
Jinja calls three functions.
"""

from functools import lru_cache

import flask_babel
from babel.support import NullTranslations
from flask import Flask, g
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from webapp.web.http.page_languages import NONE


class Messages:
    """The messages of a language, and those of templates as markup."""

    __slots__ = ("markup", "translations")

    def __init__(self, translations: NullTranslations) -> None:
        self.translations = translations
        self.markup: dict[str | tuple[str, str], Markup] = {}
        """Messages without values, by their text or by their context and text."""


def install(app: Flask) -> None:
    """Put functions that do what Jinja's do into its templates, after Flask-Babel has put its own there."""
    app.jinja_env.globals.update(gettext=_gettext_of_templates, pgettext=_pgettext_of_templates)
    app.jinja_env.globals["_"] = _gettext_of_templates


def gettext(message: str, **values: object) -> str:
    """Translate a message."""
    translated: str = _current().translations.ugettext(message)
    return translated % values if values else translated


def pgettext(context: str, message: str, **values: object) -> str:
    """Translate a message with a context."""
    translated: str = _current().translations.upgettext(context, message)
    return translated % values if values else translated


def _current() -> Messages:
    """Return the messages of the locale that is spoken now. `force_locale` changes it within an answer."""
    try:
        state = vars(g._get_current_object()).get("_flask_babel")
    except RuntimeError:  # no app
        return _of(NONE)
    kept = getattr(state, "messages", None)
    if kept and kept[0] is getattr(state, "babel_locale", None):
        found: Messages = kept[1]
        return found
    found = _of(flask_babel.get_translations())
    state = vars(g._get_current_object()).get("_flask_babel")
    if locale := getattr(state, "babel_locale", None):
        state.messages = (locale, found)
    return found


@lru_cache(maxsize=64)
def _of(translations: NullTranslations) -> Messages:
    return Messages(translations)


@pass_context
def _gettext_of_templates(context: Context, message: str, /, **values: object) -> str:
    said = _current()
    if values or not context.eval_ctx.autoescape:
        return _with_values(context, said.translations.ugettext(message), values)
    found = said.markup.get(message)
    if found is None:
        found = said.markup[message] = Markup(said.translations.ugettext(message)) % {}  # noqa: S704
    return found


@pass_context
def _pgettext_of_templates(context: Context, place: str, message: str, /, **values: object) -> str:
    said = _current()
    if values or not context.eval_ctx.autoescape:
        translated = said.translations.upgettext(place, message)
        return _with_values(context, translated, {"context": place} | values)
    found = said.markup.get((place, message))
    if found is None:
        translated = said.translations.upgettext(place, message)
        found = said.markup[place, message] = Markup(translated) % {"context": place}  # noqa: S704
    return found


def _with_values(context: Context, translated: str, values: dict[str, object]) -> str:
    """Fill in the values, escaped where a template is markup. A message is one as it stands."""
    return (Markup(translated) if context.eval_ctx.autoescape else translated) % values  # noqa: S704
