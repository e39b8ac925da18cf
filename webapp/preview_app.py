"""The public page for one request of the desk: the page's own app, with one campaign and no counting.

It is made once a process, when the first preview is asked for. The campaign of a request is in a context
variable; nothing of a page is kept from one request to the next. The app has keys of its own, so that no
token of a preview is worth anything on the page, and no database: nothing is counted or read.
"""

import io
import re
import secrets
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, Response, current_app, request
from markupsafe import Markup
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.actions.ledger import Recorded
from webapp.app import create_app, make_dependencies
from webapp.campaigns.public import PublicCampaigns
from webapp.database.connection import ActionsUnavailable
from webapp.desk.preview import wording
from webapp.domain.action import Action, Tally
from webapp.domain.campaign import Campaign
from webapp.domain.channel import Channel
from webapp.domain.dates import utc_now
from webapp.settings import ROOT, Settings
from webapp.team.previewing.links import Look
from webapp.team.previewing.previews import Shown
from webapp.web.campaign.urls import is_framed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PRINT = re.compile(r"/print(?P<page>/[^/]+/[^/]+)")
"""The address of the letter as a PDF that can be opened; the page has it as the answer to a form only."""
REPORTS = frozenset({"record", "undo", "signal"})
SENDER = {"sender_name": "Ada Example", "sender_address": "1 Example Street\n12345 Example Town"}
"""Invented: what a supporter would type."""
FILES = {
    "preview.css": ("text/css", ROOT / "static" / "preview" / "bar.css"),
    "preview.js": ("text/javascript", ROOT / "static" / "preview" / "scroll.js"),
}
"""What the page in a preview has beside its own: the public server does not serve them."""
FRAME_SCRIPT = re.compile(rb'<script type="module" src="[^"]*/js/frame\.js[^"]*"></script>\n?')
"""It would lead out of the frame, because nothing can be sent from a sandbox that takes the origin away. Here
it can."""
HTMX_MODE = (b'{"includeIndicatorCSS"', b'{"mode": "cors", "includeIndicatorCSS"')
"""A sandboxed page has no origin, so that its own server is another one."""


@dataclass(frozen=True, slots=True)
class _Current:
    shown: Shown
    look: Look


_current: ContextVar[_Current] = ContextVar("preview")


