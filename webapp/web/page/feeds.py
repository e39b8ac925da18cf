"""Atom feeds (RFC 4287): the news of all cases, and of one case, in a language.

What happens to a case has a day in its campaign's file, so a feed is the same after a restart and on each
host. A campaign that says no day when it began is dated by its file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import markup
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.web.campaign.outcome_titles import page_title
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import public_url
from webapp.web.http.locales import gettext as _
from webapp.web.http.responses import cache_control

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CACHE_CONTROL = "public, max-age=60"
MAX_ENTRIES = 50
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
"""The stamp of a feed without entries, which must have one."""
AUTHOR = "Urgent Appeal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news."""

    id: str
    """Its address, which never changes."""
    url: str
    when: datetime
    title: str
    summary: str
    language: Language


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feed of all cases, and that of each case."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add both addresses; a slug has no dot, so the first is no campaign's."""
        blueprint.add_url_rule("/<lang>/feed.atom", view_func=self.feed)
        blueprint.add_url_rule("/<lang>/<slug>/feed.atom", view_func=self.campaign_feed)

    @cache_control(CACHE_CONTROL)
    def feed(self, lang: str) -> ResponseReturnValue:
        """Return the news of all cases, the latest first."""
        ui_language = self.pages.language(lang)
        entries = [
            entry
            for campaign in self.pages.campaigns.campaigns()
            for entry in self._entries(campaign, ui_language)
        ]
        home = url_for("site.index_in", lang=lang, _external=True)
        return _atom(ui_language, _("Letters to write"), home, entries)

    @cache_control(CACHE_CONTROL)
    def campaign_feed(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the news of one case, with that of the campaigns that continue it."""
        ui_language, campaign = self.pages.find(lang, slug)
        line = self.pages.campaigns.public().line(campaign)
        following = line[line.index(campaign) :]
        entries = [entry for each in following for entry in self._entries(each, ui_language)]
        title = _title(campaign, ui_language)
        return _atom(ui_language, title, public_url(campaign, ui_language), entries)

    def _entries(self, campaign: Campaign, ui_language: Language) -> Iterator[Entry]:
        url, edition = public_url(campaign, ui_language), campaign.page_edition(ui_language.tag)
        issued = campaign.issue.issued
        begun = campaign.life.publish or (_at(issued) if issued else None)
        begun = begun or self.pages.campaigns.modified(campaign.slug)
        title = _title(campaign, ui_language)
        yield Entry(url, url, begun, title, edition.description, edition.language_of(edition.text.headline))
        if outcome := campaign.life.outcome:
            words = markup.plain("\n\n".join(edition.text.outcome))
            title = page_title(campaign, ui_language)
            language = edition.language_of(edition.text.outcome[0])
            yield Entry(f"{url}#outcome", url, _at(outcome.date), title, words, language)


def _title(campaign: Campaign, ui_language: Language) -> str:
    return campaign.page_edition(ui_language.tag).title


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _atom(ui_language: Language, title: str, page: str, entries: list[Entry]) -> Response:
    ElementTree.register_namespace("", ATOM)
    entries = sorted(entries, key=lambda entry: (entry.when, entry.id), reverse=True)[:MAX_ENTRIES]
    root = ElementTree.Element(f"{{{ATOM}}}feed", {XML_LANG: ui_language.tag})
    _add(root, "id", request.base_url)
    _add(root, "title", title)
    _add(root, "updated", _stamp(max((entry.when for entry in entries), default=NOTHING_YET)))
    _add(_add(root, "author"), "name", AUTHOR)
    _add(root, "link", rel="self", type="application/atom+xml", href=request.base_url)
    _add(root, "link", rel="alternate", type="text/html", hreflang=ui_language.tag, href=page)
    for entry in entries:
        element = _add(root, "entry")
        element.set(XML_LANG, entry.language.tag)
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        _add(element, "updated", _stamp(entry.when))
        _add(element, "link", rel="alternate", type="text/html", href=entry.url)
        _add(element, "summary", entry.summary)
    xml = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    response = Response(xml, content_type="application/atom+xml; charset=utf-8")
    response.add_etag()
    return response


def _add(parent: ElementTree.Element, name: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = words or None
    return element


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
