"""What surrounds every page of the desk: its navigation, and the functions that templates use."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from flask import Flask, g
from markupsafe import Markup

from webapp.desk.http.text import comma, ui_language
from webapp.domain.language import Language
from webapp.team.people.permissions import Permission, may
from webapp.team.people.person import Person
from webapp.web.http import assets

STYLES = (
    "desk/shell.css",
    "desk/states.css",
    "desk/tables.css",
    "desk/forms.css",
    "desk/board.css",
    "desk/publish.css",
    "desk/gate.css",
    "desk/preview.css",
    "desk/history.css",
    "desk/connections.css",
    "desk/officials.css",
    "desk/glossary.css",
    "desk/editor.css",
    "desk/document.css",
    "desk/numbers.css",
    "desk/translate.css",
)
"""The desk's own style sheets below `static/css`."""


def set_up(app: Flask) -> None:
    """Add the functions that templates use beside `page`."""

    def person() -> Person | None:
        signed_in = g.get("signed_in")
        return signed_in.person if signed_in else None

    def person_may(permission: str, campaign: str | None = None, language: str | None = None) -> bool:
        whose = person()
        return whose is not None and may(whose, Permission[permission], campaign, language)

    functions: dict[str, Callable[..., object]] = {
        "person": person,
        "may": person_may,
        "ui_language": ui_language,
        "number": lambda value: _number(ui_language(), value),
        "date": lambda day: ui_language().date(day),
        "moment": moment,
        "page_font": lambda: assets.screen_font(ui_language()),
    }
    for name, function in functions.items():
        app.add_template_global(function, name)


@lru_cache(maxsize=4_096)  # the board has hundreds, and Babel takes its time
def _number(language: Language, value: int) -> str:
    return language.number(value)


def moment(at: datetime) -> Markup:
    """Return a moment with its date and time in UTC; the page's script shows it in the reader's own zone."""
    text = f"{ui_language().date(at.date())}{comma()}{at:%H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(at.strftime("%Y-%m-%dT%H:%M:%SZ"), text)
