"""A document is read and drawn within the desk's bounds."""

import io
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from tests.importing.sheets import SHEET, WRITERS
from webapp.importing import page_pictures
from webapp.importing.document import UnreadableDocument
from webapp.importing.page_pictures import PagePicture, draw_pages
from webapp.team.documents import reading
from webapp.team.documents.reading import DocumentReader, ReaderBusy


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    file, out = pdfium.PdfDocument.new(), io.BytesIO()
    for size in sizes:
        file.new_page(*size)
    file.save(out)
    file.close()
    return out.getvalue()


def size(picture: PagePicture) -> tuple[int, int]:
    """Read width and height of a PNG (ISO/IEC 15948, 11.2.2)."""
    return int.from_bytes(picture.png[16:20], "big"), int.from_bytes(picture.png[20:24], "big")


def test_a_pdf_is_read_and_its_pages_are_drawn_apart() -> None:
    content = WRITERS["pdf"](SHEET)
    read = DocumentReader().read(content)

    assert [picture.page for picture in DocumentReader().draw(content).pictures] == [1]
    assert {field.name for field in read.findings.fields} >= {"headline", "deadline", "letter.text"}


def test_pages_of_any_shape_are_pictures_of_bounded_size() -> None:
    pictures = draw_pages(a_pdf((595, 842), (14_400, 20), (20, 14_400), (1, 1))).pictures

    assert [picture.page for picture in pictures] == [1, 2, 3, 4]
    assert all(width <= 900 and height <= 2_000 for width, height in map(size, pictures))


@pytest.mark.usefixtures("executed_workers")
def test_a_long_pdf_has_pictures_of_its_first_pages() -> None:
    assert len(draw_pages(a_pdf(*[(60, 80)] * 30)).pictures) == page_pictures.MAX_PICTURES


@pytest.mark.parametrize("content", [b"", b"Some text.", b"%PDF-1.4 broken", b"PK\x03\x04"])
def test_what_cannot_be_drawn_has_no_picture(content: bytes) -> None:
    assert draw_pages(content).pictures == ()


def test_a_drawing_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_pictures, "WORKER", replace(page_pictures.WORKER, seconds=0.01))

    assert draw_pages(a_pdf((60, 80))).pictures == ()


@pytest.mark.parametrize(
    "drawn",
    [
        b"\x00\x00\x00\x05short",
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x04evil",
        b"\x00\x00\x00",
        (2_000_000).to_bytes(4, "big") + b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_000,
    ],
)
def test_what_the_drawing_process_says_is_not_believed(drawn: bytes) -> None:
    assert page_pictures._pictures(drawn) == ()


def test_a_file_beyond_the_bounds_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = DocumentReader()
    with pytest.raises(UnreadableDocument) as error:
        reader.read(b"a" * (reading.MAX_FILE_BYTES + 1))
    assert str(error.value) == reading.TOO_LARGE
    for bound in ("MAX_DOCUMENT_CHARS", "MAX_DOCUMENT_PASSAGES"):
        with monkeypatch.context() as patched:
            patched.setattr(reading, bound, 1)
            with pytest.raises(UnreadableDocument) as error:
                reader.read(b"Some text.\n\nAnd some more.")
        assert str(error.value) == reading.TOO_LONG


def test_who_comes_while_others_read_is_told_and_the_place_is_free_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = DocumentReader(wait_seconds=0)

    def from_within(content: bytes) -> None:
        monkeypatch.undo()
        for use in (reader.read, reader.draw):
            with pytest.raises(ReaderBusy):
                use(content)
        raise UnreadableDocument("It is over.")

    monkeypatch.setattr(reading, "MAX_AT_ONCE", 1)
    reader = DocumentReader(wait_seconds=0)
    monkeypatch.setattr(reader, "_find", from_within)
    with pytest.raises(UnreadableDocument):
        reader.read(b"Some text.")
    assert reader.read(b"Some text.").findings.document.passages
    assert reader.draw(b"Some text.").pictures == ()
