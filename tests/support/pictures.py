"""Pictures as bytes: noise in the place of photographs."""

import io
from functools import cache

import pillow_heif
from PIL import Image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (1600, 2000), **options: object) -> bytes:
    noise = Image.effect_noise((size[0] // 40 + 1, size[1] // 40 + 1), 90).resize(size)
    return saved(Image.merge("RGB", (noise, noise.rotate(90, expand=False), noise)), kind, **options)


the_photo = cache(a_photo)
"""The same one each time: a campaign with it is checked once a process."""


def a_heic(image: Image.Image, **options: object) -> bytes:
    """Return a picture as phones write it; the orientation that `exif` names is how it is shown."""
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, quality=50, enc_params={"preset": "ultrafast"}, **options)
    return buffer.getvalue()