class PreviewApp:
    """Renders pages of previews. Threads may share it; it may be created before a fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._app: Flask | None = None

    def respond(
        self, environ: "WSGIEnvironment", shown: Shown, look: Look, prefix: str, path: str
    ) -> WerkzeugResponse:
        """Return what the page answers to a request for `path`, with addresses that begin with `prefix`."""
        inner = {**environ, "SCRIPT_NAME": prefix, "PATH_INFO": path}
        if printed := PRINT.fullmatch(path):
            inner |= _form_of_letters(shown, printed["page"], environ.get("QUERY_STRING", ""))
        with _shown(_Current(shown, look)):
            # Not by `wsgi_app`, where the page cache stands: a draft must be seen as it is now.
            return WerkzeugResponse.from_app(partial(Flask.wsgi_app, self._made()), inner, buffered=True)

    def _made(self) -> Flask:
        with self._lock:
            if self._app is None:
                self._app = _create(self._settings)
            return self._app


@contextmanager
def _shown(current: _Current) -> Iterator[None]:
    token = _current.set(current)
    try:
        yield
    finally:
        _current.reset(token)


def _create(settings: Settings) -> Flask:
    own = replace(
        settings,
        allowed_hosts=(urlsplit(settings.desk_address).hostname or "",),
        path_prefix="",
        proxies=0,
        log_requests=False,
        secret_keys=(secrets.token_urlsafe(32),),
        cache_url="",
        proof_of_work=False,
        security_contact=(),
    )
    app = create_app(own, make_dependencies(own, campaigns=_OneCampaign(), log=_NoLog()))

    @app.before_request
    def count_nothing() -> Response | None:
        is_report = (request.endpoint or "").partition(".")[2] in REPORTS
        return _not_counted() if is_report and request.method == "POST" else None

    @app.after_request
    def add_bar(response: Response) -> Response:
        if response.mimetype == "text/html" and response.get_data()[:15].lower() == b"<!doctype html>":
            response.set_data(_with_bar(response.get_data()))
        return response

    files = Blueprint("preview", __name__)
    for name, (media_type, path) in FILES.items():
        content = path.read_bytes()
        files.add_url_rule(
            f"/{name}",
            name.partition(".")[2],
            lambda content=content, media_type=media_type: Response(content, mimetype=media_type),
        )
    app.register_blueprint(files)
    return app


def _not_counted() -> Response:
    """Answer a report: as a part of the page, or as a page that leads back."""
    words = wording.not_counted()
    if "HX-Request" in request.headers:
        part = Markup(
            '<section id="report" class="step report" tabindex="-1"><div class="step-body">'
            '<p role="status" class="note">{}</p></div></section>'
        ).format(words)
        return Response(part, mimetype="text/html")
    page = Markup(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{0}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="stylesheet" href="{1}">\n</head>\n<body>\n<main id="main"><h1>{0}</h1>\n'
        '<p><a href="{2}">{3}</a></p></main>\n</body>\n</html>\n'
    )
    asset = cast(Callable[[str], str], current_app.jinja_env.globals["asset"])
    back = request.script_root + re.sub("/(?:actions|signals).*", "", request.path)
    html = page.format(words, asset("site.css"), back, wording.back_to_page())
    return Response(html, mimetype="text/html")


def _with_bar(html: bytes) -> bytes:
    """Add what a preview has beside the page: the bar, its style sheet, and the script for the scroll."""
    current = _current.get()
    head = Markup('<link rel="stylesheet" href="{0}/preview.css">\n').format(request.script_root)
    if current.look is not Look.PAGE:
        head += Markup('<script type="module" src="{0}/preview.js"></script>\n').format(request.script_root)
    bar = wording.bar(current.shown, current.look)
    if bar:
        html = html.replace(
            b"<body>", b"<body>\n" + Markup('<p class="preview-bar">{}</p>').format(bar).encode(), 1
        )
    if current.look is Look.DARK:
        html = html.replace(b"<html lang=", b'<html data-scheme="dark" lang=', 1)
    if is_framed():
        html = FRAME_SCRIPT.sub(b"", html)
    return html.replace(*HTMX_MODE, 1).replace(b"</head>", head.encode() + b"</head>", 1)


def _form_of_letters(shown: Shown, page: str, query: str) -> dict[str, object]:
    """Return the request that a supporter's browser sends for the letters as a PDF."""
    targets = shown.campaign.targets if shown.campaign else ()
    to = [target.id for target in targets if Channel.POST in target.channels]
    fields = urlencode({**SENDER, "view": "1", "to": to}, doseq=True) + (f"&{query}" if query else "")
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"{page}/letter.pdf",
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(fields)),
        "wsgi.input": io.BytesIO(fields.encode()),
    }


class _OneCampaign:
    """In place of the registry of the page's campaigns: the one that the request is about."""

    def campaigns(self) -> tuple[Campaign, ...]:
        """Return it."""
        return tuple(self.public().by_slug.values())

    def campaign(self, slug: str) -> Campaign | None:
        """Return it, if that is its slug."""
        return self.public().by_slug.get(slug)

    def public(self) -> PublicCampaigns:
        """Return it as the only one that is public."""
        campaign = _current.get().shown.campaign
        return PublicCampaigns.at(utc_now(), {campaign.slug: campaign} if campaign else {})

    def modified(self, _slug: str) -> datetime:
        """Return when it was changed: the time of nothing that is public."""
        return datetime.fromtimestamp(0, UTC)

    def is_empty(self) -> bool:
        """Say that there is one."""
        return False


class _NoLog:
    """In place of the log of actions: it holds none, and takes none."""

    def tally(self, _campaign: str, _partner: str | None = None, also: Collection[str] = ()) -> Tally:
        """Return nothing counted."""
        return Tally(of_the_case=0 if also else None)

    def totals(self) -> Mapping[str, int]:
        """Return no totals."""
        return {}

    def find(self, _token_id: str) -> Recorded | None:
        """Return no report."""
        return None

    def record(self, token_id: str, actions: Sequence[Action]) -> Recorded:
        """Refuse: `count_nothing` answers before a report comes here."""
        raise ActionsUnavailable("A preview records nothing")

    def undo(self, token_id: str, campaign: str) -> Recorded | None:
        """Refuse likewise."""
        raise ActionsUnavailable("A preview records nothing")

    def require_ready(self) -> None:
        """Be ready: there is nothing to wait for."""
