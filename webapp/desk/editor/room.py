"""The editor's pages, put together."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint

from webapp.desk.editor.begin import Begin
from webapp.desk.editor.case_text import CaseText
from webapp.desk.editor.document.begin_document import BeginDocument
from webapp.desk.editor.document.new_issue import NewIssue
from webapp.desk.editor.document.review import DocumentReview
from webapp.desk.editor.photos import Photos
from webapp.desk.editor.views import Editor
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.documents import Documents
from webapp.team.documents.page_drawing import PageDrawing
from webapp.team.documents.reading import DocumentReader
from webapp.team.drafts.drafts import Drafts
from webapp.team.drafts.version import Version
from webapp.team.people.person import Person


def editor_blueprints(
    database: DeskDatabase,
    now: Callable[[], datetime],
    reader: DocumentReader,
    on_typed: Callable[[Person, Version, bytes], None],
) -> tuple[Blueprint, ...]:
    """Return the routes. `on_typed` receives a campaign.toml while somebody types it."""
    drafts = Drafts(database, now)
    documents = Documents(database, drafts, now)
    return (
        Begin(drafts).blueprint(),
        BeginDocument(drafts, documents, reader).blueprint(),
        DocumentReview(drafts, documents, PageDrawing(documents, reader)).blueprint(),
        NewIssue(drafts, documents, reader).blueprint(),
        Editor(drafts, on_typed).blueprint(),
        CaseText(drafts).blueprint(),
        Photos(drafts).blueprint(),
    )
