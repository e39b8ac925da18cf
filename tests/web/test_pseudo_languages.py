"""A made-up translation of every message shows which words of a page are in no catalogue.

Each message is in brackets and accented, once in a language from left to right and once in a mirrored one.
"""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from babel.messages.pofile import read_po, write_po

from tests.support.page_client import PageClient
from tests.web.conftest import World
from webapp.settings import ROOT

ACCENTED, MIRRORED = "el", "he"
"""Languages that the app does not offer, one of each direction; the CLDR's words have other letters there."""
ACCENTS = str.maketrans("aeiouyAEIOU", "åéîöûýÅÉÎÖÛ")
KEPT = re.compile(r"(%\(\w+\)[sd]|%%)")
PATHS = [
    *("/{}", "/{}/lamp", "/{}/beacon", "/{}/closed", "/{}/endless", "/privacy/{}", "/embed/{}/beacon"),
    *("/{}/lamp/actions?channel=post", "/{}/lamp/count", "/{}/lamp/share", "/{}/lamp/embed"),
]
NAMES = {
    *("Urgent Appeal", "US Letter", "Max Muster", "Wanda Warden"),
    *("Bluesky", "Facebook", "Gmail", "LinkedIn", "Mastodon", "Outlook.com", "Telegram", "WhatsApp", "Yahoo"),
}
"""What is the same in every language, beside what the campaign says."""


def pseudo(message: str) -> str:
    """Return a message with accents and in brackets, but for its placeholders."""
    parts = (part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(message))
    return f"⟦{''.join(parts)}⟧"


@pytest.fixture
def world(world: World, tmp_path: Path) -> World:
    """A world with both made-up languages."""
    world.translations = tmp_path / "translations"
    for tag in (ACCENTED, MIRRORED):
        folder = world.translations / tag / "LC_MESSAGES"
        folder.mkdir(parents=True)
        for name in ("messages", "rest"):
            with (ROOT / "translations" / f"{name}.pot").open("rb") as template:
                catalogue = read_po(template, locale=tag)
            for message in (each for each in catalogue if each.id):
                forms = message.id if message.pluralizable else (message.id,)
                said = [pseudo(forms[-1])] * catalogue.num_plurals
                message.string = tuple(said) if message.pluralizable else said[0]
            with (folder / f"{name}.po").open("wb") as file:
                write_po(file, catalogue)
    return world


@pytest.mark.parametrize("tag", [ACCENTED, MIRRORED])
@pytest.mark.parametrize("path", PATHS)
def test_no_words_of_a_page_are_written_into_it(client: PageClient, path: str, tag: str) -> None:
    page = client.get(path.format(tag))

    assert page.root.get("lang") == tag
    assert page.root.get("dir") == ("rtl" if tag == MIRRORED else "ltr")
    assert "⟦" in page.words()
    assert sorted(words_of(page.root, tag)) == []


def test_a_word_that_is_in_no_catalogue_is_found() -> None:
    html = '<main>⟦Hélló⟧ <b title="Here">⟦ö⟧</b> by hand <i lang="en">her words</i></main>'
    page = fromstring(html)  # noqa: S314 (it is our own)

    assert words_of(page, MIRRORED) == {"by hand", "Here"}


def words_of(element: Element, lang: str) -> set[str]:
    """Return the texts in the page's language that are not from its catalogue."""
    if element.get("lang", lang) != lang or element.tag in ("style", "script", "code", "textarea", "title"):
        return set()
    texts = [element.text, *(child.tail for child in element)]
    labels = [element.get(name) for name in ("aria-label", "title", "alt", "placeholder")]
    found = {text.strip(" :\n") for text in (*texts, *labels) if text and "://" not in text}
    english = {text for text in found if re.search("[A-Za-z]{3}", text) and not {*"⟦⟧"} & {*text}}
    return (english - NAMES).union(*(words_of(child, lang) for child in element))
