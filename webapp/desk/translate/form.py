"""The form of a sheet as it is sent: `text.KEY`, `done.KEY`, and in a conflict `choice.KEY`, `new.KEY`."""

from flask import abort, request

from webapp.team.translating.outcomes import Typed

MAX_VERSION_DIGITS = 9
_TEXT, _DONE, _CHOICE, _NEW = "text.", "done.", "choice.", "new."


def typed(also_done: str = "") -> dict[str, Typed]:
    """Return what the form holds by the messages' keys; `also_done` is marked as done whatever is ticked."""
    return {
        key: Typed(_text(key, value), is_done=key == also_done or f"{_DONE}{key}" in request.form)
        for name, value in request.form.items()
        if name.startswith(_TEXT) and (key := name.removeprefix(_TEXT))
    }


def _text(key: str, value: str) -> str:
    """Return the text of a message, or the one that was written anew in a conflict."""
    if request.form.get(f"{_CHOICE}{key}") == "new":
        value = request.form.get(f"{_NEW}{key}", "")
    return normal(value)


def theirs() -> frozenset[str]:
    """Return the keys of the messages in which somebody chose the other's text."""
    return frozenset(
        name.removeprefix(_CHOICE)
        for name, value in request.form.items()
        if name.startswith(_CHOICE) and value == "theirs"
    )


def action() -> tuple[str, str]:
    """Return what a button does, and the rest of its value: the key of a message."""
    name, _space, rest = request.form.get("do", "save").partition(" ")
    return name, rest


def base() -> int:
    """Return the version that the form was made from; abort with 400 where there is none."""
    value = request.form.get("base", "")
    if not (value.isascii() and value.isdecimal() and len(value) <= MAX_VERSION_DIGITS):
        abort(400)
    return int(value)


def normal(text: str) -> str:
    """Return a text with plain line ends and without white space around it; U+0000 is no text."""
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").strip()
