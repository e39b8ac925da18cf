"""The decoding process: a HEIC file on standard input, its picture as a JPEG on standard output.

`heic` starts it; no module imports it. It is confined as the process is that reads documents.
"""

import io
import os
import resource
import signal
import sys
from pathlib import Path

import pillow_heif
from PIL import Image

from webapp.campaigns.pictures import in_srgb
from webapp.printing.confinement import confine
from webapp.team.drafts.heic import OUT_OF_MEMORY_STATUS, TOO_LARGE_STATUS

CODE = Path(__file__).resolve().parents[2]
MAX_SHORT_SIDE = 2_000
"""Pixels; whatever part of the picture is kept later, it has as many as are kept."""
QUALITY = 95
"""It is decoded and written once more."""


def main() -> None:
    """Decode, write and exit. Arguments: seconds of processor time, bytes of memory, most pixels."""
    seconds, memory, most = map(int, sys.argv[1:])
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
    confine([CODE])
    try:
        sys.stdout.buffer.write(_jpeg(sys.stdin.buffer.read(), most))
    except MemoryError:
        os._exit(OUT_OF_MEMORY_STATUS)


def _jpeg(content: bytes, most: int) -> bytes:
    with Image.open(io.BytesIO(content), formats=("HEIF",)) as image:
        if image.width * image.height > most:
            os._exit(TOO_LARGE_STATUS)
        image.load()  # libheif turns it; what Exif says beside that does not hold
        picture = in_srgb(image).convert("RGBA")
    picture.thumbnail(_at_most(picture.size), Image.Resampling.LANCZOS)
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def _at_most(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, MAX_SHORT_SIDE / min(size))
    return round(size[0] * scale), round(size[1] * scale)


if __name__ == "__main__":
    main()
