"""From a PDF to a public page, by the mouse and by the keyboard alone; the draft beside its document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.seen import Seen
from tests.browser.team_site import Site, join, serve_site
from tests.browser.test_desk_gate import add_device
from tests.browser.test_desk_pages import Pages
from tests.importing.sheets import SHEET, as_pdf
from tests.support.desk_campaigns import add_person
from tests.support.desk_client import ADA
from tests.support.desk_server import DeskServer, serve_desk

CLICKS = 9
"""New campaign, start from a document, the file, whose it is, read; the subject, save; publish, publish."""
MAX_TABS = 400
TABS_AT_ONCE = 10
STAY = """one => {
    window.staying?.abort();
    if (one === document.activeElement) return true;
    window.staying = new AbortController();
    const stay = event => {
        if (event.key === "Tab" && one === document.activeElement) event.preventDefault();
    };
    addEventListener("keydown", stay, {capture: true, signal: window.staying.signal});
    return false;
}"""
"""Tells whether an element has the focus. If not, Tab does not leave it when it has come there."""
LATER = [replace(part, text=part.text.replace("June 1 2023", "June 1 2999")) for part in SHEET]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented urgent action with two addresses beside each other."""
    path = tmp_path_factory.mktemp("documents") / "ua.pdf"
    path.write_bytes(as_pdf(LATER))
    return path


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The page and the desk, without a campaign."""
    with serve_site(tmp_path) as running:
        yield running


@dataclass
class Mouse:
    """Works by clicks, and counts them."""

    page: Page
    clicks: int = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def choose(self, target: Locator, file: Path) -> None:
        target.set_input_files(file)
        self.clicks += 1

    def fill(self, target: Locator, text: str) -> None:
        self.press(target)
        target.press_sequentially(text)


@dataclass
class Keyboard:
    """Works by Tab, Space and Enter alone."""

    page: Page

    def reach(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _tabs in range(MAX_TABS // TABS_AT_ONCE):
            if target.evaluate(STAY):
                return
            for _tab in range(TABS_AT_ONCE):
                self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Space" if target.get_attribute("type") == "radio" else "Enter")

    def choose(self, target: Locator, file: Path) -> None:
        self.reach(target)  # the dialog of the system is not the page's
        target.set_input_files(file)

    def fill(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.type(text)


def publish_document(page: Page, hand: Mouse | Keyboard, pdf: Path, slug: str) -> None:
    """Go from the board to a public page."""
    main = page.locator("main")
    hand.press(main.locator('a[href="/campaigns/new"]').first)
    hand.press(main.get_by_role("link", name="Start from a document"))
    hand.choose(page.locator("#file"), pdf)
    hand.press(page.locator("#whose-ours"))
    hand.press(page.get_by_role("button", name="Read the document"))
    expect(page).to_have_url(re.compile(f"/campaigns/{slug}/document$"))
    hand.fill(page.locator('[name="letter.subject"]'), "Ada Exampla: please release her")
    hand.press(page.get_by_role("button", name="Save", exact=True).first)
    expect(page.locator("#saved")).to_contain_text("Saved")
    hand.press(main.get_by_role("link", name="Publish", exact=True))
    hand.press(main.get_by_role("button", name="Publish", exact=True))
    expect(main).to_contain_text("It is published")


def test_a_document_is_a_public_page_after_some_clicks_and_by_the_keyboard_alone(
    browser: Browser, site: Site, seen: Seen, pdf: Path
) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    seen.watch(page)
    add_device(page, "internal")
    join(page, site)

    mouse = Mouse(page)
    page.goto(site.desk)
    publish_document(page, mouse, pdf, "exampla")
    assert mouse.clicks == CLICKS
    site.wait_for(lambda: site.fetch("/en/exampla")[0] == 200)
    text = site.fetch("/en/exampla")[1]
    for found in (
        "LAMP KEEPER JAILED",
        "Testus Placeholder",
        "Nemo Nobody",
        "I urge you to release her",
    ):
        assert found in text

    page.goto(site.desk)
    publish_document(page, Keyboard(page), pdf, "exampla-2")
    site.wait_for(lambda: site.fetch("/en/exampla-2")[0] == 200)
    assert seen.errors == []
    context.close()


@pytest.fixture(scope="module")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """A desk without a campaign."""
    with serve_desk(tmp_path_factory.mktemp("desk")) as running:
        add_person(running.database, ADA)
        yield running


@pytest.fixture
def pages(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator[Pages]:
    """Browsers of a coordinator."""
    made = Pages(browser, desk_server, seen)
    yield made
    made.close()
    assert seen.errors == []


def begin(page: Page, pdf: Path) -> None:
    """Begin a draft with the document."""
    page.goto("/campaigns/new/document")
    page.set_input_files("#file", pdf)
    page.check("#whose-ours")
    page.get_by_role("button", name="Read the document").click()
    expect(page.locator("#review")).to_be_visible()
    page.wait_for_load_state()  # its scripts listen


def test_a_field_lights_its_passage_and_a_passage_leads_to_its_field(pages: Pages, pdf: Path) -> None:
    page = pages.open()
    begin(page, pdf)
    address = page.locator('[name="targets.1.address"]')
    address.focus()
    lit = page.locator("a.document-lit")
    expect(lit).to_have_count(1)
    expect(lit).to_have_attribute("aria-label", re.compile("Embassy Road"))

    background = page.locator('[name="background"]')
    background.focus()
    expect(lit).to_be_in_viewport()
    page.locator('[data-field="instructions"]').dispatch_event("mouseover")  # under a mouse at rest
    expect(lit).to_have_attribute("data-for", re.compile("background"))
    page.locator("a.document-mark[data-for~='summary']").hover()
    expect(page.locator(".document-field.document-lit")).to_have_attribute("data-field", "summary")
    page.locator("a.document-mark[data-for~='summary']").click()
    expect(page.locator('[name="summary"]')).to_be_focused()


def test_a_part_is_dragged_onto_its_field(pages: Pages, pdf: Path) -> None:
    page = pages.open()
    begin(page, pdf)
    field = page.locator('[name="background"]')
    before = field.input_value()
    target = page.locator('[data-field="background"] label')
    target.scroll_into_view_if_needed()  # the list beside the fields stays in sight
    page.locator(".document-part").first.drag_to(target)

    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(field).to_have_value(f"{before}\n\nI")
    expect(page.locator("#unplaced")).to_contain_text("Everything in the document has a place.")


def test_without_a_script_a_part_is_left_out_and_put_into_a_field(pages: Pages, pdf: Path) -> None:
    page = pages.open(java_script_enabled=False)
    begin(page, pdf)
    page.locator("[name=passage]").check()
    page.get_by_role("button", name="Leave them out").click()
    page.get_by_role("button", name="Put it back: I").click()
    page.locator("[name=passage]").check()
    page.select_option("#into", "letter.subject")
    page.get_by_role("button", name="Put them there").click()

    expect(page.locator('[name="letter.subject"]')).to_have_value("I")
    expect(page.locator("#saved")).to_contain_text("Saved, version 2")


def test_what_was_typed_and_not_saved_is_offered_after_a_crash(pages: Pages, pdf: Path) -> None:
    page = pages.open()
    begin(page, pdf)
    page.locator('[name="summary"]').fill("Half a sentence")
    page.wait_for_function("() => Object.keys(sessionStorage).length > 0")
    page.reload()
    page.get_by_role("button", name="Bring it back").click()

    expect(page.locator('[name="summary"]')).to_have_value("Half a sentence")


def test_what_is_pasted_from_a_web_page_keeps_its_links(pages: Pages) -> None:
    page = pages.open()
    page.goto("/campaigns/new/document")
    page.locator("#text").evaluate(
        """field => {
          const data = new DataTransfer();
          data.setData("text/plain", "Ada Exampla was jailed. More");
          data.setData("text/html", "<p>Ada Exampla was jailed. <a href='https://lamps.example/'>More</a></p>");
          field.focus();
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
          field.value = "Ada Exampla was jailed. More";
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }"""
    )
    assert "https://lamps.example/" in page.locator("#html").input_value()
    page.locator("#text").press_sequentially("!")
    expect(page.locator("#html")).to_have_value("")
