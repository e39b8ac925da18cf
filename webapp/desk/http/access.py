"""Who may open which address of the desk: nobody without signing in, unless the view says so."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, Protocol

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http import audit, gate
from webapp.desk.http.audit import Event
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.headers import SAFE_METHODS
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.people.permissions import NotAllowed, Permission, require
from webapp.team.people.person import Person
from webapp.team.people.sessions import SignedIn

Arguments = ParamSpec("Arguments")
View = Callable[Arguments, ResponseReturnValue]


SIGN_IN = "signin.show"
STATIC = "static_file"
"""The endpoint of style sheets, scripts and fonts."""


class FindsSessions(Protocol):
    """What the desk needs to know of sessions at each request."""

    def find(self, token: str) -> SignedIn | None:
        """Return the session of a cookie's token, unless it has ended."""


def set_up(app: Flask, sessions: FindsSessions, cookie: SessionCookie, now: Callable[[], datetime]) -> None:
    """Ask everybody to sign in, but for views that are `open_to_all`; map `NotAllowed` to 403."""

    @app.before_request
    def ask_to_sign_in() -> ResponseReturnValue | None:
        view = app.view_functions.get(request.endpoint or "")
        g.signed_in, g.is_confirmed = None, False
        if request.endpoint == STATIC or getattr(view, "is_open_to_all", False):
            return None
        signed_in = sessions.find(cookie.read())
        g.signed_in, g.is_confirmed = signed_in, bool(signed_in and signed_in.is_confirmed(now()))
        if view is None or signed_in:
            return None
        if request.method not in SAFE_METHODS:
            return gate.ask(gate.sent_form())
        if "HX-Request" in request.headers:
            return gate.ask()
        return redirect(url_for(SIGN_IN, to=request.full_path.rstrip("?")))

    @app.errorhandler(NotAllowed)
    def refuse(_error: NotAllowed) -> ResponseReturnValue:
        audit.note(Event.NOT_ALLOWED, g.signed_in.person.id if g.signed_in else "")
        return respond_with_error(403)  # an error that a handler raises is handled by nobody


def current_session() -> SignedIn:
    """Return the session of the request. Only for views that need somebody signed in."""
    signed_in: SignedIn = g.signed_in
    return signed_in


def current_person() -> Person:
    """Return who sent the request. Only for views that need somebody signed in."""
    return current_session().person


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


def asks_again(view: View[Arguments]) -> View[Arguments]:
    """Return the view, which then wants a passkey, or a phrase with a code, of the last five minutes.

    The form that was sent is sent again afterwards. Put `needs` around it, so that nobody is asked in vain.
    """

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        if g.is_confirmed:
            return view(*args, **kwargs)
        return gate.ask(gate.sent_form())

    declared.asks_again = True  # type: ignore[attr-defined]
    return declared
