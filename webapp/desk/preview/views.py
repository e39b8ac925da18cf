"""The preview of a campaign: its page, letter and PDF as people will see them, and links for others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import segno
from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.campaigns.interface import SOURCE
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.desk.preview.shown_page import ROOT, SPEAKS
from webapp.domain.language import Language
from webapp.team.people.permissions import Permission
from webapp.team.previewing.links import BESIDE_THE_EDITOR, SHARED, Look, Preview, PreviewLinks
from webapp.team.previewing.previews import NothingToShow, Previews, Shown
from webapp.team.previewing.typed_cases import typed_key

VIEWS = ("phone", "desktop", "dark", "print", "embed")
MAX_VERSION_DIGITS = 9


@dataclass(frozen=True, slots=True)
class PanelPage:
    """What `desk/preview/_panel.html` and the page around it are rendered from."""

    title: str
    slug: str
    view: str
    views: tuple[tuple[str, str], ...]
    language: str
    languages: tuple[tuple[str, str], ...]
    """Tags and names of the page's languages."""
    letter: str
    letters: tuple[tuple[str, str], ...]
    """Tags and names of the languages of its letter; "": the one that fits the page."""
    number: int
    """The version that was asked for in the address, or 0."""
    source: str
    """The address in the frame."""
    alone: str
    """The same page without the desk around it."""
    link: str = ""
    """The link for others."""
    qr: Markup | None = None
    ends: datetime | None = None

    @property
    def view_name(self) -> str:
        """The name of the chosen view."""
        return dict(self.views)[self.view]

    def query(self, **changed: str) -> str:
        """Return the query of this panel with another choice."""
        chosen = {"view": self.view, "language": self.language, "letter": self.letter}
        chosen |= {"version": str(self.number)} if self.number else {}
        return urlencode({name: value for name, value in (chosen | changed).items() if value})


class PreviewViews:
    """The preview's own page, and its panel beside the editor."""

    def __init__(
        self,
        links: PreviewLinks,
        previews: Previews,
        languages: Callable[[], tuple[Language, ...]],
        origin: str,
        now: Callable[[], datetime],
    ) -> None:
        """`languages` returns those that the page is offered in; `origin` is the desk's."""
        self._links, self._previews, self._languages = links, previews, languages
        self._origin, self._now = origin, now

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        preview = Blueprint("preview", __name__, url_prefix="/campaigns/<slug>/preview")
        preview.add_url_rule("", "show", needs(Permission.SEE)(self.show))
        preview.add_url_rule("/beside", "beside", needs(Permission.SEE)(self.beside))
        withdraw = needs(Permission.WRITE)(self.withdraw)
        preview.add_url_rule("/withdraw", "withdraw", withdraw, methods=["POST"])
        return preview

    def show(self, slug: str) -> ResponseReturnValue:
        """Show the panel on a page of its own, with the link for others."""
        return render_template("desk/preview/preview.html", page=self._panel(slug, shares=True))

    def beside(self, slug: str) -> ResponseReturnValue:
        """Return the panel alone."""
        return render_template("desk/preview/_panel.html", page=self._panel(slug))

    def withdraw(self, slug: str) -> ResponseReturnValue:
        """End all links of the campaign."""
        self._links.withdraw(current_person(), slug)
        return redirect(url_for(".show", slug=slug, withdrawn=1), 303)

    def _panel(self, slug: str, *, shares: bool = False) -> PanelPage:
        asked = request.args
        digits = asked.get("version", "")[:MAX_VERSION_DIGITS]
        number = int(digits) if digits.isascii() and digits.isdigit() else 0
        typed = "" if number else typed_key(current_person().id, slug)
        try:
            shown = self._previews.show(Preview(slug, number, typed_by=typed))
        except NothingToShow:
            abort(404)
        languages = tuple((each.tag, each.name_in(ui_language())) for each in self._languages())
        letters = _letters(shown)
        view = asked.get("view", "")
        view = view if view in VIEWS else VIEWS[0]
        language = asked.get("language", "")
        language = language if language in dict(languages) else _language_of(shown, dict(languages))
        letter = asked.get("letter", "")
        letter = letter if letter in dict(letters) else ""
        path = _path(view, language, slug, letter)
        look = Look.DARK if view == "dark" else Look.FRAME
        token = self._links.token(Preview(slug, number, look, typed), BESIDE_THE_EDITOR)
        shared = self._links.token(Preview(slug, number))
        link = f"{self._origin}{ROOT}{shared}/{language}/{slug}" if shares else ""
        return PanelPage(
            _("Preview of version %(number)s", number=number)
            if number
            else pgettext("name of a page", "Preview"),
            slug,
            view,
            _view_names(),
            language,
            languages,
            letter,
            letters,
            number,
            source=_in_frame(f"{ROOT}{token}{path}"),
            alone=f"{ROOT}{shared}{path}",
            link=link,
            qr=_qr(link) if link else None,
            ends=self._now() + SHARED if link else None,
        )


def _view_names() -> tuple[tuple[str, str], ...]:
    names = (
        pgettext("view of the preview", "Phone"),
        pgettext("view of the preview", "Desktop"),
        pgettext("view of the preview", "Dark"),
        pgettext("view of the preview", "Letter, PDF"),
        _("On another site"),
    )
    return tuple(zip(VIEWS, names, strict=True))


def _letters(shown: Shown) -> tuple[tuple[str, str], ...]:
    languages = shown.campaign.letter_languages if shown.campaign else ()
    return tuple((each.tag, each.name_in(ui_language())) for each in languages)


def _language_of(shown: Shown, offered: dict[str, str]) -> str:
    """Return the language that the campaign is written in, if the page is offered in it."""
    source = shown.campaign.source.language.tag if shown.campaign else ""
    return source if source in offered else SOURCE.tag


def _path(view: str, language: str, slug: str, letter: str) -> str:
    before = {"print": "/print", "embed": "/embed"}.get(view, "")
    return f"{before}/{language}/{slug}" + (f"?{urlencode({'letter': letter})}" if letter else "")


def _in_frame(address: str) -> str:
    """Tell a preview, which does not know who looks at it, in which language the desk speaks to them."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({SPEAKS: ui_language().tag})}"


def _qr(link: str) -> Markup:
    """Return the link as a QR code. It stays dark on light in dark colours: readers want it so."""
    code = segno.make(link, error="l", micro=False)
    svg = code.svg_inline(dark="#000", light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 (made of squares by segno)
