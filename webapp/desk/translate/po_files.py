"""The PO file of a language: downloaded for Poedit and agencies."""

from flask import Blueprint, Response, make_response
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.translate.views import SHEET, show_unreadable
from webapp.domain.language import parse
from webapp.team.drafts.drafts import UnknownDraft
from webapp.team.people.permissions import Permission
from webapp.team.translating.outcomes import NoEdition, Unreadable
from webapp.team.translating.translating import Translating

PO_TYPE = "text/x-gettext-translation; charset=utf-8"


class PoFiles:
    """Downloads."""

    def __init__(self, translating: Translating) -> None:
        self._translating = translating

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        files = Blueprint("po_files", __name__)
        sees = needs(Permission.SEE)
        template = "/campaigns/<slug>/translate/campaign.pot"
        files.add_url_rule(template, "template", sees(self.template))
        files.add_url_rule(f"{SHEET}/file", "download", sees(self.download))
        for unknown in (UnknownDraft, NoEdition):
            files.register_error_handler(unknown, lambda _error: respond_with_error(404))
        files.register_error_handler(Unreadable, show_unreadable)
        return files

    def template(self, slug: str) -> ResponseReturnValue:
        """Send the texts of a case without translations."""
        return _file(self._translating.template(current_person(), slug), f"{slug}.pot")

    def download(self, slug: str, language: str) -> ResponseReturnValue:
        """Send the PO file of a language, brought up to date with the case."""
        tag = parse(language).tag
        return _file(self._translating.download(current_person(), slug, language), f"{slug}-{tag}.po")


def _file(content: bytes, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = PO_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
