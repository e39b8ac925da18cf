"""The review of a draft beside the document that it was made from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.source_files import CAMPAIGN_FILE
from webapp.desk.editor.checking import check_case
from webapp.desk.editor.conflicts import conflict_page
from webapp.desk.editor.document import wording
from webapp.desk.editor.document.places import place_of, put_into
from webapp.desk.editor.document.review_page import Review, key_of, make_review, spans_without_place
from webapp.desk.editor.document.shown_document import ShownPage, show_document
from webapp.desk.editor.flat import Flat, fields_of, flatten, read_case
from webapp.desk.editor.short_names import with_short_names
from webapp.desk.editor.views import find_head, go_to, just_saved, show_conflict, typed, version_number
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import gettext as _
from webapp.importing.findings import Span
from webapp.team.documents.documents import Documents
from webapp.team.documents.page_drawing import PageDrawing
from webapp.team.documents.reading import ReaderBusy
from webapp.team.documents.source_document import SourceDocument
from webapp.team.drafts.document import BrokenDocument, Document, parse, write
from webapp.team.drafts.drafts import Conflict, Drafts, TooLarge, UnknownDraft
from webapp.team.drafts.version import Version
from webapp.team.people.permissions import Permission

_KEY = re.compile(r"\d{1,6}-\d{1,7}-\d{1,7}")


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What `desk/editor/document/review.html` is rendered from."""

    title: str
    slug: str
    document: SourceDocument
    whose: str
    base: int
    made_from: int
    review: Review
    pages: tuple[ShownPage, ...]
    follows: bool
    """Whether the draft continues another campaign."""
    saved: int = 0
    told: str = ""
    problem: str = ""
    chosen: frozenset[str] = frozenset()
    """The parts that were chosen before something was refused."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the form of the review sends: its values, and the version that they were made from."""

    document: SourceDocument
    made_from: Version
    base: int
    """The number of the version that is saved upon."""
    flat: Flat


