"""Atom feeds (RFC 4287), as the page and the desk write them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

MEDIA_TYPE = "application/atom+xml"
AUTHOR = "Urgent Appeal"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""The stamp of a feed without entries, which must have one."""
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news."""

    id: str
    """An IRI that never changes."""
    url: str
    when: datetime
    title: str
    summary: str
    language: str
    """The tag of title and summary."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    id: str
    """An IRI that never changes."""
    title: str
    language: str
    """The tag of the title, and of the page."""
    page: str
    """The page with the same news."""
    own_url: str = ""
    """Where the feed is; "" if nobody may learn that from it."""


def atom(feed: Feed, entries: Iterable[Entry], most: int) -> bytes:
    """Return the feed as XML in UTF-8, the newest entry first, and no more than `most`.

    It is the same, byte for byte, as long as nothing changes.
    """
    ElementTree.register_namespace("", _ATOM)
    newest = sorted(entries, key=lambda entry: (entry.when, entry.id), reverse=True)[:most]
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {_XML_LANG: feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _stamp(newest[0].when if newest else NOTHING_YET))
    _add(_add(root, "author"), "name", AUTHOR)
    if feed.own_url:
        _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.own_url)
    _add(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page)
    for entry in newest:
        element = _add(root, "entry")
        element.set(_XML_LANG, entry.language)
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        _add(element, "updated", _stamp(entry.when))
        _add(element, "link", rel="alternate", type="text/html", href=entry.url)
        _add(element, "summary", entry.summary)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: ElementTree.Element, name: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = words or None
    return element


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
