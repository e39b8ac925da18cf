"""`deadline.ics`: the last day of a campaign, for the supporter's own calendar (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from icalendar import Alarm, Calendar, Event

from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
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
        address, today = public_url(campaign, ui_language), self.pages.today()
        calendar = deadline_calendar(campaign, campaign.deadline, ui_language, today, address)
        response = Response(calendar, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}.ics"'
        return response


def deadline_calendar(
    campaign: Campaign, deadline: date, ui_language: Language, today: date, address: str
) -> bytes:
    """Return the calendar file of a campaign; `address` is that of its page, or "" where it is not known."""
    edition = campaign.page_edition(ui_language.tag)
    event = Event()
    event.add("uid", f"{campaign.slug}@{request.host}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", deadline)
    event.add("dtend", deadline + timedelta(days=1))
    event.add("summary", _("Last day to write for %(name)s", name=edition.who))
    event.add("description", "\n\n".join(filter(None, (edition.text.headline, address))))
    if address:
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
    return bytes(calendar.to_ical())
