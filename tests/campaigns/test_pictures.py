"""Photographs and logos: what is refused in which words, and what is served of them."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from tests.support.cases import GROUP, NAMES_ONLY, ONE, SENDER, a_case_folder
from tests.support.pictures import a_photo, saved
from webapp.campaigns import pictures
from webapp.campaigns.diagnostics import InvalidCampaign
from webapp.campaigns.folder import read_folder
from webapp.campaigns.pictures import PHOTO_BOXES, UnusablePicture, prepare_logo, prepare_photo
from webapp.campaigns.published import PublishedVersions
from webapp.campaigns.reader import read_campaign


def a_bomb() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


FRAMES = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
WRONG = {
    "a text": ("photo.jpg", b"no picture at all", "no picture that browsers show"),
    "a page": ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that browsers show"),
    "a GIF": ("photo.jpg", saved(FRAMES[0], "GIF"), "no picture that browsers show"),
    "an iPhone's": ("photo.jpg", b"\0\0\0\x18ftypheic" + bytes(400), "save it as JPEG"),
    "empty": ("photo.jpg", b"", "no picture that browsers show"),
    "another kind": ("photo.jpg", saved(FRAMES[0], "PNG"), "is a PNG by its content; rename it"),
    "cut off": ("photo.jpg", a_photo(size=(400, 400))[:-2000], "damaged or not complete"),
    "cut off PNG": ("photo.png", a_photo("PNG", (400, 400))[:-2000], "damaged or not complete"),
    "a bomb": ("photo.png", a_bomb(), "more than 25 million pixels"),
    "many pixels": ("photo.png", saved(Image.new("1", (6000, 5000)), "PNG"), "more than 25 million pixels"),
    "many bytes": ("photo.jpg", bytes(10_000_001), "more than 10 MB"),
    "moving WebP": (
        "photo.webp", saved(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:]), "animation",
    ),
    "moving PNG": (
        "photo.png", saved(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:]), "animation",
    ),
    "tiny": ("photo.png", saved(Image.new("RGB", (8, 8)), "PNG"), "8 × 8 pixels"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_shown_is_refused_in_words(case: str) -> None:
    name, content, told = WRONG[case]

    with pytest.raises(UnusablePicture, match=told):
        prepare_photo(name, content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_served_for_phone_and_desktop_within_its_bytes(kind: str) -> None:
    suffix = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}[kind]
    made = prepare_photo(f"photo.{suffix}", a_photo(kind))

    for size, (width, height, most) in zip(made.renditions, PHOTO_BOXES, strict=True):
        shown = Image.open(io.BytesIO(size.content))
        assert shown.size == (size.width, size.height)
        assert (shown.format, size.media_type) == ("JPEG", "image/jpeg")
        assert size.width <= width
        assert size.height <= height
        assert len(size.content) <= most


def test_nothing_but_pixels_is_left_and_the_top_is_above() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x010E] = "SECRET PLACE"
    content = a_photo(size=(800, 600), exif=exif, comment=b"SECRET COMMENT", icc_profile=b"SECRET PROFILE")
    assert content.count(b"SECRET") == 3

    made = prepare_photo("photo.jpg", content)

    for size in made.renditions:
        assert b"SECRET" not in size.content
        assert size.height > size.width
        assert not {*Image.open(io.BytesIO(size.content)).info} & {"exif", "icc_profile", "comment", "xmp"}


def test_a_small_photo_has_one_size_and_is_not_enlarged() -> None:
    made = prepare_photo("photo.png", saved(Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG"))

    assert [(size.width, size.height) for size in made.renditions] == [(200, 133), (300, 200)]
    assert Image.open(io.BytesIO(made.phone.content)).getpixel((5, 5)) == (255, 255, 255)


def test_a_logo_is_small_and_keeps_what_is_transparent() -> None:
    logo = prepare_logo("logo.png", saved(Image.effect_noise((900, 900), 90).convert("RGBA"), "PNG")).phone

    assert (logo.width, logo.height, logo.media_type) == (120, 120, "image/png")
    assert len(logo.content) <= 20_000
    clear = prepare_logo("logo.png", saved(Image.new("RGBA", (90, 90), (1, 2, 3, 0)), "PNG")).phone
    assert Image.open(io.BytesIO(clear.content)).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_picture_is_decoded_once_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    content = a_photo(size=(90, 90))
    first = prepare_photo("photo.jpg", content)
    monkeypatch.setattr(pictures, "upright", lambda *_: pytest.fail("decoded again"))

    assert prepare_photo("photo.jpg", content) is first


ALT = 'alt = "Ada at her lamp"\n'
PLACES = [
    # people, fields above, the files in the folder, the file of the case's photo
    (ONE + ALT, "", ("photo.jpg",), "photo.jpg"),
    (ONE + 'photo = "ada.jpg"\n' + ALT, "", ("ada.jpg", "other.jpg"), "ada.jpg"),
    ("", GROUP + ALT, ("photo.jpg",), "photo.jpg"),
    (NAMES_ONLY + 'photo = "ben.jpg"\n' + ALT, "", ("ben.jpg",), "ben.jpg"),
    (ONE, "", (), None),
]


@pytest.mark.parametrize(("people", "sheet", "files", "photo"), PLACES)
def test_a_photo_is_that_of_a_person_or_of_the_case(
    tmp_path: Path, people: str, sheet: str, files: tuple[str, ...], photo: str | None
) -> None:
    folder = a_case_folder(tmp_path, people=people, sheet=sheet)
    for name in files:
        (folder / name).write_bytes(a_photo(size=(60, 60)))

    campaign = read_campaign(read_folder(folder))

    found = campaign.source.main_photo
    assert (found.file if found else None) == photo
    assert {*campaign.pictures} == ({photo} if photo else set())


MISTAKES = [
    (ONE, ("photo.jpg",), "person.alt", "is missing: say in a sentence what the photo shows"),
    (ONE + ALT, (), "person.alt", "there is none"),
    (ONE + 'photo = "ada.jpg"\n' + ALT, ("Ada.jpg",), "person.photo", "where there is Ada.jpg"),
    (ONE + 'photo = "../secret.jpg"\n' + ALT, (), "person.photo", "not the name of a picture"),
    (ONE + 'photo = "photo.gif"\n' + ALT, (), "person.photo", ".jpg, .png or .webp"),
]


@pytest.mark.parametrize(("people", "files", "field", "told"), MISTAKES)
def test_a_mistake_about_a_photo_is_named(
    tmp_path: Path, people: str, files: tuple[str, ...], field: str, told: str
) -> None:
    folder = a_case_folder(tmp_path, people=people)
    for name in files:
        (folder / name).write_bytes(a_photo(size=(60, 60)))

    with pytest.raises(InvalidCampaign) as refused:
        read_campaign(read_folder(folder))

    assert refused.value.diagnostics[0].field == field
    assert told in refused.value.diagnostics[0].message


def test_a_picture_belongs_to_the_version_that_is_kept(tmp_path: Path) -> None:
    folder = a_case_folder(tmp_path / "campaigns", people=ONE + ALT, sender=SENDER)
    before = read_folder(folder).revision
    (folder / "photo.jpg").write_bytes(a_photo(size=(60, 60)))
    (folder / "logo.png").write_bytes(a_photo("PNG", (60, 60)))
    source = read_folder(folder)
    versions = PublishedVersions(tmp_path / "published")
    (tmp_path / "published").mkdir()

    versions.keep(source)

    assert source.revision != before
    assert versions.last_valid("case") == source
    assert {*read_campaign(source).pictures} == {"photo.jpg", "logo.png"}
    assert not source.without_pictures().picture_names
