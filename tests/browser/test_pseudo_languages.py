"""Made-up translations that are longer than any: nothing is cut off or upon its neighbour."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESKTOP
from tests.browser.crowding import CROWDING
from tests.support import servers
from tests.support.builders import a_campaign_folder, a_reachable_campaign_folder, add_forms, add_outcome
from tests.support.documents import add_documents
from tests.support.pseudo_languages import ACCENTED, GROWTH, MIRRORED, pseudo, write_catalogues
from tests.support.rounds import is_run
from webapp.settings import ROOT

NARROW = {"width": 320, "height": 640}
PATHS = {
    "home": "/{}",
    "page": "/{}/beacon",
    "shipped": "/{}/gorinov",
    "case": "/{}/keepers",
    "closed": "/{}/closed",
    "outcome": "/{}/released",
    "frame": "/embed/{}/beacon",
    "report": "/{}/beacon/actions?channel=post",
    "share": "/{}/beacon/share",
    "count": "/{}/beacon/count",
    "webmasters": "/{}/beacon/embed",
    "privacy": "/privacy/{}",
    "error": "/{}/nowhere",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The app in two made-up languages."""
    root = tmp_path_factory.mktemp("pseudo")
    campaigns = root / "campaigns"
    campaigns.mkdir()
    (campaigns / "gorinov").symlink_to(ROOT / "campaigns" / "gorinov")
    add_forms(a_reachable_campaign_folder(campaigns))
    a_campaign_folder(campaigns, "closed", deadline="2020-01-01", after_deadline="close")
    add_outcome(a_campaign_folder(campaigns, "released"), "released")
    add_documents(campaigns)
    write_catalogues(root / "translations", longer=True)
    started = servers.start(
        root / "data",
        app="tests.support.pseudo_app:app",
        CAMPAIGNS=str(campaigns),
        TRANSLATIONS=str(root / "translations"),
        RATE_LIMITS="off",
    )
    yield started
    assert started.stop() == 0


@pytest.fixture(scope="module")
def open_page(browser: Browser, site: servers.Server) -> Iterator[Callable[..., Page]]:
    """Open a page with all its folds open, each in the same tab."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce")
    page = context.new_page()

    def open_page(path: str, viewport: dict[str, int]) -> Page:
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        return page

    yield open_page
    context.close()


CASES = {
    f"{page}-{name}-{tag}": (path, viewport, tag)
    for number, (page, path) in enumerate(PATHS.items())
    for wide, (name, viewport) in enumerate({"phone": NARROW, "desktop": DESKTOP}.items())
    for mirrored, tag in enumerate((ACCENTED, MIRRORED))
    if is_run(number, wide, mirrored)
}


@pytest.mark.soak
@pytest.mark.parametrize(("path", "viewport", "tag"), CASES.values(), ids=CASES)
def test_long_words_have_room(
    open_page: Callable[..., Page], path: str, viewport: dict[str, int], tag: str
) -> None:
    page = open_page(path.format(tag), viewport)

    assert "⟦" in page.locator("main").inner_text()
    assert page.evaluate(CROWDING) == []


FAULTS = {
    "page: 908 wide": '<p style="inline-size: 900px">long</p>',
    "hidden sideways: p.cut": '<p class="cut" style="inline-size: 40px; overflow: hidden">Verwaltungsakt</p>',
    "outside of its box: button": '<button style="inline-size: 40px; white-space: nowrap">Verwalter</button>',
    "choice cut off: select": '<select style="inline-size: 60px"><option>Verwaltungsakt</select>',
    "one upon the other: b: one | i: other": '<b>one</b><i style="margin-inline-start: -20px">other</i>',
}


@pytest.mark.parametrize(("fault", "html"), FAULTS.items(), ids=FAULTS)
def test_each_kind_of_fault_is_found(browser: Browser, fault: str, html: str) -> None:
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    page.set_content(f"<!doctype html><body><p>Well set words</p>{html}</body>")

    found = page.evaluate(CROWDING)

    context.close()
    assert any(each.startswith(fault) for each in found), found


@pytest.mark.parametrize("message", ["Send", "Write", "By e-mail to %(name)s", "USA"])
def test_a_made_up_message_is_longer(message: str) -> None:
    words = message.replace("%(name)s", "")

    assert len(pseudo(message, longer=True).strip("⟦⟧").replace("%(name)s", "")) >= round(GROWTH * len(words))
