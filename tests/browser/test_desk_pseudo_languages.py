"""The desk in made-up translations that are longer than any: nothing is cut off or upon its neighbour."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP
from tests.browser.crowding import CROWDING
from tests.browser.seen import Seen
from tests.browser.test_desk_pages import NARROW, Pages, serve_busy_desk
from tests.support.desk_server import DeskServer
from tests.support.pseudo_languages import ACCENTED, DESK, MIRRORED, write_catalogues
from tests.support.rounds import is_run

MAIN = (
    *("/", "/work", "/account", "/people", "/numbers", "/glossary/en/ar"),
    *("/campaigns/new", "/campaigns/lamp", "/campaigns/lamp/edit", "/campaigns/lamp/history"),
    *("/campaigns/lamp/translate", "/campaigns/lamp/translate/fr", "/campaigns/lamp/handover"),
    *("/campaigns/lamp/preview", "/campaigns/lamp/publish", "/campaigns/lamp/publish/publish"),
    *("/campaigns/told/numbers", "/campaigns/sheet/document/compare", "/campaigns/wrong/publish/publish"),
)


@pytest.fixture(scope="module")
def long_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """A desk that speaks two made-up languages."""
    translations = tmp_path_factory.mktemp("translations")
    write_catalogues(translations, longer=True, names=DESK)
    with serve_busy_desk(tmp_path_factory.mktemp("desk"), translations) as running:
        yield running


VIEWPORTS, TAGS = {"phone": NARROW, "desktop": DESKTOP}, (ACCENTED, MIRRORED)


@pytest.mark.soak
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", VIEWPORTS)
def test_long_words_have_room_on_the_desk(
    browser: Browser, seen: Seen, long_desk: DeskServer, name: str, tag: str
) -> None:
    pages = Pages(browser, long_desk, seen)
    page = pages.open(VIEWPORTS[name], locale=tag)
    wide, mirrored = [*VIEWPORTS].index(name), TAGS.index(tag)
    crowded = []
    for address in (each for number, each in enumerate(MAIN) if is_run(number, wide, mirrored)):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
        assert "⟦" in page.locator("main").inner_text()
        crowded += [f"{address}: {fault}" for fault in page.evaluate(CROWDING)]
    pages.close()

    assert crowded == []
    assert seen.errors == []
