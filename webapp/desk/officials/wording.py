"""The words for an official's fields and their values."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.team.drafts.targets import SHARED_FIELDS


def field(name: str) -> str:
    """Return what a field is called."""
    return {
        "name": pgettext("label of a field: official", "Name"),
        "title": pgettext("label of a field: official", "Title"),
        "office": pgettext("label of a field: official", "Office"),
        "address": pgettext("label of a field: official", "Address"),
        "country": pgettext("label of a field: official", "Country"),
        "no_post_from": _("No post from"),
        "email": pgettext("label of a field: official", "E-mail"),
        "copies": pgettext("label of a field: official", "Copies to"),
        "copies_by_post": _("Copies by post"),
        "forms": pgettext("label of a field: official", "Web forms"),
        "phone": pgettext("label of a field: official", "Telephone"),
        "fax": pgettext("label of a field: official", "Fax"),
        "social": pgettext("label of a field: official", "Social media"),
        "languages": pgettext("label of a field: official", "Languages"),
    }.get(name, name)


def fields(names: Iterable[str]) -> str:
    """Return the names of several fields as a list in a sentence."""
    return ui_language().join(field(name) for name in names)


def facts(values: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each field that is there, with the lines of its value."""
    return tuple((field(name), tuple(_lines(values[name]))) for name in SHARED_FIELDS if name in values)


def _lines(value: Any) -> Iterable[str]:
    match value:
        case list():
            return [line for each in value for line in _lines(each)]
        case dict():
            return [", ".join(f"{name}: {' '.join(_lines(each))}" for name, each in value.items())]
        case _:
            return [str(value)]
