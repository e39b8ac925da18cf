"""The pictures of a document's pages: drawn when somebody looks at them for the first time, and kept.

A document is read in a moment; its pictures take as long again, and only help to compare.
"""

import threading
import time
from collections.abc import Callable

from webapp.importing.page_pictures import pages_to_draw
from webapp.team.documents.documents import Documents
from webapp.team.documents.reading import WAIT_SECONDS, DocumentReader, ReaderBusy
from webapp.team.documents.source_document import SourceDocument

RETRY_SECONDS = 600.0
"""After a drawing that was ended: the machine was busy, or the file takes all the time that it is given."""
MAX_FAILED = 100
"""Documents whose drawing was ended are remembered, at most."""


class PageDrawing:
    """Draws the pages of documents, all of one at once."""

    def __init__(
        self,
        documents: Documents,
        reader: DocumentReader,
        wait_seconds: float = WAIT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wait_seconds` is how long one waits while others draw, so that no request waits behind many."""
        self._documents, self._reader = documents, reader
        self._wait_seconds, self._clock = wait_seconds, clock
        self._drawing = threading.Lock()
        self._failed: dict[tuple[str, float], float] = {}
        """When the drawing of a document was ended, by its slug and moment. Guarded by `_drawing`."""

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
        document = self._documents.find(slug)
        if document is None or page not in document.pictures or self._has_just_failed(document):
            return
        body = self._documents.file(slug)
        if body is None:
            return
        drawn = self._reader.draw(body)
        pictures = {each.page: each.png for each in drawn.pictures}
        if drawn.is_finished:  # what is missing cannot be drawn
            pages = pages_to_draw(document.findings.document)
            pictures = dict.fromkeys(range(1, pages + 1), b"") | pictures
        else:
            self._remember_failure(document)
        self._documents.keep_pictures(slug, document.at, pictures)

    def _has_just_failed(self, document: SourceDocument) -> bool:
        failed = self._failed.get((document.slug, document.at.timestamp()))
        return failed is not None and self._clock() - failed < RETRY_SECONDS

    def _remember_failure(self, document: SourceDocument) -> None:
        while len(self._failed) >= MAX_FAILED:
            del self._failed[next(iter(self._failed))]
        self._failed[document.slug, document.at.timestamp()] = self._clock()
