"""The pages of a document are drawn at the first look, once, and those that cannot be drawn are text."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import ClassVar

import pytest

from tests.importing.sheets import SHEET, WRITERS
from tests.support.desk_client import ADA
from tests.team.conftest import Clock
from webapp.importing.page_pictures import WORKER, DrawnPages, draw_pages
from webapp.team.desk_database import DeskDatabase
from webapp.team.documents.documents import Documents
from webapp.team.documents.made_draft import make_draft
from webapp.team.documents.page_drawing import RETRY_SECONDS, PageDrawing
from webapp.team.documents.reading import DocumentReader, ReaderBusy
from webapp.team.documents.source_document import ReadDocument, Whose
from webapp.team.drafts.drafts import Drafts


class ReaderThatRemembers(DocumentReader):
    """Draws a file as `DocumentReader` does, once a process of the tests."""

    drawn_before: ClassVar[dict[bytes, DrawnPages]] = {}

    def draw(self, content: bytes) -> DrawnPages:
        if content not in self.drawn_before:
            self.drawn_before[content] = super().draw(content)
        return self.drawn_before[content]


class CountingReader(ReaderThatRemembers):
    """Counts what it draws."""

    def __init__(self, *, pages: int = 1, is_finished: bool = True) -> None:
        super().__init__()
        self.drawn = 0
        self.pages, self.is_finished = pages, is_finished

    def draw(self, content: bytes) -> DrawnPages:
        self.drawn += 1
        return DrawnPages(super().draw(content).pictures[: self.pages], self.is_finished)


class WaitingReader(ReaderThatRemembers):
    """Draws when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.may_end = threading.Event(), threading.Event()

    def draw(self, content: bytes) -> DrawnPages:
        self.began.set()
        assert self.may_end.wait(60)
        return super().draw(content)


class BusyReader(DocumentReader):
    """Never has a place."""

    def draw(self, content: bytes) -> DrawnPages:
        raise ReaderBusy


@pytest.fixture
def documents(team_database: DeskDatabase, clock: Clock) -> Documents:
    return Documents(team_database, Drafts(team_database, clock), clock)


@cache
def read_once(kind: str) -> ReadDocument:
    """Read the sheet; nothing in it can change."""
    return DocumentReader().read(WRITERS[kind](SHEET))


def begin(documents: Documents, kind: str = "pdf") -> ReadDocument:
    read = read_once(kind)
    documents.begin(ADA, "lamp", read, make_draft(read.findings, Whose.OURS))
    return read


def test_pages_are_drawn_once_however_many_ask(documents: Documents) -> None:
    begin(documents)
    reader = CountingReader()
    drawing = PageDrawing(documents, reader)
    with ThreadPoolExecutor(4) as browsers:
        pictures = [*browsers.map(lambda _: drawing.picture("lamp", 1), range(8))]

    assert reader.drawn == 1
    assert len({*pictures}) == 1
    assert (pictures[0] or b"").startswith(b"\x89PNG")
    assert PageDrawing(documents, BusyReader()).picture("lamp", 1) == pictures[0]


def test_a_page_that_cannot_be_drawn_has_no_picture_and_is_not_tried_again(documents: Documents) -> None:
    begin(documents)
    reader = CountingReader(pages=0)
    drawing = PageDrawing(documents, reader)

    assert [drawing.picture("lamp", 1) for _ in range(3)] == [None, None, None]
    assert reader.drawn == 1
    found = documents.find("lamp")
    assert found is not None
    assert found.pictures == set()


def test_a_drawing_that_was_ended_is_tried_again_after_a_while(documents: Documents) -> None:
    begin(documents)
    reader, seconds = CountingReader(pages=0, is_finished=False), [0.0]
    drawing = PageDrawing(documents, reader, clock=lambda: seconds[0])

    assert [drawing.picture("lamp", 1) for _ in range(3)] == [None, None, None]
    assert reader.drawn == 1
    found = documents.find("lamp")
    assert found is not None
    assert found.pictures == {1}
    seconds[0], reader.pages, reader.is_finished = RETRY_SECONDS, 1, True
    assert drawing.picture("lamp", 1)
    assert reader.drawn == 2


@pytest.mark.parametrize(
    ("ending", "is_finished"),
    [
        ("pass", True),
        ("raise SystemExit(1)", False),
        ("os.abort()", False),
        ("\nwhile True: os.write(1, bytes(100_000))", False),
    ],
)
def test_a_process_that_was_ended_is_told_from_one_that_ended(
    ending: str, is_finished: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_core = "import os, resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
    worker = replace(WORKER, program=("-c", no_core + ending))
    monkeypatch.setattr("webapp.importing.page_pictures.WORKER", worker)
    assert draw_pages(b"%PDF-") == DrawnPages((), is_finished)


def test_a_process_that_draws_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.importing.page_pictures.WORKER", replace(WORKER, seconds=0.01))
    assert draw_pages(b"%PDF-") == DrawnPages((), is_finished=False)


@pytest.mark.parametrize(("slug", "page"), [("lamp", 0), ("lamp", 2), ("lamp", 999), ("gone", 1)])
def test_nothing_is_drawn_for_a_page_that_there_is_not(documents: Documents, slug: str, page: int) -> None:
    begin(documents)
    reader = CountingReader()

    assert PageDrawing(documents, reader).picture(slug, page) is None
    assert reader.drawn == 0


def test_nothing_is_drawn_of_a_document_without_pages(documents: Documents) -> None:
    begin(documents, "html")
    assert PageDrawing(documents, BusyReader()).picture("lamp", 1) is None


def test_while_others_draw_it_is_said_and_nothing_is_kept(documents: Documents) -> None:
    begin(documents)
    with pytest.raises(ReaderBusy):
        PageDrawing(documents, BusyReader()).picture("lamp", 1)
    assert PageDrawing(documents, DocumentReader()).picture("lamp", 1)


def test_no_request_waits_for_a_long_drawing_for_ever(documents: Documents) -> None:
    begin(documents)
    reader = WaitingReader()
    drawing = PageDrawing(documents, reader, wait_seconds=0.01)
    with ThreadPoolExecutor(1) as browser:
        first = browser.submit(drawing.picture, "lamp", 1)
        assert reader.began.wait(60)
        try:
            with pytest.raises(ReaderBusy):
                drawing.picture("lamp", 1)
        finally:
            reader.may_end.set()
        assert first.result()
    assert drawing.picture("lamp", 1) == first.result()
