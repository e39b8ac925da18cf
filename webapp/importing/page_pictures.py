"""The pages of a PDF as pictures, drawn in a process of its own like the one that reads it."""

from dataclasses import dataclass

from webapp.confined.process import ConfinedWorker, End
from webapp.importing.document import Document, Format

MAX_PICTURES = 20
"""Pages after them are shown as text."""
MAX_PICTURE_BYTES = 1_500_000
LENGTH_BYTES = 4
"""Before each picture stands its length, in network order."""
WORKER = ConfinedWorker(
    ("-m", "webapp.importing.picture_worker"),
    max_output=MAX_PICTURES * (LENGTH_BYTES + MAX_PICTURE_BYTES),
    cpu_seconds=10,
    seconds=30.0,
    memory=500_000_000,
)
_PNG = b"\x89PNG\r\n\x1a\n"
_END = b"IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of one page, from 1."""

    page: int
    png: bytes


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """What the drawing process made of a file."""

    pictures: tuple[PagePicture, ...] = ()
    is_finished: bool = True
    """Whether it ended by itself. If not, a page that is missing may be drawn at another time."""


def pages_to_draw(document: Document) -> int:
    """Return how many pages of a document get a picture: the first ones of a PDF."""
    return min(document.pages, MAX_PICTURES) if document.format is Format.PDF else 0


def draw_pages(content: bytes) -> DrawnPages:
    """Return the first pages of a PDF as PNG; those that could be drawn, and none of another file.

    Pictures only help to compare: a page that cannot be drawn is no error.
    """
    if b"%PDF-" not in content[:1024]:
        return DrawnPages()
    reply = WORKER.run(content)
    return DrawnPages(_pictures(reply.output), is_finished=reply.end is End.DONE)


def _pictures(drawn: bytes) -> tuple[PagePicture, ...]:
    """Take the pictures apart. What is no whole PNG of bounded size ends them: the process is not trusted."""
    pictures: list[PagePicture] = []
    at = 0
    while len(pictures) < MAX_PICTURES and len(drawn) >= at + LENGTH_BYTES:
        length = int.from_bytes(drawn[at : at + LENGTH_BYTES], "big")
        png = drawn[at + LENGTH_BYTES : at + LENGTH_BYTES + length]
        if len(png) < length or length > MAX_PICTURE_BYTES:
            break
        if not (png.startswith(_PNG) and png.endswith(_END)):
            break
        pictures.append(PagePicture(len(pictures) + 1, png))
        at += LENGTH_BYTES + length
    return tuple(pictures)
