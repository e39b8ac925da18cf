"""A mirror in a browser: from a folder, without a server and without scripts."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.support.documents import add_documents
from tests.support.stores import Stores
from webapp import settings
from webapp.actions.log import ActionLog
from webapp.campaigns.folder import find_folders, read_folder
from webapp.campaigns.reader import read_valid_parts
from webapp.mirror.output import with_manifest, write_folder
from webapp.mirror.site import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, stores: Stores) -> Path:
    """A mirror of a campaign with photographs, in a folder whose name a browser has to encode."""
    root = tmp_path_factory.mktemp("stick")
    (root / "campaigns").mkdir()
    add_documents(root / "campaigns")
    public = {
        each.name: read_valid_parts(read_folder(each)).campaign for each in find_folders(root / "campaigns")
    }
    own = settings.read({"CAMPAIGNS": str(root / "campaigns"), "DATA": str(root / "data")})
    with closing(ActionLog(stores.new("sqlite", root).url)) as log:
        mirror = make(own, public, "keepers", datetime(2026, 1, 1, tzinfo=UTC), site="", log=log)
        files = with_manifest(dict(mirror.files()), "keepers", mirror.made, "")
    target = root / "été 100% #1" / "keepers"
    write_folder(target, files)
    return target


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_it_opens_from_a_folder_without_scripts(browser: Browser, folder: Path, lang: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    requested: list[str] = []
    failed: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: messages.append(message.text))

    page.goto((folder / "index.html").as_uri())
    page.locator(f'a[hreflang="{lang}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#letter textarea").last).to_be_attached()

    assert not failed
    assert not messages
    assert requested
    assert all(url.startswith((folder.as_uri(), "data:")) for url in requested), requested
    context.close()


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "ar/index.html"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, folder: Path, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.goto((folder / path).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()  # the logo in the foot is loaded when it is near
        expect(picture).not_to_have_js_property("naturalWidth", 0)
    loaded = "[...document.fonts].some(each => each.status === 'loaded')"
    assert page.evaluate(f"document.fonts.ready.then(() => {loaded})")
    context.close()
