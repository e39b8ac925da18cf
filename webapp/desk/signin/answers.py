"""Answers that several views of this feature give."""

from flask import Response

from webapp.desk.http.text import gettext as _


def passkey_refused() -> str:
    """Say that a passkey was not taken."""
    return _("This passkey was not accepted. Try again, or use another one.")


def phrase_refused() -> str:
    """Say that a phrase was not taken, not which part of it."""
    return _(
        "Name, words and code do not belong together, or this code was used before. Wait for the next code, "
        "and try again."
    )


def as_json(text: str) -> Response:
    """Return options for the browser's passkeys."""
    return Response(text, mimetype="application/json")
