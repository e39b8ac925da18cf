"""Views: the list of campaigns, and a campaign's page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import drafting
from webapp.domain.campaign import Campaign
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.web.campaign import choices
from webapp.web.campaign.page_model import CampaignPage
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.campaign.theme import Theme
from webapp.web.campaign.theme import names as theme_parameters
from webapp.web.http import locales
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.responses import cache_control, render

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""Browsers and caches have a correction two minutes later; a page whose server is down may be a day old."""


THEME_PARAMETERS = frozenset(theme_parameters())


@dataclass(frozen=True, slots=True)
class CampaignList:
    """What `page/list.html` is rendered from."""

    ui_language: Language
    languages: tuple[Language, ...]
    campaigns: tuple[Campaign, ...]
    today: date
    campaign: None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """The page of a campaign, and the list of campaigns."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add a campaign's page, which may be framed."""
        blueprint.add_url_rule("/<lang>/<slug>", view_func=cacheable(self.show, key=self.key))

    def add_list_routes(self, blueprint: Blueprint) -> None:
        """Add the list of campaigns, which is in no frame."""
        blueprint.add_url_rule("/", view_func=self.index)
        blueprint.add_url_rule("/<lang>", view_func=self.index_in)

    def index(self) -> ResponseReturnValue:
        """List the campaigns, or redirect to the only one."""
        ui_language = locales.best(self.pages.languages)
        campaigns = self.pages.campaigns.campaigns()
        if len(campaigns) == 1:
            only = url_for("campaign.show", lang=ui_language.tag, slug=campaigns[0].slug)
            response = make_response(redirect(only))
        else:
            response = self._list(ui_language)
        response.vary.add("Accept-Language")
        return response

    def index_in(self, lang: str) -> ResponseReturnValue:
        """List the campaigns in the language of the address."""
        return self._list(self.pages.language(lang))

    @cache_control(CACHE_CONTROL)
    def show(self, lang: str, slug: str) -> ResponseReturnValue:
        """Show a campaign with the suggested letter."""
        ui_language, campaign = self.pages.find(lang, slug)
        try:
            letter = choices.letter_language(campaign, request.args.get("letter"), ui_language)
            to = choices.targets(campaign, request.args.getlist("to"))
        except choices.InvalidChoice:
            abort(404)
        suggested = DraftRevision(drafting.begin(campaign, letter, to, ui_language), touched=False)
        page = self.pages.page(CampaignPage, campaign, ui_language, suggested)
        return render("page/page.html", page)

    def key(self, query: Query, lang: str, slug: str) -> CacheKey | None:
        """Return the cache key of a campaign's page; None where `show` answers 404."""
        campaign = self.pages.campaigns.campaign(slug)
        if campaign is None or all(language.tag != lang for language in self.pages.languages):
            return None
        tag, source = query.get("letter"), campaign.source.language
        try:
            letter = [("letter", choices.letter_language(campaign, tag, source).tag)] if tag else []
            to = [("to", target_id) for target_id in choices.targets(campaign, query.getlist("to"))]
        except choices.InvalidChoice:
            return None
        partner = query.get("partner", "")
        known = [("partner", partner)] if campaign.partner(partner) else []
        theme: list[tuple[str, str]] = []
        if not THEME_PARAMETERS.isdisjoint(query):  # out of a frame, too: the page tells oEmbed of it
            theme = [*Theme.read(query).parameters.items()]
        return CacheKey(
            urlencode([*letter, *to, *known, *theme]),
            version=(campaign.revision, self.pages.today(), self.pages.now().date()),
            is_variant=bool(letter or to or theme),
        )

    def _list(self, ui_language: Language) -> Response:
        page = CampaignList(
            ui_language, self.pages.languages, self.pages.campaigns.campaigns(), self.pages.today()
        )
        return make_response(render("page/list.html", page))
