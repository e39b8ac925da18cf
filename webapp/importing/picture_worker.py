"""The drawing process: a PDF on standard input, its pages on standard output, each PNG after its length.

`page_pictures` starts it; no module imports it.
"""

import io
from collections.abc import Iterator

import pypdfium2 as pdfium

from webapp.confined.worker import serve
from webapp.importing.page_pictures import LENGTH_BYTES, MAX_PICTURE_BYTES, MAX_PICTURES

WIDTH = 900
"""Of a picture, in pixels."""
MAX_HEIGHT = 2_000
COLOURS = 64
"""Text needs no more, and a page takes some 70 KB."""


def pictures(content: bytes) -> Iterator[bytes]:
    """Draw the first pages, up to one that cannot be drawn."""
    try:
        file = pdfium.PdfDocument(content)
        for number in range(min(MAX_PICTURES, len(file))):
            png = _drawn(file[number])
            if len(png) > MAX_PICTURE_BYTES:
                return
            yield len(png).to_bytes(LENGTH_BYTES, "big") + png
    except (pdfium.PdfiumError, MemoryError, ValueError, OSError):
        return  # the pages so far are there


def _drawn(page: pdfium.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), MAX_HEIGHT / max(height, 1))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    out = io.BytesIO()
    picture.quantize(COLOURS).save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    serve(pictures)
