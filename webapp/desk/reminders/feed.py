"""Reminders as an Atom feed (RFC 4287).

An entry's id has the day of what is new in it, so that a reader shows it again when more has come to wait.
There is no link to the feed itself: its address is a secret, and feeds are copied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from xml.etree import ElementTree

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ui_language
from webapp.desk.reminders import wording
from webapp.team.people.person import Person
from webapp.team.reminders.reminders import Reminders

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AUTHOR = "Urgent Appeal"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""The stamp of a feed without entries, which must have one."""
AHEAD = timedelta(days=14)
"""A deadline is told so long before."""
MAX_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One reminder."""

    id: str
    url: str
    when: datetime
    title: str
    summary: str


def feed(reminders: Reminders, person: Person, origin: str) -> bytes:
    """Return the feed, the newest entry first. It is the same as long as nothing changes."""
    ElementTree.register_namespace("", ATOM)
    entries = sorted(_entries(reminders, origin), key=lambda entry: (entry.when, entry.id), reverse=True)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {XML_LANG: ui_language().tag})
    _add(root, "id", f"{origin}/work?person={person.id}")
    _add(root, "title", _("Deadlines and work at the desk"))
    _add(root, "updated", _stamp(max((entry.when for entry in entries), default=NOTHING_YET)))
    _add(_add(root, "author"), "name", AUTHOR)
    _add(root, "link", rel="alternate", type="text/html", href=f"{origin}/work")
    for entry in entries[:MAX_ENTRIES]:
        element = _add(root, "entry")
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        _add(element, "updated", _stamp(entry.when))
        _add(element, "link", rel="alternate", type="text/html", href=entry.url)
        _add(element, "summary", entry.summary)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entries(reminders: Reminders, origin: str) -> Iterator[Entry]:
    for work in reminders.work:
        url = origin + wording.path(work)
        newest = work.task.latest
        yield Entry(f"{url}#{newest:%Y-%m-%d}", url, newest, wording.work(work), wording.since(work))
    for deadline in reminders.deadlines:
        told = datetime.combine(deadline.day, time(), UTC) - AHEAD
        if told <= reminders.now:
            url = f"{origin}/campaigns/{deadline.slug}"
            title, day = wording.deadline(deadline), ui_language().date(deadline.day)
            yield Entry(f"{url}#deadline-{deadline.day}", url, told, title, day)


def _add(parent: ElementTree.Element, name: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = words or None
    return element


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
