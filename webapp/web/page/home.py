"""Views: the home page, which lists the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.database.connection import ActionsUnavailable
from webapp.domain.language import Language
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http import locales
from webapp.web.http.page_cache import CacheKey, Query, cacheable
from webapp.web.http.responses import cache_control, render
from webapp.web.page.case_list import CaseList, Search, read_page_number

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"


@dataclass(frozen=True, slots=True)
class HomePage:
    """What `page/home.html` is rendered from."""

    ui_language: Language
    languages: Sequence[Language]
    cases: CaseList
    campaign: None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The list of cases, in the best language or in that of the address."""

    pages: CampaignPages

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the addresses; none is in a frame."""
        blueprint.add_url_rule("/", view_func=self.index)
        blueprint.add_url_rule("/<lang>", view_func=cacheable(self.index_in, key=self.key))
        blueprint.add_url_rule("/<lang>/", view_func=self.to_index_in)

    @cache_control(CACHE_CONTROL)
    def index(self) -> ResponseReturnValue:
        """List the cases; redirect to the only one, and searches to the address that limits them."""
        ui_language = locales.best(self.pages.languages)
        campaigns = self.pages.campaigns.campaigns()
        if len(campaigns) == 1:
            only = url_for("campaign.show", lang=ui_language.tag, slug=campaigns[0].slug)
            response = make_response(redirect(only))
        elif search := Search.read(request.args).parameters:
            found = f"{url_for('.index_in', lang=ui_language.tag)}?{urlencode(search)}"
            response = make_response(redirect(found))
        else:
            response = self._list(ui_language)
        response.vary.add("Accept-Language")
        return response

    @cache_control(CACHE_CONTROL)
    def index_in(self, lang: str) -> ResponseReturnValue:
        """List the cases in the language of the address."""
        return self._list(self.pages.language(lang))

    def to_index_in(self, lang: str) -> ResponseReturnValue:
        """Redirect to the address without a slash at its end."""
        self.pages.language(lang)
        query = request.query_string.decode("latin-1")
        address = url_for(".index_in", lang=lang)
        return redirect(f"{address}?{query}" if query else address, 301)

    def key(self, query: Query, lang: str) -> CacheKey | None:
        """Return the cache key of the list; None for a search, of which nothing is kept."""
        if all(language.tag != lang for language in self.pages.languages) or Search.read(query).parameters:
            return None
        number = read_page_number(query)
        public, minute = self.pages.campaigns.public(), self.pages.now().replace(second=0, microsecond=0)
        revisions = tuple(campaign.revision for campaign in public.by_slug.values())
        # The counts may be a minute old, and nothing else.
        version = (revisions, self.pages.languages.revision, self.pages.today(), minute)
        return CacheKey(f"page={number}" if number > 1 else "", version, is_variant=number > 1)

    def _list(self, ui_language: Language) -> Response:
        cases = CaseList.of(
            self.pages.campaigns.public(),
            self._totals(),
            ui_language,
            self.pages.today(),
            Search.read(request.args),
            read_page_number(request.args),
        )
        response = make_response(render("page/home.html", HomePage(ui_language, self.pages.languages, cases)))
        response.add_etag()
        return response

    def _totals(self) -> dict[str, int] | None:
        try:
            return self.pages.log.totals()
        except ActionsUnavailable:
            return None
