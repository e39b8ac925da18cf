"""A picture that somebody uploads: only its pixels are kept, and of them the part that was chosen."""

import hashlib
import io
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

from webapp.campaigns.pictures import Fault, UnusablePicture, upright
from webapp.campaigns.source_files import MAX_PICTURE_BYTES
from webapp.team.drafts.heic import HeicDecoder, is_heic

MAX_SIDES = (1600, 2000)
"""Pixels across and down that are kept: the page shows 1280 by 1600 at most."""
QUALITY = 90
_KINDS = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG\r\n", ".png"))


class Shape(StrEnum):
    """The part of a photograph that is kept."""

    WHOLE = "whole"
    UPRIGHT = "upright"
    SQUARE = "square"


SIDES = {Shape.UPRIGHT: (4, 5), Shape.SQUARE: (1, 1)}
"""Width to height: 4 to 5 is the largest that the page shows."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Which part is kept: its shape, and where it lies in percent, 0 at the left or at the top."""

    shape: Shape = Shape.WHOLE
    across: int = 50
    down: int = 50


def prepare_upload(
    content: bytes, crop: Crop, heic: HeicDecoder, *, is_logo: bool = False
) -> tuple[str, bytes]:
    """Return the name and the bytes that are stored.

    A photograph becomes a JPEG on white, a logo a PNG. The name changes with the content. Raise
    `UnusablePicture` for what is no picture, and `DecoderBusy`.
    """
    if len(content) > MAX_PICTURE_BYTES:
        raise UnusablePicture(Fault.MANY_BYTES)
    if is_heic(content):
        content = heic.as_jpeg(content)
    image = upright(_name(content), content)
    image = image.crop(_box(image.width, image.height, crop))
    image.thumbnail(MAX_SIDES, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    bare = Image.new("RGBA", image.size)
    bare.paste(image)  # without what the file said beside its pixels
    if is_logo:
        bare.save(buffer, "PNG", optimize=True)
    else:
        white = Image.new("RGB", bare.size, "white")
        white.paste(bare, mask=bare.getchannel("A"))
        white.save(buffer, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    stored = buffer.getvalue()
    digest = hashlib.sha256(stored).hexdigest()[:10]
    return (f"logo-{digest}.png" if is_logo else f"picture-{digest}.jpg"), stored


def _name(content: bytes) -> str:
    for beginning, suffix in _KINDS:
        if content.startswith(beginning):
            return f"upload{suffix}"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "upload.webp"
    raise UnusablePicture(Fault.NO_PICTURE)


def _box(width: int, height: int, crop: Crop) -> tuple[int, int, int, int]:
    sides = SIDES.get(crop.shape)
    if sides is None:
        return 0, 0, width, height
    scale = min(width / sides[0], height / sides[1])
    wide, high = round(sides[0] * scale), round(sides[1] * scale)
    left, top = (width - wide) * crop.across // 100, (height - high) * crop.down // 100
    return left, top, left + wide, top + high
