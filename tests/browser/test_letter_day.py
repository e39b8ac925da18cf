"""The letter bears the day that it is where the browser is."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, unfold

MakePage = Callable[..., Page]
LONG = "date => new Intl.DateTimeFormat('en-US', {dateStyle: 'long'}).format(new Date())"
WEST, EAST = "Etc/GMT+12", "Pacific/Kiritimati"
"""Two time zones in which it is never the same day."""


def printed(page: Page, tmp_path: Path) -> str:
    unfold(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the letters (PDF)").click()
    path = tmp_path / "letter.pdf"
    download.value.save_as(path)
    return PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()


@pytest.mark.parametrize("zone", [WEST, EAST])
@pytest.mark.parametrize("path", ["/en/gorinov", "/embed/en/gorinov"])
def test_page_and_pdf_bear_the_day_of_the_browsers_time_zone(
    make_page: MakePage, tmp_path: Path, zone: str, path: str
) -> None:
    page = make_page(timezone_id=zone)
    page.goto(path)
    day = page.evaluate(LONG)

    expect(page.locator(".letter-date")).to_have_text(day)
    assert day in printed(page, tmp_path)


def test_the_day_stays_after_the_sheet_came_anew(make_page: MakePage) -> None:
    page = make_page(timezone_id=EAST)
    page.goto("/en/gorinov")

    page.get_by_label("Language of the letter").select_option("es")

    day = page.evaluate("() => new Intl.DateTimeFormat('es', {dateStyle: 'long'}).format(new Date())")
    expect(page.locator(".letter-date")).to_have_text(day)


@pytest.mark.parametrize("scripts", [True, False])
def test_another_date_is_chosen_on_the_sheet(make_page: MakePage, tmp_path: Path, scripts: bool) -> None:
    page = make_page(PHONE, scripts=scripts, timezone_id="UTC")
    page.goto("/en/gorinov")
    chosen = page.locator("#date").get_attribute("value")
    assert chosen
    year, month = int(chosen[:4]), int(chosen[5:7])
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    page.get_by_text("Change the date").click()
    page.get_by_label("Date of the letter").fill(f"{year}-{month:02}-15")
    if not scripts:
        page.get_by_role("button", name="Check my changes").first.click()

    expect(page.locator(".letter-date")).to_contain_text(f"15, {year}")
    assert f"15, {year}" in printed(page, tmp_path)
    if scripts:
        page.reload()
        expect(page.locator(".letter-date")).to_contain_text(f"15, {year}")
