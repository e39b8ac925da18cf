"""Atom feeds (RFC 4287): the news of all cases, and of one case, in a language.

What happens to a case has a day in its campaign's file, so a feed is the same after a restart and on each
host. A campaign that says no day when it began is dated by its file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import markup
from webapp.domain.atom import MEDIA_TYPE, Entry, Feed, atom
from webapp.domain.campaign import Campaign
from webapp.domain.language import Language
from webapp.web.campaign.outcome_titles import page_title
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.urls import public_url
from webapp.web.http.locales import gettext as _
from webapp.web.http.responses import cache_control

CACHE_CONTROL = "public, max-age=60"
MAX_ENTRIES = 50


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
        return _response(ui_language, _("Letters to write"), home, entries)

    @cache_control(CACHE_CONTROL)
    def campaign_feed(self, lang: str, slug: str) -> ResponseReturnValue:
        """Return the news of one case, with that of the campaigns that continue it."""
        ui_language, campaign = self.pages.find(lang, slug)
        line = self.pages.campaigns.public().line(campaign)
        following = line[line.index(campaign) :]
        entries = [entry for each in following for entry in self._entries(each, ui_language)]
        title = _title(campaign, ui_language)
        return _response(ui_language, title, public_url(campaign, ui_language), entries)

    def _entries(self, campaign: Campaign, ui_language: Language) -> Iterator[Entry]:
        url, edition = public_url(campaign, ui_language), campaign.page_edition(ui_language.tag)
        issued = campaign.issue.issued
        begun = campaign.life.publish or (_at(issued) if issued else None)
        begun = begun or self.pages.campaigns.modified(campaign.slug)
        title, language = _title(campaign, ui_language), edition.language_of(edition.text.headline)
        yield Entry(url, url, begun, title, edition.description, language.tag)
        if outcome := campaign.life.outcome:
            words = markup.plain("\n\n".join(edition.text.outcome))
            title = page_title(campaign, ui_language)
            language = edition.language_of(edition.text.outcome[0])
            yield Entry(f"{url}#outcome", url, _at(outcome.date), title, words, language.tag)


def _title(campaign: Campaign, ui_language: Language) -> str:
    return campaign.page_edition(ui_language.tag).title


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _response(ui_language: Language, title: str, page: str, entries: list[Entry]) -> Response:
    about = Feed(request.base_url, title, ui_language.tag, page, own_url=request.base_url)
    xml = atom(about, entries, MAX_ENTRIES)
    response = Response(xml, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.add_etag()
    return response
