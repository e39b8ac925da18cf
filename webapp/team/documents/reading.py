"""Read a document for a draft, and draw its pages, within the desk's bounds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from webapp.domain.message_id import N_
from webapp.importing.document import UnreadableDocument
from webapp.importing.findings import Findings
from webapp.importing.page_pictures import DrawnPages, draw_pages
from webapp.importing.process import import_document
from webapp.team.documents.source_document import ReadDocument

MAX_FILE_BYTES = 10_000_000
MAX_DOCUMENT_CHARS = 200_000
"""Of the text: some seventy pages. An urgent action has two to six."""
MAX_DOCUMENT_PASSAGES = 1_500
MAX_AT_ONCE = 2
"""Documents that one process of the desk reads or draws; each takes a processor for half a second."""
WAIT_SECONDS = 30.0
TOO_LONG = N_("The document is too long. Copy the part that is about the case, and paste it.")
TOO_LARGE = N_("The file is too large: it may have 10 MB. Copy its text, and paste it.")


class ReaderBusy(Exception):
    """Others are reading documents; try again."""


class DocumentReader:
    """Reads documents in processes of their own. Nothing is written anywhere.

    `find` is `import_document`, or does the same.
    """

    def __init__(
        self, wait_seconds: float = WAIT_SECONDS, find: Callable[[bytes], Findings] = import_document
    ) -> None:
        self._find = find
        self._places = threading.BoundedSemaphore(MAX_AT_ONCE)
        self._wait_seconds = wait_seconds

    def read(self, content: bytes) -> ReadDocument:
        """Read one; raise `UnreadableDocument`, with a sentence for its sender, or `ReaderBusy`."""
        if len(content) > MAX_FILE_BYTES:
            raise UnreadableDocument(TOO_LARGE)
        with self._place():
            findings = self._find(content)
        found = findings.document
        chars = sum(len(passage.text) for passage in found.passages)
        if chars > MAX_DOCUMENT_CHARS or len(found.passages) > MAX_DOCUMENT_PASSAGES:
            raise UnreadableDocument(TOO_LONG)
        return ReadDocument(content, findings)

    def draw(self, content: bytes) -> DrawnPages:
        """Draw the first pages of a PDF; raise `ReaderBusy`."""
        with self._place():
            return draw_pages(content)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._wait_seconds):
            raise ReaderBusy
        try:
            yield
        finally:
            self._places.release()
