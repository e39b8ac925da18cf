"""The file of a case as text: for what the form does not have, and where a line of it cannot be read."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.reader import read_schema
from webapp.campaigns.source_files import CAMPAIGN_FILE, SourceFiles
from webapp.desk.editor.conflicts import conflict_page
from webapp.desk.editor.values import normal
from webapp.desk.editor.views import find_head, go_to, show_conflict, version_number
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import pgettext
from webapp.team.drafts.document import BrokenDocument, parse
from webapp.team.drafts.drafts import Conflict, Drafts, TooLarge, UnknownDraft
from webapp.team.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class CaseTextPage:
    """What `desk/editor/text.html` is rendered from."""

    title: str
    slug: str
    base: int
    text: str
    mistake: str
    """Why it cannot be read, with the line; "" where it can."""
    line: str
    """The line that cannot be read, as it stands there."""
    saved: int = 0
    problem: str = ""


class CaseText:
    """The page of the file."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        text = Blueprint("case_text", __name__, url_prefix="/campaigns/<slug>/text")
        text.add_url_rule("", "show", needs(Permission.WRITE)(self.show))
        text.add_url_rule("", "save", needs(Permission.WRITE)(self.save), methods=["POST"])
        text.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        return text

    def show(self, slug: str) -> ResponseReturnValue:
        """Show the newest version's file."""
        head = find_head(self._drafts, slug)
        content = self._drafts.source(head).contents[CAMPAIGN_FILE]
        is_saved = request.args.get("saved") == str(head.number)
        return _page(
            slug, head.number, content.decode("utf-8", "replace"), saved=head.number if is_saved else 0
        )

    def save(self, slug: str) -> ResponseReturnValue:
        """Save it as it is, also where it cannot be read: then say which line."""
        typed, base = normal(request.form.get("text", "")), version_number("base")
        try:
            changes = {CAMPAIGN_FILE: typed.encode()}
            outcome = self._drafts.save(current_person(), slug, base, changes)
        except TooLarge as error:
            problem = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return _page(slug, base, typed, problem=problem), 422
        if isinstance(outcome, Conflict):
            return show_conflict(conflict_page(slug, outcome), 409)
        return go_to(url_for(".show", slug=slug, saved=outcome.version.number))


def _page(slug: str, base: int, text: str, saved: int = 0, problem: str = "") -> str:
    mistake, line = _mistake(slug, text)
    page = CaseTextPage(
        _("The file of the case"), slug, base, normal(text), mistake, normal(line), saved, problem
    )
    return render_template("desk/editor/text.html", page=page)


def _mistake(slug: str, text: str) -> tuple[str, str]:
    try:
        parse(text.encode())
    except BrokenDocument as broken:
        mistake, number = str(broken), broken.line
        try:
            read_schema(SourceFiles(slug, {CAMPAIGN_FILE: text.encode()}))
        except InvalidCampaign as invalid:
            found = invalid.diagnostics[0]
            mistake, number = f"{found.field} {found.message}", found.line or number
        lines = text.split("\n")
        there = lines[number - 1] if 0 < number <= len(lines) else ""
        return (
            pgettext("sentence", "Line %(number)s: %(mistake)s.", number=number, mistake=mistake)
            if number
            else mistake
        ), there
    return "", ""
