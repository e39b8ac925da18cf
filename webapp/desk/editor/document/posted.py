"""A document as a form sends it: a file or a pasted text, and whose text it is."""

import re
from dataclasses import dataclass, field

from flask import request

from webapp.desk.editor.document import wording
from webapp.desk.editor.values import normal
from webapp.desk.http.text import gettext as _
from webapp.importing.document import UnreadableDocument
from webapp.team.documents.reading import MAX_FILE_BYTES, DocumentReader, ReaderBusy
from webapp.team.documents.source_document import ReadDocument, Whose
from webapp.team.tables import MAX_FILE_NAME_CHARS, MAX_PUBLISHER_CHARS

_NO_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|.*[/\\]")


@dataclass(slots=True)
class PostedDocument:
    """What the form holds. `problems` has a sentence for each control that is wrong."""

    whose: str = ""
    publisher: str = ""
    text: str = ""
    slug: str = ""
    name: str = ""
    """Of the file, without its folder; "" for a pasted text."""
    content: bytes = b""
    problems: dict[str, str] = field(default_factory=dict)


def read_posted() -> PostedDocument:
    """Return the form of this request, with what is missing in it."""
    given = {name: normal(request.form.get(name, "")) for name in ("whose", "publisher", "text", "slug")}
    posted = PostedDocument(
        given["whose"], " ".join(given["publisher"].split()), given["text"].strip(), given["slug"].strip()
    )
    upload = request.files.get("file")
    if upload and upload.filename:
        posted.name = _NO_NAME.sub("", upload.filename)[:MAX_FILE_NAME_CHARS]
        posted.content = upload.read(MAX_FILE_BYTES + 1)
    pasted = request.form.get("html", "") or posted.text
    if posted.text and not posted.content:
        posted.content = pasted.encode("utf-8", "replace")
    elif posted.text and posted.content:
        posted.problems["text"] = _("Choose a file or paste a text, not both.")
    if not posted.content and not (upload and upload.filename):
        posted.problems["file"] = _("Choose a file, or paste its text below.")
    if posted.whose not in [*Whose]:
        posted.problems["whose"] = _("Say whose text it is.")
    elif posted.whose != Whose.OURS and not posted.publisher:
        posted.problems["publisher"] = _("Name the publisher: it is kept with the document.")
    if len(posted.publisher) > MAX_PUBLISHER_CHARS:
        posted.problems["publisher"] = _("Write at most %(number)s characters.", number=MAX_PUBLISHER_CHARS)
    return posted


def read_content(posted: PostedDocument, reader: DocumentReader) -> ReadDocument | None:
    """Read the document; None with a problem where it cannot be read. Nothing of it is kept then."""
    where = "file" if posted.name or not posted.text else "text"
    try:
        return reader.read(posted.content)
    except UnreadableDocument as error:
        posted.problems[where] = wording.unreadable(error)
    except ReaderBusy:
        posted.problems[where] = _("Others are having documents read just now. Try again in a minute.")
    return None
