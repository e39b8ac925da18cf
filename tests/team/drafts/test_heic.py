"""Photographs in HEIC: decoded in a process of its own, turned, within bounds, nothing kept but pixels."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from tests.support.pictures import a_heic
from webapp.campaigns.pictures import Fault, UnusablePicture
from webapp.confined.process import End
from webapp.team.drafts.heic import BRANDS, WORKER, DecoderBusy, HeicDecoder, is_heic
from webapp.team.drafts.photos import Crop, prepare_upload

TO_THE_RIGHT = 6
"""Exif's number for a camera that was turned: the left of what it wrote is above."""


def a_photograph(size: tuple[int, int] = (80, 60)) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image


def exif(orientation: int) -> bytes:
    written = Image.Exif()
    written[0x0112] = orientation
    written[0x010E] = "SECRET PLACE"
    return written.tobytes()


@pytest.mark.usefixtures("executed_workers")
def test_it_is_turned_and_keeps_pixels_alone() -> None:
    content = a_heic(a_photograph(), exif=exif(TO_THE_RIGHT))
    assert is_heic(content)
    assert b"SECRET" in content

    name, stored = prepare_upload(content, Crop(), HeicDecoder())

    image = Image.open(io.BytesIO(stored))
    assert (name[-4:], image.format, image.size) == (".jpg", "JPEG", (60, 80))
    above, below = image.getpixel((30, 5)), image.getpixel((30, 75))
    assert above[0] > 200 > above[2]  # type: ignore[index]
    assert below[2] > 200 > below[0]  # type: ignore[index]
    assert b"SECRET" not in stored
    assert not {*image.info} & {"exif", "icc_profile", "comment", "xmp"}


def test_a_logo_is_taken_too() -> None:
    name, stored = prepare_upload(a_heic(a_photograph()), Crop(), HeicDecoder(), is_logo=True)

    assert name.endswith(".png")
    assert Image.open(io.BytesIO(stored)).size == (80, 60)


def first_half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def other_bytes(content: bytes) -> bytes:
    return content[:12] + bytes(range(256)) * 4


@pytest.mark.parametrize("spoil", [first_half, other_bytes])
def test_a_broken_file_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnusablePicture) as error:
        HeicDecoder().as_jpeg(spoil(a_heic(a_photograph())))

    assert error.value.fault is Fault.DAMAGED


def test_one_with_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    content = a_heic(Image.new("L", (6_000, 5_000)))

    with pytest.raises(UnusablePicture) as error:
        HeicDecoder().as_jpeg(content)

    assert error.value.fault is Fault.MANY_PIXELS


@pytest.mark.usefixtures("executed_workers")
def test_the_process_has_no_more_memory_than_it_is_given() -> None:
    content = a_heic(Image.new("RGB", (3_000, 2_000)))
    reply = replace(WORKER, memory=40_000_000).run(content)

    assert reply.end is not End.DONE
    assert reply.output == b""


@pytest.mark.parametrize(
    ("ending", "fault"),
    [
        ("raise SystemExit(17)", Fault.MANY_PIXELS),  # no more memory
        ("os.kill(os.getpid(), signal.SIGXCPU)", Fault.MANY_PIXELS),  # no more time
        ("os.kill(os.getpid(), signal.SIGSEGV)", Fault.DAMAGED),
        ("os.write(1, b'no picture')", Fault.NO_PICTURE),
        ("\nwhile True: os.write(1, bytes(100_000))", Fault.MANY_BYTES),
    ],
)
def test_however_the_process_ends_there_is_a_sentence(
    ending: str, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = replace(WORKER, program=("-c", f"import os, signal; {ending}"))
    monkeypatch.setattr("webapp.team.drafts.heic.WORKER", worker)

    with pytest.raises(UnusablePicture) as error:
        prepare_upload(a_heic(a_photograph()), Crop(), HeicDecoder())

    assert error.value.fault is fault


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.team.drafts.heic.WORKER", replace(WORKER, seconds=0.01))

    with pytest.raises(UnusablePicture) as error:
        HeicDecoder().as_jpeg(a_heic(a_photograph()))

    assert error.value.fault is Fault.MANY_PIXELS


def test_one_at_a_time_is_decoded() -> None:
    decoder = HeicDecoder(wait_seconds=0)
    with decoder._lock, pytest.raises(DecoderBusy):
        decoder.as_jpeg(a_heic(a_photograph()))


@pytest.mark.parametrize("brand", [*sorted(BRANDS), b"avif", b"isom"])
def test_a_file_is_known_by_its_first_box(brand: bytes) -> None:
    assert is_heic(b"\0\0\0\x18ftyp" + brand) is (brand not in (b"avif", b"isom"))
