"""A case at four that is right in five languages at five: a coordinator, a translator and a reviewer at work.

A wrong year stops the publication, a corrected fact does not break other languages. One works in another
language of the desk than the others.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.seen import Seen
from tests.browser.team_site import Site, change_age, join, publish, serve_site, write
from tests.browser.test_desk_gate import add_device
from tests.support.rounds import is_run
from webapp.campaigns.po_reader import read_entries
from webapp.campaigns.po_writer import write_entries
from webapp.domain.language import parse

SHEET = "campaigns/lamp/translate"
FRENCH = {
    "Free the keeper": "Libérez la gardienne",
    "Ada Lamp was locked up for lighting a lamp. She is aged 62.": (
        "Ada Lamp a été enfermée pour avoir allumé une lampe. Elle a 61 ans."
    ),
    "Write soon.": "Écrivez vite.",
    "The lamp was blue.": "La lampe était bleue.",
    "A woman with a lamp": "Une femme avec une lampe",
    "Ada Lamp": "Ada Lamp",
    "Dear Minister,": "Monsieur le Ministre,",
    "I write about Ada Lamp, aged 62.": "Je vous écris au sujet d’Ada Lamp, âgée de 62 ans.",
    "Yours sincerely,": "Veuillez agréer l’expression de ma haute considération,",
    "Minister of Lamps": "Ministre des Lampes",
    "Max Muster": "Max Muster",
}
OTHERS = {
    "es": ("Ada Lamp", "Ada Lamp fue encerrada. Tiene 62 años.", "Escribo sobre Ada Lamp, de 62 años."),
    "ru": ("Ада Ламп", "Ада Ламп под стражей. Ей 62 года.", "Я пишу вам: Ада Ламп, 62 года."),
    "ar": ("آدا لامب", "سُجنت آدا لامب. عمرها 62 عامًا.", "أكتب إليكم بشأن آدا لامب، وعمرها 62 عامًا."),
}


class Browsers:
    """Browsers of several people, each with a device that holds passkeys."""

    def __init__(self, browser: Browser, seen: Seen) -> None:
        self._browser, self._seen = browser, seen
        self.contexts: list[BrowserContext] = []

    def open(self, locale: str) -> Page:
        """Open one more, in a language."""
        context = self._browser.new_context(viewport=DESKTOP, locale=locale)
        self.contexts.append(context)
        page = context.new_page()
        self._seen.watch(page)
        add_device(page, "internal")
        return page


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The page and the desk, without a campaign."""
    with serve_site(tmp_path) as running:
        yield running


@pytest.fixture
def browsers(browser: Browser, seen: Seen) -> Iterator[Browsers]:
    """Browsers on whose pages nothing may go wrong."""
    opened = Browsers(browser, seen)
    yield opened
    for context in opened.contexts:
        context.close()
    assert seen.errors == []


def invite(coordinator: Page, site: Site, newcomer: Page, name: str, role: str) -> None:
    """Let somebody join for French."""
    coordinator.goto(f"{site.desk}/people")
    coordinator.locator("#name").fill(name)
    coordinator.locator("#role-0").select_option(role)
    coordinator.locator("#languages-0").fill("fr")
    coordinator.locator("main .button-primary").click()
    newcomer.goto(coordinator.locator("#link").input_value())
    newcomer.locator("#make").click()
    expect(newcomer).to_have_url(re.compile("/account$"))


def begin(page: Page, site: Site, tag: str) -> None:
    page.goto(f"{site.desk}/{SHEET}")
    page.locator("[name=language]").fill(tag)
    page.locator("main form .button-primary").click()
    expect(page.locator(".translate-field").first).to_be_visible()
    page.wait_for_load_state()  # its scripts listen


def fill(page: Page, translations: dict[str, str]) -> None:
    """Type a translation beside each source text, mark all as done, and save."""
    for message in page.locator(".translate-message").all():
        source = message.locator(".translate-source .translate-text").first.inner_text()
        message.locator(".translate-field").fill(translations[source])
        message.locator("[name^='done.']").check()
    save(page)


def save(page: Page) -> None:
    with page.expect_response(
        lambda response: response.request.method == "POST" and "/check/" not in response.url
    ):
        page.locator('button[value="save"]').first.click()
    expect(page.locator("#saved")).to_have_attribute("data-saved", re.compile("[0-9]"))


