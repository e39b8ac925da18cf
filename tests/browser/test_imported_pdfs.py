"""PDFs by Chromium's own printing: addresses beside each other are read apart."""

import pytest
from playwright.sync_api import Browser

from tests.importing.test_producers import assert_all_is_found
from tests.importing.two_columns import LAYOUTS, page_with


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_pdf_by_chromium(browser: Browser, size: str) -> None:
    page = browser.new_page()
    for layout in LAYOUTS:
        page.set_content(page_with(layout))
        assert_all_is_found(page.pdf(format=size))
    page.close()
