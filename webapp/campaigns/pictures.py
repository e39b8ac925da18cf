"""Prepare the pictures of a campaign: check them, take their metadata off, make the sizes that are served.

A picture is decoded once in each process that reads its campaign, never for a request. What another program
wrote into the file (place, camera, time, colour profile, comment) is in no size: only pixels are copied.
"""

import hashlib
import io
from collections.abc import Callable
from enum import Enum
from weakref import WeakValueDictionary

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from webapp.campaigns.source_files import MAX_PICTURE_BYTES
from webapp.domain.picture import Picture, Rendition

MAX_PIXELS = 25_000_000
"""Of the picture: 100 MB while it is decoded."""
PHOTO_BOXES = ((200, 250, 15_000), (640, 800, 60_000), (1280, 1600, 200_000))
"""Width and height that a size fits into, and its most bytes: in a list, on a phone, a desktop."""
LOGO_BOX = (240, 120, 20_000)
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
_KINDS = {"JPEG": "a JPEG", "PNG": "a PNG", "WEBP": "a WebP", "MPO": "a JPEG"}
_QUALITIES = (84, 76, 68, 58, 48, 38, 28)

_prepared: WeakValueDictionary[str, Picture] = WeakValueDictionary()
"""By digest: a campaign that is read again keeps the pictures that did not change."""


class Fault(Enum):
    """Why a file cannot be shown, and what to do, in the words of `check`. The desk has words of its own."""

    MANY_BYTES = "has more than %(most)s MB; export it smaller, such as 2,000 pixels wide"
    MANY_PIXELS = "has more than %(most)s million pixels; export it smaller, such as 2,000 wide"
    FEW_PIXELS = "has only %(width)s × %(height)s pixels; use a larger picture"
    NO_PICTURE = (
        "is no picture that browsers show; save it as JPEG "
        '(in the program that shows it: "Save as" or "Export")'
    )
    DAMAGED = "is damaged or not complete; copy or export it again"
    OTHER_KIND = "is %(kind)s by its content; rename it so that it ends with %(suffix)s"
    MOVES = "moves (it is an animation); export one picture of it"


class UnusablePicture(ValueError):
    """A file that cannot be shown; the message says what it is and what to do."""

    def __init__(self, fault: Fault, **values: int | str) -> None:
        bounds: dict[Fault, dict[str, int | str]] = {
            Fault.MANY_BYTES: {"most": MAX_PICTURE_BYTES // 1_000_000},
            Fault.MANY_PIXELS: {"most": MAX_PIXELS // 1_000_000},
        }
        self.fault = fault
        self.values = bounds.get(fault, {}) | values
        super().__init__(fault.value % self.values)


def prepare_photo(name: str, content: bytes) -> Picture:
    """Return the sizes of a photograph; raise `UnusablePicture`."""
    return _prepare("photo", name, content, _photo_sizes)


def prepare_logo(name: str, content: bytes) -> Picture:
    """Return a logo, small and with its transparent parts; raise `UnusablePicture`."""
    return _prepare("logo", name, content, _logo_size)


def _prepare(
    use: str, name: str, content: bytes, make: Callable[[Image.Image], tuple[Rendition, ...]]
) -> Picture:
    key = f"{use} {_suffix(name)} {hashlib.sha256(content).hexdigest()}"
    if (known := _prepared.get(key)) is not None:
        return known
    picture = Picture(make(upright(name, content)))
    _prepared[key] = picture
    return picture


def upright(name: str, content: bytes) -> Image.Image:
    """Decode a picture into RGBA, in sRGB and with its top above; raise `UnusablePicture`."""
    if len(content) > MAX_PICTURE_BYTES:
        raise UnusablePicture(Fault.MANY_BYTES)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # another library of the process may have chosen otherwise
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            _check(image, name)
            image.draft("RGB", (PHOTO_BOXES[-1][0], PHOTO_BOXES[-1][1]))  # JPEG is decoded smaller
            image.load()
            return in_srgb(ImageOps.exif_transpose(image)).convert("RGBA")
    except UnusablePicture:
        raise
    except UnidentifiedImageError:
        raise UnusablePicture(Fault.NO_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusablePicture(Fault.MANY_PIXELS) from None
    except Exception:  # whatever a decoder raises, the file is damaged
        raise UnusablePicture(Fault.DAMAGED) from None


def _check(image: Image.Image, name: str) -> None:
    wanted, found = SUFFIXES[_suffix(name)], str(image.format)
    if found != wanted and not (found == "MPO" and wanted == "JPEG"):
        suffix = next(each for each, kind in SUFFIXES.items() if _KINDS[kind] == _KINDS[found])
        raise UnusablePicture(Fault.OTHER_KIND, kind=_KINDS[found], suffix=suffix)
    if found != "MPO" and getattr(image, "is_animated", False):
        raise UnusablePicture(Fault.MOVES)
    if image.width * image.height > MAX_PIXELS:
        raise UnusablePicture(Fault.MANY_PIXELS)
    if min(image.size) < 16:
        raise UnusablePicture(Fault.FEW_PIXELS, width=image.width, height=image.height)


def _suffix(name: str) -> str:
    return f".{name.rpartition('.')[2].lower()}"


def in_srgb(image: Image.Image) -> Image.Image:
    """Apply the colour profile of a picture, if it can be applied."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _photo_sizes(image: Image.Image) -> tuple[Rendition, ...]:
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    sizes = {}
    for width, height, most in PHOTO_BOXES:
        resized = white.copy()
        resized.thumbnail((width, height), Image.Resampling.LANCZOS)
        content = next((jpeg for quality in _QUALITIES if len(jpeg := _jpeg(resized, quality)) <= most), None)
        while content is None:  # noise, which no photograph is
            resized = resized.resize((max(1, resized.width // 2), max(1, resized.height // 2)))
            content = jpeg if len(jpeg := _jpeg(resized, _QUALITIES[-1])) <= most else None
        sizes[resized.size] = _rendition(content, "jpg", "image/jpeg", resized)
    return tuple(sizes.values())


def _logo_size(image: Image.Image) -> tuple[Rendition, ...]:
    width, height, most = LOGO_BOX
    resized = Image.new("RGBA", image.size)
    resized.paste(image)
    resized.thumbnail((width, height), Image.Resampling.LANCZOS)
    for colours in (0, 128, 32, 8):
        drawn = resized.quantize(colours, Image.Quantize.FASTOCTREE) if colours else resized
        buffer = io.BytesIO()
        drawn.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= most:
            break
    return (_rendition(buffer.getvalue(), "png", "image/png", resized),)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def _rendition(content: bytes, suffix: str, media_type: str, image: Image.Image) -> Rendition:
    digest = hashlib.sha256(content).hexdigest()[:12]
    width, height = image.size
    return Rendition(f"{digest}-{width}.{suffix}", media_type, width, height, content)
