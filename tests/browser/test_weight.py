"""The first load: what it weighs on the wire, and that nothing jumps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, LANGUAGES, PHONE

pytestmark = [pytest.mark.browser]
MakePage = Callable[..., Page]
SHIFT = """() => new Promise(resolve => {
    let total = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { total += entry.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => resolve(total), 700);
})"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_load_is_at_most_60_kb_in_six_requests(make_page: MakePage, lang: str) -> None:
    page = make_page(PHONE)
    network = page.context.new_cdp_session(page)
    sizes: list[float] = []
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    page.goto(f"/{lang}/gorinov", wait_until="networkidle")

    assert len(sizes) <= 6
    assert sum(sizes) <= 60_000, sizes


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_nothing_jumps_while_the_page_loads(make_page: MakePage, lang: str, viewport: dict[str, int]) -> None:
    page = make_page(viewport)
    page.goto(f"/{lang}/gorinov")

    assert page.evaluate(SHIFT) == 0
