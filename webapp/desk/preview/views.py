"""Views: the page of a version by a signed address, and where it is looked at and shown to others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

import segno
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response as PlainResponse

from webapp.campaigns.diagnostics import Diagnostic
from webapp.desk.http.access import needs, open_to_all
from webapp.desk.http.text import gettext as _
from webapp.desk.preview.tokens import (
    OWN_LIFETIME,
    SHARED_LIFETIME,
    ExpiredToken,
    InvalidToken,
    Preview,
    PreviewTokens,
)
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.team.drafts.drafts import Drafts, Version
from webapp.team.drafts.reading import DraftReader, ReadDraft
from webapp.team.people.permissions import Permission

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

REPORTS = re.compile(r"(?:embed/)?[^/]+/[^/]+/actions(?:/undo)?")
"""Addresses that a report and its undo are posted to."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}
NOT_COUNTED, NOT_COUNTED_PART = "desk/preview/not_counted.html", "desk/preview/_not_counted.html"
WIDTHS = ("phone", "desktop")
SCHEMES = ("light", "dark")
PARTS = ("page", "embed")


class RendersPages(Protocol):
    """The public app, showing one campaign."""

    def respond(self, environ: "WSGIEnvironment", campaign: Campaign) -> PlainResponse:
        """Return the response to a request."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What `desk/preview/preview.html` is rendered from."""

    title: str
    slug: str
    version: Version
    shown: Version | None
    """The version in the frame: an earlier one where this one cannot be shown; None if none can."""
    diagnostics: tuple[Diagnostic, ...]
    frame: str
    """The address of the frame, or ""."""
    whole: str
    """The same page by itself."""
    languages: tuple[Language, ...]
    chosen: Mapping[str, str]
    """How the page is shown: "language", "width", "scheme" and "part"."""
    shared: str = ""
    """An address for somebody else, once it was asked for."""
    expires: datetime | None = None
    code: Markup | None = None
    """The same as a QR code, in SVG."""

    def address(self, name: str, value: str) -> str:
        """Return the address of this page with one of the choices made anew."""
        chosen = {**self.chosen, name: value}
        return f"{url_for('preview.look', slug=self.slug)}?{urlencode(chosen)}"


