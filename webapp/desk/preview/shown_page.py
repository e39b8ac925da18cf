"""The addresses below `/preview/`: the public page of a version, for everybody with the link.

The page runs in a sandbox without an origin (CSP level 3, 6.3.2): whatever a draft's text does in it, it is
another site for the desk. It gets no cookie, its forms are not the desk's, and it cannot read the desk's
pages. That is why its own files allow every origin. A PDF has no sandbox: Chromium shows none in one.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.desk.http.access import open_to_all
from webapp.desk.http.headers import POLICY
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import speak
from webapp.team.previewing.links import InvalidLink, LinkEnded, Look, PreviewLinks
from webapp.team.previewing.previews import NothingToShow, Previews, Shown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT = "/preview/"
SANDBOX = (
    "sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox "
    "allow-downloads allow-modals"
)
ANCESTORS = re.compile(r"frame-ancestors [^;]*")
HEADERS = {
    "Referrer-Policy": "no-referrer",  # the address is the permission
    "X-Robots-Tag": "noindex, nofollow",
    "Access-Control-Allow-Origin": "*",  # the sandboxed page itself is another origin
    "Access-Control-Expose-Headers": "*",  # htmx reads what the page tells it
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",  # a sandboxed page with another one is not shown at all
}
SPEAKS = "desk"
"""The parameter with the language in which the desk speaks to who looks at a preview in it."""
REMOVED = frozenset({"HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_SEC_FETCH_SITE", "HTTP_REFERER"})


class WithoutSession:
    """WSGI middleware: what is below `/preview/` is asked for by nobody in particular, and from nowhere.

    A sandboxed page sends `Origin: null`, which the desk refuses. No request here changes anything.
    """

    def __init__(self, app: "WSGIApplication", origin: str) -> None:
        self._app, self._origin = app, origin

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on, a preview's without what says who sent it."""
        if not environ.get("PATH_INFO", "").startswith(ROOT):
            return self._app(environ, start_response)
        anonymous = {name: value for name, value in environ.items() if name not in REMOVED}
        return self._app({**anonymous, "HTTP_ORIGIN": self._origin}, start_response)


class RendersPage(Protocol):
    """What makes the page: `webapp.preview_app`."""

    def respond(
        self, environ: "WSGIEnvironment", shown: Shown, look: Look, prefix: str, path: str
    ) -> WerkzeugResponse:
        """Return what the page answers to a request for `path`, with addresses that begin with `prefix`."""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What `desk/preview/notice.html` is rendered from."""

    title: str
    advice: str
    problems: tuple[str, ...] = ()


class ShownPage:
    """The pages of previews."""

    def __init__(self, links: PreviewLinks, previews: Previews, page: RendersPage) -> None:
        self._links, self._previews, self._page = links, previews, page

    def blueprint(self) -> Blueprint:
        """Return the routes. They are for everybody: the link is the permission."""
        shown = Blueprint("shown_page", __name__)
        view: Callable[..., ResponseReturnValue] = open_to_all(self.show)
        for rule in ("/preview/<token>", "/preview/<token>/<path:path>"):
            shown.add_url_rule(
                rule,
                "show",
                view,
                methods=["GET", "POST", "OPTIONS"],
                strict_slashes=False,
                provide_automatic_options=False,
            )
        return shown

    def show(self, token: str, path: str = "") -> ResponseReturnValue:
        """Answer as the page does."""
        if request.method == "OPTIONS":
            return _preflight()
        speak(request.args.get(SPEAKS, ""))
        try:
            preview = self._links.read(token)
            # Style sheets and fonts are the same in every preview.
            is_static = path.startswith("static/")
            shown = Shown(preview.slug, None, 0, 0) if is_static else self._previews.show(preview)
        except LinkEnded:
            return _notice(
                410,
                _("This link has ended"),
                _(
                    "It has expired, or the team has withdrawn it. Ask the person who gave it to you for a "
                    "new one."
                ),
            )
        except (InvalidLink, NothingToShow):
            return _notice(
                404,
                _("This link leads nowhere"),
                _("It is not complete, or was changed on the way. Copy it once more, as a whole."),
            )
        if shown.campaign is None and shown.problems:
            return _notice(
                200,
                _("There is nothing to show yet"),
                _("The page can be shown when the following is right:"),
                shown.problems,
            )
        prefix = ROOT + token
        environ = dict(request.environ)
        if not is_static:
            environ.pop("HTTP_ACCEPT_ENCODING", None)  # the desk compresses what it sends
        answered = self._page.respond(environ, shown, preview.look, prefix, f"/{path}")
        return _isolated(Response(answered.get_data(), answered.status, answered.headers))


def _isolated(response: Response) -> Response:
    """Set the headers that keep the page apart from the desk, and out of indexes and caches."""
    policy = response.headers.get("Content-Security-Policy", "; ".join(POLICY))
    policy = ANCESTORS.sub("frame-ancestors 'self'", policy)
    is_pdf = response.mimetype == "application/pdf"
    response.headers["Content-Security-Policy"] = policy if is_pdf else f"{policy}; {SANDBOX}"
    response.headers.update(HEADERS)
    response.headers.remove("Set-Cookie")
    if "immutable" not in response.headers.get("Cache-Control", ""):  # a file with its fingerprint
        response.headers["Cache-Control"] = "no-store"
    return response


def _preflight() -> Response:
    """Let the sandboxed page's htmx ask its own server (Fetch, 3.2.2)."""
    response = Response(status=204, headers=HEADERS)
    response.headers["Access-Control-Allow-Methods"] = "GET, POST"
    response.headers["Access-Control-Allow-Headers"] = request.headers.get(
        "Access-Control-Request-Headers", "*"
    )[:500]
    response.headers["Access-Control-Max-Age"] = "600"
    return response


def _notice(code: int, title: str, advice: str, problems: tuple[str, ...] = ()) -> Response:
    page = NoticePage(title, advice, problems)
    response = make_response(render_template("desk/preview/notice.html", page=page), code)
    policy = ANCESTORS.sub("frame-ancestors 'self'", "; ".join(POLICY))
    response.headers["Content-Security-Policy"] = policy
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
