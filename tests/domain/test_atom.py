"""What every feed has, read back as XML."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from webapp.domain.atom import Entry, Feed, atom

NAMES = {"": "http://www.w3.org/2005/Atom"}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ABOUT = Feed("https://lamps.example/feed", "Lamps & letters", "ar", "https://lamps.example/ar/")


def entry(name: str, hours: int = 0) -> Entry:
    """Return an entry so many hours after noon."""
    url = f"https://lamps.example/{name}"
    return Entry(url, url, NOON + timedelta(hours=hours), name, "<b>plain</b>", "en")


def read(feed: Feed, entries: list[Entry], most: int = 9) -> ElementTree.Element:
    """Return the root of the feed."""
    return ElementTree.fromstring(atom(feed, entries, most))  # noqa: S314 (ours)


def test_the_newest_come_first_and_no_more_than_allowed() -> None:
    root = read(ABOUT, [entry("old", -2), entry("new", 1), entry("middle")], most=2)

    assert [title.text for title in root.findall("entry/title", NAMES)] == ["new", "middle"]
    assert root.findtext("updated", None, NAMES) == "2026-03-01T13:00:00Z"


def test_entries_of_one_moment_are_always_in_one_order() -> None:
    entries = [entry("b"), entry("a"), entry("c")]

    assert atom(ABOUT, entries, 9) == atom(ABOUT, entries[::-1], 9)


def test_text_is_text_and_each_says_its_language() -> None:
    root = read(ABOUT, [entry("lamp")])

    assert root.findtext("title", None, NAMES) == "Lamps & letters"
    assert root.findtext("entry/summary", None, NAMES) == "<b>plain</b>"
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [each.get(lang) for each in (root, *root.findall("entry", NAMES))] == ["ar", "en"]


@pytest.mark.parametrize("own", ["", "https://lamps.example/feed.atom"])
def test_its_own_address_is_told_only_where_it_is_no_secret(own: str) -> None:
    root = read(Feed(ABOUT.id, ABOUT.title, ABOUT.language, ABOUT.page, own), [])

    assert [link.get("href") for link in root.findall("link[@rel='self']", NAMES)] == ([own] if own else [])
    assert root.findtext("updated", None, NAMES) == "1970-01-01T00:00:00Z"
