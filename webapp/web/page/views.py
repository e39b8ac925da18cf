"""View: a campaign's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.web.campaign import choices
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.theme import Theme
from webapp.web.campaign.theme import names as theme_parameters
from webapp.web.campaign.urls import is_framed
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.responses import cache_control, render

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""Browsers and caches have a correction two minutes later; a page whose server is down may be a day old."""


REDIRECT_CACHE_CONTROL = "public, max-age=60"
CAME_FROM = "from"
"""The parameter that says which older campaign a partner's link names."""
NOT_THERE = "-"
"""Stands for a language or a target that the campaign does not have. No id and no tag is written so."""
THEME_PARAMETERS = frozenset(theme_parameters())


@dataclass(frozen=True, slots=True)
class Pages:
    """The page of a campaign."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add a campaign's page, which may be framed."""
        blueprint.add_url_rule("/<lang>/<slug>", view_func=cacheable(self.show, key=self.key))

    @cache_control(CACHE_CONTROL)
    def show(self, lang: str, slug: str) -> ResponseReturnValue:
        """Show a campaign with the suggested letter."""
        ui_language, campaign = self.pages.find(lang, slug)
        if newer := self._newer_for_partners(campaign, request.args):
            response = make_response(redirect(_newer_address(campaign, newer, lang)))
            response.headers["Cache-Control"] = REDIRECT_CACHE_CONTROL
            return response
        tag = request.args.get("letter", "")
        asked = choices.edition_tag(campaign, tag) or (NOT_THERE if tag else "")
        letter = choices.letter_language(campaign, asked, ui_language)
        ids = choices.chosen(request.args, "to")
        to = choices.targets(campaign, ids)
        page = self.pages.page(
            CampaignPage,
            campaign,
            ui_language,
            DraftRevision(drafting.begin(campaign, letter, to, ui_language), touched=False),
            asked_letter="" if asked == letter.tag else asked,
            came_from=self._came_from(campaign, request.args),
            lost_target=not {*ids} <= {*to},
        )
        return render("page/page.html", page)

    def key(self, query: Query, lang: str, slug: str) -> CacheKey | None:
        """Return the cache key of a campaign's page; None where `show` answers 404.

        All languages and targets that a campaign does not have are one page.
        """
        campaign = self.pages.campaigns.campaign(slug)
        if campaign is None or all(language.tag != lang for language in self.pages.languages):
            return None
        tag, ids = query.get("letter", ""), query.getlist("to")
        letter = [("letter", choices.edition_tag(campaign, tag) or NOT_THERE)] if tag else []
        known_ids = choices.targets(campaign, ids)
        to = [("to", target_id) for target_id in known_ids]
        to += [("to", NOT_THERE)] if not {*ids} <= {*known_ids} else []
        partner = query.get("partner", "")
        known = [("partner", partner)] if campaign.partner(partner) else []
        came_from = self._came_from(campaign, query)
        earlier = [(CAME_FROM, came_from.slug)] if came_from else []
        theme: list[tuple[str, str]] = []
        if not THEME_PARAMETERS.isdisjoint(query):  # out of a frame, too: the page tells oEmbed of it
            theme = [*Theme.read(query).parameters.items()]
        return CacheKey(
            urlencode([*letter, *to, *known, *earlier, *theme]),
            version=(
                self._revisions(campaign),
                self.pages.today(),
                self.pages.now().date(),
                self.pages.reported(campaign),
            ),
            is_variant=bool(letter or to or theme or earlier),
        )

    def _newer_for_partners(self, campaign: Campaign, query: Mapping[str, str]) -> Campaign | None:
        """Return the campaign that a partner's link or frame of an older one shows.

        A frame leads on only to a campaign that each site may frame which may frame the older one.
        """
        if not is_framed() and campaign.partner(query.get("partner", "")) is None:
            return None
        newest = self.pages.campaigns.public().newest(campaign)
        covers = "*" in newest.may_frame or {*campaign.may_frame} <= {*newest.may_frame}
        return newest if newest is not campaign and (covers or not is_framed()) else None

    def _came_from(self, campaign: Campaign, query: Mapping[str, str]) -> Campaign | None:
        slug = query.get(CAME_FROM, "")
        earlier = self.pages.campaigns.public().earlier(campaign) if slug else ()
        return next((each for each in earlier if each.slug == slug), None)

    def _revisions(self, campaign: Campaign) -> tuple[object, ...]:
        """Return what the page depends on: its case's campaigns, whether there are others, the catalogues."""
        public = self.pages.campaigns.public()
        campaigns = (each.revision for each in public.line(campaign))
        return (*campaigns, len(public.by_slug) > 1, self.pages.languages.revision)


def _newer_address(older: Campaign, newer: Campaign, lang: str) -> str:
    """Return the newer campaign's address; the partner and the theme go along."""
    tag = request.args.get("letter", "")
    letter = tag if newer.letter_edition(tag) else None
    values: dict[str, Any] = {"lang": lang, "slug": newer.slug, "letter": letter, CAME_FROM: older.slug}
    return url_for(".show", **values)
