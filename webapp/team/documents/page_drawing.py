"""The pictures of a document's pages: drawn when somebody looks at them for the first time, and kept.

A document is read in a moment; its pictures take as long again, and only help to compare.
"""

import threading

from webapp.importing.page_pictures import pages_to_draw
from webapp.team.documents.documents import Documents
from webapp.team.documents.reading import DocumentReader


class PageDrawing:
    """Draws the pages of documents, all of one at once."""

    def __init__(self, documents: Documents, reader: DocumentReader) -> None:
        self._documents, self._reader = documents, reader
        self._drawing = threading.Lock()

    def picture(self, slug: str, page: int) -> bytes | None:
        """Return the picture of a page as PNG, or None; raise `ReaderBusy`."""
        png = self._documents.picture(slug, page)
        if png is None:
            with self._drawing:  # a browser asks for all pages at once
                png = self._documents.picture(slug, page)
                if png is None:
                    self._draw(slug, page)
                    png = self._documents.picture(slug, page)
        return png or None

    def _draw(self, slug: str, page: int) -> None:
        document, body = self._documents.find(slug), self._documents.file(slug)
        if document and body is not None and page in document.pictures:
            pages = pages_to_draw(document.findings.document)
            self._documents.keep_pictures(slug, pages, self._reader.draw(body))
