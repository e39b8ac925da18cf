"""Views: what will be in a handover pack, the pack as PDF, and its figures as CSV."""

import io
from dataclasses import dataclass
from typing import Protocol

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from webapp.desk.handover.form import HandoverForm
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext, ui_language
from webapp.domain.language import Language, parse
from webapp.domain.stationery import Paper
from webapp.printing.letter_document import TextRun
from webapp.printing.printer import PrintError, PrintingUnavailable
from webapp.server.log_privacy import LOG
from webapp.team.handover.catalogue import Catalogue
from webapp.team.handover.pack import Pack
from webapp.team.handover.pack_csv import pack_csv
from webapp.team.handover.pack_printer import RETRY_AFTER_SECONDS, PrinterBusy
from webapp.team.handover.packs import Packs
from webapp.team.handover.public_cases import NotPublic
from webapp.team.overview.overview import Overview
from webapp.team.people.permissions import Permission

HANDOVER = "/campaigns/<slug>/handover"


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """What `desk/handover/handover.html` is rendered from."""

    title: str
    slug: str
    languages: tuple[Language, ...]
    without_words: tuple[Language, ...]
    """Languages of the page that the desk does not speak: there is no pack in them."""
    form: HandoverForm | None
    """None while nobody can read the campaign on the page, or there is a pack in no language."""
    pack: Pack | None = None
    """None where the form has to be corrected first."""
    trouble: str = ""
    """Why a file could not be made."""

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """What has to be corrected: the address of the field, or "", and the sentence."""
        found = [(f"#{name}", sentence) for name, sentence in self.form.problems] if self.form else []
        return (*found, *((("", self.trouble),) if self.trouble else ()))

    def language_of(self, run: TextRun) -> Language:
        """Return the language of a text of the pack."""
        if run.language:
            return parse(run.language)
        return self.pack.language if self.pack else ui_language()


class PrintsPacks(Protocol):
    """What the screen needs of a printer of packs."""

    def print(self, pack: Pack, words: Catalogue, paper: Paper, /) -> bytes:
        """Return a pack as PDF; raise `PrinterBusy`, `PrintError` or `PrintingUnavailable`."""


class HandoverViews:
    """The screen and the two files. A pack holds only what is public, and sums."""

    def __init__(self, packs: Packs, printer: PrintsPacks, overview: Overview) -> None:
        self._packs = packs
        self._printer = printer
        self._overview = overview

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        handover = Blueprint("handover", __name__)
        sees = needs(Permission.SEE)
        handover.add_url_rule(HANDOVER, "show", sees(self.show))
        handover.add_url_rule(f"{HANDOVER}/pack.pdf", "pdf", sees(self.pdf))
        handover.add_url_rule(f"{HANDOVER}/figures.csv", "figures", sees(self.figures))
        return handover

    def show(self, slug: str) -> ResponseReturnValue:
        """Show what will be in the pack that the form describes."""
        page = self._page(slug)
        return self._rendered(page, 422 if page.problems else 200)

    def pdf(self, slug: str) -> ResponseReturnValue:
        """Return the pack, or the page with the reason why there is none."""
        page = self._page(slug)
        if page.form is None or page.pack is None:
            return self._rendered(page, 422 if page.form else 409)
        try:
            words = self._packs.catalogue(page.pack.language)
            content = self._printer.print(page.pack, words, page.form.paper)
        except PrinterBusy:
            response = self._rendered(self._page(slug, trouble=_busy()), 503)
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response
        except (PrintError, PrintingUnavailable) as error:
            LOG.error("a handover pack of %s: %s", page.pack.slug, error)
            return self._rendered(self._page(slug, trouble=_not_printed()), 500)
        return _file(content, "application/pdf", page.pack.file_name("pdf"))

    def figures(self, slug: str) -> ResponseReturnValue:
        """Return its figures."""
        page = self._page(slug)
        if page.pack is None:
            return self._rendered(page, 422 if page.form else 409)
        return _file(pack_csv(page.pack), "text/csv", page.pack.file_name("csv"))

    def _page(self, slug: str, trouble: str = "") -> HandoverPage:
        by = current_person()
        campaigns = self._overview.campaign(by, slug).campaigns or abort(404)
        title = pgettext("name of a page", "Hand over: %(campaign)s", campaign=campaigns[0].summary.who)
        try:
            languages = self._packs.languages(by, slug)
        except NotPublic:
            return HandoverPage(title, slug, (), (), None)
        if not languages.offered:
            return HandoverPage(title, slug, (), languages.without_words, None)
        form = HandoverForm.read(request.args, languages.offered)
        pack = None
        if not form.problems:
            tag, since, until = form.language.tag, form.since, form.until
            pack = self._packs.make(by, slug, tag, since=since, until=until, page=form.page)
        return HandoverPage(title, slug, languages.offered, languages.without_words, form, pack, trouble)

    def _rendered(self, page: HandoverPage, status: int) -> Response:
        return make_response(render_template("desk/handover/handover.html", page=page), status)


def _file(content: bytes, media_type: str, name: str) -> Response:
    return send_file(
        io.BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        etag=False,
        conditional=False,
        max_age=None,
    )


def _busy() -> str:
    return _("Another pack is being printed. Wait for ten seconds, then press “Download the PDF” again.")


def _not_printed() -> str:
    return _(
        "The PDF could not be made. Those who run the server find the reason in its log. The CSV can be "
        "downloaded."
    )
