"""The pictures of a document's pages: drawn when somebody looks at them for the first time, and kept.

A document is read in a moment; its pictures take as long again, and only help to compare.
"""

import threading

from webapp.importing.page_pictures import pages_to_draw
from webapp.team.documents.documents import Documents
from webapp.team.documents.reading import WAIT_SECONDS, DocumentReader, ReaderBusy


class PageDrawing:
    """Draws the pages of documents, all of one at once."""

    def __init__(
        self, documents: Documents, reader: DocumentReader, wait_seconds: float = WAIT_SECONDS
    ) -> None:
        """`wait_seconds` is how long one waits while others draw, so that no request waits behind many."""
        self._documents, self._reader, self._wait_seconds = documents, reader, wait_seconds
        self._drawing = threading.Lock()

    def picture(self, slug: str, page: int) -> bytes | None:
        """Return the picture of a page as PNG, or None; raise `ReaderBusy`."""
        png = self._documents.picture(slug, page)
        if png is None:
            if not self._drawing.acquire(timeout=self._wait_seconds):  # a browser asks for several at once
                raise ReaderBusy
            try:
                png = self._documents.picture(slug, page)
                if png is None:
                    self._draw(slug, page)
                    png = self._documents.picture(slug, page)
            finally:
                self._drawing.release()
        return png or None

    def _draw(self, slug: str, page: int) -> None:
        document, body = self._documents.find(slug), self._documents.file(slug)
        if document and body is not None and page in document.pictures:
            pages = pages_to_draw(document.findings.document)
            self._documents.keep_pictures(slug, pages, self._reader.draw(body))
