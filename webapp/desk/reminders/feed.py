"""Reminders as an Atom feed (RFC 4287).

An entry's id has the day of what is new in it, so that a reader shows it again when more has come to wait.
There is no link to the feed itself: its address is a secret, and feeds are copied.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from webapp.desk.http.text import gettext as _
from webapp.desk.http.text import ui_language
from webapp.desk.reminders import wording
from webapp.domain.atom import Entry, Feed, atom
from webapp.team.people.person import Person
from webapp.team.reminders.reminders import Reminders

AHEAD = timedelta(days=14)
"""A deadline is told so long before."""
MAX_ENTRIES = 100


def feed(reminders: Reminders, person: Person, origin: str) -> bytes:
    """Return the feed, the newest entry first. It is the same as long as nothing changes."""
    about = Feed(
        id=f"{origin}/work?person={person.id}",
        title=_("Deadlines and work at the desk"),
        language=ui_language().tag,
        page=f"{origin}/work",
    )
    return atom(about, _entries(reminders, origin), MAX_ENTRIES)


def _entries(reminders: Reminders, origin: str) -> Iterator[Entry]:
    language = ui_language().tag
    for work in reminders.work:
        url = origin + wording.path(work)
        newest = work.task.latest
        yield Entry(
            f"{url}#{newest:%Y-%m-%d}", url, newest, wording.work(work), wording.since(work), language
        )
    for deadline in reminders.deadlines:
        told = datetime.combine(deadline.day, time(), UTC) - AHEAD
        if told <= reminders.now:
            url = f"{origin}/campaigns/{deadline.slug}"
            title, day = wording.deadline(deadline), ui_language().date(deadline.day)
            yield Entry(f"{url}#deadline-{deadline.day}", url, told, title, day, language)
