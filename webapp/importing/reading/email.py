"""Read a saved e-mail (RFC 5322): its subject and its text, of which some programs write several parts."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from itertools import count

from webapp.domain.message_id import N_
from webapp.importing.document import (
    MAX_CHARS,
    MAX_PASSAGES,
    Document,
    Format,
    Passage,
    UnreadableDocument,
    clean,
)
from webapp.importing.reading import html, plain
from webapp.importing.reading.passage_builder import TOO_LONG

MAX_PARTS = 200


def read(content: bytes) -> Document:
    """Return the document. Raise `UnreadableDocument` for a message without text."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    texts = _texts(message, count())
    if not texts:
        raise UnreadableDocument(
            N_("There is no text in the e-mail. If the document is attached, save it, and choose that file.")
        )
    subject = clean(_header(message, "subject"))
    first = (Passage(subject),) if subject else ()
    return Document(Format.EMAIL, (*first, *_joined(texts)))


def _texts(part: MIMEPart, numbers: Iterator[int]) -> list[Document]:
    """Return the texts of a part in their order; of several versions of one (RFC 2046, 5.1.4) the longest."""
    if next(numbers) >= MAX_PARTS:
        return []
    kind = part.get_content_type()
    if part.is_multipart():
        parts = [_texts(each, numbers) for each in part.iter_parts()]
        if kind == "multipart/alternative":
            return max(parts, key=lambda texts: sum(text.words.total() for text in texts), default=[])
        return [text for texts in parts for text in texts]
    if kind not in ("text/html", "text/plain") or part.get_content_disposition() == "attachment":
        return []
    return [html.read(_text(part)) if kind == "text/html" else plain.read(_text(part))]


def _joined(texts: list[Document]) -> list[Passage]:
    """Return the passages of all texts. Cells and columns of each have numbers of their own."""
    passages: list[Passage] = []
    for text in texts:
        groups = max((passage.group for passage in passages), default=0)
        passages += (
            replace(passage, group=passage.group and passage.group + groups) for passage in text.passages
        )
        if len(passages) > MAX_PASSAGES or sum(len(passage.text) for passage in passages) > MAX_CHARS:
            raise UnreadableDocument(TOO_LONG)
    return passages


def _text(part: MIMEPart) -> str:
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
