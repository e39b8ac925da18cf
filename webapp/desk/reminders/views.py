"""The calendar and the feed at a private address, and the pages that make and revoke it."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.desk.http import audit, languages
from webapp.desk.http.access import asks_again, current_person, needs, open_to_all
from webapp.desk.http.audit import Event
from webapp.desk.http.errors import respond_with_error
from webapp.desk.http.text import pgettext, ui_languages
from webapp.desk.reminders.calendar_file import calendar_file
from webapp.desk.reminders.feed import feed
from webapp.team.people.people import UnknownPerson
from webapp.team.people.permissions import Permission
from webapp.team.people.person import Person
from webapp.team.reminders.calendars import Calendars
from webapp.team.reminders.reminders import Reminding

CACHE_CONTROL = "private, no-cache"
"""An app may keep it, and asks with its ETag each time: what was revoked is gone at once."""


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What `desk/reminders/calendar.html` is rendered from."""

    title: str
    made: datetime | None
    """When the address was made that works now."""
    calendar: str = ""
    """The address of the calendar, in the answer that makes it alone."""
    feed: str = ""


class CalendarViews:
    """One's own address, and what is at it."""

    def __init__(self, calendars: Calendars, reminding: Reminding, origin: str) -> None:
        """`origin` is the desk's."""
        self._calendars = calendars
        self._reminding = reminding
        self._origin = origin

    def blueprint(self) -> Blueprint:
        """Return the routes."""
        reminders, post = Blueprint("reminders", __name__), ["POST"]
        reminders.add_url_rule("/calendars/<secret>.ics", "calendar", open_to_all(self.calendar))
        reminders.add_url_rule("/calendars/<secret>.atom", "feed", open_to_all(self.feed))
        reminders.add_url_rule("/account/calendar", "show", self.show)
        reminders.add_url_rule("/account/calendar/new", "renew", asks_again(self.renew), methods=post)
        reminders.add_url_rule("/account/calendar/revoke", "revoke", self.revoke, methods=post)
        revoke_theirs = needs(Permission.MANAGE_PEOPLE)(asks_again(self.revoke_theirs))
        reminders.add_url_rule(
            "/people/<person>/calendar/revoke", "revoke_theirs", revoke_theirs, methods=post
        )
        reminders.register_error_handler(UnknownPerson, lambda _error: respond_with_error(404))
        return reminders

    def calendar(self, secret: str) -> ResponseReturnValue:
        """Return the calendar of whose address it is; 404 for all others."""
        person = self._person(secret)
        content = calendar_file(self._reminding.of(person), self._origin)
        return _file(content, "text/calendar; charset=utf-8")

    def feed(self, secret: str) -> ResponseReturnValue:
        """Return the same as an Atom feed."""
        person = self._person(secret)
        content = feed(self._reminding.of(person), person, self._origin)
        return _file(content, "application/atom+xml; charset=utf-8")

    def show(self) -> ResponseReturnValue:
        """Show whether there is an address, and what it is for."""
        page = CalendarPage(
            pgettext("name of a page", "Your calendar"), self._calendars.made(current_person().id)
        )
        return render_template("desk/reminders/calendar.html", page=page)

    def renew(self) -> ResponseReturnValue:
        """Make a new address, and show it this once."""
        person = current_person()
        secret = self._calendars.renew(person)
        audit.note(Event.CALENDAR_MADE, person.id)
        address = f"{self._origin}/calendars/{secret}"
        made = self._calendars.made(person.id)
        page = CalendarPage(
            pgettext("name of a page", "Your calendar"), made, f"{address}.ics", f"{address}.atom"
        )
        return render_template("desk/reminders/calendar.html", page=page)

    def revoke(self) -> ResponseReturnValue:
        """End one's own address."""
        person = current_person()
        self._calendars.revoke(person, person.id)
        audit.note(Event.CALENDAR_REVOKED, person.id)
        return redirect(url_for(".show"), 303)

    def revoke_theirs(self, person: str) -> ResponseReturnValue:
        """End somebody else's address."""
        self._calendars.revoke(current_person(), person)
        audit.note(Event.CALENDAR_REVOKED, current_person().id, person)
        return redirect(url_for("people.show_person", person=person), 303)

    def _person(self, secret: str) -> Person:
        person = self._calendars.find(secret)
        if person is None:
            abort(404)
        g.ui_language = languages.chosen(ui_languages(), person.language)
        return person


def _file(content: bytes, content_type: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.add_etag()
    response.make_conditional(request)
    return response
