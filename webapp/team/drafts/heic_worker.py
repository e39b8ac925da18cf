"""The decoding process: a HEIC file on standard input, its picture as a JPEG on standard output.

`heic` starts it; no module imports it.
"""

import io

import pillow_heif
from PIL import Image

from webapp.campaigns.pictures import MAX_PIXELS, in_srgb
from webapp.confined.worker import TooLarge, serve

MAX_SHORT_SIDE = 2_000
"""Pixels; whatever part of the picture is kept later, it has as many as are kept."""
QUALITY = 95
"""It is decoded and written once more."""


def jpeg(content: bytes) -> list[bytes]:
    """Decode the picture and write it; raise `TooLarge`."""
    with Image.open(io.BytesIO(content), formats=("HEIF",)) as image:
        if image.width * image.height > MAX_PIXELS:
            raise TooLarge
        image.load()  # libheif turns it; what Exif says beside that does not hold
        picture = in_srgb(image).convert("RGBA")
    picture.thumbnail(_at_most(picture.size), Image.Resampling.LANCZOS)
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return [out.getvalue()]


def _at_most(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, MAX_SHORT_SIDE / min(size))
    return round(size[0] * scale), round(size[1] * scale)


if __name__ == "__main__":
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
    serve(jpeg)
