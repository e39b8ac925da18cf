"""A translation by the keyboard alone, from right to left, and without scripts; nothing typed is lost."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.axe import IN_COLOURS, violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.seen import Seen
from tests.support.desk_campaigns import add_person, add_version, lamp_files
from tests.support.desk_client import ADA, BEN, CLEO, DORA
from tests.support.desk_server import DeskServer, serve_desk
from webapp.desk.http.session_cookie import SessionCookie
from webapp.team.people.person import Person
from webapp.team.people.sessions import Sessions
from webapp.team.translating.sheet import message_key

OpenDesk = Callable[..., Page]
LANGUAGES = "/campaigns/lamp/translate"
FRENCH = f"{LANGUAGES}/fr"
HEADLINE = message_key("headline", "Free the keeper of the lighthouse")
SUMMARY = message_key("summary", "Ada Example was locked up for lighting a lamp.")
LETTER = message_key("letter.text", "She lit a lamp.")


@pytest.fixture
def desk_server(tmp_path: Path) -> Iterator[DeskServer]:
    """A desk with a case in English."""
    with serve_desk(tmp_path) as running:
        for person in (ADA, BEN, CLEO, DORA):
            add_person(running.database, person)
        add_version(running.database, "lamp", lamp_files(tmp_path), running.now(), ADA.id)
        yield running


@pytest.fixture
def open_desk(browser: Browser, desk_server: DeskServer, seen: Seen) -> Iterator[OpenDesk]:
    """Return a function that opens the desk as somebody; nothing may go wrong on its pages."""
    contexts: list[BrowserContext] = []

    def open_page(person: Person = CLEO, **more: object) -> Page:
        token = Sessions(desk_server.database, desk_server.now).start(person.id, "Chromium")
        context = browser.new_context(base_url=desk_server.url, **more)  # type: ignore[arg-type]
        name = SessionCookie.of(desk_server.url).name
        context.add_cookies([{"name": name, "value": token, "url": desk_server.url}])
        contexts.append(context)
        page = context.new_page()
        seen.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert seen.errors == []


def begin(page: Page, tag: str = "fr") -> None:
    page.goto(LANGUAGES)
    page.locator("[name=chosen]").select_option(tag)
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(f"#text-{HEADLINE}")).to_be_visible()
    page.wait_for_load_state()  # its scripts listen


def badge(page: Page, key: str) -> Locator:
    return page.locator(f"#state-{key}")


def saves(page: Page, do: Callable[[], None]) -> None:
    """Do something that saves, and wait for its answer."""
    with page.expect_response(
        lambda response: response.request.method == "POST" and "/check/" not in response.url
    ):
        do()


def test_a_language_is_translated_by_the_keyboard_alone(open_desk: OpenDesk) -> None:
    page = open_desk(viewport=DESKTOP)
    begin(page)
    field = page.locator(f"#text-{HEADLINE}")
    field.focus()
    page.keyboard.type("Libérez la gardienne du phare en 1999")
    expect(page.locator(f"#about-{HEADLINE}")).to_contain_text("“1999” is not in the source text.")
    expect(field).to_be_focused()
    assert violations(page) == []

    for _letter in " en 1999":
        page.keyboard.press("Backspace")
    expect(page.locator(f"#about-{HEADLINE} mark")).to_have_count(0)
    saves(page, lambda: page.keyboard.press("Control+Enter"))
    expect(page.locator(f"#text-{SUMMARY}")).to_be_focused()
    expect(page.locator(f"#state-{HEADLINE}")).to_contain_text("Done")
    expect(page.locator("#saved")).to_contain_text("Saved, version 3")
    page.keyboard.type("Ada Example a été enfermée.")
    saves(page, lambda: page.keyboard.press("Control+Enter"))
    expect(page.locator(f"#state-{SUMMARY}")).to_contain_text("Done")

    page.keyboard.type("Écrivez")
    saves(page, lambda: page.get_by_role("button", name="Save", exact=True).first.press("Enter"))
    expect(page.locator("#saved")).to_contain_text("Saved, version 5")
    expect(page.locator("#filters")).to_contain_text("Needs work 1")
    page.reload()
    expect(page.locator(f"#text-{HEADLINE}")).to_have_value("Libérez la gardienne du phare")
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


def test_keys_that_are_pressed_fast_lose_no_text(open_desk: OpenDesk) -> None:
    page = open_desk()
    begin(page)
    page.locator(f"#text-{HEADLINE}").focus()
    for number in range(6):
        page.keyboard.type(f"Texte {'abcdef'[number]}")
        page.keyboard.press("Control+Enter")
    expect(page.locator(".translate-state", has_text="Done")).to_have_count(6)
    page.goto(FRENCH)

    texts = [field.input_value() for field in page.locator(".translate-field").all()]
    assert texts[:6] == [f"Texte {each}" for each in "abcdef"]


def test_arabic_is_typed_from_right_to_left_on_a_phone(open_desk: OpenDesk) -> None:
    page = open_desk(ADA, viewport=PHONE, color_scheme="dark")
    begin(page, "ar")
    field = page.locator(f"#text-{LETTER}")
    field.fill("أضاءت مصباحًا.")

    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
    expect(page.locator("#mail")).to_contain_text("characters")
    saves(page, lambda: field.press("Control+Enter"))
    expect(page.locator(f"#state-{LETTER}")).to_contain_text("Done")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []


def test_everything_works_without_scripts(open_desk: OpenDesk) -> None:
    page = open_desk(ADA, java_script_enabled=False)
    begin(page)
    page.locator(f"#text-{HEADLINE}").fill("Libérez la gardienne du phare")
    page.locator(f"#text-{SUMMARY}").fill("Ada Example a été enfermée.")
    page.locator(f"#m-{HEADLINE}").get_by_role("button", name="Save as done").press("Enter")

    expect(badge(page, HEADLINE)).to_have_text(re.compile(r"^\s*Done"))
    expect(badge(page, SUMMARY)).to_have_text("Needs work")
    page.get_by_role("link", name="Needs work").press("Enter")
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("checkbox", name="Done").press("Space")
    page.get_by_role("button", name="Save", exact=True).first.press("Enter")
    expect(page.get_by_text("No text is shown here.")).to_be_visible()


def test_what_is_typed_comes_back_after_a_crash(open_desk: OpenDesk) -> None:
    page = open_desk()
    begin(page)
    page.locator(f"#text-{HEADLINE}").press_sequentially("Libérez-la")
    kept = "Object.values(sessionStorage).some(kept => kept.includes('Libérez-la'))"
    give_up = time.monotonic() + 60
    while not page.evaluate(kept):
        assert time.monotonic() < give_up
        page.wait_for_timeout(100)
    page.reload()
    expect(page.locator(f"#text-{HEADLINE}")).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()

    expect(page.locator(f"#text-{HEADLINE}")).to_have_value("Libérez-la")
    expect(page.locator("#saved")).to_contain_text("not saved yet")


def test_two_translate_the_same_text_and_one_chooses(open_desk: OpenDesk) -> None:
    one, other = open_desk(), open_desk(BEN)
    begin(one)
    other.goto(FRENCH)
    one.locator(f"#text-{HEADLINE}").fill("Le titre de Cleo")
    saves(one, lambda: one.locator(f"#text-{HEADLINE}").press("Control+Enter"))
    other.locator(f"#text-{HEADLINE}").fill("Le titre de Ben")
    other.locator(f"#text-{SUMMARY}").fill("Le résumé de Ben")
    other.locator(f"#text-{HEADLINE}").press("Control+Enter")

    expect(other.get_by_role("heading", level=1)).to_have_text("Somebody else changed this, too")
    assert violations(other) == []
    other.get_by_label("The text of Cleo Example").check()
    other.get_by_role("button", name="Save what I chose").click()
    expect(other.locator(f"#text-{HEADLINE}")).to_have_value("Le titre de Cleo")
    expect(other.locator(f"#text-{SUMMARY}")).to_have_value("Le résumé de Ben")


def test_a_saving_without_a_session_says_so_and_keeps_the_text(
    open_desk: OpenDesk, desk_server: DeskServer
) -> None:
    page = open_desk()
    begin(page)
    page.context.clear_cookies()
    page.locator(f"#text-{HEADLINE}").fill("Libérez-la")
    page.locator(f"#text-{HEADLINE}").press("Control+Enter")

    expect(page.locator("#problem")).to_contain_text("You are signed out")
    expect(page.locator(f"#text-{HEADLINE}")).to_have_value("Libérez-la")


def test_a_desk_that_cannot_be_reached_loses_nothing(open_desk: OpenDesk, seen: Seen) -> None:
    page = open_desk()
    begin(page)
    page.locator(f"#text-{HEADLINE}").fill("Libérez-la")
    seen.bring_about("net::ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator(f"#text-{HEADLINE}").press("Control+Enter")
    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    saves(page, lambda: page.locator(f"#text-{HEADLINE}").press("Control+Enter"))

    expect(page.locator(f"#state-{HEADLINE}")).to_contain_text("Done")


def test_axe_finds_nothing_on_the_pages_of_a_translation(open_desk: OpenDesk) -> None:
    page = open_desk(ADA)
    begin(page)
    found = []
    for address in (LANGUAGES, FRENCH, f"{FRENCH}/review", f"{FRENCH}/review?show=all"):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        page.emulate_media(color_scheme="light")
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        found += violations(page, IN_COLOURS)

    assert found == []
