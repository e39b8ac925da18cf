"""Every page of the desk in a browser: axe, a narrow phone, large text, dark. A new page adds its address."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import IN_COLOURS, violations
from tests.browser.conftest import DESKTOP
from tests.browser.seen import Seen
from tests.importing.sheets import SHEET, Part, as_pdf, as_text
from tests.support.builders import a_campaign_folder, add_outcome, an_edition
from tests.support.desk_campaigns import add_person, add_version, files_of
from tests.support.desk_client import ADA, BEN
from tests.support.desk_server import DeskServer, serve_desk
from webapp.actions.entries import Letters
from webapp.actions.log import ActionLog
from webapp.actions.stamp import Stamp
from webapp.campaigns.folder import read_folder
from webapp.campaigns.message_states import list_messages
from webapp.campaigns.reader import read_schema
from webapp.database import schema
from webapp.desk.http.session_cookie import SessionCookie
from webapp.domain.action import Action
from webapp.domain.channel import Channel
from webapp.importing.find import find_fields
from webapp.importing.reading.any_format import read_document
from webapp.publications.store import PublicationStore
from webapp.team.documents.documents import Documents
from webapp.team.documents.made_draft import make_draft
from webapp.team.documents.source_document import ReadDocument, Whose
from webapp.team.drafts.drafts import Drafts
from webapp.team.people.sessions import Sessions
from webapp.team.translating.terms import Term, Terms

ADDRESSES = (
    "/",
    "/?q=nobody",
    "/work",
    "/work?by=language",
    "/work?language=fr",
    "/work?language=none",
    "/account",
    "/account/calendar",
    "/people",
    "/campaigns/lamp",
    "/campaigns/told",
    "/campaigns/torn",
    "/campaigns/lamp/history",
    "/campaigns/lamp/handover",
    "/campaigns/told/handover",
    "/campaigns/told/handover?since=2030-05-02&until=2030-05-01&page=nowhere",
    "/campaigns/lamp/preview",
    "/campaigns/lamp/publish",
    "/campaigns/lamp/publish/publish",
    "/campaigns/told/publish?done=outcome",
    "/campaigns/told/publish/publish",
    "/campaigns/told/publish/outcome",
    "/campaigns/told/publish/withdraw",
    "/campaigns/told/publish/follow",
    "/campaigns/torn/publish/publish",
    "/campaigns/wrong/publish/publish",
    "/campaigns/new",
    "/campaigns/new/document",
    "/campaigns/lamp/new-issue",
    "/campaigns/sheet/document",
    "/campaigns/sheet/document/compare",
    "/campaigns/pasted/document",
    "/campaigns/lamp/edit",
    "/campaigns/lamp/text",
    "/campaigns/torn/text",
    "/campaigns/lamp/photos/photo",
    "/campaigns/torn/preview",
    "/campaigns/nowhere",
    "/numbers",
    "/numbers?from=soon",
    "/campaigns/told/paper",
    "/campaigns/told/paper/000000000000000000000001",
    "/campaigns/told/numbers/days/2030-01-01",
    "/glossary",
    "/glossary?from=en&to=nowhere",
    "/glossary/en/ar",
    "/glossary/en/ar/term?term=prisoner+of+conscience",
    "/bursts",
    "/campaigns/told/bursts",
    "/campaigns/told/numbers",
    "/campaigns/lamp/numbers",
)
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def desk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServer]:
    """A desk at work."""
    with serve_busy_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@contextmanager
def serve_busy_desk(data: Path, translations: Path | None = None) -> Iterator[DeskServer]:
    """Serve a desk with a draft in three languages, one that cannot be read, and one that is public."""
    url = f"sqlite:///{data / 'appeal.db'}"
    schema.upgrade(url)
    with (
        serve_desk(data, translations=translations) as running,
        closing(PublicationStore(url)) as store,
        closing(ActionLog(url)) as log,
    ):
        now = running.now()
        for person in (ADA, BEN):
            add_person(running.database, person)
        folder = a_campaign_folder(data / "drafts", deadline=(now + timedelta(days=9)).date().isoformat())
        an_edition(folder, "fr", {("headline", "Free the keeper of the lighthouse"): "Libérez-la !"})
        an_edition(folder, "ar", {("headline", "Free the keeper of the lighthouse"): "أطلقوا سراحها"})
        add_version(running.database, "lamp", files_of(folder), now, BEN.id)
        add_version(running.database, "torn", {"campaign.toml": b"[person\n"}, now - timedelta(days=1))
        told = files_of(add_outcome(a_campaign_folder(data / "drafts", "told"), "released"))
        store.publish("told", told, now - timedelta(days=2), ADA.id, 0)
        corrected = told["campaign.toml"].replace(b"locked up", b"imprisoned")
        add_version(running.database, "told", {"campaign.toml": corrected}, now - timedelta(days=1), ADA.id)
        add_documents(running)
        add_version(running.database, "wrong", a_wrong_translation(data / "drafts"), now, BEN.id)
        conscience = Term("prisoner of conscience", "سجين رأي; سجينة رأي", "as the Arabic section writes it")
        Terms(running.database, running.now).put(ADA, "en", "ar", conscience)
        today: date = now.date()
        held = Action("told", Channel.POST, "", "en", 30, today, late=False, burst="burst-number-1")
        log.record("token-number-00001", [held])
        counted = Action("told", Channel.EMAIL, "minister", "en", 12_345, today, late=False)
        log.record("token-number-00002", [counted])
        log.enter(Letters("told", today, Channel.POST, 40), Stamp(ADA.id, id="000000000000000000000001"))
        yield running


def add_documents(desk: DeskServer) -> None:
    """Begin a draft with a PDF, of which a date was changed, and one with a text."""
    drafts = Drafts(desk.database, desk.now)
    documents = Documents(desk.database, drafts, desk.now)
    for slug, content in {"sheet": as_pdf(SHEET), "pasted": as_text([*SHEET, Part("Somewhere: zq")])}.items():
        findings = find_fields(read_document(content))
        made = make_draft(findings, Whose.OWN)
        documents.begin(ADA, slug, ReadDocument(content, findings), made, whose=Whose.OWN)
    toml = made.files["campaign.toml"].replace(b"2023-06-01", b"2024-07-02")
    drafts.save(ADA, "sheet", 1, {"campaign.toml": toml})


def a_wrong_translation(folder: Path) -> Mapping[str, bytes]:
    """Return a campaign whose French and Arabic have another year than the source."""
    made = a_campaign_folder(folder, "wrong")
    toml = made / "campaign.toml"
    dated = "She is 62 and lit a lamp, in May 2024."
    toml.write_text(toml.read_text().replace("She lit a lamp.", dated))
    wrong = {
        "fr": "À 62 ans, elle a allumé une lampe, en mai 2042.",
        "ar": "في سن 62 أضاءت مصباحًا في مايو ٢٠٤٢.",
    }
    for tag, translation in wrong.items():
        messages = {key: f"{key[1]} ({tag})" for key in list_messages(read_schema(read_folder(made)))}
        an_edition(made, tag, messages | {("letter.text", dated): translation})
    return files_of(made)


@pytest.fixture
def pages(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator["Pages"]:
    """Browsers of a coordinator; afterwards nothing may have gone wrong on their pages."""
    made = Pages(browser, desk_server, seen)
    yield made
    made.close()
    assert seen.errors == []


class Pages:
    """Opens pages of the desk as Ada."""

    def __init__(self, browser: Browser, desk: DeskServer, seen: Seen) -> None:
        self._browser, self._desk, self._seen = browser, desk, seen
        self._token = Sessions(desk.database, desk.now).start(ADA.id, "Chromium")
        self._contexts: list[object] = []

    def open(self, viewport: dict[str, int] = DESKTOP, **more: object) -> Page:
        """Open a browser."""
        context = self._browser.new_context(base_url=self._desk.url, viewport=viewport, **more)
        name = SessionCookie.of(self._desk.url).name
        context.add_cookies([{"name": name, "value": self._token, "url": self._desk.url}])
        self._contexts.append(context)
        page = context.new_page()
        self._seen.watch(page)
        return page

    def close(self) -> None:
        """Close all."""
        for context in self._contexts:
            context.close()  # type: ignore[attr-defined]


def test_no_page_has_a_fault_or_is_wider_than_a_narrow_phone(pages: Pages) -> None:
    """In light and dark; with letters of the usual size and of twice that size."""
    page = pages.open(NARROW)
    found, wide = [], []
    for address in ADDRESSES:
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        page.goto(address)
        for size in ("200%", "100%"):
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW["width"]:
                wide.append((address, size, width))
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, IN_COLOURS)

    assert found == []
    assert wide == []


def test_the_numbers_are_printed_whole_and_without_forms(pages: Pages) -> None:
    page = pages.open()
    page.goto("/campaigns/told/numbers")
    page.emulate_media(media="print")

    for name in ("Rooms of the desk", "Periods"):
        expect(page.locator(f"nav[aria-label='{name}']")).to_be_hidden()
    expect(page.locator(".numbers-bars")).to_be_visible()
    scrolled = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    assert page.locator(".numbers-long").evaluate_all(scrolled) == 0


def test_a_correction_is_published_by_the_keyboard_and_without_scripts(
    pages: Pages, desk_server: DeskServer, tmp_path: Path
) -> None:
    folder = a_campaign_folder(tmp_path, "plain")
    add_version(desk_server.database, "plain", files_of(folder), desk_server.now(), BEN.id)
    page = pages.open(java_script_enabled=False)
    page.goto("/campaigns/plain")
    page.get_by_role("link", name="Publish, close, tell the outcome").press("Enter")
    page.locator("main").get_by_role("link", name="Publish", exact=True).last.press("Enter")
    expect(page.get_by_text("Everybody: the page appears")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).press("Enter")

    expect(page.get_by_role("status")).to_contain_text("It is published")
