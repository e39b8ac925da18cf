"""The screen of the handover pack: what is in it, its two files, and what is said where there is none."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.desk.conftest import FakePackPrinter
from tests.support.builders import a_campaign_folder, an_edition
from tests.support.desk_campaigns import add_version, files_of
from tests.support.desk_client import CLEO, DeskClient
from tests.support.stores import Store
from webapp.actions.log import ActionLog
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.publications.store import PublicationStore
from webapp.settings import ROOT
from webapp.team.desk_database import DeskDatabase
from webapp.team.handover.pack_printer import PackPrinter

NOW = datetime(2030, 5, 1, 13, tzinfo=UTC)
HERE = "/campaigns/lamp/handover"


@pytest.fixture
def log(page_store: Store) -> Iterator[ActionLog]:
    """The page's database with 41 letters and calls for the lamp, and 7 that wait."""
    with closing(ActionLog(page_store.url)) as opened:
        for number, (channel, quantity, day, burst) in enumerate(
            [
                (Channel.POST, 30, date(2030, 4, 15), ""),
                (Channel.EMAIL, 11, date(2030, 4, 30), ""),
                (Channel.EMAIL, 7, date(2030, 4, 30), "burst-number-1"),
            ]
        ):
            action = Action("lamp", channel, "minister", "en", quantity, day, late=False, burst=burst)
            opened.record(f"a-token-of-its-own-{number:08}", [action])
        yield opened


@pytest.fixture
def lamp(desk_database: DeskDatabase, page_store: Store, tmp_path: Path, log: ActionLog) -> None:
    """A campaign that the desk has published, whose newer draft nobody has."""
    folder = a_campaign_folder(tmp_path / "drafts")
    an_edition(folder, "fr", {("headline", "Free the keeper of the lighthouse"): "Libérez la gardienne"})
    with closing(PublicationStore(page_store.url)) as store:
        store.publish("lamp", files_of(folder), NOW, "person-ada-example", 0)
    path = folder / "campaign.toml"
    path.write_text(path.read_text("utf-8").replace("Free the keeper", "An unpublished headline"), "utf-8")
    add_version(desk_database, "lamp", files_of(folder), NOW)


@pytest.mark.usefixtures("lamp")
def test_the_page_says_what_will_be_in_the_pack(desk: DeskClient) -> None:
    page = desk.get(HERE).text

    assert "41 letters and calls" in page
    assert "7 more are held and are not counted." in page
    assert "Free the keeper of the lighthouse" in page
    assert "An unpublished headline" not in page
    assert "Letters by post" in page


@pytest.mark.usefixtures("lamp")
def test_the_board_s_page_of_a_campaign_leads_here(desk: DeskClient) -> None:
    assert f'href="{HERE}"' in desk.get("/campaigns/lamp").text


@pytest.mark.usefixtures("lamp")
def test_one_press_makes_the_pdf_with_the_figures_of_the_csv(
    desk: DeskClient, pack_printer: FakePackPrinter, tmp_path: Path
) -> None:
    pack_printer.real = PackPrinter(ROOT, tmp_path / "fonts")

    pdf = desk.get(f"{HERE}/pack.pdf?language=en&paper=letter&page=https://letters.example.org/en/lamp")
    sheet = desk.get(f"{HERE}/figures.csv?language=en")

    assert pdf.response.mimetype == "application/pdf"
    named = "attachment; filename=handover-lamp-en-2030-05-01.{}"
    assert pdf.response.headers["Content-Disposition"] == named.format("pdf")
    assert sheet.response.headers["Content-Disposition"] == named.format("csv")
    reader = PdfReader(io.BytesIO(pdf.response.data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    rows = list(csv.DictReader(io.StringIO(sheet.response.data.decode("utf-8-sig"))))
    assert {(row["table"], row["value"], row["number"]) for row in rows} >= {
        ("total", "", "41"),
        ("waiting", "", "7"),
        ("channel", "post", "30"),
        ("channel", "email", "11"),
        ("week", "2030-W16", "30"),
        ("week", "2030-W18", "11"),
    }
    assert "41 letters and calls reported Until May 1, 2030" in text
    for row in rows:
        if row["label"]:
            assert f"{row['label']} {row['number']}" in text
    assert "https://letters.example.org/en/lamp" in text


@pytest.mark.usefixtures("lamp")
def test_a_period_holds_for_the_page_and_for_the_files(desk: DeskClient) -> None:
    period = "since=2030-04-16&until=2030-04-30"

    assert "11 letters and calls" in desk.get(f"{HERE}?{period}").text
    assert "total,,,11" in desk.get(f"{HERE}/figures.csv?{period}").response.data.decode("utf-8-sig")


@pytest.mark.usefixtures("lamp")
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=yesterday", "“yesterday” is not a day."),
        ("since=2030-05-02&until=2030-05-01", "Exchange the two days."),
        ("page=javascript:alert(1)", "is not an address of a page"),
        ("language=fr", "There is no pack in the language “fr”."),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(desk: DeskClient, query: str, sentence: str) -> None:
    for address in (HERE, f"{HERE}/pack.pdf", f"{HERE}/figures.csv"):
        page = desk.get(f"{address}?{query}", status=422).text

        assert sentence in page


@pytest.mark.usefixtures("lamp")
def test_languages_that_the_desk_does_not_speak_are_named(desk: DeskClient) -> None:
    page = desk.get(HERE).text

    assert "French" not in page  # too little of the page is translated
    assert '<option value="en" selected>English</option>' in page


def test_a_campaign_that_is_not_on_the_page_has_no_pack(
    desk: DeskClient, desk_database: DeskDatabase, tmp_path: Path
) -> None:
    add_version(desk_database, "lamp", files_of(a_campaign_folder(tmp_path / "drafts")), NOW)

    assert "Publish the campaign first." in desk.get(HERE).text
    assert "Publish the campaign first." in desk.get(f"{HERE}/pack.pdf", status=409).text
    desk.get("/campaigns/none/handover", status=404)


def test_a_folder_of_the_host_has_a_pack_too(desk: DeskClient, tmp_path: Path) -> None:
    a_campaign_folder(tmp_path / "campaigns")

    assert "0 letters and calls" in desk.get(HERE).text
    assert "total,,,0" in desk.get(f"{HERE}/figures.csv").response.data.decode("utf-8-sig")


@pytest.mark.usefixtures("lamp")
def test_a_translator_may_hand_over_and_nobody_from_outside(sign_in) -> None:
    sign_in(CLEO).get(HERE)
    sign_in(None).get(f"{HERE}/pack.pdf", status=302)


@pytest.mark.usefixtures("lamp")
def test_a_second_pack_at_the_same_time_is_asked_to_come_again(
    desk: DeskClient, pack_printer: FakePackPrinter
) -> None:
    pack_printer.is_busy = True

    page = desk.get(f"{HERE}/pack.pdf?page=https://letters.example.org/en/lamp", status=503)

    assert page.response.headers["Retry-After"] == "10"
    assert "Another pack is being printed." in page.text
    assert 'value="https://letters.example.org/en/lamp"' in page.text
