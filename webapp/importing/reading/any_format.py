"""Tell a file's format by its content, and read it."""

import io
import re
import zipfile
from importlib import import_module

from webapp.domain.message_id import N_
from webapp.importing.document import Document, Format, UnreadableDocument, sanitize

MAX_BYTES = 20_000_000
TOO_LARGE = N_("The file has more than 20 MB. Copy its text, and choose a file with that.")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
READERS = {
    Format.PDF: "pdf",
    Format.DOCX: "docx",
    Format.ODT: "odt",
    Format.HTML: "html",
    Format.RTF: "rtf",
    Format.EMAIL: "email",
    Format.TEXT: "plain",
}
"""The modules of this folder."""
MAX_CONTROL_SHARE = 0.02
"""Of a text. Of compressed data a tenth of the bytes are control characters."""
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|meta|h[1-6])\b", re.IGNORECASE)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?.*\r?\n")
_MAIL = re.compile(rb"^(?:From|Subject|MIME-Version|Received|Message-ID):", re.IGNORECASE | re.MULTILINE)


def format_of(content: bytes) -> Format:
    """Return a file's format. Its name is not asked. Raise `UnreadableDocument` for one that is not read."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip():
        raise UnreadableDocument(N_("The file is empty."))
    if b"%PDF-" in content[:1024]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _zipped(content)
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    if content.startswith(OLD_WORD):
        raise UnreadableDocument(
            N_("This is a file of an old Word (.doc). Open it, save it as .docx, and choose that file.")
        )
    if _HEADER.match(head) and len(_MAIL.findall(head)) > 1:
        return Format.EMAIL
    if _HTML.search(content[:4096]):
        return Format.HTML
    if _is_binary(content[:4096]):
        raise UnreadableDocument(
            N_(
                "This kind of file cannot be read. These can: PDF, Word (.docx), OpenDocument (.odt), "
                "web page, rich text (.rtf), e-mail (.eml) and plain text."
            )
        )
    return Format.TEXT


def read_document(content: bytes) -> Document:
    """Read a file. Raise `UnreadableDocument`, with a sentence for the person who chose it."""
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(TOO_LARGE)
    try:
        document = sanitize(_read(format_of(content), content))
    except RecursionError:
        raise UnreadableDocument(
            N_("The file is broken: its parts stand within each other without end.")
        ) from None
    if not document.passages:
        raise UnreadableDocument(N_("There is no text in the file."))
    return document


def _read(kind: Format, content: bytes) -> Document:
    reader = import_module(f"{__package__}.{READERS[kind]}")  # it alone: the PDF's and the e-mail's load much
    document: Document = reader.read(content)
    return document


def _is_binary(sample: bytes) -> bool:
    """Whether a sample has more control characters than a text that a program has damaged."""
    controls = len(sample) - len(sample.translate(None, delete=_CONTROLS))
    return controls > max(2, MAX_CONTROL_SHARE * len(sample)) and not sample.startswith(UTF_16)


def _zipped(content: bytes) -> Format:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        raise UnreadableDocument(N_("The file is broken: it cannot be opened.")) from None
    if "word/document.xml" in names:
        return Format.DOCX
    if "content.xml" in names:
        return Format.ODT
    raise UnreadableDocument(
        N_("The file is a ZIP without a document in it. Unpack it, and choose the document.")
    )
