"""A made-up translation of every message shows which words of a page are in no catalogue."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.support.page_client import PageClient
from tests.support.pseudo_languages import ACCENTED, MIRRORED, write_catalogues
from tests.web.conftest import World

PATHS = [
    *("/{}", "/{}/lamp", "/{}/beacon", "/{}/closed", "/{}/endless", "/privacy/{}", "/embed/{}/beacon"),
    *("/{}/lamp/actions?channel=post", "/{}/lamp/count", "/{}/lamp/share", "/{}/lamp/embed"),
]
NAMES = {
    *("Urgent Appeal", "US Letter", "Max Muster", "Wanda Warden"),
    *("Bluesky", "Facebook", "Gmail", "LinkedIn", "Mastodon", "Outlook.com", "Telegram", "WhatsApp", "Yahoo"),
}
"""What is the same in every language, beside what the campaign says."""


@pytest.fixture
def world(world: World, tmp_path: Path) -> World:
    """A world with both made-up languages."""
    world.translations = tmp_path / "translations"
    write_catalogues(world.translations)
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
