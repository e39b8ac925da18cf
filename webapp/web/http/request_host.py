"""The host of a request: brought to its one spelling, and refused if the site does not answer to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import SecurityError

from webapp.server.host_names import AllowedHosts, canonical_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class CanonicalHost:
    """WSGI middleware: rewrites the header `Host`. It stands before the page cache, whose keys hold it."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Pass the request on. What is no host becomes an empty one, which is never allowed.

        HTTP/1.0 needs no `Host`; HTTP/1.1 does (RFC 9112, 3.2).
        """
        host = environ.get("HTTP_HOST")
        if host is not None or environ.get("SERVER_PROTOCOL") != "HTTP/1.0":
            environ["HTTP_HOST"] = canonical_host(host or "", environ["wsgi.url_scheme"]) or ""
        return self._app(environ, start_response)


def set_up(
    app: Flask, allowed: AllowedHosts, on_refused: Callable[[str], None] = lambda _reason: None
) -> None:
    """Refuse requests for other hosts. Werkzeug's own check (TRUSTED_HOSTS) knows no IPv6 address.

    `on_refused` is told "unknown-host".
    """

    @app.before_request
    def refuse_other_hosts() -> None:
        if request.host not in allowed:
            on_refused("unknown-host")
            raise SecurityError
