"""The headers of every response, and the refusal of posts from other sites.

The policy starts from nothing and allows what the page needs, each with its reason. Sources: the W3C's CSP
level 3, OWASP's secure headers project, and the measured notes in docs/architecture.md.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec

from flask import Flask, Response, abort, request
from flask.typing import ResponseReturnValue

from webapp.server import host_names, log_privacy

Arguments = ParamSpec("Arguments")

POLICY = (
    "default-src 'none'",  # what is not named below is refused
    "script-src 'self'",  # htmx and our scripts: files only, nothing inline
    "style-src 'self'",
    "img-src 'self'",  # the icon
    "font-src 'self'",
    "connect-src 'self'",  # htmx fetches parts of this page
    "frame-src 'self'",  # the preview on the page for webmasters
    "form-action 'self'",  # an injected form cannot send a draft to another site
    "base-uri 'none'",
    "object-src 'none'",
)

NOBODY = "'none'"
FILE_POLICY = f"default-src 'none'; frame-ancestors {NOBODY}"
"""Of a static file. It loads nothing, also where a browser shows it by itself or runs it as a worker."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CROSS_SITE = "cross-site"
PAGE_DESTINATIONS = frozenset({"document", "iframe", "frame"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make our own forms send `Origin: null`
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}

OF_PAGES = frozenset({"Cross-Origin-Opener-Policy", "Permissions-Policy"})
"""They say something about a page alone; a first visit would carry them five times."""


def set_up(
    app: Flask,
    may_frame: Callable[[], tuple[str, ...]],
    *,
    calculates: bool = False,
    on_refused: Callable[[str], None] = lambda _reason: None,
) -> None:
    """Set the headers on every response, also on errors. `on_refused` receives "cross-site".

    `may_frame` returns the origins that may show the requested page in a frame; usually none.
    With `calculates`, pages may start the worker script that calculates a proof of work.
    """
    policy = (*POLICY, *(("worker-src 'self'",) if calculates else ()))

    @app.before_request
    def refuse_cross_site_requests() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        if request.method in SAFE_METHODS:
            view = app.view_functions[request.endpoint]
            if not getattr(view, "only_for_pages", False) or is_for_a_page():
                return None
            on_refused(CROSS_SITE)
            abort(403)
        if is_same_origin():
            return None
        on_refused(CROSS_SITE)
        handler = getattr(app.view_functions[request.endpoint], "on_cross_site_post", _forbid)
        response: ResponseReturnValue = handler(**(request.view_args or {}))
        return response

    @app.after_request
    def protect(response: Response) -> Response:
        view = app.view_functions.get(request.endpoint or "")
        is_file = response.status_code < 400 and getattr(view, "is_static_file", False)
        ancestors = may_frame()
        of_page = "; ".join((*policy, f"frame-ancestors {' '.join(ancestors) or NOBODY}"))
        response.headers["Content-Security-Policy"] = FILE_POLICY if is_file else of_page
        if set(ancestors) - {"'self'"}:  # pages with COEP load only frames that allow it
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        for name, value in HEADERS.items():
            if not (is_file and name in OF_PAGES):
                response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        if request.method not in SAFE_METHODS or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def on_cross_site_post(
    handler: Callable[Arguments, ResponseReturnValue], view: Callable[Arguments, ResponseReturnValue]
) -> Callable[Arguments, ResponseReturnValue]:
    """Return the view with a handler for posts from other sites, which otherwise get a plain 403."""

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs)

    declared.on_cross_site_post = handler  # type: ignore[attr-defined]  # as Flask's own `view.methods`
    return declared


def only_for_pages(
    view: Callable[Arguments, ResponseReturnValue],
) -> Callable[Arguments, ResponseReturnValue]:
    """Return the view, which then answers 403 to what another site's page loads by itself: an image."""

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs)

    declared.only_for_pages = True  # type: ignore[attr-defined]  # as Flask's own `view.methods`
    return declared


def static_file(
    view: Callable[Arguments, ResponseReturnValue],
) -> Callable[Arguments, ResponseReturnValue]:
    """Return the view, which then has the headers of a file: what it answers with is no page."""

    @wraps(view)
    def declared(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
        return view(*args, **kwargs)

    declared.is_static_file = True  # type: ignore[attr-defined]  # as Flask's own `view.methods`
    return declared


def is_for_a_page() -> bool:
    """Check whether a GET opens a page or is made by a page of this site: not an image, a script or a fetch.

    W3C Fetch Metadata. Browsers that send none of it are let through.
    """
    destination = request.headers.get("Sec-Fetch-Dest")
    if destination in PAGE_DESTINATIONS:
        return True
    if destination not in (None, "empty"):
        return False
    if request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none"):
        return True
    # Chromium before 80 sends the mode, and no destination.
    return destination is None and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def is_same_origin() -> bool:
    """Check whether a post comes from a page of this site.

    Scripts cannot set `Sec-Fetch-Site`. Older browsers send `Origin` with a post. A post with neither is
    accepted: it is rare, and a report still needs a fresh signed token.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None or host_names.is_same_origin(origin, request.scheme, request.host):
        return True
    if host_names.is_same_origin(origin, "https", request.host):
        _log_missing_proxy()
    return False


@cache
def _log_missing_proxy() -> None:
    """Log once a process that PROXIES is too low behind a TLS proxy: posts of old browsers then fail."""
    log_privacy.LOG.error(
        "a post from a page of ours by https was refused, because the app takes the request for http: set "
        "PROXIES to the number of proxies, and have the first of them set X-Forwarded-Proto"
    )


def _forbid(**_view_args: str) -> ResponseReturnValue:
    abort(403)
