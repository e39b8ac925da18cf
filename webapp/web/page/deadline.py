"""`deadline.ics`: the last day of a campaign, for the supporter's own calendar (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import public_url
from webapp.web.http.responses import cache_control

CACHE_CONTROL = "public, max-age=300"
REMINDER = timedelta(hours=-39)
"""Before midnight at the start of the last day: nine in the morning two days before."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The calendar file of a campaign with a deadline."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the address; a frame links to the same one."""
        blueprint.add_url_rule("/<lang>/<slug>/deadline.ics", view_func=self.deadline_ics)

    @cache_control(CACHE_CONTROL)
    def deadline_ics(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return one all-day event with a reminder; 404 without a deadline and after the end."""
        ui_language, campaign = self.pages.find(lang, slug)
        if campaign.deadline is None or campaign.is_closed(self.pages.today()):
            abort(404)
        edition, address = campaign.page_edition(lang), public_url(campaign, ui_language)
        event = Event()
        event.add("uid", f"{campaign.slug}@{request.host}")
        event.add("dtstamp", datetime.combine(self.pages.today(), time(), UTC))
        event.add("dtstart", campaign.deadline)
        event.add("dtend", campaign.deadline + timedelta(days=1))
        event.add("summary", _("Last day to write for %(name)s", name=edition.who))
        event.add("description", f"{edition.text.headline}\n\n{address}")
        event.add("url", address)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", REMINDER)
        alarm.add("description", _("Last day to write for %(name)s", name=edition.who))
        event.add_component(alarm)
        calendar = Calendar()
        calendar.add("prodid", "-//Urgent Appeal//EN")
        calendar.add("version", "2.0")
        calendar.add_component(event)
        response = Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}.ics"'
        return response
