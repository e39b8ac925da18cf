"""Who may open which address of the desk: nobody without signing in, unless the view says so."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, Protocol

from flask import Flask, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from webapp.team.people.permissions import NotAllowed, Permission, require
from webapp.team.people.person import Person

Arguments = ParamSpec("Arguments")
View = Callable[Arguments, ResponseReturnValue]


SIGN_IN = "/sign-in"
STATIC = "static_file"
"""The endpoint of style sheets, scripts and fonts."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session of a request."""

    person: Person
    digest: str
    """The SHA-256 of the session's token: what the session is stored under."""
    confirmed: int | None
    """When the passkey was last asked for, in seconds since 1970."""


class Sessions(Protocol):
    """What the desk needs to know of sessions."""

    def find(self, token: str) -> SignedIn | None:
        """Return the session of a cookie's token, unless it has ended."""


def set_up(app: Flask, sessions: Sessions, cookie: str) -> None:
    """Ask everybody to sign in, but for views that are `open_to_all`; map `NotAllowed` to 403.

    `cookie` is the cookie's name.
    """

    @app.before_request
    def ask_to_sign_in() -> ResponseReturnValue | None:
        view = app.view_functions.get(request.endpoint or "")
        g.signed_in = None
        if request.endpoint == STATIC or getattr(view, "is_open_to_all", False):
            return None
        g.signed_in = sessions.find(request.cookies.get(cookie, ""))
        if view is None or g.signed_in:
            return None
        return redirect(SIGN_IN)

    @app.errorhandler(NotAllowed)
    def refuse(_error: NotAllowed) -> ResponseReturnValue:
        abort(403)


def cookie_name(origin: str) -> str:
    """Return the name of the session's cookie.

    `__Host-` binds it to this host and to TLS (RFC 6265bis, 4.1.3.2).
    """
    return "__Host-appeal-desk" if origin.startswith("https://") else "appeal-desk"


def current_person() -> Person:
    """Return who sent the request. Only for views that need somebody signed in."""
    signed_in: SignedIn = g.signed_in
    return signed_in.person


def open_to_all(view: View[Arguments]) -> View[Arguments]:
    """Return the view, which then answers without a session, and reads none."""

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs)

    declared.is_open_to_all = True  # type: ignore[attr-defined]  # as Flask's own `view.methods`
    return declared


def needs(permission: Permission) -> Callable[[View[Arguments]], View[Arguments]]:
    """Return the view, which then is for people with this permission only.

    It is asked for the campaign and the language of the view's arguments `slug` and `language`.
    """

    def declare(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            asked = request.view_args or {}
            require(current_person(), permission, asked.get("slug"), asked.get("language"))
            return view(*args, **kwargs)

        declared.permission = permission  # type: ignore[attr-defined]
        return declared

    return declare
