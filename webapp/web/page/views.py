"""Views: the list of campaigns, and a campaign's page."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain import drafting
from webapp.domain.drafting import DraftRevision
from webapp.domain.language import Language
from webapp.web.campaign import choices
from webapp.web.campaign.rendering import CampaignPages
from webapp.web.http import locales, page_cache

KEPT = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
"""By browsers and caches on the way: each of them has a correction two minutes later, and a page whose server
is down is better a day old than not there."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The views."""

    pages: CampaignPages

    def blueprint(self, *, framed: bool = False) -> Blueprint:
        """Give the routes; in a frame there is a campaign's page and no list."""
        pages = Blueprint("pages", __name__)
        if not framed:
            pages.add_url_rule("/", view_func=self.index, endpoint="index")
            pages.add_url_rule("/<lang>", view_func=self.index_in, endpoint="index_in")
        pages.add_url_rule("/<lang>/<slug>", view_func=self.show, endpoint="show")
        return pages

    def index(self) -> ResponseReturnValue:
        """List the campaigns, or go to the only one."""
        ui_language = locales.best(self.pages.parts.languages)
        campaigns = self.pages.parts.library.campaigns()
        if len(campaigns) == 1:
            response = make_response(
                redirect(url_for("pages.show", lang=ui_language.tag, slug=campaigns[0].slug))
            )
        else:
            response = self._list(ui_language)
        response.vary.add("Accept-Language")
        return response

    def index_in(self, lang: str) -> ResponseReturnValue:
        """List the campaigns in the language of the address."""
        return self._list(self.pages.page_language(lang))

    def show(self, lang: str, slug: str) -> ResponseReturnValue:
        """Show a campaign with the suggested letter."""
        ui_language, campaign = self.pages.page_language(lang), self.pages.campaign(slug)
        try:
            letter = choices.letter_language(campaign, request.args.get("letter"), ui_language)
            to = choices.targets(campaign, request.args.getlist("to"))
        except choices.InvalidChoice:
            abort(404)
        revised = DraftRevision(drafting.begin(campaign, letter, to), touched=False)
        response = make_response(self.pages.render(self.pages.page(campaign, ui_language, revised)))
        response.headers["Cache-Control"] = KEPT
        page_cache.ready(request.environ)
        return response

    def _list(self, ui_language: Language) -> Response:
        campaigns = self.pages.parts.library.campaigns()
        return make_response(
            render_template(
                "page/list.html",
                campaigns=campaigns,
                ui_language=ui_language,
                languages=self.pages.parts.languages,
                today=self.pages.parts.today(),
            )
        )
