"""Pictures of a case: only their pixels are kept, in the shape that was chosen."""

import io
import tomllib
from collections.abc import Callable

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.desk.editor.conftest import EDIT
from tests.support.desk_client import ADA, ORIGIN, DeskClient
from tests.support.pictures import a_heic, saved
from webapp.team.drafts.drafts import Drafts

PHOTO = "/campaigns/lamp/photos/person.photo"
Newest = Callable[[], str]


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600)) -> bytes:
    """Red at the left, blue at the right, with a place and a comment of the camera."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = image.getexif()
    exif[0x010E] = "taken in a secret place"
    buffer = io.BytesIO()
    image.save(buffer, kind, **({} if kind == "GIF" else {"exif": exif}))
    return buffer.getvalue()


def a_moving_picture() -> bytes:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def upload(content: bytes, **more: str) -> dict[str, object]:
    """Return the form with a file."""
    who = {"who": "Aleksei Gorinov", "alt": "Ada, smiling", "credit": "© Lamp"}
    return {**who, **more, "picture": (io.BytesIO(content), "IMG 1.HEIC.jpg")}


def stored(drafts: Drafts) -> dict[str, bytes]:
    """Return the pictures of the newest version."""
    head = drafts.head("lamp")
    assert head is not None
    return {name: body for name, body in drafts.source(head).contents.items() if name != "campaign.toml"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_without_what_the_camera_wrote(
    kind: str, desk: DeskClient, lamp: Newest, drafts: Drafts
) -> None:
    desk.get(PHOTO)
    answer = desk.post(PHOTO, upload(a_picture(kind)), status=303)
    ((name, content),) = stored(drafts).items()

    assert answer.headers["Location"] == f"{EDIT}?saved=2#person.photo"
    person = tomllib.loads(lamp())["person"]
    assert (person["photo"], person["alt"], person["credit"]) == (name, "Ada, smiling", "© Lamp")
    assert b"secret" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    served = desk.get(f"/campaigns/lamp/pictures/{name}")
    assert (served.body, served.response.mimetype) == (content, "image/jpeg")
    assert name in desk.get(EDIT).text


def test_a_photograph_of_a_phone_becomes_a_jpeg(desk: DeskClient, lamp: Newest, drafts: Drafts) -> None:
    desk.get(PHOTO)
    desk.post(PHOTO, upload(a_heic(Image.open(io.BytesIO(a_picture()))), shape="square"), status=303)
    ((name, content),) = stored(drafts).items()

    assert name.endswith(".jpg")
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("JPEG", (600, 600))


@pytest.mark.parametrize(
    ("shape", "across", "size", "left", "right"),
    [
        ("whole", "0", (800, 600), "red", "blue"),
        ("upright", "0", (480, 600), "red", "blue"),
        ("square", "100", (600, 600), "red", "blue"),
        ("upright", "100", (480, 600), "red", "blue"),
        ("anything", "no", (800, 600), "red", "blue"),
    ],
)
def test_the_part_that_was_chosen_is_kept(
    shape: str, across: str, size: tuple[int, int], left: str, right: str,
    desk: DeskClient, lamp: Newest, drafts: Drafts,
) -> None:  # fmt: skip
    desk.post(PHOTO, upload(a_picture(), shape=shape, across=across), status=303)
    image = Image.open(io.BytesIO(next(iter(stored(drafts).values()))))

    assert image.size == size
    reds = sum(image.getpixel((x, 300))[0] > 128 for x in range(size[0]))  # type: ignore[index]
    expected = {"0": 400, "100": size[0] - 400}.get(across, 400) if shape != "whole" else 400
    assert abs(reds - expected) <= 4


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no picture", "no JPEG, PNG, WebP or HEIC"),
        (a_picture("GIF"), "no JPEG, PNG, WebP or HEIC"),
        (a_picture()[:300], "damaged"),
        (a_picture(size=(8, 9)), "only 8 × 9 pixels"),
        (a_moving_picture(), "an animation"),
        (saved(Image.new("1", (6_000, 5_000)), "PNG"), "more than 25 million pixels"),
    ],
    ids=["text", "gif", "cut", "small", "moving", "large"],
)
def test_what_cannot_be_shown_is_refused_with_what_was_typed_kept(
    content: bytes, words: str, desk: DeskClient, lamp: Newest, drafts: Drafts
) -> None:
    page = desk.post(PHOTO, upload(content), status=422)

    assert words in page.text
    assert page.one("input", id="alt").get("value") == "Ada, smiling"
    assert not stored(drafts)


def test_a_file_of_more_than_ten_megabytes_is_refused(desk: DeskClient, lamp: Newest, drafts: Drafts) -> None:
    file = FileStorage(io.BytesIO(a_picture() + bytes(10_000_000)), "large.jpg")
    boundary, body = encode_multipart(upload(b"") | {"picture": file})
    response = desk.flask.post(
        PHOTO,
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        base_url=ORIGIN,
        headers={"Origin": ORIGIN},
    )

    assert response.status_code == 422
    assert "more than 10 MB" in response.get_data(as_text=True)
    assert not stored(drafts)


def test_without_a_description_the_picture_is_kept_and_asks_for_it(
    desk: DeskClient, lamp: Newest, drafts: Drafts
) -> None:
    answer = desk.post(PHOTO, upload(a_picture(), alt=""), status=303)

    assert answer.headers["Location"] == PHOTO
    assert "Say what the photograph shows" in desk.get(PHOTO).text
    assert stored(drafts)


def test_another_picture_takes_the_place_of_the_first_and_can_be_removed(
    desk: DeskClient, lamp: Newest, drafts: Drafts
) -> None:
    desk.post(PHOTO, upload(a_picture()), status=303)
    first = set(stored(drafts))
    desk.post(PHOTO, upload(a_picture(size=(700, 600))), status=303)
    assert len(stored(drafts)) == 1
    assert not first & set(stored(drafts))

    desk.post(PHOTO, {"who": "Aleksei Gorinov", "do": "remove"}, status=303)
    assert not stored(drafts)
    assert "alt" not in tomllib.loads(lamp())["person"]


def test_a_logo_stays_transparent(desk: DeskClient, lamp: Newest, drafts: Drafts) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (100, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    desk.post("/campaigns/lamp/photos/sender.logo", upload(buffer.getvalue()), status=303)
    ((name, content),) = stored(drafts).items()

    assert name.endswith(".png")
    assert Image.open(io.BytesIO(content)).getpixel((0, 0)) == (0, 0, 0, 0)
    assert tomllib.loads(lamp())["sender"]["logo"] == name


def test_a_picture_goes_to_the_same_person_after_somebody_else_moved_them(
    desk: DeskClient, drafts: Drafts
) -> None:
    people = '[[people]]\nname = "Ben Example"\n\n[[people]]\nname = "Ada Example"\n'
    drafts.create(ADA, "lamp", {"campaign.toml": people.encode()})
    desk.post("/campaigns/lamp/photos/people.0.photo", upload(a_picture(), who="Ada Example"), status=303)
    head = drafts.head("lamp")
    assert head is not None
    saved = tomllib.loads(drafts.source(head).contents["campaign.toml"].decode())["people"]
    assert [each["name"] for each in saved if "photo" in each] == ["Ada Example"]

    desk.post("/campaigns/lamp/photos/people.0.photo", upload(a_picture(), who="Nobody"), status=409)


@pytest.mark.parametrize("place", ["targets", "people.999.photo", "person", "..", "people.0"])
def test_there_is_no_other_place(place: str, desk: DeskClient, lamp: Newest) -> None:
    desk.get(f"/campaigns/lamp/photos/{place}", status=404)


def test_the_button_of_a_picture_saves_what_was_typed(
    desk: DeskClient, form: dict[str, str], lamp: Newest
) -> None:
    typed = form | {
        "headline": "Typed",
        "people.0.from": "",
        "people.1.from": "",
        "people.1.name": "Ben Example",
    }
    answer = desk.post(EDIT, typed | {"do": "photo people.1.photo"}, status=303)

    assert answer.headers["Location"] == "/campaigns/lamp/photos/people.0.photo"
    assert tomllib.loads(lamp())["headline"] == "Typed"
