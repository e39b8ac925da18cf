"""Reminders as a calendar (RFC 5545): deadlines with an alarm, and what waits today.

The apps of Google and Apple do not show the tasks (VTODO) of a calendar that one subscribes to, so work is
events, too. They stand on today and tomorrow, because some apps ask once a day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from webapp.desk.http.text import gettext as _
from webapp.desk.reminders import wording
from webapp.server.desk_origin import host_of
from webapp.team.reminders.reminders import Deadline, Reminders, Work

MAX_WORK = 20
"""Tasks with an event of their own; one more event stands for the rest."""
ALARM = timedelta(hours=-39)
"""Before midnight at the start of the last day: nine in the morning two days before."""
ASK_AGAIN = timedelta(hours=6)


def calendar_file(reminders: Reminders, origin: str) -> bytes:
    """Return the file. It is the same all day while nothing changes. `origin` is the desk's."""
    calendar = Calendar()
    calendar.add("prodid", "-//Urgent Appeal//Desk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Deadlines and work at the desk"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    events = [*_events(reminders, origin)]
    for event in events:
        calendar.add_component(event)
    if not events:  # RFC 5545, 3.6: a calendar has one component at least; this one shows nothing
        calendar.add_component(_utc())
    return bytes(calendar.to_ical())


def _events(reminders: Reminders, origin: str) -> Iterator[Event]:
    today = reminders.now.astimezone(UTC).date()
    for deadline in reminders.deadlines:
        yield _deadline(deadline, origin, today)
    for work in reminders.work[:MAX_WORK]:
        yield _work(work, origin, today)
    if (left := len(reminders.work) - MAX_WORK) > 0:
        yield _event(f"more@{_host(origin)}", wording.more(left), f"{origin}/work", today, today, days=2)


def _deadline(deadline: Deadline, origin: str, today: date) -> Event:
    title, address = wording.deadline(deadline), f"{origin}/campaigns/{deadline.slug}"
    event = _event(f"deadline-{deadline.slug}@{_host(origin)}", title, address, deadline.day, today)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", title)
    event.add_component(alarm)
    return event


def _work(work: Work, origin: str, today: date) -> Event:
    uid = f"{work.task.duty}-{work.task.language}-{work.slug}@{_host(origin)}"
    address = origin + wording.path(work)
    return _event(uid, wording.work(work), address, today, today, wording.since(work), days=2)


def _event(
    uid: str, title: str, address: str, day: date, stamp: date, words: str = "", *, days: int = 1
) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=days))
    event.add("summary", title)
    event.add("description", f"{words}\n\n{address}".strip())
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event


def _utc() -> Timezone:
    timezone, standard = Timezone(), TimezoneStandard()
    timezone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (RFC 5545, 3.6.5: a local time)
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    timezone.add_component(standard)
    return timezone


def _host(origin: str) -> str:
    return host_of(origin).partition(":")[0]
