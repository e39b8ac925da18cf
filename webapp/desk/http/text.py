"""The desk's text: a catalogue of its own, `desk`, beside the page's `messages`."""

from pathlib import Path

import flask_babel
from flask import Flask
from flask_babel import Babel

from webapp.campaigns.interface import SOURCE
from webapp.domain.language import Language

DOMAIN = "desk"


def set_up(app: Flask, folder: Path) -> None:
    """Make gettext, and `_` and `trans` of templates, use the desk's catalogue."""
    Babel(
        app,
        default_domain=DOMAIN,
        default_translation_directories=str(folder),
        locale_selector=lambda: ui_language().tag.replace("-", "_"),
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")


def ui_language() -> Language:
    """Return the language that the desk speaks to this person."""
    return SOURCE


def gettext(message: str, **values: object) -> str:
    """Translate a message of the desk. Import it as `_`: the extraction looks for that."""
    return str(flask_babel.gettext(message, **values))


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Translate a message that has a number, `%(num)s`, in the plural form of the language."""
    return str(flask_babel.ngettext(one, many, number, **values))