@dataclass(frozen=True, slots=True)
class BrokenPreview:
    """What `desk/preview/broken.html` is rendered from."""

    title: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Previews:
    """The previews of all campaigns."""

    drafts: Drafts
    reader: DraftReader
    pages: RendersPages
    tokens: PreviewTokens
    languages: tuple[Language, ...]
    """The page languages that are offered."""
    origin: str
    now: Callable[[], datetime]

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        preview = Blueprint("preview", __name__)
        see, share = needs(Permission.SEE)(self.look), needs(Permission.SEE)(self.share)
        preview.add_url_rule("/campaigns/<slug>/preview", "look", see)
        preview.add_url_rule("/campaigns/<slug>/preview", "share", share, methods=["POST"])
        show = open_to_all(self.show)
        preview.add_url_rule(
            "/preview/<token>/", "show", show, methods=["GET", "POST"], defaults={"path": ""}
        )
        preview.add_url_rule("/preview/<token>/<path:path>", "show", show, methods=["GET", "POST"])
        return preview

    def show(self, token: str, path: str) -> ResponseReturnValue:
        """Answer as the public page would; count nothing."""
        try:
            preview = self.tokens.read(token)
        except ExpiredToken:
            abort(410)
        except InvalidToken:
            abort(404)
        version = self._version(preview) or abort(404)
        draft, shown = self._showable(version)
        if shown is None or shown.campaign is None:
            broken = BrokenPreview(_("This version cannot be shown yet"), draft.diagnostics)
            return _protected(make_response(render_template("desk/preview/broken.html", page=broken), 422))
        if request.method == "POST" and REPORTS.fullmatch(path):
            page = BrokenPreview(_("This is a preview: nothing was counted"), ())
            part = NOT_COUNTED_PART if "HX-Request" in request.headers else NOT_COUNTED
            return _protected(make_response(render_template(part, page=page)))
        if not path:
            return redirect(url_for(".show", token=token, path=f"en/{preview.slug}"))
        return _protected(self._respond(preview, shown, draft, token, path))

    def _version(self, preview: Preview) -> Version | None:
        if preview.number:
            return self.drafts.version(preview.slug, preview.number)
        return self.drafts.head(preview.slug)

    def _showable(self, version: Version) -> tuple[ReadDraft, ReadDraft | None]:
        """Return a version as it is read, and the one that is shown for it."""
        draft = self.reader.read(version)
        return draft, draft if draft.campaign else self.reader.last_readable(version)

    def _respond(
        self, preview: Preview, shown: ReadDraft, draft: ReadDraft, token: str, path: str
    ) -> Response:
        assert shown.campaign is not None  # noqa: S101 (it is what was looked for)
        environ = request.environ | {"SCRIPT_NAME": f"/preview/{token}", "PATH_INFO": f"/{path}"}
        inner = self.pages.respond(environ, shown.campaign)
        response = Response(inner.get_data(), inner.status_code, inner.headers)
        response.headers.pop("Set-Cookie", None)
        response.headers.pop("Strict-Transport-Security", None)
        if response.mimetype == "text/html" and "HX-Request" not in request.headers:
            self._dress(response, preview, shown, draft)
        return response

    def _dress(self, response: Response, preview: Preview, shown: ReadDraft, draft: ReadDraft) -> None:
        """Say on the page that it is a preview, show it in a colour scheme, and let the desk frame it."""
        html = response.get_data(as_text=True)
        if not preview.is_framed:
            bar = render_template("desk/preview/_bar.html", shown=shown, is_older=shown is not draft)
            html = re.sub(r"(<body[^>]*>)", lambda body: f"{body[1]}\n{bar}", html, count=1)
        if (scheme := request.args.get("desk-scheme")) in SCHEMES:
            html = html.replace("<html ", f'<html data-scheme="{scheme}" ', 1)
        response.set_data(html)
        policy = response.headers.get("Content-Security-Policy", "")
        response.headers["Content-Security-Policy"] = re.sub(
            "frame-ancestors [^;]*", "frame-ancestors 'self'", policy
        )

    def look(self, slug: str) -> ResponseReturnValue:
        """Show the preview in a frame, as a phone or a desktop has it, in each language."""
        return render_template("desk/preview/preview.html", page=self._page(slug))

    def share(self, slug: str) -> ResponseReturnValue:
        """Make an address for a colleague or a telephone, good for a week."""
        token = self.tokens.sign(Preview(slug, 0), SHARED_LIFETIME)
        address = f"{self.origin}{url_for('.show', token=token, path='')}"
        code = Markup(segno.make_qr(address).svg_inline(scale=3, border=4, light="#fff", omitsize=True))  # noqa: S704
        page = self._page(slug, shared=address, expires=self.now() + SHARED_LIFETIME, code=code)
        return render_template("desk/preview/preview.html", page=page)

    def _chosen(self) -> Mapping[str, str]:
        tags = tuple(language.tag for language in self.languages)
        offered = {"language": tags, "width": WIDTHS, "scheme": SCHEMES, "part": PARTS}
        asked = {name: request.args.get(name, "") for name in offered}
        return {name: asked[name] if asked[name] in values else values[0] for name, values in offered.items()}

    def _page(
        self, slug: str, shared: str = "", expires: datetime | None = None, code: Markup | None = None
    ) -> PreviewPage:
        version = self.drafts.head(slug) or abort(404)
        draft, shown = self._showable(version)
        chosen = self._chosen()
        path = f"{'embed/' if chosen['part'] == 'embed' else ''}{chosen['language']}/{slug}"
        framed = self.tokens.sign(Preview(slug, version.number, is_framed=True), OWN_LIFETIME)
        whole = self.tokens.sign(Preview(slug, version.number), OWN_LIFETIME)
        return PreviewPage(
            _("Preview of %(name)s", name=slug),
            slug,
            version,
            shown.version if shown else None,
            draft.diagnostics,
            f"{url_for('.show', token=framed, path=path)}?desk-scheme={chosen['scheme']}" if shown else "",
            url_for(".show", token=whole, path=path) if shown else "",
            self.languages,
            chosen,
            shared,
            expires,
            code,
        )


def _protected(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
