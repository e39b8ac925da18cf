"""A campaign that begins with a document: a file or a pasted text becomes a draft, never more."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.campaigns.source_files import SLUG
from webapp.desk.editor.document.posted import PostedDocument, read_content, read_posted
from webapp.desk.editor.short_names import suggest, taken_slugs
from webapp.desk.editor.views import go_to
from webapp.desk.http.access import current_person, needs
from webapp.desk.http.text import gettext as _
from webapp.importing.campaign_file import slug_for
from webapp.importing.findings import Findings
from webapp.team.documents.documents import Documents
from webapp.team.documents.made_draft import MadeDraft, make_draft
from webapp.team.documents.reading import DocumentReader
from webapp.team.documents.source_document import ReadDocument, Whose
from webapp.team.drafts.drafts import RESERVED, Drafts, SlugTaken, TooLarge
from webapp.team.people.permissions import Permission

MADE = "Made from a document"
"""What the history says of the first version; see `desk.history.notes`."""


@dataclass(frozen=True, slots=True)
class DocumentFormPage:
    """What `desk/editor/document/begin.html` is rendered from."""

    title: str
    action: str
    typed: PostedDocument
    follows: str = ""
    """The campaign that a new issue continues, or ""."""

    @property
    def problems(self) -> Mapping[str, str]:
        """A sentence for each control that is wrong."""
        return self.typed.problems


class BeginDocument:
    """The page that begins a campaign with a document."""

    def __init__(self, drafts: Drafts, documents: Documents, reader: DocumentReader) -> None:
        self._drafts, self._documents, self._reader = drafts, documents, reader

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        begin = Blueprint("begin_document", __name__, url_prefix="/campaigns/new/document")
        writes = needs(Permission.WRITE)
        begin.add_url_rule("", "show", writes(self.show))
        begin.add_url_rule("", "create", writes(self.create), methods=["POST"])
        return begin

    def show(self) -> ResponseReturnValue:
        """Ask for the document, and whose text it is."""
        return _page(PostedDocument())

    def create(self) -> ResponseReturnValue:
        """Read it, and begin the draft. Without a short name one is made of the person's name."""
        posted = read_posted()
        check_slug(posted, self._drafts)
        read = read_content(posted, self._reader) if not posted.problems else None
        if read is None:
            return _page(posted), 422
        slug = posted.slug or free_slug(read.findings, self._drafts)
        note = f"{MADE}: {posted.name}" if posted.name else MADE
        draft = make_draft(read.findings, Whose(posted.whose), note)
        begin_draft(self._documents, posted, slug, read, draft)
        if posted.problems:
            return _page(posted), 422
        return go_to(url_for("document.show", slug=slug))


def check_slug(posted: PostedDocument, drafts: Drafts) -> None:
    """Look at the short name before the document is read: a file has to be chosen anew after a refusal."""
    if posted.slug and (not SLUG.fullmatch(posted.slug) or posted.slug in RESERVED):
        posted.problems["slug"] = _(
            "Use small letters a to z, digits and hyphens, and begin with a letter, such as ada-example."
        )
    elif posted.slug and drafts.head(posted.slug):
        posted.problems["slug"] = _("Another campaign has this short name. Choose another one.")


def free_slug(findings: Findings, drafts: Drafts) -> str:
    """Return a short name that no campaign has."""
    taken = taken_slugs(drafts)
    return suggest(slug_for(findings), taken) or suggest("imported", taken)


def begin_draft(
    documents: Documents, posted: PostedDocument, slug: str, read: ReadDocument, draft: MadeDraft
) -> None:
    """Begin the draft with its document; where it is refused, the form's problems say why."""
    try:
        documents.begin(
            current_person(),
            slug,
            read,
            draft,
            name=posted.name,
            whose=Whose(posted.whose),
            publisher=posted.publisher,
        )
    except SlugTaken:
        posted.problems["slug"] = _("Another campaign has this short name. Choose another one.")
    except TooLarge as error:
        posted.problems["file"] = _("Nothing was saved: %(why)s.", why=str(error))


def _page(posted: PostedDocument) -> str:
    page = DocumentFormPage(_("Start from a document"), url_for("begin_document.create"), posted)
    return render_template("desk/editor/document/begin.html", page=page)
