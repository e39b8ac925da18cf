"""Values of a draft by their place, such as `targets.minister.address`, as texts and back."""

from datetime import date, datetime
from typing import Any

from webapp.team.drafts.document import Document

SHORT = {"phone": "number", "fax": "number", "forms": "link", "notes": "text", "demands": "text"}
"""Lists whose entries are a text, or a table with the text in this field."""
DAYS = ("deadline", "issued")
NUMBERS = ("issue",)
AREAS = ("summary", "background", "letter.text")
WHOLE = ("name", "title", "office", "address", "email")
"""What an official or a person is told by who is no longer there."""


def value_at(draft: Document, place: str) -> str | tuple[str, ...]:
    """Return what stands at a place; "" where nothing does. A whole entry is told by its first fields."""
    value: Any = draft
    for step in place.split("."):
        value = _inner(value, step)
    if isinstance(value, dict):
        return tuple(text for field in WHOLE for text in _texts(value.get(field), ""))
    texts = _texts(value, SHORT.get(place.rpartition(".")[2], ""))
    if isinstance(value, list):
        return texts
    return texts[0] if texts else ""


def put(draft: Document, place: str, value: str | tuple[str, ...]) -> None:
    """Put a value at a place; what it stands in is made where it is missing."""
    *steps, last = place.split(".")
    table: Any = draft
    for number, step in enumerate(steps):
        inner = _inner(table, step)
        if not isinstance(inner, dict | list):
            is_list = number + 1 < len(steps) and (step == "targets" or steps[number + 1].isdecimal())
            inner = _made(table, step, [] if is_list else {})
        table = inner
    if isinstance(table, dict):
        table[last] = _as_field(place, value)


def take_out(draft: Document, place: str) -> None:
    """Take away what stands at a place."""
    *steps, last = place.split(".")
    table: Any = draft
    for step in steps:
        table = _inner(table, step)
    found = _inner(table, last)
    if isinstance(table, dict):
        table.pop(last, None)
    elif isinstance(table, list) and found is not None:
        table[:] = [each for each in table if each is not found]


def _inner(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if not isinstance(value, list):
        return None
    if step.isdecimal():
        return value[int(step)] if int(step) < len(value) else None
    return next((each for each in value if isinstance(each, dict) and each.get("id") == step), None)


def _made(table: Any, step: str, made: Any) -> Any:
    if isinstance(table, list):
        entry = {} if step.isdecimal() else {"id": step}
        table.append(entry)
        return entry
    table[step] = made
    return made


def _as_field(place: str, value: str | tuple[str, ...]) -> Any:
    if isinstance(value, tuple):
        return [each.lstrip("@") for each in value] if ".social." in place else [*value]
    if place in DAYS:
        return date.fromisoformat(value)
    if place in NUMBERS:
        return int(value)
    return f"{value}\n" if place in AREAS else value


def _texts(value: Any, short: str) -> tuple[str, ...]:
    match value:
        case None:
            return ()
        case list():
            return tuple(text for each in value for text in _texts(each, short))
        case dict():
            return _texts(value.get(short), "")
        case datetime() | date():
            return (value.isoformat(),)
        case _:
            text = str(value).strip()
            return (text,) if text else ()
