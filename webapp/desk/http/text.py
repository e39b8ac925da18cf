"""The desk's text: a catalogue of its own, `desk`, beside the page's `messages`."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from flask import Flask, current_app, g
from flask_babel import Babel, get_domain
from markupsafe import Markup

from webapp.campaigns.interface import SOURCE
from webapp.desk.http import languages
from webapp.domain.language import Language, parse
from webapp.domain.message_id import ContextualMessage
from webapp.web.http import messages

_LANGUAGES = "desk_languages"


def set_up(app: Flask, folder: Path) -> None:
    """Make gettext, and `_` and `trans` of templates, use the desk's catalogue."""
    app.extensions[_LANGUAGES] = cache(lambda: languages.offered(folder))
    Babel(
        app,
        default_domain=languages.DOMAIN,
        default_translation_directories=str(folder),
        locale_selector=lambda: ui_language().locale_name,
    )
    messages.install(app)
    app.jinja_env.globals["ngettext"] = _ngettext_of_templates
    app.jinja_env.globals["npgettext"] = _npgettext_of_templates
    app.add_template_filter(language_name)
    app.add_template_filter(joined)
    app.add_template_global(comma)


def ui_languages() -> tuple[Language, ...]:
    """Return the languages that the desk speaks, English first."""
    offered: Callable[[], tuple[Language, ...]] = current_app.extensions[_LANGUAGES]
    return offered()


def ui_language() -> Language:
    """Return the language that the desk speaks in this request: the person's choice, or the browser's."""
    if "ui_language" not in g:
        signed_in = g.get("signed_in")
        g.ui_language = languages.chosen(ui_languages(), signed_in.person.language if signed_in else "")
    found: Language = g.ui_language
    return found


def speak(tag: str) -> None:
    """Speak a language in this request, if it is one of the desk's; else that of the browser."""
    g.ui_language = languages.chosen(ui_languages(), tag)


def comma() -> str:
    """Return what stands between the entries of a list."""
    return pgettext("between the entries of a list", ", ")


def joined(entries: Iterable[str]) -> Markup:
    """Join names for a page; none of them turns the direction of its neighbours."""
    return Markup(comma()).join(Markup("<bdi>{}</bdi>").format(each) for each in entries)  # noqa: S704


def language_name(tag: str) -> str:
    """Return the name of a language in that of the desk, as it is written within a sentence."""
    return parse(tag).name_in(ui_language())


def in_english(text: str) -> str:
    """Return a text that is English in every language of the desk, marked as such where that is another."""
    if ui_language() == SOURCE:
        return text
    return Markup('<span lang="{}" dir="ltr" data-script="Latn">{}</span>').format(SOURCE.tag, text)


def gettext(message: str | ContextualMessage, **values: object) -> str:
    """Translate a message of the desk, in its context if it brings one.

    Import it as `_`: the extraction looks for that.
    """
    if isinstance(message, ContextualMessage):
        return pgettext(message.context, message.text, **values)
    return messages.gettext(message, **values)


def pgettext(context: str, message: str, **values: object) -> str:
    """Translate a message in its context, which says where it stands and what it is."""
    return messages.pgettext(context, message, **values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Translate a message that has a number, `%(num)s`, in the plural form of the language."""
    return _plural(one, many, number) % _with_number(number, values)


def npgettext(context: str, one: str, many: str, number: int, **values: object) -> str:
    """Do the same with a message that has a context."""
    return _plural(one, many, number, context) % _with_number(number, values)


def _ngettext_of_templates(one: str, many: str, number: int, **values: object) -> Markup:
    """Do the same in a template: the message is markup as it stands, its values are escaped."""
    return Markup(_plural(one, many, number)) % _with_number(number, values)  # noqa: S704 (our catalogue)


def _npgettext_of_templates(context: str, one: str, many: str, number: int, **values: object) -> Markup:
    message = Markup(_plural(one, many, number, context))  # noqa: S704 (our catalogue)
    return message % _with_number(number, values)


def _with_number(number: int, values: dict[str, object]) -> dict[str, object]:
    return {"num": ui_language().number(number)} | values


def _plural(one: str, many: str, number: int, context: str | None = None) -> str:
    translations = get_domain().get_translations()
    if context is None:
        return str(translations.ungettext(one, many, number))
    return str(translations.unpgettext(context, one, many, number))