def correct(page: Page, site: Site, tag: str) -> None:
    """Put the new age into the two translations whose source has it."""
    page.goto(f"{site.desk}/{SHEET}/{tag}?show=changed")
    expect(page.locator(".translate-message")).to_have_count(2)
    expect(page.locator(".translate-message ins").first).to_have_text("63")
    for message in page.locator(".translate-message").all():
        field = message.locator(".translate-field")
        field.fill(field.input_value().replace("62", "63"))
        message.locator("[name^='done.']").check()
    save(page)


def translate_by_file(page: Page, site: Site, tag: str, folder: Path) -> None:
    """Begin a language, and bring its PO file back as an agency would."""
    begin(page, site, tag)
    with page.expect_download() as download:
        page.locator("#files ~ p a[download]").click()
    path = folder / f"{tag}.po"
    download.value.save_as(path)
    name, summary, letter = OTHERS[tag]
    entries = list(read_entries(path.read_text(encoding="utf-8")))
    for entry in entries:
        if not entry.is_header:
            texts = {"summary": summary, "letter.text": letter}
            entry.strings = [texts.get(entry.context or "", entry.id.replace("Ada Lamp", name))]
    path.write_bytes(write_entries(entries))
    page.set_input_files("input[type=file]", path)
    page.locator("form:has(input[type=file]) button").click()
    expect(page.locator(".desk-done")).to_be_visible()
    page.goto(f"{site.desk}/{SHEET}/{tag}")
    expect(page.locator("#saved progress")).to_have_js_property("position", 1)


def letter_in(site: Site, tag: str) -> str:
    """Return the page with the letter in a language, as a stranger gets it."""
    return site.fetch(f"/en/lamp?letter={tag}")[1]


def is_right(site: Site, age: str) -> bool:
    """Tell whether each language's letter says the age."""
    letters = {"en": "I write about Ada Lamp, aged 62.", "fr": FRENCH["I write about Ada Lamp, aged 62."]}
    letters |= {tag: letter for tag, (_name, _summary, letter) in OTHERS.items()}
    return all(letter.replace("62", age) in letter_in(site, tag) for tag, letter in letters.items())


LANGUAGES = [("ar", "en"), ("en", "ar")]
"""Of who coordinates and reviews, and of who translates into French; the suite runs one, a soak both."""


@pytest.mark.soak
@pytest.mark.parametrize(("locale", "other"), [pair for place, pair in enumerate(LANGUAGES) if is_run(place)])
def test_five_languages_are_right_after_a_correction(
    site: Site, browsers: Browsers, tmp_path: Path, locale: str, other: str
) -> None:
    ada, cleo, dora = browsers.open(locale), browsers.open(other), browsers.open(locale)
    join(ada, site)
    write(ada)
    invite(ada, site, cleo, "Cleo Example", "translator")
    invite(ada, site, dora, "Dora Example", "reviewer")

    begin(cleo, site, "fr")
    expect(cleo.locator("html")).to_have_attribute("dir", parse(other).direction)
    expect(ada.locator("html")).to_have_attribute("dir", parse(locale).direction)
    fill(cleo, FRENCH)
    stopped = cleo.locator(".translate-remarks .problem")
    expect(stopped).to_contain_text("61")
    ada.goto(f"{site.desk}/campaigns/lamp/publish/publish")
    expect(ada.locator("#problems a")).to_have_count(1)
    expect(ada.locator("main mark", has_text="61")).to_be_visible()
    expect(ada.locator("#decision .button-primary")).to_have_count(0)
    cleo.reload()
    field = cleo.locator(".translate-field", has_text="61 ans")
    field.fill(field.input_value().replace("61", "62"))
    save(cleo)

    for tag in OTHERS:
        translate_by_file(ada, site, tag, tmp_path)
    publish(ada, site)
    site.wait_for(lambda: is_right(site, "62"))

    dora.goto(f"{site.desk}/{SHEET}/fr/review")
    dora.locator('button[value="all"]').click()
    expect(dora.locator(".desk-done")).to_be_visible()
    expect(dora.locator(".translate-message")).to_have_count(0)

    change_age(ada, site, "62", "63")
    for tag in ("fr", *OTHERS):
        correct(cleo if tag == "fr" else ada, site, tag)
    dora.reload()
    expect(dora.locator(".translate-message")).to_have_count(2)
    ada.goto(f"{site.desk}/campaigns/lamp/publish/publish")
    expect(ada.locator("main")).to_contain_text("63")
    publish(ada, site)
    site.wait_for(lambda: is_right(site, "63"))
