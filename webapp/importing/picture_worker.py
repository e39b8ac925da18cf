"""The drawing process: a PDF on standard input, its pages on standard output, each PNG after its length.

`page_pictures` starts it; no module imports it. It is confined as the reading process is.
"""

import io
import os
import resource
import signal
import sys
from pathlib import Path

import pypdfium2 as pdfium

from webapp.importing.page_pictures import LENGTH_BYTES, MAX_PICTURE_BYTES
from webapp.printing.confinement import confine

CODE = Path(__file__).resolve().parents[1]
WIDTH = 900
"""Of a picture, in pixels."""
MAX_HEIGHT = 2_000
COLOURS = 64
"""Text needs no more, and a page takes some 70 KB."""


def main() -> None:
    """Draw and exit. Arguments: seconds of processor time, bytes of memory, number of pages."""
    seconds, memory, most = map(int, sys.argv[1:])
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    confine([CODE])
    try:
        file = pdfium.PdfDocument(sys.stdin.buffer.read())
        for number in range(min(most, len(file))):
            _write(_drawn(file[number]))
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


def _write(png: bytes) -> None:
    if len(png) > MAX_PICTURE_BYTES:
        raise ValueError(len(png))
    sys.stdout.buffer.write(len(png).to_bytes(LENGTH_BYTES, "big") + png)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
