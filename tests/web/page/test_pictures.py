"""Photographs on the page: sizes, addresses, previews of links."""

import json

import jsonschema_rs
import pytest

from tests.campaigns.test_pictures import ALT
from tests.support.cases import ONE, SENDER, a_case_folder
from tests.support.page_client import PageClient
from tests.support.pictures import the_photo
from tests.web.conftest import World

CREDIT = 'credit = "© Lamp & Sons"\n'


@pytest.fixture(autouse=True)
def with_photo(world: World) -> None:
    folder = a_case_folder(
        world.campaigns, "case", ONE + ALT + CREDIT, sheet='embedding = "open"\n', sender=SENDER
    )
    (folder / "photo.jpg").write_bytes(the_photo())
    (folder / "logo.png").write_bytes(the_photo("PNG", (200, 100)))
    world.look_again()


@pytest.mark.parametrize("place", ["/en", "/ar", "/embed/ru"])
def test_the_photo_has_its_room_words_and_sizes(client: PageClient, place: str) -> None:
    page = client.get(f"{place}/case")
    image = next(page.by_id("case").iter("img"))

    assert (image.get("width"), image.get("height")) == ("1280", "1600")
    assert image.get("alt") == "Ada at her lamp"
    assert "© Lamp & Sons" in page.words(page.by_id("case"))
    source = next(page.by_id("case").iter("source"))
    assert source.get("media") == "(max-width: 40rem)"
    phone = client.get(str(source.get("srcset")))
    assert len(phone.body) <= 60_000
    assert phone.headers["Content-Type"] == "image/jpeg"
    assert phone.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert phone.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    logo = next(next(page.root.iter("footer")).iter("img"))
    assert client.get(str(logo.get("src"))).headers["Content-Type"] == "image/png"


def test_frames_are_shown_with_the_photo(client: PageClient) -> None:
    told = json.loads(client.get("/oembed?url=http://localhost/en/case").body)

    assert told["thumbnail_url"].startswith("http://localhost/pictures/case/")
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (640, 800)
    published = json.loads(client.get("/api/openapi.json").body)
    jsonschema_rs.validate(published["components"]["schemas"]["OEmbed"], told)


def test_the_list_of_cases_shows_it_small_and_only_when_it_is_scrolled_to(client: PageClient) -> None:
    (image,) = client.get("/ar").root.iter("img")

    assert (image.get("width"), image.get("height")) == ("200", "250")
    assert (image.get("alt"), image.get("lang"), image.get("loading")) == ("Ada at her lamp", "en", "lazy")
    assert len(client.get(str(image.get("src"))).body) <= 15_000


@pytest.mark.parametrize("path", ["case/none.jpg", "nowhere/none.jpg", "lamp/none.jpg"])
def test_other_pictures_are_not_there(client: PageClient, path: str) -> None:
    client.get(f"/pictures/{path}", status=404)


def test_a_page_without_a_photo_has_no_image(client: PageClient) -> None:
    page = client.get("/en/lamp")

    assert not list(page.root.iter("img"))