class DocumentReview:
    """The pages of one draft's document."""

    def __init__(self, drafts: Drafts, documents: Documents, pages: PageDrawing) -> None:
        self._drafts, self._documents, self._pages = drafts, documents, pages

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        review = Blueprint("document", __name__, url_prefix="/campaigns/<slug>/document")
        writes = needs(Permission.WRITE)
        review.add_url_rule("", "show", writes(self.show))
        review.add_url_rule("", "act", writes(self.act), methods=["POST"])
        review.add_url_rule("/pages/<int:number>", "picture", writes(self.picture))
        review.add_url_rule("/file", "file", writes(self.file))
        review.add_url_rule("/remove", "remove", writes(self.remove), methods=["POST"])
        review.add_app_template_global(self._documents.has, "has_document")
        review.register_error_handler(UnknownDraft, lambda _error: respond_with_error(404))
        return review

    def show(self, slug: str) -> ResponseReturnValue:
        """Show the newest version beside the document."""
        head, document = find_head(self._drafts, slug), self._found(slug)
        flat = fields_of(self._drafts.source(head))
        if flat is None:
            return redirect(url_for("case_text.show", slug=slug))
        return self._page(document, head, head.number, flat, saved=just_saved(head))

    def act(self, slug: str) -> ResponseReturnValue:
        """Save the fields, and do what another of the buttons says."""
        document = self._found(slug)
        made_from, before = self._made_from(slug)
        known = flatten(before)
        flat = known | {name: value for name, value in typed().items() if name in known}
        sent = _Sent(document, made_from, version_number("base"), flat)
        action, _space, name = request.form.get("do", "save").partition(" ")
        if action == "show":
            told = _("This is what you typed. It is not saved yet.")
            return self._page(document, made_from, sent.base, flat, told=told)
        if action == "put":
            return self._put(sent, before)
        if action == "leave":
            return self._leave(sent, before)
        if action == "back":
            left = [span for span, place in document.placing.spans.items() if not place]
            return self._save(sent, before, {span: None for span in left if key_of(span) == name})
        if action != "save":
            abort(400)
        return self._save(sent, before, {}, anchor=None)

    def _put(self, sent: _Sent, before: Document) -> ResponseReturnValue:
        """Put the chosen parts into a field."""
        chosen = _chosen(sent)
        if not chosen:
            return self._again(sent, _("Choose at least one part of the document first."))
        put = _put_all(sent.flat, request.form.get("into", ""), sent.document, chosen)
        if put is None:
            return self._again(sent, _("Choose the field that it belongs in."))
        flat, controls = with_short_names(put[0]), put[1]
        moved: dict[Span, str | None] = {span: place_of(control, flat) for span, control in controls.items()}
        return self._save(replace(sent, flat=flat), before, moved)

    def _leave(self, sent: _Sent, before: Document) -> ResponseReturnValue:
        """Leave the chosen parts out on purpose."""
        chosen = _chosen(sent)
        if not chosen:
            return self._again(sent, _("Choose at least one part of the document first."))
        return self._save(sent, before, dict.fromkeys(chosen, ""))

    def _save(
        self,
        sent: _Sent,
        before: Document,
        moved: Mapping[Span, str | None],
        *,
        anchor: str | None = "unplaced",
    ) -> ResponseReturnValue:
        """Save what was sent as a new version, and note where parts of the document went."""
        flat = with_short_names(sent.flat)
        slug, like = sent.made_from.slug, self._drafts.source(sent.made_from).contents[CAMPAIGN_FILE]
        content = write(read_case(flat, before).document, like)
        try:
            outcome = self._drafts.save(current_person(), slug, sent.base, {CAMPAIGN_FILE: content})
        except TooLarge as error:
            problem = _("Nothing was saved: %(why)s. Shorten it, then save again.", why=str(error))
            return self._again(replace(sent, flat=flat), problem)
        if isinstance(outcome, Conflict):
            return show_conflict(conflict_page(slug, outcome), 409)
        if moved:
            self._documents.place(current_person(), slug, moved)
        return go_to(url_for(".show", slug=slug, saved=outcome.version.number, _anchor=anchor))

    def picture(self, slug: str, number: int) -> ResponseReturnValue:
        """Return the picture of a page. The first look at one draws all."""
        try:
            png = self._pages.picture(slug, number) if number < 1_000 else None
        except ReaderBusy:
            return respond_with_error(503)
        if png is None:
            abort(404)
        response = make_response(png)
        response.mimetype = "image/png"
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def file(self, slug: str) -> ResponseReturnValue:
        """Return the file as it was sent, to be kept and never shown: it may hold anything."""
        document, body = self._found(slug), self._documents.file(slug)
        if body is None:
            abort(404)
        response: Response = make_response(body)
        response.mimetype = "application/octet-stream"
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response.headers.set("Content-Disposition", "attachment", filename=document.name or f"{slug}.txt")
        return response

    def remove(self, slug: str) -> ResponseReturnValue:
        """Delete the document; the draft stays as it is."""
        self._documents.remove(current_person(), slug)
        return go_to(url_for("editor.show", slug=slug))

    def _again(self, sent: _Sent, problem: str) -> ResponseReturnValue:
        chosen = frozenset(request.form.getlist("passage"))
        page = self._page(sent.document, sent.made_from, sent.base, sent.flat, problem=problem, chosen=chosen)
        return page, 422

    def _found(self, slug: str) -> SourceDocument:
        document = self._documents.find(slug)
        if document is None:
            abort(404)
        return document

    def _made_from(self, slug: str) -> tuple[Version, Document]:
        version = self._drafts.version(slug, version_number("made-from"))
        if version is None:
            abort(404)
        try:
            return version, parse(self._drafts.source(version).contents[CAMPAIGN_FILE])
        except BrokenDocument:
            abort(409)

    def _page(
        self,
        document: SourceDocument,
        made_from: Version,
        base: int,
        flat: Mapping[str, str],
        *,
        saved: int = 0,
        told: str = "",
        problem: str = "",
        chosen: frozenset[str] = frozenset(),
    ) -> str:
        source = self._drafts.source(made_from)
        before = parse(source.contents[CAMPAIGN_FILE])
        case = read_case(flat, before)
        found = check_case(source, {**flat}, case, write(case.document))
        review = make_review(document, flat, found)
        page = ReviewPage(
            _("The draft beside its document"),
            made_from.slug,
            document,
            wording.whose(document.whose),
            base,
            made_from.number,
            review,
            show_document(document, review, flat),
            bool(before.get("follows")),
            saved,
            told,
            problem,
            chosen,
        )
        return render_template("desk/editor/document/review.html", page=page)


def _chosen(sent: _Sent) -> list[Span]:
    """Return the parts that were chosen, of those that have no place."""
    waiting = {key_of(span): span for span in spans_without_place(sent.document, sent.flat)}
    return [waiting[key] for key in request.form.getlist("passage") if key in waiting]


def _put_all(
    flat: Flat, into: str, document: SourceDocument, spans: Sequence[Span]
) -> tuple[Flat, dict[Span, str]] | None:
    """Put parts into one field, one after the other; a list gets an entry for each."""
    controls: dict[Span, str] = {}
    for span in spans:
        put = put_into(flat, into, document.findings.text(span).strip())
        if put is None:
            return None
        flat, controls[span] = put
    return flat, controls
