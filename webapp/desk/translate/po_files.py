"""The PO file of a language: downloaded for Poedit and agencies, and taken in again."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ngettext, ui_language
from webapp.desk.translate import form, wording
from webapp.desk.translate.conflicts import ConflictPage, conflict_page
from webapp.desk.translate.views import SHEET, show_unreadable
from webapp.domain.language import UnknownLanguage, parse
from webapp.team.drafts.drafts import TooLarge, UnknownDraft
from webapp.team.people.permissions import Permission
from webapp.team.translating.outcomes import EditionConflict, NoEdition, Refused, Unreadable, Uploaded
from webapp.team.translating.translating import Translating

PO_TYPE = "text/x-gettext-translation; charset=utf-8"


@dataclass(frozen=True, slots=True)
class UploadPage:
    """What `desk/translate/upload.html` is rendered from."""

    title: str
    slug: str
    language: str
    is_taken: bool
    came: tuple[str, ...]
    """What came in, a sentence each."""
    problems: tuple[tuple[str, str], ...]
    conflict: ConflictPage | None


class PoFiles:
    """Downloads and uploads."""

    def __init__(self, translating: Translating) -> None:
        self._translating = translating

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        files = Blueprint("po_files", __name__)
        sees, translates = needs(Permission.SEE), needs(Permission.TRANSLATE)
        template = "/campaigns/<slug>/translate/campaign.pot"
        files.add_url_rule(template, "template", sees(self.template))
        files.add_url_rule(f"{SHEET}/file", "download", sees(self.download))
        files.add_url_rule(f"{SHEET}/file", "upload", translates(self.upload), methods=["POST"])
        for unknown in (UnknownDraft, NoEdition, UnknownLanguage):
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

    def upload(self, slug: str, language: str) -> ResponseReturnValue:
        """Take a PO file in, and say what came of it."""
        base = form.base()
        file = request.files.get("file")
        content = file.read() if file else b""
        if not content:
            return self._refused(
                slug, language, (_("Choose a file first: no file was sent, or an empty one."),)
            )
        try:
            outcome = self._translating.upload(current_person(), slug, language, base, content)
        except TooLarge as error:
            return self._refused(slug, language, (str(error),))
        if isinstance(outcome, Refused):
            return self._refused(slug, language, outcome.sentences)
        return self._taken(slug, language, outcome)

    def _taken(self, slug: str, language: str, outcome: Uploaded) -> Response:
        sheet = self._translating.sheet(current_person(), slug, language)
        inner, rows = outcome.outcome, sheet.by_key
        problems = tuple(
            (
                f"{url_for('translate.show', slug=slug, language=language, at=key)}#m-{key}"
                if key in rows
                else "",
                f"{wording.label(rows[key].context)}: {why}" if key in rows else why,
            )
            for key, why in {**inner.problems, **inner.refused}.items()
        )
        conflict = conflict_page(sheet, inner, (), ()) if isinstance(inner, EditionConflict) else None
        came = [
            ngettext(
                "%(num)s text has another translation now.",
                "%(num)s texts have another translation now.",
                outcome.changed,
            )
            if outcome.changed
            else _("Nothing in it is new: all texts stand here as in the file.")
        ]
        if outcome.unknown:
            came.append(
                ngettext(
                    "%(num)s translation is of a text that the case does not have. It stays in the file.",
                    "%(num)s translations are of texts that the case does not have. They stay in the file.",
                    outcome.unknown,
                )
            )
        return self._page(slug, language, tuple(came), problems, conflict, status=409 if conflict else 200)

    def _refused(self, slug: str, language: str, sentences: tuple[str, ...]) -> Response:
        return self._page(slug, language, (), tuple(("", each) for each in sentences), None, status=422)

    def _page(
        self,
        slug: str,
        language: str,
        came: tuple[str, ...],
        problems: tuple[tuple[str, str], ...],
        conflict: ConflictPage | None,
        status: int,
    ) -> Response:
        name = parse(language).name_in(ui_language())
        title = _("The PO file in %(language)s", language=name)
        page = UploadPage(title, slug, parse(language).tag, bool(came), came, problems, conflict)
        return make_response(render_template("desk/translate/upload.html", page=page), status)


def _file(content: bytes, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = PO_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
