"""A new issue of a case from a document: it continues the campaign, and takes over what is chosen."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.desk.editor.conflicts import conflict_page, describe
from webapp.desk.editor.document.begin_document import (
    MADE,
    DocumentFormPage,
    begin_draft,
    check_slug,
    free_slug,
)
from webapp.desk.editor.document.posted import PostedDocument, read_content, read_posted
from webapp.desk.editor.views import find_head, go_to, show_conflict, version_number
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.team.documents.comparison import Difference, Status, Value, compare, same_fields, take_over
from webapp.team.documents.documents import Documents
from webapp.team.documents.draft_values import value_at
from webapp.team.documents.made_draft import MadeDraft, letter_left_out
from webapp.team.documents.reading import DocumentReader
from webapp.team.documents.source_document import Placing, SourceDocument, Whose
from webapp.team.drafts.document import BrokenDocument, Document, parse, write
from webapp.team.drafts.drafts import Conflict, Drafts, TooLarge, UnknownDraft
from webapp.team.drafts.marked_text import Piece, mark
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission
from webapp.team.publishing.life_fields import continued
from webapp.team.publishing.plan import CannotPublish


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One field: what the draft has, and what the document says, with what differs marked."""

    place: str
    label: str
    status: Status
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """What `desk/editor/document/compare.html` is rendered from."""

    title: str
    slug: str
    follows: str
    version: int
    differences: tuple[ShownDifference, ...]
    same: tuple[str, ...]
    """The labels of the fields that are the same."""


class NewIssue:
    """The pages that begin a new issue."""

    def __init__(self, drafts: Drafts, documents: Documents, reader: DocumentReader) -> None:
        self._drafts, self._documents, self._reader = drafts, documents, reader

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        issue = Blueprint("new_issue", __name__, url_prefix="/campaigns/<slug>")
        writes = needs(Permission.WRITE)
        issue.add_url_rule("/new-issue", "show", writes(self.show))
        issue.add_url_rule("/new-issue", "create", writes(self.create), methods=["POST"])
        issue.add_url_rule("/document/compare", "compare", writes(self.compare))
        issue.add_url_rule("/document/compare", "take", writes(self.take), methods=["POST"])
        issue.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        return issue

    def show(self, slug: str) -> ResponseReturnValue:
        """Ask for the document, and whose text it is."""
        find_head(self._drafts, slug)
        return _form(slug, PostedDocument())

    def create(self, slug: str) -> ResponseReturnValue:
        """Read it, and begin a draft that continues the campaign with all that it has."""
        head = find_head(self._drafts, slug)
        try:
            files = continued(self._drafts.source(head))
        except CannotPublish:  # it cannot be read
            return redirect(url_for("case_text.show", slug=slug))
        posted = read_posted()
        check_slug(posted, self._drafts)
        read = read_content(posted, self._reader) if not posted.problems else None
        if read is None:
            return _form(slug, posted), 422
        whose = Whose(posted.whose)
        same = same_fields(compare(read.findings, parse(files[CAMPAIGN_FILE]), whose))
        placing = letter_left_out(Placing(same), read.findings, whose)
        new = posted.slug or free_slug(read.findings, self._drafts)
        draft = MadeDraft(files, placing, MADE)
        begin_draft(self._documents, posted, new, read, draft)
        if posted.problems:
            return _form(slug, posted), 422
        return go_to(url_for(".compare", slug=new))

    def compare(self, slug: str) -> ResponseReturnValue:
        """Show what the document says beside what the draft has."""
        head, document = find_head(self._drafts, slug), self._found(slug)
        draft = self._draft(head)
        differences = compare(document.findings, draft, document.whose)
        page = ComparisonPage(
            _("What the new issue takes over"),
            slug,
            str(draft.get("follows", "")),
            head.number,
            tuple(_shown(each, draft) for each in differences if each.status is not Status.SAME),
            tuple(_label(each, draft) for each in differences if each.status is Status.SAME),
        )
        return render_template("desk/editor/document/compare.html", page=page)

    def take(self, slug: str) -> ResponseReturnValue:
        """Save what was ticked in the draft."""
        document, number = self._found(slug), version_number("base")
        version = self._drafts.version(slug, number)
        if version is None:
            abort(404)
        draft = self._draft(version)
        differences = compare(document.findings, draft, document.whose)
        taken = take_over(draft, differences, {*request.form.getlist("take")})
        content = write(taken, self._drafts.source(version).contents[CAMPAIGN_FILE])
        try:
            outcome = self._drafts.save(current_person(), slug, number, {CAMPAIGN_FILE: content})
        except TooLarge:
            return respond_with_error(413)
        if isinstance(outcome, Conflict):
            return show_conflict(conflict_page(slug, outcome), 409)
        after = compare(document.findings, self._draft(outcome.version), document.whose)
        self._documents.take(current_person(), slug, same_fields(after))
        return go_to(url_for("document.show", slug=slug, saved=outcome.version.number))

    def _found(self, slug: str) -> SourceDocument:
        document = self._documents.find(slug)
        if document is None:
            abort(404)
        return document

    def _draft(self, version: Version) -> Document:
        try:
            return parse(self._drafts.source(version).contents[CAMPAIGN_FILE])
        except BrokenDocument:
            abort(409)


def _form(slug: str, posted: PostedDocument) -> str:
    action = url_for("new_issue.create", slug=slug)
    page = DocumentFormPage(_("A new issue of this case"), action, posted, slug)
    return render_template("desk/editor/document/begin.html", page=page)


def _shown(each: Difference, draft: Document) -> ShownDifference:
    before, after = mark(_text(each.before), _text(each.after))
    is_ticked = each.is_certain and each.status in (Status.NEW, Status.CHANGED)
    return ShownDifference(each.place, _label(each, draft), each.status, before, after, is_ticked)


def _label(each: Difference, draft: Document) -> str:
    """Return what the form calls a field, with the name of the official or the person in it."""
    steps = each.place.split(".")
    if steps[0] in ("targets", "people") and len(steps) > 1:
        steps[1] = str(value_at(draft, f"{steps[0]}.{steps[1]}.name") or steps[1])
    return describe(tuple(step for step in steps if not step.isdecimal()))[0]


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)
