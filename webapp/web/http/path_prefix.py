"""The site below a path of a host that has other pages: `PATH_PREFIX=/appeal` makes `/appeal/en/gorinov`.

The proxy passes the whole path on. WSGI calls the prefix SCRIPT_NAME (PEP 3333): all addresses that the app
makes begin with it. Headers like `X-Forwarded-Prefix` are not read: what a visitor sends there would be in
every link.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, abort, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OUTSIDE = "appeal.outside_prefix"
"""The key in the WSGI environment of a request for a path that is not below the prefix."""


class PathPrefix:
    """WSGI middleware. It stands before the page cache, whose keys hold the prefix."""

    def __init__(self, app: "WSGIApplication", outside: "WSGIApplication", prefix: str) -> None:
        """`outside` answers what is not below the prefix; `set_up` makes it a 404."""
        self._app, self._outside, self._prefix = app, outside, prefix

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Move the prefix from the path to SCRIPT_NAME."""
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = self._prefix
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path.removeprefix(self._prefix) or "/"
            return self._app(environ, start_response)
        environ[OUTSIDE] = True
        return self._outside(environ, start_response)


def set_up(app: Flask, outside: "WSGIApplication", prefix: str) -> None:
    """Put the app below the prefix, unless that is empty. What is not below it gets a 404 by `outside`."""
    if not prefix:
        return
    app.wsgi_app = PathPrefix(app.wsgi_app, outside, prefix)  # type: ignore[method-assign]

    @app.before_request
    def refuse_outside() -> None:
        if request.environ.get(OUTSIDE):
            abort(404)
