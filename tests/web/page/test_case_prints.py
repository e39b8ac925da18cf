"""The picture of a case, its poster and its QR code: addresses, caching, and a busy printer."""

import io

import pytest
from PIL import Image

from tests.support.cases import ONE, a_case_folder
from tests.support.page_client import PageClient
from tests.web.conftest import World
from tests.web.letter.test_busy import FailingPrinter
from webapp.printing.printer import Printer, PrintError, PrintQueueFull


def picture_of(client: PageClient, page: str) -> str:
    """Return the path of the picture that a page names."""
    address = client.get(page).one("meta", property="og:image").get("content") or ""
    assert address.startswith("http://localhost/")
    return address.removeprefix("http://localhost")


@pytest.mark.parametrize("tag", ["en", "es", "ru", "ar"])
def test_each_language_has_its_picture(client: PageClient, tag: str) -> None:
    path = picture_of(client, f"/{tag}/gorinov")

    answer = client.get(path)

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["ETag"]
    assert len(answer.body) <= 150_000
    assert Image.open(io.BytesIO(answer.body)).size == (1200, 630)
    page = client.get(f"/{tag}/gorinov")
    assert page.one("meta", property="og:image:alt").get("content") == page.words(page.one("title"))


def test_a_picture_s_address_changes_with_what_is_on_it(client: PageClient, world: World) -> None:
    a_case_folder(world.campaigns, "case")
    world.look_again()
    first = picture_of(client, "/en/case")
    a_case_folder(world.campaigns, "case", instructions='["Write often."]')
    world.look_again()
    assert picture_of(client, "/en/case") == first

    a_case_folder(world.campaigns, "case", headline='"Free her today"')
    world.look_again()

    second = picture_of(client, "/en/case")
    assert second != first
    moved = client.get(first, status=302)
    assert moved.headers["Location"] == second
    assert client.get(second).body != b""


@pytest.mark.parametrize(
    "name", ["case-123.jpg", "case-0123456789AB.jpg", "case-0123456789ab.png", "x", "..%2fx"]
)
def test_other_names_are_no_picture(client: PageClient, name: str) -> None:
    client.get(f"/en/lamp/pictures/{name}", status=404)


@pytest.mark.parametrize("path", ["pictures/case-0123456789ab.jpg", "poster.pdf", "qr.svg"])
@pytest.mark.parametrize("place", ["/xx/lamp", "/en/nowhere"])
def test_there_is_none_of_an_unknown_case_or_language(client: PageClient, place: str, path: str) -> None:
    client.get(f"{place}/{path}", status=404)


def test_a_poster_is_on_the_language_s_paper_unless_another_is_asked_for(client: PageClient) -> None:
    american, asked = client.get("/en/lamp/poster.pdf"), client.get("/en/lamp/poster.pdf?paper=letter")

    assert american.body.startswith(b"%PDF-")
    assert american.body == asked.body
    assert client.get("/en/lamp/poster.pdf?paper=a4").body == client.get("/en/lamp/poster.pdf?paper=a4").body
    assert client.get("/en/lamp/poster.pdf?paper=a4").body != american.body
    assert client.get("/en/lamp/poster.pdf?paper=a3").body == american.body
    assert american.headers["Content-Disposition"] == 'inline; filename="lamp-en-poster.pdf"'
    assert american.headers["Cache-Control"] == "public, max-age=300"


def test_a_closed_case_has_a_picture_and_no_poster(client: PageClient) -> None:
    client.get("/en/closed/poster.pdf", status=404)

    closed, open_one = (client.get(picture_of(client, f"/en/{slug}")) for slug in ("closed", "lamp"))
    assert closed.body != open_one.body


def test_past_a_deadline_the_poster_does_not_name_it(client: PageClient, world: World) -> None:
    before = client.get("/en/lamp/poster.pdf").body
    world.today = world.today.replace(month=6)

    assert client.get("/en/lamp/poster.pdf").body != before


def test_the_code_is_the_address_of_the_page(client: PageClient) -> None:
    answer = client.get("/ar/lamp/qr.svg")

    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert b"<title>http://localhost/ar/lamp</title>" in answer.body


def test_a_partner_of_the_visit_is_not_in_print(client: PageClient, world: World) -> None:
    a_case_folder(world.campaigns, "case", ONE)
    world.look_again()

    assert "partner" not in picture_of(client, "/en/case?partner=harbour")


class TestTroubleWithThePrinter:
    @pytest.fixture
    def failure(self) -> Exception:
        return PrintQueueFull("other letters", retry_seconds=17)

    @pytest.fixture(name="printer")
    def failing_printer(self, printer: Printer, failure: Exception) -> FailingPrinter:
        return FailingPrinter(printer, failure)

    def test_a_busy_printer_is_asked_again_later(self, client: PageClient) -> None:
        path = picture_of(client, "/en/lamp")  # the page itself waits for nothing

        for address in (path, "/en/lamp/poster.pdf"):
            assert client.get(address, status=503).headers["Retry-After"] == "17"

    @pytest.mark.parametrize("failure", [PrintError("the printing process did not answer within 20 seconds")])
    def test_a_picture_that_cannot_be_made_is_an_error(self, client: PageClient) -> None:
        client.get(picture_of(client, "/en/lamp"), status=500)
