"""Read a saved e-mail (RFC 5322): its subject, and of its HTML and its plain text the longer one."""

import email
import email.policy
from email.message import EmailMessage

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, Passage, UnreadableDocument, clean
from webapp.importing.reading import html, plain

MAX_PARTS = 200


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a message without text."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    texts = [
        html.read(_text(part)) if part.get_content_type() == "text/html" else plain.read(_text(part))
        for number, part in enumerate(message.walk())
        if number < MAX_PARTS
        and part.get_content_type() in ("text/html", "text/plain")
        and part.get_content_disposition() != "attachment"
    ]
    if not texts:
        raise UnreadableDocument(
            N_("There is no text in the e-mail. If the document is attached, save it, and choose that file.")
        )
    most = max(texts, key=lambda document: document.words.total())
    subject = clean(_header(message, "subject"))
    first = (Passage(subject),) if subject else ()
    return Document(Format.EMAIL, (*first, *most.passages))


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        return content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return plain.decode(content)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # headers that the library cannot read
        return ""
