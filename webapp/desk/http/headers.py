"""The headers of every response of the desk, and the refusal of foreign hosts and of posts from elsewhere.

Sources: the W3C's CSP level 3, OWASP's secure headers project, and its cheat sheet on cross-site request
forgery ("Verifying Origin With Standard Headers").
"""

from flask import Flask, Response, abort, request

from webapp.server import host_names
from webapp.server.desk_origin import host_of

MISDIRECTED = 421
"""RFC 9110, 15.5.20: this server does not answer for that host."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'",  # what is not named below is refused
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",  # a chosen photograph is shown before it is sent
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",  # the preview
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make our own forms send `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


def set_up(app: Flask, origin: str) -> None:
    """Answer for the desk's own host only, and take posts from the desk's own pages only.

    `origin` is the desk's, as browsers see it.
    """
    scheme, host = origin.partition("://")[0], host_of(origin)

    @app.before_request
    def refuse_foreign_requests() -> None:
        if host_names.canonical_host(request.host, scheme) != host:
            abort(MISDIRECTED)
        if request.method in SAFE_METHODS:
            return
        # Browsers send `Origin` with every post. What sends none is no browser, or hides where it comes from.
        if not host_names.is_same_origin(request.headers.get("Origin", ""), scheme, host):
            abort(403)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if scheme == "https":
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        return response
